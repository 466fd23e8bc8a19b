/* test-top-history.c: how fast a count has grown of late
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-top-history.h"

#define SECOND G_USEC_PER_SEC

static void
test_rate (void)
{
  CcpTopHistory history = { { 0 } };

  g_assert_cmpfloat (ccp_top_history_get_rate (&history), ==, 0);
  ccp_top_history_add (&history, 100, 1 * SECOND);
  g_assert_cmpuint (history.n_rates, ==, 0);
  ccp_top_history_add (&history, 110, 3 * SECOND);

  g_assert_cmpuint (history.n_rates, ==, 1);
  g_assert_cmpfloat (ccp_top_history_get_rate (&history), ==, 5);
}

static void
test_begins_anew (void)
{
  CcpTopHistory history = { { 0 } };

  ccp_top_history_add (&history, 100, 1 * SECOND);
  ccp_top_history_add (&history, 10, 2 * SECOND);
  g_assert_cmpfloat (ccp_top_history_get_rate (&history), ==, 0);
  ccp_top_history_add (&history, 13, 3 * SECOND);

  g_assert_cmpfloat (ccp_top_history_get_rate (&history), ==, 3);
}

static void
test_same_time (void)
{
  CcpTopHistory history = { { 0 } };

  ccp_top_history_add (&history, 1, SECOND);
  ccp_top_history_add (&history, 2, SECOND);

  g_assert_cmpuint (history.n_rates, ==, 0);
}

static void
test_old_ones_go (void)
{
  CcpTopHistory history = { { 0 } };

  for (guint i = 0; i <= CCP_TOP_HISTORY_LENGTH + 1; i++)
    ccp_top_history_add (&history, i * i, (i + 1) * SECOND);

  g_assert_cmpuint (history.n_rates, ==, CCP_TOP_HISTORY_LENGTH);
  g_assert_cmpfloat (history.rates[0], ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/top-history/add/rate-in-a-second", test_rate);
  g_test_add_func ("/top-history/add/smaller-count-begins-anew", test_begins_anew);
  g_test_add_func ("/top-history/add/same-time-is-ignored", test_same_time);
  g_test_add_func ("/top-history/add/old-ones-go", test_old_ones_go);
  return g_test_run ();
}
