/* test-json-unescaper.c: tests of ccp-json-unescaper.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <string.h>

typedef struct
{
  const char *raw;
  const char *text;
} Case;

static const Case cases[] = {
  { "", "" },
  { "plain", "plain" },
  { "\\\" \\\\ \\/ \\b\\f\\n\\r\\t", "\" \\ / \b\f\n\r\t" },
  { "\\\\n \\\\\\\"", "\\n \\\"" },
  { "\\u00e9\\u20AC", "\xc3\xa9\xe2\x82\xac" },
  { "a\\ud83d\\ude00b",
    "a\xf0\x9f\x98\x80"
    "b" },
  { "\\ud83d", "\xef\xbf\xbd" },
  { "\\ud83dx", "\xef\xbf\xbdx" },
  { "\\ud83d\\n", "\xef\xbf\xbd\n" },
  { "\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd\xf0\x9f\x98\x80" },
  { "\\ude00", "\xef\xbf\xbd" },
  { "\\u0000", "\xef\xbf\xbd" },
  { "\\uxyz", "\\uxyz" },
  { "\\u12\xc3\xa9", "\\u12\xc3\xa9" },
  { "\\u12\\n", "\\u12\n" },
  { "\\ud83d\\u1", "\xef\xbf\xbd" },
  { "cut\\", "cut" },
  { "cut\\u00e", "cut" },
  { "\xc3\xa9 \\u00e9", "\xc3\xa9 \xc3\xa9" },
};

static char *
unescape (const char *raw, gsize first, gsize second)
{
  g_autoptr (CcpJsonUnescaper) unescaper = ccp_json_unescaper_new ();
  GString *text = g_string_new (NULL);

  ccp_json_unescaper_feed (unescaper, raw, (gssize) first, text);
  ccp_json_unescaper_feed (unescaper, raw + first, (gssize) (second - first), text);
  ccp_json_unescaper_feed (unescaper, raw + second, -1, text);
  ccp_json_unescaper_finish (unescaper, text);
  return g_string_free (text, FALSE);
}

static void
test_every_split (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize first = 0; first <= strlen (cases[i].raw); first++)
      for (gsize second = first; second <= strlen (cases[i].raw); second++)
        {
          g_autofree char *text = unescape (cases[i].raw, first, second);

          g_assert_cmpstr (text, ==, cases[i].text);
        }
}

static void
test_at_once (void)
{
  g_autoptr (CcpJsonUnescaper) unescaper = ccp_json_unescaper_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  ccp_json_unescaper_feed (unescaper, "one \\n two\\", -1, text);

  g_assert_cmpstr (text->str, ==, "one \n two");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-unescaper/every-split", test_every_split);
  g_test_add_func ("/json-unescaper/at-once", test_at_once);

  return g_test_run ();
}
