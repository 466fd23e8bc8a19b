/* test-url-pattern.c: which pattern fits which URL, and how well
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-url-pattern.h"

typedef struct
{
  const char *pattern;
  const char *url;
  guint expected;
} Case;

static const Case cases[] = {
  { "https://a.example/*", "https://a.example/v1", 19 },
  { "https://a.example/*", "https://a.example", 19 },
  { "https://a.example/*", "https://a.example/", 19 },
  { "https://a.example/*", "HTTPS://A.Example/V1", 19 },
  { "https://a.example/*", "https://a.example.evil/v1", 0 },
  { "https://a.example/*", "http://a.example/v1", 0 },
  { "*/chat/completions", "https://b/v1/chat/completions", 18 },
  { "*/chat/completions", "https://b/v1/chat/completions/", 18 },
  { "*/chat/completions", "https://b/v1/chat/completions?api-version=1", 18 },
  { "*/chat/completions", "https://b/v1/chat/completionsx", 0 },
  { "*/v1/", "https://b/v1", 5 },
  { "https://?.example/*", "https://x.example/", 18 },
  { "*", "https://b", 1 },
};

static void
test_match (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].pattern, cases[i].url);
      g_assert_cmpuint (ccp_url_pattern_match (cases[i].pattern, cases[i].url),
                        ==,
                        cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/url-pattern/match", test_match);

  return g_test_run ();
}
