/* test-diagnostics.c: the one error form
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config-fixture.h"

static void
test_format (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("config.yaml");
  g_autofree char *shown = NULL;

  ccp_diagnostics_add (diagnostics,
                       CCP_CODE_OUT_OF_RANGE,
                       14,
                       9,
                       "providers[1].timeout",
                       "expected 1..3600, got \"soon\"");
  ccp_diagnostics_add (diagnostics, CCP_CODE_PLAIN_HTTP, 2, 1, NULL, "two");
  ccp_diagnostics_add (diagnostics, CCP_CODE_UNKNOWN_KEY, 0, 0, "", "none");
  ccp_diagnostics_add (diagnostics, CCP_CODE_UNKNOWN_KEY, 2, 1, "a", "after two");
  shown = fixture_show (diagnostics);

  g_assert_cmpstr (shown,
                   ==,
                   "config.yaml: none\n"
                   "config.yaml:2:1: warning: two\n"
                   "config.yaml:2:1: a: after two\n"
                   "config.yaml:14:9: providers[1].timeout: expected 1..3600, got "
                   "\"soon\"");
}

static void
test_to_error (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c");
  g_autoptr (GError) error = NULL;

  ccp_diagnostics_add (diagnostics, CCP_CODE_FILE_MODE, 1, 1, NULL, "warn");
  g_assert_false (ccp_diagnostics_has_errors (diagnostics));
  ccp_diagnostics_add (diagnostics, CCP_CODE_UNKNOWN_KEY, 2, 1, NULL, "one");
  ccp_diagnostics_add (diagnostics, CCP_CODE_UNKNOWN_KEY, 3, 1, NULL, "two");
  error = ccp_diagnostics_to_error (diagnostics);

  g_assert_true (ccp_diagnostics_has_errors (diagnostics));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_cmpstr (error->message, ==, "c:2:1: one\nc:3:1: two");
}

static void
test_append (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("config.yaml");
  g_autoptr (CcpDiagnostics) other = ccp_diagnostics_new ("other.yaml");
  g_autofree char *shown = NULL;

  ccp_diagnostics_add (other, CCP_CODE_UNKNOWN_KEY, 1, 2, "b", "there");
  ccp_diagnostics_append (diagnostics, other);
  ccp_diagnostics_add (diagnostics, CCP_CODE_PLAIN_HTTP, 9, 9, "a", "here");
  shown = fixture_show (diagnostics);

  g_assert_cmpstr (shown,
                   ==,
                   "config.yaml:9:9: warning: a: here\n"
                   "other.yaml:1:2: b: there");
  g_assert_true (ccp_diagnostics_has_errors (diagnostics));
}

static void
test_suggestion (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  const CcpDiagnostic *first = NULL;
  const CcpDiagnostic *second = NULL;

  ccp_diagnostics_add (diagnostics,
                       CCP_CODE_UNKNOWN_KEY,
                       1,
                       2,
                       "modles",
                       "unknown key; did you mean \"models\"?");
  ccp_diagnostics_add (diagnostics, CCP_CODE_FILE_MODE, 3, 4, NULL, "open");
  first = ccp_diagnostics_get (diagnostics, 0);
  second = ccp_diagnostics_get (diagnostics, 1);

  g_assert_cmpstr (first->code, ==, "unknown-key");
  g_assert_cmpint (first->severity, ==, CCP_SEVERITY_ERROR);
  g_assert_cmpstr (first->message, ==, "unknown key");
  g_assert_cmpstr (first->suggestion, ==, "models");
  g_assert_cmpstr (second->code, ==, "file-mode");
  g_assert_cmpint (second->severity, ==, CCP_SEVERITY_WARNING);
  g_assert_cmpstr (second->suggestion, ==, NULL);
}

static void
fill (CcpDiagnostics *diagnostics, CcpDiagnosticCode code, guint n)
{
  for (guint i = 0; i < n; i++)
    ccp_diagnostics_add (diagnostics, code, i + 1, 1, NULL, "one of many");
}

/* an error among what is not shown must not look like a warning */
static void
test_truncated (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  const CcpDiagnostic *last = NULL;

  fill (diagnostics, CCP_CODE_FILE_MODE, 101);
  last = ccp_diagnostics_get (diagnostics, 100);
  g_assert_cmpint (last->severity, ==, CCP_SEVERITY_WARNING);
  fill (diagnostics, CCP_CODE_SYNTAX, 2);

  g_assert_cmpuint (ccp_diagnostics_get_length (diagnostics), ==, 101);
  g_assert_cmpstr (last->code, ==, "truncated");
  g_assert_cmpint (last->severity, ==, CCP_SEVERITY_ERROR);
  g_assert_true (ccp_diagnostics_has_errors (diagnostics));
}

