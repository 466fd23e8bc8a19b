/* test-notice-limit.c: how often a person may be told something
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-notice-limit.h"

#define SECOND G_TIME_SPAN_SECOND

static void
test_same_after_ten_minutes (void)
{
  g_autoptr (CcpNoticeLimit) limit = ccp_notice_limit_new ();

  g_assert_true (ccp_notice_limit_admit (limit, "a", 0));
  g_assert_false (ccp_notice_limit_admit (limit, "a", 0));
  g_assert_false (ccp_notice_limit_admit (limit, "a", 599 * SECOND));
  g_assert_true (ccp_notice_limit_admit (limit, "a", 600 * SECOND));
  g_assert_false (ccp_notice_limit_admit (limit, "a", 700 * SECOND));
}

static void
test_others_are_others (void)
{
  g_autoptr (CcpNoticeLimit) limit = ccp_notice_limit_new ();

  g_assert_true (ccp_notice_limit_admit (limit, "a", 0));
  g_assert_true (ccp_notice_limit_admit (limit, "b", 0));
}

static void
test_settled_is_new (void)
{
  g_autoptr (CcpNoticeLimit) limit = ccp_notice_limit_new ();

  g_assert_true (ccp_notice_limit_admit (limit, "a", 0));
  ccp_notice_limit_settle (limit, "a");
  g_assert_true (ccp_notice_limit_admit (limit, "a", SECOND));
}

/* also when what is told of is settled again and again */
static void
test_five_in_a_minute (void)
{
  g_autoptr (CcpNoticeLimit) limit = ccp_notice_limit_new ();

  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (ccp_notice_limit_admit (limit, "a", i * SECOND));
      ccp_notice_limit_settle (limit, "a");
    }
  g_assert_false (ccp_notice_limit_admit (limit, "b", 59 * SECOND));
  g_assert_true (ccp_notice_limit_admit (limit, "b", 60 * SECOND));
  g_assert_false (ccp_notice_limit_admit (limit, "c", 60 * SECOND));
  g_assert_true (ccp_notice_limit_admit (limit, "c", 61 * SECOND));
}

/* what was not shown must not count */
static void
test_refused_does_not_count (void)
{
  g_autoptr (CcpNoticeLimit) limit = ccp_notice_limit_new ();

  g_assert_true (ccp_notice_limit_admit (limit, "a", 0));
  for (guint i = 0; i < 10; i++)
    g_assert_false (ccp_notice_limit_admit (limit, "a", i));
  g_assert_true (ccp_notice_limit_admit (limit, "b", 10));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notice-limit/admit/same-after-ten-minutes",
                   test_same_after_ten_minutes);
  g_test_add_func ("/notice-limit/admit/others-are-others", test_others_are_others);
  g_test_add_func ("/notice-limit/admit/settled-is-new", test_settled_is_new);
  g_test_add_func ("/notice-limit/admit/five-in-a-minute", test_five_in_a_minute);
  g_test_add_func ("/notice-limit/admit/refused-does-not-count",
                   test_refused_does_not_count);
  return g_test_run ();
}
