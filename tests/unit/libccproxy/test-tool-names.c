/* test-tool-names.c: names that providers take, and the way back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#define LONG_NAME                                                                        \
  "mcp__a_really_long_server_name_for_testing__and_a_really_long_tool_name"

static const char *
fit (CcpToolNames *names, const char *client_name)
{
  return ccp_tool_names_fit (names, client_name, 64, "_-", CCP_TOOL_NAME_DEFAULT);
}

static void
test_fitting_name (void)
{
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();

  g_assert_cmpstr (fit (names, "mcp__a-b_C9"), ==, "mcp__a-b_C9");
  g_assert_null (ccp_tool_names_get_client (names, "mcp__a-b_C9"));
  g_assert_null (ccp_tool_names_get_upstream (names, "mcp__a-b_C9"));
}

static void
test_long_name (void)
{
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();
  const char *name = fit (names, LONG_NAME);

  g_assert_cmpstr (name,
                   ==,
                   "mcp__a_really_long_server_name_for_testing__and_a_reall_c97edd27");
  g_assert_cmpuint (strlen (name), ==, 64);
  g_assert_cmpstr (fit (names, LONG_NAME), ==, name);
  g_assert_cmpstr (ccp_tool_names_get_client (names, name), ==, LONG_NAME);
}

static void
test_characters (void)
{
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();

  g_assert_cmpstr (fit (names, "a.b/c d\xc3\xa9"), ==, "a_b_c_d_");
  g_assert_cmpstr (ccp_tool_names_get_client (names, "a_b_c_d_"), ==, "a.b/c d\xc3\xa9");
  g_assert_cmpstr (ccp_tool_names_fit (names, "x.y", 64, "_.", CCP_TOOL_NAME_DEFAULT),
                   ==,
                   "x.y");
}

static void
test_leading_digit (void)
{
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();
  CcpToolNameFlags flags = CCP_TOOL_NAME_NO_LEADING_DIGIT;

  g_assert_cmpstr (ccp_tool_names_fit (names, "2do", 64, "_-", flags), ==, "_2do");
  g_assert_cmpstr (ccp_tool_names_fit (names, "-do", 64, "_-", flags), ==, "_-do");
  g_assert_cmpstr (ccp_tool_names_fit (names, "_do", 64, "_-", flags), ==, "_do");
}

static void
test_collision (void)
{
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();
  const char *first = fit (names, "a.b");
  const char *second = fit (names, "a/b");
  const char *third = fit (names, "a_b");

  g_assert_cmpstr (first, ==, "a_b");
  g_assert_cmpstr (second, !=, first);
  g_assert_true (g_str_has_prefix (second, "a_b_"));
  g_assert_cmpstr (third, !=, first);
  g_assert_cmpstr (third, !=, second);
  g_assert_cmpstr (ccp_tool_names_get_client (names, second), ==, "a/b");
  g_assert_cmpstr (ccp_tool_names_get_client (names, third), ==, "a_b");
}

static void
test_blank (void)
{
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();

  g_assert_cmpstr (fit (names, ""), ==, "unnamed_tool");
  g_assert_cmpstr (fit (names, ""), ==, "unnamed_tool");
  g_assert_cmpstr (fit (names, "  "), !=, "unnamed_tool");
  g_assert_cmpstr (ccp_tool_names_get_client (names, "unnamed_tool"), ==, "");
}

static void
test_clear (void)
{
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();

  fit (names, "a_b");
  fit (names, "c.d");
  ccp_tool_names_clear (names);

  g_assert_cmpstr (fit (names, "a.b"), ==, "a_b");
  g_assert_null (ccp_tool_names_get_client (names, "c_d"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tool-names/fit/keeps-what-fits", test_fitting_name);
  g_test_add_func ("/tool-names/fit/T33-shortens", test_long_name);
  g_test_add_func ("/tool-names/fit/T31-replaces-characters", test_characters);
  g_test_add_func ("/tool-names/fit/T31-mends-the-first-character", test_leading_digit);
  g_test_add_func ("/tool-names/fit/T31-never-collides", test_collision);
  g_test_add_func ("/tool-names/fit/T36-names-the-nameless", test_blank);
  g_test_add_func ("/tool-names/clear/forgets-everything", test_clear);

  return g_test_run ();
}
