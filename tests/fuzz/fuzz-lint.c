/* fuzz-lint.c: any bytes as a configuration, with the plugins that there are
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-config-lint.h"
#include "ccp-masked-source.h"
#include "ccp-report-json.h"
#include "ccp-report-sarif.h"
#include "ccp-report-text.h"
#include "ccp-snapshot.h"
#include "ccp-soup-transport-factory.h"
#include "fuzz-target.h"

static const char secret[] = "hush-hush-hush";

static const char *const environment[] = {
  "HOME=/h", "SECRET=hush-hush-hush",           "NUMBER=30",
  "EMPTY=",  "DEEPSEEK_API_KEY=hush-hush-hush", "CCPROXY_PRESET_PATH=" PRESET_PATH,
  NULL,
};

static CcpPluginRegistry *registry;

int LLVMFuzzerInitialize (int *argc, char ***argv);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_auto (GStrv) variables = g_get_environ ();
  g_auto (GStrv) paths =
      ccp_plugin_registry_default_paths ((const char *const *) variables, NULL);

  registry = ccp_plugin_registry_new ((const char *const *) paths);
  return 0;
}

static void
check_json (CcpJson *report, gboolean has_secret)
{
  g_autoptr (CcpJson) json = report;
  g_autoptr (CcpJson) copy = NULL;
  gsize length = 0;
  const char *text = ccp_json_peek (json, &length);
  CcpJsonValue root;

  copy = ccp_json_new_from_text (text, (gssize) length, NULL);
  g_assert (copy != NULL);
  ccp_json_get_root (copy, &root);
  g_assert (ccp_json_value_is_object (&root));
  g_assert (has_secret || memmem (text, length, secret, strlen (secret)) == NULL);
}

/* the lines of the file are in it, with one caret each at most */
static void
check_text (CcpDiagnostics *diagnostics,
            const uint8_t *data,
            size_t size,
            gboolean has_secret)
{
  g_autoptr (GHashTable) sources = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CcpMaskedSource) source =
      ccp_masked_source_new (size > 0 ? (const char *) data : "", size);
  g_autofree char *report = NULL;

  g_hash_table_insert (sources, (gpointer) "c.yaml", source);
  report = ccp_report_text_write (diagnostics, sources);
  g_assert (g_utf8_validate (report, -1, NULL));
  g_assert (strpbrk (report, "\r\t\033") == NULL);
  g_assert (has_secret || strstr (report, secret) == NULL);
}

/* what is accepted can be run */
static void
check_snapshot (CcpConfig *config)
{
  g_autoptr (CcpTransportFactory) transports = ccp_soup_transport_factory_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpSnapshot) snapshot =
      ccp_snapshot_new (config, registry, transports, &error);

  if (snapshot == NULL)
    g_printerr ("accepted, but cannot be run: %s\n", error->message);
  g_assert (snapshot != NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) yaml = g_bytes_new_static (data, size);
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (yaml, environment, diagnostics);
  gboolean has_secret = size > 0 && memmem (data, size, "hush", 4) != NULL;
  gboolean is_good = FALSE;

  if (config != NULL)
    ccp_plugin_registry_check (registry, config, diagnostics);
  is_good = !ccp_diagnostics_has_errors (diagnostics);
  g_assert (config != NULL || !is_good);
  if (config != NULL)
    ccp_config_lint_run (config, NULL, environment, diagnostics);
  /* nothing that works is an error */
  g_assert (is_good == !ccp_diagnostics_has_errors (diagnostics));
  check_text (diagnostics, data, size, has_secret);
  check_json (ccp_report_json_write (diagnostics), has_secret);
  check_json (ccp_report_sarif_write (diagnostics), has_secret);
  if (is_good)
    check_snapshot (config);
  return 0;
}
