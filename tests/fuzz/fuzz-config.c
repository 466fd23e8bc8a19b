/* fuzz-config.c: any bytes as a configuration file, and what is said about them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-config.h"
#include "fuzz-target.h"

static const char secret[] = "hush-hush-hush";

static const char *const environment[] = {
  "HOME=/h", "SECRET=hush-hush-hush",           "NUMBER=30",
  "EMPTY=",  "DEEPSEEK_API_KEY=hush-hush-hush", "CCPROXY_PRESET_PATH=" PRESET_PATH,
  NULL,
};

/* one line each, and not the value of a variable, unless the file itself has it */
static void
check_diagnostics (CcpDiagnostics *diagnostics, gboolean has_secret)
{
  gboolean has_errors = FALSE;

  g_assert (ccp_diagnostics_get_length (diagnostics) <= 101);
  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      g_autofree char *line = ccp_diagnostics_format (diagnostics, i);

      g_assert (g_utf8_validate (line, -1, NULL));
      g_assert (strpbrk (line, "\r\n\t\033") == NULL);
      g_assert (g_str_has_prefix (line, "c.yaml:"));
      g_assert (has_secret || strstr (line, secret) == NULL);
      has_errors |= ccp_diagnostics_get (diagnostics, i)->severity == CCP_SEVERITY_ERROR;
    }
  g_assert (has_errors == ccp_diagnostics_has_errors (diagnostics));
}

static void
check_json (CcpJson *json)
{
  CcpJsonValue root;

  ccp_json_get_root (json, &root);
  g_assert (ccp_json_value_is_object (&root));
}

static void
check_config (CcpConfig *config)
{
  GPtrArray *providers = ccp_config_get_providers (config);
  GPtrArray *models = ccp_config_get_models (config);
  g_autoptr (CcpCatalog) catalog = ccp_config_build_catalog (config);

  g_assert (ccp_config_get_listen (config)->len > 0);
  g_assert (providers->len > 0);
  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      g_assert (provider->name != NULL && *provider->name != '\0');
      g_assert (provider->url != NULL);
      g_assert (provider->timeout >= 1 && provider->timeout <= 3600);
      g_assert (ccp_catalog_has_provider (catalog, provider->name));
      check_json (provider->options);
    }
  for (guint i = 0; i < models->len; i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (models, i);

      g_assert (model->id != NULL && model->upstream != NULL);
      g_assert (ccp_catalog_has_provider (catalog, model->provider));
      check_json (model->options);
    }
  check_json (ccp_config_get_routing (config));
}

/* what the plugins are asked about it must be there, and names that are all known */
static void
check_broken (CcpConfig *config)
{
  g_autoptr (CcpCatalog) catalog = ccp_config_build_catalog (config);
  GPtrArray *providers = ccp_config_get_providers (config);
  GPtrArray *models = ccp_config_get_models (config);

  g_assert (ccp_config_get_root (config) != NULL);
  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      g_assert (provider->name != NULL || !ccp_config_has_all_names (config));
      check_json (provider->options);
    }
  for (guint i = 0; i < models->len; i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (models, i);

      g_assert (model->id != NULL || !ccp_config_has_all_names (config));
      check_json (model->options);
    }
  g_assert (ccp_catalog_get_n_models (catalog) <= 20000);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) yaml = g_bytes_new_static (data, size);
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (yaml, environment, diagnostics);

  check_diagnostics (diagnostics, memmem (data, size, "hush", 4) != NULL);
  g_assert (config != NULL || ccp_diagnostics_has_errors (diagnostics));
  if (config != NULL && ccp_diagnostics_has_errors (diagnostics))
    check_broken (config);
  else if (config != NULL)
    check_config (config);
  return 0;
}
