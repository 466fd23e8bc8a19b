/* test-text-table.c: columns of text that are aligned
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-terminal-text.h"
#include "ccp-text-table.h"

static const CcpTerminal file = { .columns = G_MAXUINT, .rows = G_MAXUINT };

static void
add_row (CcpTextTable *table, const char *first, const char *second)
{
  ccp_text_table_add (table, CCP_TERMINAL_STYLE_PLAIN, first);
  ccp_text_table_add (table, CCP_TERMINAL_STYLE_GOOD, second);
}

static void
test_alignment (void)
{
  g_autoptr (CcpTextTable) table = ccp_text_table_new (2);
  const char *const headings[] = { "NAME", "N", NULL };
  g_autofree char *text = NULL;

  ccp_text_table_align_right (table, 1);
  ccp_text_table_add_headings (table, headings);
  add_row (table, "a", "12.3 k");
  add_row (table, "longer", "");
  text = ccp_text_table_format (table, &file);

  g_assert_cmpstr (text, ==, "NAME         N\na       12.3 k\nlonger\n");
}

static void
test_wide_characters (void)
{
  g_autoptr (CcpTextTable) table = ccp_text_table_new (2);
  g_autofree char *text = NULL;

  add_row (table, "模型", "x");
  add_row (table, "e\xcc\x81t\xc3\xa9", "x");
  add_row (table, "four", "x");
  text = ccp_text_table_format (table, &file);

  g_assert_cmpstr (text, ==, "模型  x\ne\xcc\x81t\xc3\xa9   x\nfour  x\n");
}

static void
test_narrow_terminal (void)
{
  g_autoptr (CcpTextTable) table = ccp_text_table_new (2);
  const CcpTerminal terminal = { .is_terminal = TRUE, .columns = 21, .rows = 24 };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  add_row (table, "a-name-that-is-far-too-long", "ready");
  add_row (table, "模型模型模型模型模型模型", "ready");
  text = ccp_text_table_format (table, &terminal);
  lines = g_strsplit (text, "\n", -1);

  g_assert_cmpstr (lines[0], ==, "a-name-that-i…  ready");
  g_assert_cmpstr (lines[1], ==, "模型模型模型…   ready");
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (ccp_terminal_text_measure (lines[i]), <=, 21);
}

static void
test_terminal_of_no_width (void)
{
  g_autoptr (CcpTextTable) table = ccp_text_table_new (2);
  const CcpTerminal terminal = { .is_terminal = TRUE, .columns = 1, .rows = 1 };
  g_autofree char *text = NULL;

  add_row (table, "something", "something else");
  text = ccp_text_table_format (table, &terminal);

  g_assert_cmpstr (text, ==, "…\n");
}

static void
test_numbers_are_whole (void)
{
  g_autoptr (CcpTextTable) table = ccp_text_table_new (3);
  const char *const headings[] = { "PROVIDER", "REQUESTS", "COST", NULL };
  const char *const cells[] = { "openrouter", "12345678", "$1234.56" };
  const CcpTerminal terminal = { .is_terminal = TRUE, .columns = 20, .rows = 24 };
  g_autofree char *text = NULL;

  ccp_text_table_align_right (table, 1);
  ccp_text_table_align_right (table, 2);
  ccp_text_table_add_headings (table, headings);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    ccp_text_table_add (table, CCP_TERMINAL_STYLE_PLAIN, cells[i]);
  text = ccp_text_table_format (table, &terminal);

  g_assert_cmpstr (text, ==, "PROVIDER    REQUESTS\nopenrouter  12345678\n");
}

static void
test_headings_go_first (void)
{
  g_autoptr (CcpTextTable) table = ccp_text_table_new (3);
  const char *const cells[] = { "a-name-that-is-long", "7", "and-an-end" };
  const CcpTerminal terminal = { .is_terminal = TRUE, .columns = 38, .rows = 24 };
  const char *const headings[] = { "NAME", "UNDER WAY", "END", NULL };
  g_autofree char *text = NULL;

  ccp_text_table_align_right (table, 1);
  ccp_text_table_add_headings (table, headings);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    ccp_text_table_add (table, CCP_TERMINAL_STYLE_PLAIN, cells[i]);
  text = ccp_text_table_format (table, &terminal);

  g_assert_cmpstr (text,
                   ==,
                   "NAME                UNDER…  END\n"
                   "a-name-that-is-lo…       7  and-an-end\n");
}

static void
test_colours (void)
{
  g_autoptr (CcpTextTable) table = ccp_text_table_new (2);
  const CcpTerminal terminal = { TRUE, TRUE, 80, 24 };
  g_autofree char *text = NULL;

  add_row (table, "a", "b");
  text = ccp_text_table_format (table, &terminal);

  g_assert_cmpstr (text, ==, "a  \033[32mb\033[0m\n");
}

static void
test_what_moves_the_cursor (void)
{
  g_autoptr (CcpTextTable) table = ccp_text_table_new (2);
  g_autofree char *text = NULL;

  add_row (table, "a\033[2J\nb", "\xff");
  text = ccp_text_table_format (table, &file);

  g_assert_cmpstr (text, ==, "a?[2J?b  \xef\xbf\xbd\n");
}

static void
check_colours (const char *no_color, const char *term, gboolean is_terminal)
{
  const char *const none[] = { NULL };
  g_auto (GStrv) environment = g_strdupv ((char **) none);
  CcpTerminal terminal;

  environment = g_environ_setenv (environment, "NO_COLOR", no_color, TRUE);
  environment = g_environ_setenv (environment, "TERM", term, TRUE);
  ccp_terminal_init (&terminal, -1, (const char *const *) environment);

  g_assert_cmpint (terminal.is_terminal, ==, is_terminal);
  g_assert_false (terminal.has_colours);
  g_assert_cmpuint (terminal.columns, ==, G_MAXUINT);
}

static void
test_no_terminal (void)
{
  check_colours ("", "xterm", FALSE);
  check_colours ("1", "xterm", FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-table/format/aligns", test_alignment);
  g_test_add_func ("/text-table/format/wide-characters", test_wide_characters);
  g_test_add_func ("/text-table/format/cuts-what-is-widest", test_narrow_terminal);
  g_test_add_func ("/text-table/format/numbers-are-whole", test_numbers_are_whole);
  g_test_add_func ("/text-table/format/headings-go-first", test_headings_go_first);
  g_test_add_func ("/text-table/format/a-column-at-least", test_terminal_of_no_width);
  g_test_add_func ("/text-table/format/colours", test_colours);
  g_test_add_func ("/text-table/add/what-moves-the-cursor", test_what_moves_the_cursor);
  g_test_add_func ("/terminal/init/a-file", test_no_terminal);
  return g_test_run ();
}
