/* test-fields.c: lines of a name and what it is, below each other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-fields.h"

static void
assert_printed (CcpFields *fields, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  ccp_fields_print (fields, "", 6, text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_print_aligns (void)
{
  g_autoptr (CcpFields) fields = ccp_fields_new ();

  ccp_fields_add (fields, "stage", "%s", "default");
  ccp_fields_add (fields, "rule", "number %d", 2);

  assert_printed (fields, "stage  default\nrule   number 2\n");
}

static void
test_print_makes_room (void)
{
  g_autoptr (CcpFields) fields = ccp_fields_new ();

  ccp_fields_add (fields, "Anbieter", "p");
  ccp_fields_add (fields, "Modell", "m");

  assert_printed (fields, "Anbieter p\nModell   m\n");
}

static void
test_print_counts_columns (void)
{
  g_autoptr (CcpFields) fields = ccp_fields_new ();

  ccp_fields_add (fields, "阶段", "two of two columns");
  ccp_fields_add (fields, "règle", "five");

  assert_printed (fields, "阶段   two of two columns\nrègle  five\n");
}

static void
test_print_indents (void)
{
  g_autoptr (CcpFields) fields = ccp_fields_new ();
  g_autoptr (GString) text = g_string_new ("rest\n");

  ccp_fields_add (fields, "a", "1");
  ccp_fields_print (fields, "  ", 2, text);

  g_assert_cmpstr (text->str, ==, "rest\n  a  1\n");
}

static void
test_print_nothing (void)
{
  g_autoptr (CcpFields) fields = ccp_fields_new ();

  assert_printed (fields, "");
}

static void
test_pad_leaves_a_long_text (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  ccp_fields_pad (text, "matched", 3);

  g_assert_cmpstr (text->str, ==, "matched");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fields/print/aligns", test_print_aligns);
  g_test_add_func ("/fields/print/makes-room", test_print_makes_room);
  g_test_add_func ("/fields/print/counts-columns", test_print_counts_columns);
  g_test_add_func ("/fields/print/indents", test_print_indents);
  g_test_add_func ("/fields/print/nothing", test_print_nothing);
  g_test_add_func ("/fields/pad/leaves-a-long-text", test_pad_leaves_a_long_text);
  return g_test_run ();
}
