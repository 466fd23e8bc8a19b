/* test-dbus-variant.c: values of ours as those of the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-dbus-variant.h"

static void
assert_text (GVariant *dict, const char *key, const char *expected)
{
  const char *text = NULL;

  g_assert_true (g_variant_lookup (dict, key, "&s", &text));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_clean_text (void)
{
  g_autofree char *none = ccp_dbus_variant_clean_text (NULL);
  g_autofree char *good = ccp_dbus_variant_clean_text ("é");
  g_autofree char *bad = ccp_dbus_variant_clean_text ("a\xff"
                                                      "b");

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (good, ==, "é");
  g_assert_cmpstr (bad,
                   ==,
                   "a\xef\xbf\xbd"
                   "b");
}

static void
test_count (void)
{
  g_assert_cmpuint (ccp_dbus_variant_get_count (-1), ==, 0);
  g_assert_cmpuint (ccp_dbus_variant_get_count (G_MAXINT64), ==, G_MAXINT64);
}

static void
test_no_diagnostics (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("config.yaml");
  g_autoptr (GVariant) list =
      g_variant_ref_sink (ccp_dbus_variant_new_diagnostics (diagnostics));

  g_assert_cmpstr (g_variant_get_type_string (list), ==, "aa{sv}");
  g_assert_cmpuint (g_variant_n_children (list), ==, 0);
}

static void
test_diagnostic (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("config.yaml");
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GVariant) dict = NULL;
  guint line = 0;
  guint column = 0;

  ccp_diagnostics_add (diagnostics,
                       CCP_CODE_UNKNOWN_KEY,
                       14,
                       9,
                       "routing.defualt",
                       "unknown key; did you mean \"default\"?");

  list = g_variant_ref_sink (ccp_dbus_variant_new_diagnostics (diagnostics));

  g_assert_cmpuint (g_variant_n_children (list), ==, 1);
  dict = g_variant_get_child_value (list, 0);
  g_assert_true (g_variant_lookup (dict, "line", "u", &line));
  g_assert_true (g_variant_lookup (dict, "column", "u", &column));
  g_assert_cmpuint (line, ==, 14);
  g_assert_cmpuint (column, ==, 9);
  assert_text (dict, "path", "routing.defualt");
  assert_text (dict, "severity", "error");
  assert_text (dict, "code", "unknown-key");
  assert_text (dict, "message", "unknown key");
  assert_text (dict, "suggestion", "default");
  g_assert_false (g_variant_lookup (dict, "file", "&s", NULL));
}

static void
test_decision (void)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("background", "p", "m1");
  g_autoptr (CcpRoute) next = ccp_route_new ("background", "q", "m2");
  g_autoptr (GVariant) dict = NULL;
  g_autoptr (GVariant) steps = NULL;
  g_autoptr (GVariant) chain = NULL;
  g_autofree char *printed_steps = NULL;
  g_autofree char *printed_chain = NULL;
  gint64 estimate = 0;

  ccp_route_add_step (route, "first", CCP_ROUTE_MISSED, "no");
  ccp_route_add_step (route, "second", CCP_ROUTE_SKIPPED, "off");
  ccp_route_add_step (route, "third", CCP_ROUTE_MATCHED, "yes");
  ccp_route_set_fallback (route, next);

  dict = g_variant_ref_sink (ccp_dbus_variant_new_decision (route));

  assert_text (dict, "stage", "background");
  assert_text (dict, "provider", "p");
  assert_text (dict, "model", "m1");
  assert_text (dict, "rule", "third");
  g_assert_true (g_variant_lookup (dict, "estimate", "x", &estimate));
  g_assert_cmpint (estimate, ==, -1);
  steps = g_variant_lookup_value (dict, "steps", G_VARIANT_TYPE ("a(sss)"));
  printed_steps = g_variant_print (steps, FALSE);
  g_assert_cmpstr (printed_steps,
                   ==,
                   "[('first', 'missed', 'no'), ('second', 'skipped', 'off'), ('third', "
                   "'matched', 'yes')]");
  chain = g_variant_lookup_value (dict, "chain", G_VARIANT_TYPE ("a(ss)"));
  printed_chain = g_variant_print (chain, FALSE);
  g_assert_cmpstr (printed_chain, ==, "[('p', 'm1'), ('q', 'm2')]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dbus-variant/clean-text", test_clean_text);
  g_test_add_func ("/dbus-variant/count", test_count);
  g_test_add_func ("/dbus-variant/diagnostics/none", test_no_diagnostics);
  g_test_add_func ("/dbus-variant/diagnostics/all-members", test_diagnostic);
  g_test_add_func ("/dbus-variant/decision", test_decision);

  return g_test_run ();
}
