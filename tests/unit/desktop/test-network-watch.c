/* test-network-watch.c: whether there is a network
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-network-watch.h"

#include "fake-network.h"
#include "fake-service.h"

/* milliseconds, shorter than what fake_service_settle () waits */
#define MOMENT 40

typedef struct
{
  FakeNetwork *network;
  CcpNetworkWatch *watch;
  guint changes;
} Fixture;

static void
count (Fixture *f)
{
  f->changes++;
}

/* @data: (nullable): whether there is a network at first */
static void
set_up (Fixture *f, gconstpointer data)
{
  f->network = fake_network_new (data != NULL);
  f->watch = ccp_network_watch_new (G_NETWORK_MONITOR (f->network), MOMENT);
  g_signal_connect_swapped (f->watch, "changed", G_CALLBACK (count), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->watch);
  g_assert_finalize_object (f->network);
}

static void
test_gone_and_back (Fixture *f, gconstpointer data)
{
  fake_network_set (f->network, FALSE);
  g_assert_true (ccp_network_watch_is_online (f->watch));
  fake_service_settle ();
  g_assert_false (ccp_network_watch_is_online (f->watch));
  g_assert_cmpuint (f->changes, ==, 1);

  fake_network_set (f->network, TRUE);
  g_assert_true (ccp_network_watch_is_online (f->watch));
  g_assert_cmpuint (f->changes, ==, 2);
}

static void
test_gone_for_a_moment (Fixture *f, gconstpointer data)
{
  fake_network_set (f->network, FALSE);
  fake_network_set (f->network, TRUE);
  fake_service_settle ();

  g_assert_true (ccp_network_watch_is_online (f->watch));
  g_assert_cmpuint (f->changes, ==, 0);
}

static void
test_never_there (Fixture *f, gconstpointer data)
{
  g_assert_true (ccp_network_watch_is_online (f->watch));
  fake_service_settle ();
  g_assert_false (ccp_network_watch_is_online (f->watch));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/network-watch/gone-and-back",
              Fixture,
              GINT_TO_POINTER (TRUE),
              set_up,
              test_gone_and_back,
              tear_down);
  g_test_add ("/network-watch/gone-for-a-moment",
              Fixture,
              GINT_TO_POINTER (TRUE),
              set_up,
              test_gone_for_a_moment,
              tear_down);
  g_test_add ("/network-watch/never-there",
              Fixture,
              NULL,
              set_up,
              test_never_there,
              tear_down);
  return g_test_run ();
}
