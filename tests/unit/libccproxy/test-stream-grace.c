/* test-stream-grace.c: tests of ccp-stream-grace.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#define SECOND G_USEC_PER_SEC

static void
test_waits_for_counts (void)
{
  CcpStreamGrace grace = { 0 };

  ccp_stream_grace_update (&grace, FALSE, FALSE, 10 * SECOND);
  g_assert_cmpint (grace.deadline, ==, 0);
  ccp_stream_grace_update (&grace, TRUE, FALSE, 11 * SECOND);
  g_assert_cmpint (grace.deadline, ==, 13 * SECOND);
}

static void
test_is_short_after_counts (void)
{
  CcpStreamGrace grace = { 0 };

  ccp_stream_grace_update (&grace, TRUE, FALSE, 10 * SECOND);
  ccp_stream_grace_update (&grace, TRUE, TRUE, 11 * SECOND);
  g_assert_cmpint (grace.deadline, ==, 11 * SECOND + SECOND / 4);
}

static void
test_is_not_put_off (void)
{
  CcpStreamGrace grace = { 0 };

  ccp_stream_grace_update (&grace, TRUE, FALSE, 10 * SECOND);
  ccp_stream_grace_update (&grace, TRUE, FALSE, 11 * SECOND);
  g_assert_cmpint (grace.deadline, ==, 12 * SECOND);
  ccp_stream_grace_update (&grace, TRUE, TRUE, 12 * SECOND - 1);
  g_assert_cmpint (grace.deadline, ==, 12 * SECOND);
  ccp_stream_grace_update (&grace, TRUE, TRUE, 13 * SECOND);
  g_assert_cmpint (grace.deadline, ==, 12 * SECOND);
}

static void
test_ends (void)
{
  CcpStreamGrace grace = { 0 };

  ccp_stream_grace_update (&grace, TRUE, TRUE, 10 * SECOND);
  ccp_stream_grace_update (&grace, FALSE, TRUE, 10 * SECOND);
  g_assert_cmpint (grace.deadline, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream-grace/update/waits-for-counts", test_waits_for_counts);
  g_test_add_func ("/stream-grace/update/short-after-counts", test_is_short_after_counts);
  g_test_add_func ("/stream-grace/update/not-put-off", test_is_not_put_off);
  g_test_add_func ("/stream-grace/update/ends", test_ends);

  return g_test_run ();
}
