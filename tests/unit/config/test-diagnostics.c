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
                       CCP_DIAGNOSTIC_ERROR,
                       14,
                       9,
                       "providers[1].timeout",
                       "expected 1..3600, got \"soon\"");
  ccp_diagnostics_add (diagnostics, CCP_DIAGNOSTIC_WARNING, 2, 1, NULL, "two");
  ccp_diagnostics_add (diagnostics, CCP_DIAGNOSTIC_ERROR, 0, 0, "", "none");
  ccp_diagnostics_add (diagnostics, CCP_DIAGNOSTIC_ERROR, 2, 1, "a", "after two");
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

  ccp_diagnostics_add (diagnostics, CCP_DIAGNOSTIC_WARNING, 1, 1, NULL, "warn");
  g_assert_false (ccp_diagnostics_has_errors (diagnostics));
  ccp_diagnostics_add (diagnostics, CCP_DIAGNOSTIC_ERROR, 2, 1, NULL, "one");
  ccp_diagnostics_add (diagnostics, CCP_DIAGNOSTIC_ERROR, 3, 1, NULL, "two");
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

  ccp_diagnostics_add (other, CCP_DIAGNOSTIC_ERROR, 1, 2, "b", "there");
  ccp_diagnostics_append (diagnostics, other);
  ccp_diagnostics_add (diagnostics, CCP_DIAGNOSTIC_WARNING, 9, 9, "a", "here");
  shown = fixture_show (diagnostics);

  g_assert_cmpstr (shown,
                   ==,
                   "config.yaml:9:9: warning: a: here\n"
                   "other.yaml:1:2: b: there");
  g_assert_true (ccp_diagnostics_has_errors (diagnostics));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagnostics/format/sorted-by-line", test_format);
  g_test_add_func ("/diagnostics/to-error/errors-only", test_to_error);
  g_test_add_func ("/diagnostics/append/other-file-comes-last", test_append);

  return g_test_run ();
}
