/* test-dbus-quota.c: how much each peer may ask for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-dbus-quota.h"

#define START 1000

static void
test_each_has_its_own (void)
{
  g_autoptr (CcpDBusQuota) quota = ccp_dbus_quota_new (START);

  g_assert_true (ccp_dbus_quota_take (quota, ":1.1", CCP_DBUS_QUOTA_BURST, START));
  g_assert_false (ccp_dbus_quota_take (quota, ":1.1", 1, START));
  g_assert_true (ccp_dbus_quota_take (quota, ":1.2", CCP_DBUS_QUOTA_BURST, START));
  g_assert_true (
      ccp_dbus_quota_take (quota, ":1.1", CCP_DBUS_QUOTA_RATE, START + G_USEC_PER_SEC));
}

static void
ask_as_all (CcpDBusQuota *quota, guint cost, gint64 now)
{
  for (guint i = 0; i < CCP_DBUS_QUOTA_PEERS; i++)
    {
      g_autofree char *peer = g_strdup_printf (":1.%u", i);

      g_assert_true (ccp_dbus_quota_take (quota, peer, cost, now));
    }
}

static void
test_bounded (void)
{
  g_autoptr (CcpDBusQuota) quota = ccp_dbus_quota_new (START);

  ask_as_all (quota, 1, START);

  g_assert_true (ccp_dbus_quota_take (quota, ":2.1", CCP_DBUS_QUOTA_BURST, START));
  g_assert_false (ccp_dbus_quota_take (quota, ":2.2", 1, START));
  g_assert_cmpuint (ccp_dbus_quota_get_length (quota), ==, CCP_DBUS_QUOTA_PEERS);
}

static void
test_forgets_who_is_silent (void)
{
  g_autoptr (CcpDBusQuota) quota = ccp_dbus_quota_new (START);

  ask_as_all (quota, 1, START);

  g_assert_true (ccp_dbus_quota_take (quota, ":2.1", 1, START + G_USEC_PER_SEC));
  g_assert_cmpuint (ccp_dbus_quota_get_length (quota), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dbus-quota/take/each-has-its-own", test_each_has_its_own);
  g_test_add_func ("/dbus-quota/take/bounded", test_bounded);
  g_test_add_func ("/dbus-quota/take/forgets-who-is-silent", test_forgets_who_is_silent);

  return g_test_run ();
}
