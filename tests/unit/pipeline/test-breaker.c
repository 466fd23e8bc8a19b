/* test-breaker.c: when a provider that keeps failing is left alone for a while
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-breaker.h"

#define NOW (1000 * G_TIME_SPAN_SECOND)
#define SECOND G_TIME_SPAN_SECOND

static void
fail (CcpBreaker *breaker, guint times, gint64 now)
{
  for (guint i = 0; i < times; i++)
    ccp_breaker_fail (breaker, now);
}

static void
assert_state (const CcpBreaker *breaker, gint64 now, const char *expected)
{
  g_assert_cmpstr (ccp_breaker_state_to_string (ccp_breaker_get_state (breaker, now)),
                   ==,
                   expected);
}

static void
test_four (void)
{
  CcpBreaker breaker = { 0 };

  fail (&breaker, 4, NOW);

  assert_state (&breaker, NOW, "closed");
  g_assert_true (ccp_breaker_lets_through (&breaker, NOW));
  g_assert_cmpint (ccp_breaker_get_until (&breaker, NOW), ==, 0);
}

static void
test_five (void)
{
  CcpBreaker breaker = { 0 };

  fail (&breaker, 5, NOW);

  assert_state (&breaker, NOW, "open");
  g_assert_false (ccp_breaker_lets_through (&breaker, NOW));
  g_assert_cmpint (ccp_breaker_get_until (&breaker, NOW), ==, NOW + 30 * SECOND);
}

static void
test_not_in_a_row (void)
{
  CcpBreaker breaker = { 0 };

  fail (&breaker, 4, NOW);
  ccp_breaker_succeed (&breaker);
  fail (&breaker, 4, NOW);

  assert_state (&breaker, NOW, "closed");
}

/* those that were under way when it opened must not make it last longer */
static void
test_more_while_open (void)
{
  CcpBreaker breaker = { 0 };

  fail (&breaker, 5, NOW);
  fail (&breaker, 50, NOW + 29 * SECOND);

  assert_state (&breaker, NOW + 30 * SECOND - 1, "open");
  assert_state (&breaker, NOW + 30 * SECOND, "half-open");
}

static void
test_half_open_lets_one_through (void)
{
  CcpBreaker breaker = { 0 };
  gint64 later = NOW + 30 * SECOND;

  fail (&breaker, 5, NOW);

  g_assert_true (ccp_breaker_lets_through (&breaker, later));
  g_assert_true (ccp_breaker_begin (&breaker, later));
  g_assert_false (ccp_breaker_lets_through (&breaker, later));
  g_assert_false (ccp_breaker_begin (&breaker, later));
  assert_state (&breaker, later, "half-open");
}

static void
test_begin_while_open (void)
{
  CcpBreaker breaker = { 0 };

  fail (&breaker, 5, NOW);

  g_assert_false (ccp_breaker_begin (&breaker, NOW));
  g_assert_true (ccp_breaker_begin (&breaker, NOW + 30 * SECOND));
}

static void
test_abandoned (void)
{
  CcpBreaker breaker = { 0 };
  gint64 later = NOW + 30 * SECOND;

  fail (&breaker, 5, NOW);
  ccp_breaker_begin (&breaker, later);
  ccp_breaker_abandon (&breaker);

  assert_state (&breaker, later, "half-open");
  g_assert_true (ccp_breaker_lets_through (&breaker, later));
}

static void
test_half_open_succeeds (void)
{
  CcpBreaker breaker = { 0 };
  gint64 later = NOW + 30 * SECOND;

  fail (&breaker, 5, NOW);
  ccp_breaker_begin (&breaker, later);
  ccp_breaker_succeed (&breaker);

  assert_state (&breaker, later, "closed");
  fail (&breaker, 5, later);
  g_assert_cmpint (ccp_breaker_get_until (&breaker, later), ==, later + 30 * SECOND);
}

/* 30 s, 60 s, 90 s … and never more than 300 s */
static void
test_longer_each_time (void)
{
  CcpBreaker breaker = { 0 };
  gint64 now = NOW;

  fail (&breaker, 5, now);

  for (guint n = 1; n <= 12; n++)
    {
      gint64 until = ccp_breaker_get_until (&breaker, now);

      g_assert_cmpint (until - now, ==, MIN (n * 30, 300) * SECOND);
      now = until;
      g_assert_true (ccp_breaker_begin (&breaker, now));
      ccp_breaker_fail (&breaker, now);
      assert_state (&breaker, now, "open");
    }
}

static void
test_clock_set_back (void)
{
  CcpBreaker breaker = { 0 };

  fail (&breaker, 5, NOW);

  assert_state (&breaker, NOW - 3600 * SECOND, "half-open");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/breaker/fail/four-in-a-row", test_four);
  g_test_add_func ("/breaker/fail/five-in-a-row", test_five);
  g_test_add_func ("/breaker/fail/not-in-a-row", test_not_in_a_row);
  g_test_add_func ("/breaker/fail/while-open", test_more_while_open);
  g_test_add_func ("/breaker/fail/longer-each-time", test_longer_each_time);
  g_test_add_func ("/breaker/begin/while-open", test_begin_while_open);
  g_test_add_func ("/breaker/begin/half-open-lets-one-through",
                   test_half_open_lets_one_through);
  g_test_add_func ("/breaker/abandon/lets-another-one-through", test_abandoned);
  g_test_add_func ("/breaker/succeed/half-open", test_half_open_succeeds);
  g_test_add_func ("/breaker/get-state/clock-set-back", test_clock_set_back);

  return g_test_run ();
}
