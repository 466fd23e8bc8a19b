/* test-stage-router-glob.c: what patterns and ranges match
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stage-router-glob.h"
#include "stage-router-range.h"

typedef struct
{
  const char *pattern;
  const char *text;
  gboolean good;
} Case;

static const Case words[] = {
  { "", "", TRUE },       { "", "a", FALSE },           { "*", "", TRUE },
  { "*", "a/b", TRUE },   { "?", "", FALSE },           { "a?c", "abc", TRUE },
  { "A?C", "aBc", TRUE }, { "a*c", "abcbc", TRUE },     { "a*c", "abcb", FALSE },
  { "*b*", "abc", TRUE }, { "*ab*ab", "ababab", TRUE }, { "a**b", "ab", TRUE },
  { "abc", "ab", FALSE },
};

static const Case paths[] = {
  { "/a/*", "/a/b", TRUE },         { "/a/*", "/a/b/c", FALSE },
  { "/a/**", "/a/b/c", TRUE },      { "/a/**", "/a", TRUE },
  { "/a/**", "/ab", FALSE },        { "/a/**/c", "/a/b/b/c", TRUE },
  { "/a/**/c", "/a/b/b/d", FALSE }, { "/a/**/x*y/c", "/a/x/xzy/c", TRUE },
  { "/a/?", "/a/b", TRUE },         { "/a?b", "/a/b", FALSE },
  { "**", "/a/b", TRUE },           { "/a/b*", "/A/b", FALSE },
};

/* whether the first pattern matches all that the second one does */
static const Case covers[] = {
  { "*", "a*", TRUE },   { "a*", "a*b", TRUE },  { "a*", "A?", TRUE },
  { "a?", "a*", FALSE }, { "a*b", "a*", FALSE }, { "a", "a", TRUE },
  { "a", "b", FALSE },
};

static const Case ranges[] = {
  { "> 5", "6..", TRUE },
  { ">=5", "5..", TRUE },
  { "<5k", "0..4999", TRUE },
  { " <= 2M ", "0..2000000", TRUE },
  { "10 .. 20", "10..20", TRUE },
  { "20..10", "", FALSE },
  { "5", "", FALSE },
  { "> x", "", FALSE },
  { "> 5 6", "", FALSE },
  { "<0", "", FALSE },
  { "> 99999999999999999999", "", FALSE },
  { "> 999999999999m", "", FALSE },
  { "> -1", "", FALSE },
  { "1...2", "", FALSE },
  { "", "", FALSE },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s %s", words[i].pattern, words[i].text);
      g_assert_cmpint (stage_router_glob_matches (words[i].pattern, words[i].text, -1),
                       ==,
                       words[i].good);
    }
}

static void
test_length (void)
{
  g_assert_true (stage_router_glob_matches ("ab", "abc", 2));
  g_assert_false (stage_router_glob_matches ("abc", "abc", 2));
}

static void
test_paths (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_test_message ("%s %s", paths[i].pattern, paths[i].text);
      g_assert_cmpint (stage_router_glob_matches_path (paths[i].pattern, paths[i].text),
                       ==,
                       paths[i].good);
    }
}

static void
test_covers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (covers); i++)
    {
      g_test_message ("%s %s", covers[i].pattern, covers[i].text);
      g_assert_cmpint (stage_router_glob_covers (covers[i].pattern, covers[i].text),
                       ==,
                       covers[i].good);
    }
}

static void
test_ranges (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      StageRouterRange range = { 0, 0 };
      g_autofree char *found = NULL;
      g_autofree char *most = NULL;

      g_test_message ("%s", ranges[i].pattern);
      g_assert_cmpint (stage_router_range_parse (&range, ranges[i].pattern),
                       ==,
                       ranges[i].good);
      if (!ranges[i].good)
        continue;
      most = range.most == G_MAXINT64 ? g_strdup ("")
                                      : g_strdup_printf ("%" G_GINT64_FORMAT, range.most);
      found = g_strdup_printf ("%" G_GINT64_FORMAT "..%s", range.least, most);
      g_assert_cmpstr (found, ==, ranges[i].text);
    }
}

static void
test_range_covers (void)
{
  StageRouterRange wide = { 5, 100 };
  StageRouterRange narrow = { 6, 100 };

  g_assert_true (stage_router_range_covers (&wide, &narrow));
  g_assert_true (stage_router_range_covers (&wide, &wide));
  g_assert_false (stage_router_range_covers (&narrow, &wide));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stage-router-glob/matches/words", test_words);
  g_test_add_func ("/stage-router-glob/matches/part-of-a-text", test_length);
  g_test_add_func ("/stage-router-glob/matches-path/folders", test_paths);
  g_test_add_func ("/stage-router-glob/covers/patterns", test_covers);
  g_test_add_func ("/stage-router-range/parse/forms", test_ranges);
  g_test_add_func ("/stage-router-range/covers/ranges", test_range_covers);

  return g_test_run ();
}
