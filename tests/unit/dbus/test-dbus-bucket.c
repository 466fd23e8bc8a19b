/* test-dbus-bucket.c: so much at once, and so much a second
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-dbus-bucket.h"

#define START 1000

static void
test_burst (void)
{
  CcpDBusBucket bucket;

  ccp_dbus_bucket_init (&bucket, 3, 1, START);

  g_assert_true (ccp_dbus_bucket_take (&bucket, 2, START));
  g_assert_true (ccp_dbus_bucket_take (&bucket, 1, START));
  g_assert_false (ccp_dbus_bucket_take (&bucket, 1, START));
}

static void
test_refills (void)
{
  CcpDBusBucket bucket;

  ccp_dbus_bucket_init (&bucket, 4, 2, START);
  g_assert_true (ccp_dbus_bucket_take (&bucket, 4, START));

  g_assert_false (ccp_dbus_bucket_take (&bucket, 1, START + G_USEC_PER_SEC / 4));
  g_assert_true (ccp_dbus_bucket_take (&bucket, 1, START + G_USEC_PER_SEC / 2));
  g_assert_true (ccp_dbus_bucket_take (&bucket, 4, START + 100 * G_USEC_PER_SEC));
  g_assert_false (ccp_dbus_bucket_take (&bucket, 1, START + 100 * G_USEC_PER_SEC));
}

/* or nothing would ever be granted again to who keeps asking */
static void
test_refusal_costs_nothing (void)
{
  CcpDBusBucket bucket;

  ccp_dbus_bucket_init (&bucket, 2, 1, START);
  g_assert_true (ccp_dbus_bucket_take (&bucket, 2, START));

  for (gint64 i = 1; i < 10; i++)
    g_assert_false (ccp_dbus_bucket_take (&bucket, 1, START + i * G_USEC_PER_SEC / 10));
  g_assert_true (ccp_dbus_bucket_take (&bucket, 1, START + G_USEC_PER_SEC));
}

static void
test_full (void)
{
  CcpDBusBucket bucket;

  ccp_dbus_bucket_init (&bucket, 2, 1, START);
  g_assert_true (ccp_dbus_bucket_is_full (&bucket, START));

  g_assert_true (ccp_dbus_bucket_take (&bucket, 1, START));
  g_assert_false (ccp_dbus_bucket_is_full (&bucket, START));
  g_assert_false (ccp_dbus_bucket_is_full (&bucket, START + G_USEC_PER_SEC - 1));
  g_assert_true (ccp_dbus_bucket_is_full (&bucket, START + G_USEC_PER_SEC));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dbus-bucket/take/burst", test_burst);
  g_test_add_func ("/dbus-bucket/take/refills", test_refills);
  g_test_add_func ("/dbus-bucket/take/refusal-costs-nothing", test_refusal_costs_nothing);
  g_test_add_func ("/dbus-bucket/is-full", test_full);

  return g_test_run ();
}
