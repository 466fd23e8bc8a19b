/* test-target.c: what a provider is ready with, and what it learns
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-target.h"

#include <string.h>

#include "ccp-soup-transport.h"

/* of models beside those of the configuration */
#define MAX_LEARNED 1024

static CcpTarget *
create_target (const char *yaml, GError **error)
{
  const CcpSoupTransportSettings settings = { .head_timeout = 1000,
                                              .idle_timeout = 1000 };
  const char *const environment[] = { NULL };
  const char *const paths[] = { g_getenv ("CCPROXY_PLUGIN_PATH"), NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (CcpPluginRegistry) registry = ccp_plugin_registry_new (paths);
  g_autoptr (CcpTransport) transport =
      ccp_soup_transport_new ("http://127.0.0.1:1/", &settings, NULL);

  g_assert_nonnull (config);
  return ccp_target_new (registry,
                         config,
                         g_ptr_array_index (ccp_config_get_providers (config), 0),
                         transport,
                         error);
}

static void
test_learns_more_of_a_known_model (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTarget) target =
      create_target ("providers: [{name: p, type: openai-chat, url: 'http://h/'}]\n",
                     &error);
  g_autoptr (CcpJson) on = ccp_json_new_from_text ("{\"reasoning\":true}", -1, NULL);
  g_autoptr (CcpJson) off = ccp_json_new_from_text ("{\"reasoning\":false}", -1, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < MAX_LEARNED; i++)
    {
      g_autofree char *model = g_strdup_printf ("m%u", i);

      g_assert_true (ccp_target_learn (target, model, on));
    }

  g_assert_false (ccp_target_learn (target, "one-too-many", on));
  g_assert_false (ccp_target_learn (target, "m7", on));
  g_assert_true (ccp_target_learn (target, "m7", off));
}

static void
test_error_shows_the_host_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTarget) target =
      create_target ("providers: [{name: p, url: 'http://h.example/hush/v0?key=hush'}]\n",
                     &error);

  g_assert_null (target);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "(h.example)"));
  g_assert_null (strstr (error->message, "hush"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/target/learn/more-of-a-known-model",
                   test_learns_more_of_a_known_model);
  g_test_add_func ("/target/new/error-shows-the-host-alone",
                   test_error_shows_the_host_alone);

  return g_test_run ();
}
