/* test-near-match.c: what somebody probably meant, and the message that says so
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

typedef struct
{
  const char *message;
  const char *start;
  const char *candidate;
} Case;

static const Case cases[] = {
  { "unknown key; did you mean \"url\"?", "unknown key", "url" },
  { "no \"a; did you mean \"b\"?\"; did you mean \"c\"?",
    "no \"a; did you mean \"b\"?\"",
    "c" },
  { "unknown; did you mean \"a\"b\"?", "unknown", "a\"b" },
  { "unknown; did you mean \"\"?", "unknown", "" },
  { "unknown; did you mean \"?", "unknown; did you mean \"?", NULL },
  { "unknown; did you mean \"a\"? Maybe", "unknown; did you mean \"a\"? Maybe", NULL },
  { "unknown key", "unknown key", NULL },
  { "", "", NULL },
};

static void
test_split (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *candidate = NULL;
      g_autofree char *start = ccp_near_match_split (cases[i].message, &candidate);

      g_assert_cmpstr (start, ==, cases[i].start);
      g_assert_cmpstr (candidate, ==, cases[i].candidate);
    }
}

/* what one function writes, the other takes apart */
static void
test_describe (void)
{
  const char *const candidates[] = { "models", "routing", NULL };
  g_autofree char *end = ccp_near_match_describe ("modles", candidates);
  g_autofree char *message = g_strconcat ("unknown key", end, NULL);
  g_autofree char *none = ccp_near_match_describe ("limits", candidates);
  g_autofree char *candidate = NULL;
  g_autofree char *start = ccp_near_match_split (message, &candidate);

  g_assert_cmpstr (start, ==, "unknown key");
  g_assert_cmpstr (candidate, ==, "models");
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/near-match/split/forms", test_split);
  g_test_add_func ("/near-match/describe/can-be-split", test_describe);

  return g_test_run ();
}
