/* test-environment-values.c: what is found of the environment in a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-environment-values.h"

static const char yaml[] =
    "providers:\n"
    "  - name: a\n"
    "    type: openai-chat\n"
    "    url: ${URL}\n"
    "    api_key: ${KEY}\n"
    "    options: {project: \"${PROJECT}\"}\n"
    "    transformers:\n"
    "      request:\n"
    "        - class: edit.Http\n"
    "          params: {headers: {x-a: \"${TEAM}\", x-b: written, x-c: \"${SHORT}\"}}\n"
    "    models: [m]\n"
    "pipelines:\n"
    "  p: {request: [[edit.Http, {query: {code: \"a ${CODE}\"}}]]}\n"
    "routing: {default: m}\n";

static void
test_list (void)
{
  const char *const environment[] = {
    "URL=https://a.example/v1",
    "KEY=sk-0123456789abcdef",
    "PROJECT=my-project",
    "TEAM=the-blue-team",
    "SHORT=seven77",
    "CODE=of-the-door",
    NULL,
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, sizeof yaml - 1);
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("test");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  g_autoptr (GPtrArray) values = NULL;

  g_assert_nonnull (config);
  values = ccp_environment_values_list (config);

  g_assert_cmpuint (values->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (values, 0), ==, "my-project");
  g_assert_cmpstr (g_ptr_array_index (values, 1), ==, "the-blue-team");
  g_assert_cmpstr (g_ptr_array_index (values, 2), ==, "a of-the-door");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/environment-values/list", test_list);

  return g_test_run ();
}
