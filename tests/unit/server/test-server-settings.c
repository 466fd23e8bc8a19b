/* test-server-settings.c: what the front door takes from a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-server-settings.h"

static void
test_from_config (void)
{
  static const char yaml[] = "providers:\n"
                             "  - name: here\n"
                             "    type: openai-chat\n"
                             "    url: http://127.0.0.1:9/v1\n"
                             "    models: [m]\n"
                             "client_keys: [one, two]\n"
                             "allowed_hosts: [proxy.example]\n";
  static const char *const environment[] = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, sizeof yaml - 1);
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("config.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (CcpServerSettings) settings = NULL;

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      g_autofree char *text = ccp_diagnostics_format (diagnostics, i);

      g_test_message ("%s", text);
    }
  g_assert_nonnull (config);
  settings = ccp_server_settings_new_from_config (config);

  g_assert_cmpuint (settings->client_keys->len, ==, 2);
  g_assert_true (ccp_secret_equals (g_ptr_array_index (settings->client_keys, 1), "two"));
  g_assert_cmpuint (settings->allowed_hosts->len, ==, 1);
  g_assert_cmpuint (settings->max_body, ==, ccp_config_get_max_body (config));
  g_assert_cmpuint (settings->max_connections,
                    ==,
                    ccp_config_get_max_connections (config));
  g_assert_cmpuint (settings->header_timeout, ==, ccp_config_get_header_timeout (config));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server-settings/new-from-config/takes-all", test_from_config);

  return g_test_run ();
}
