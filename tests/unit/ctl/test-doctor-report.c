/* test-doctor-report.c: what the doctor found, for people and for programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-doctor-report.h"

static GPtrArray *
create_findings (void)
{
  GPtrArray *findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_finding_free);

  g_ptr_array_add (findings,
                   ccp_finding_new ("unit", CCP_FINDING_OK, g_strdup ("it runs"), NULL));
  g_ptr_array_add (findings,
                   ccp_finding_new ("keys",
                                    CCP_FINDING_WARNING,
                                    g_strdup ("one two three four\nfive\n"),
                                    g_strdup ("set it where it is started")));
  return findings;
}

static char *
format (GPtrArray *findings, gboolean has_colours, guint columns)
{
  const CcpTerminal terminal = { .is_terminal = columns != G_MAXUINT,
                                 .has_colours = has_colours,
                                 .columns = columns,
                                 .rows = G_MAXUINT };

  return ccp_doctor_report_format (findings, &terminal);
}

static void
test_plain (void)
{
  g_autoptr (GPtrArray) findings = create_findings ();
  g_autofree char *text = format (findings, FALSE, G_MAXUINT);

  g_assert_cmpstr (text,
                   ==,
                   "ok       unit        it runs\n"
                   "warning  keys        one two three four five\n"
                   "                     → set it where it is started\n"
                   "\nno problems, 1 warning\n");
}

static void
test_narrow (void)
{
  g_autoptr (GPtrArray) findings = create_findings ();
  g_autofree char *text = format (findings, FALSE, 36);

  g_assert_cmpstr (text,
                   ==,
                   "ok       unit        it runs\n"
                   "warning  keys        one two three\n"
                   "                     four five\n"
                   "                     → set it where\n"
                   "                       it is started\n"
                   "\nno problems, 1 warning\n");
}

static void
test_colours (void)
{
  g_autoptr (GPtrArray) findings = create_findings ();
  g_autofree char *text = NULL;

  g_ptr_array_add (findings,
                   ccp_finding_new ("listen",
                                    CCP_FINDING_PROBLEM,
                                    g_strdup ("held by \033[2J"),
                                    NULL));
  text = format (findings, TRUE, G_MAXUINT);
  g_assert_true (g_str_has_prefix (text, "\033["));
  /* what others are called does not steer the terminal */
  g_assert_null (g_strstr_len (text, -1, "\033[2J"));
  g_assert_true (g_str_has_suffix (text, "\n1 problem\n"));
}

static void
test_json (void)
{
  g_autoptr (GPtrArray) findings = create_findings ();
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *text = NULL;

  ccp_doctor_report_write (findings, writer);
  json = ccp_json_writer_finish (writer);
  text = ccp_json_to_text (json);
  g_assert_cmpstr (text,
                   ==,
                   "{\"ok\":true,\"findings\":[{\"check\":\"unit\",\"state\":\"ok\","
                   "\"text\":\"it runs\",\"mend\":null},{\"check\":\"keys\",\"state\":"
                   "\"warning\",\"text\":\"one two three four five\",\"mend\":"
                   "\"set it where it is started\"}]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doctor-report/format/plain", test_plain);
  g_test_add_func ("/doctor-report/format/narrow", test_narrow);
  g_test_add_func ("/doctor-report/format/colours", test_colours);
  g_test_add_func ("/doctor-report/write/json", test_json);
  return g_test_run ();
}
