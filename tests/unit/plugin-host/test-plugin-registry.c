/* test-plugin-registry.c: plugins by their names, and what they are given
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-plugin-registry.h"

static CcpPluginRegistry *
open_built (void)
{
  const char *const paths[] = { g_getenv ("CCPROXY_PLUGIN_PATH"), NULL };

  return ccp_plugin_registry_new (paths);
}

static CcpJson *
parse (const char *text)
{
  return ccp_json_new_from_text (text, -1, NULL);
}

static void
test_create_transformer (void)
{
  g_autoptr (CcpPluginRegistry) registry = open_built ();
  g_autoptr (CcpJson) params = parse ("{\"text\":\"Be brief.\"}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) first =
      ccp_plugin_registry_create_transformer (registry,
                                              "example-c.SystemSuffix",
                                              params,
                                              &error);
  g_autoptr (CcpTransformer) second =
      ccp_plugin_registry_create_transformer (registry,
                                              "example-c.SystemSuffix",
                                              params,
                                              &error);

  g_assert_no_error (error);
  g_assert_true (CCP_IS_TRANSFORMER (first));
  g_assert_true (first != second);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (first), ==, "ExampleCSystemSuffix");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plugin-registry/create-transformer", test_create_transformer);

  return g_test_run ();
}
