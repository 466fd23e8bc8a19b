/* test-log-text.c: what others write neither forges lines of the log nor fills it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-log-text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
test_escapes (void)
{
  static const Case cases[] = {
    { "", "" },
    { "plain \\ text", "plain \\ text" },
    { "é 😀 „x“ …", "é 😀 „x“ …" },
    { "a\n12:00:00 forged", "a\\x0a12:00:00 forged" },
    { "\r\t\x1b[2J", "\\x0d\\x09\\x1b[2J" },
    { "\x01\x1f \x7f", "\\x01\\x1f \\x7f" },
    { "\xc2\x80\xc2\x85\xc2\x9b\xc2\x9f\xc2\xa0", "\\x80\\x85\\x9b\\x9f\xc2\xa0" },
    { "\xff|\xc3", "\\xff|\\xc3" },
    { "\xe2\x82\n", "\\xe2\\x82\\x0a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = ccp_log_text_escape (cases[i].text);

      g_assert_cmpstr (line, ==, cases[i].expected);
    }
}

static void
test_bounds_the_line (void)
{
  static const char *const pieces[] = { "x", "é", "😀", "\n", "\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("");
      g_autofree char *line = NULL;

      for (guint k = 0; k < 100000; k++)
        g_string_append (text, pieces[i]);
      line = ccp_log_text_escape (text->str);

      g_assert_cmpuint (strlen (line), >=, 4096);
      g_assert_cmpuint (strlen (line), <, 4110);
      g_assert_true (g_str_has_suffix (line, "…"));
      g_assert_true (g_utf8_validate (line, -1, NULL));
    }
}

static void
test_bounds_at_the_limit (void)
{
  g_autofree char *text = g_strnfill (4096, 'x');
  g_autofree char *line = ccp_log_text_escape (text);

  g_assert_cmpstr (line, ==, text);
}

static void
test_clips_between_characters (void)
{
  static const struct
  {
    const char *text;
    gsize length;
    const char *expected;
  } cases[] = {
    { "", 0, "" },       { "abc", 3, "abc" }, { "abcd", 3, "abc…" }, { "abc", 0, "…" },
    { "aéb", 3, "aé…" }, { "aéb", 2, "a…" },  { "a😀b", 4, "a…" },    { "a😀b", 5, "a😀…" },
    { "😀", 3, "…" },     { "a😀b", 6, "a😀b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ccp_log_text_clip (cases[i].text, cases[i].length);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log-text/escape/control-characters", test_escapes);
  g_test_add_func ("/log-text/escape/bounds-the-line", test_bounds_the_line);
  g_test_add_func ("/log-text/escape/keeps-a-line-of-the-limit",
                   test_bounds_at_the_limit);
  g_test_add_func ("/log-text/clip/between-characters", test_clips_between_characters);

  return g_test_run ();
}
