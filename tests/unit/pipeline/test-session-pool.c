/* test-session-pool.c: which connection is handed out, and when one is let go
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-session-pool.h"

#define LONG_TIME 60000

static void
test_last_used_first (void)
{
  g_autoptr (CcpSessionPool) pool = ccp_session_pool_new (NULL, NULL, LONG_TIME);
  CcpUpstreamConnection *first = ccp_session_pool_take (pool);
  CcpUpstreamConnection *second = ccp_session_pool_take (pool);
  g_autoptr (CcpUpstreamConnection) taken = NULL;

  ccp_session_pool_give_back (pool, first);
  ccp_session_pool_give_back (pool, second);
  taken = ccp_session_pool_take (pool);

  g_assert_true (taken == second);
  g_assert_true (ccp_upstream_connection_is_used (taken));
  g_assert_cmpuint (ccp_session_pool_count_idle (pool), ==, 1);
}

static void
test_fresh (void)
{
  g_autoptr (CcpSessionPool) pool = ccp_session_pool_new (NULL, NULL, LONG_TIME);
  g_autoptr (CcpUpstreamConnection) fresh = NULL;

  ccp_session_pool_give_back (pool, ccp_session_pool_take (pool));
  fresh = ccp_session_pool_take_fresh (pool);

  g_assert_false (ccp_upstream_connection_is_used (fresh));
  g_assert_cmpuint (ccp_session_pool_count_idle (pool), ==, 1);
}

static void
test_expires (void)
{
  g_autoptr (CcpSessionPool) pool = ccp_session_pool_new (NULL, NULL, 20);
  gint64 start = g_get_monotonic_time ();

  ccp_session_pool_give_back (pool, ccp_session_pool_take (pool));
  while (ccp_session_pool_count_idle (pool) > 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (g_get_monotonic_time () - start, >=, 20000);
  g_assert_false (g_main_context_pending (NULL));
}

static void
test_keeps_no_more_than_it_should (void)
{
  g_autoptr (CcpSessionPool) pool = ccp_session_pool_new (NULL, NULL, LONG_TIME);
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (taken, ccp_session_pool_take (pool));
  for (guint i = 0; i < 200; i++)
    ccp_session_pool_give_back (pool, g_ptr_array_index (taken, i));

  g_assert_cmpuint (ccp_session_pool_count_idle (pool), ==, 128);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-pool/take/last-used-first", test_last_used_first);
  g_test_add_func ("/session-pool/take-fresh/leaves-idle-ones", test_fresh);
  g_test_add_func ("/session-pool/give-back/expires", test_expires);
  g_test_add_func ("/session-pool/give-back/bounded", test_keeps_no_more_than_it_should);

  return g_test_run ();
}