/* scripts know them: each has a name of its own, in one form */
static void
test_codes (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i <= CCP_CODE_WRONG_TYPE; i++)
    {
      const CcpDiagnosticRule *rule = ccp_diagnostic_code_get_rule (i);

      g_assert_nonnull (rule->name);
      g_test_message ("%s", rule->name);
      g_assert_true (g_regex_match_simple ("^[a-z]+(-[a-z]+)*$", rule->name, 0, 0));
      g_assert_true (g_hash_table_add (names, (gpointer) rule->name));
      g_assert_true (g_str_has_suffix (rule->help, "."));
      g_assert_true (ccp_diagnostic_code_find_rule (rule->name) == rule);
    }
  g_assert_null (ccp_diagnostic_code_find_rule ("no-such"));
}

static void
test_demote (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");

  ccp_diagnostics_add (diagnostics,
                       CCP_CODE_UNSET_VARIABLE,
                       1,
                       1,
                       "providers[0].api_key",
                       "A is not set");
  ccp_diagnostics_demote (diagnostics, CCP_CODE_WRONG_TYPE, "*");
  g_assert_true (ccp_diagnostics_has_errors (diagnostics));
  ccp_diagnostics_demote (diagnostics, CCP_CODE_UNSET_VARIABLE, "providers[*].url");
  g_assert_true (ccp_diagnostics_has_errors (diagnostics));
  ccp_diagnostics_demote (diagnostics, CCP_CODE_UNSET_VARIABLE, "providers[*].api_key*");

  g_assert_false (ccp_diagnostics_has_errors (diagnostics));
  g_assert_cmpint (ccp_diagnostics_get (diagnostics, 0)->severity,
                   ==,
                   CCP_SEVERITY_WARNING);
}

/* each code has its row on the page that explains them */
static void
test_explained (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "docs", "diagnostics.md", NULL);
  g_autofree char *page = NULL;

  g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
  for (int i = 0; i <= CCP_CODE_WRONG_TYPE; i++)
    {
      const CcpDiagnosticRule *rule = ccp_diagnostic_code_get_rule (i);
      g_autofree char *row =
          g_strdup_printf ("| `%s` | %s | %s |\n",
                           rule->name,
                           rule->severity == CCP_SEVERITY_ERROR ? "error" : "warning",
                           rule->help);

      g_test_message ("%s", row);
      g_assert_nonnull (strstr (page, row));
    }
}

static void
test_extend (void)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");

  ccp_diagnostics_add (diagnostics, CCP_CODE_UNSET_VARIABLE, 1, 2, "url", "set it");
  ccp_diagnostics_add (diagnostics, CCP_CODE_WRONG_TYPE, 2, 2, "name", "other");

  ccp_diagnostics_extend (diagnostics, CCP_CODE_UNSET_VARIABLE, "; now");

  g_assert_cmpstr (ccp_diagnostics_get (diagnostics, 0)->text, ==, "set it; now");
  g_assert_cmpstr (ccp_diagnostics_get (diagnostics, 0)->message, ==, "set it; now");
  g_assert_cmpstr (ccp_diagnostics_get (diagnostics, 1)->text, ==, "other");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagnostics/format/sorted-by-line", test_format);
  g_test_add_func ("/diagnostics/to-error/errors-only", test_to_error);
  g_test_add_func ("/diagnostics/demote/code-and-path", test_demote);
  g_test_add_func ("/diagnostics/extend/those-with-the-code", test_extend);
  g_test_add_func ("/diagnostics/append/other-file-comes-last", test_append);

  g_test_add_func ("/diagnostics/get/suggestion-is-a-field", test_suggestion);
  g_test_add_func ("/diagnostics/add/what-is-cut-is-an-error", test_truncated);
  g_test_add_func ("/diagnostic-code/get-rule/all", test_codes);

  g_test_add_func ("/diagnostic-code/get-rule/explained", test_explained);

  return g_test_run ();
}
