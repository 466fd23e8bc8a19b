/* test-findings.c: tests of ccp-findings.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static void
test_add (void)
{
  g_autoptr (CcpFindings) findings = ccp_findings_new ();

  ccp_findings_add (findings, CCP_SEVERITY_WARNING, "late", "rules[1]", "never reached");
  ccp_findings_add (findings, CCP_SEVERITY_ERROR, "range", "rules[0].when", "no number");

  g_assert_cmpuint (ccp_findings_get_length (findings), ==, 2);
  g_assert_cmpint (ccp_findings_get_severity (findings, 0), ==, CCP_SEVERITY_WARNING);
  g_assert_cmpstr (ccp_findings_get_code (findings, 0), ==, "late");
  g_assert_cmpint (ccp_findings_get_severity (findings, 1), ==, CCP_SEVERITY_ERROR);
  g_assert_cmpstr (ccp_findings_get_place (findings, 1), ==, "rules[0].when");
  g_assert_cmpstr (ccp_findings_get_message (findings, 1), ==, "no number");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/findings/add/keeps-order", test_add);

  return g_test_run ();
}
