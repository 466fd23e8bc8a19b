/* test-shutdown.c: tests of ccp-shutdown.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-shutdown.h"

#include <signal.h>
#include <string.h>

#include "server-fixture.h"

/* a daemon that is to end, with a client whose stream does not */
typedef struct
{
  ServerFixture *server;
  RawClient *client;
  CcpShutdown *shutdown;
  guint draining;
  guint over;
} Fixture;

static void
count (guint *counter)
{
  (*counter)++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpServiceManager) manager = ccp_service_manager_new ();

  self->server = server_fixture_new ();
  self->server->runner->hangs_after = 1;
  server_fixture_listen (self->server);
  self->client = raw_client_new (self->server->uri);
  raw_client_request (self->client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&self->server->runner->pulls, 2));

  self->shutdown = ccp_shutdown_new (manager);
  ccp_shutdown_set_server (self->shutdown, self->server->server);
  g_signal_connect_swapped (self->shutdown,
                            "draining",
                            G_CALLBACK (count),
                            &self->draining);
  g_signal_connect_swapped (self->shutdown, "over", G_CALLBACK (count), &self->over);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->shutdown);
  g_clear_pointer (&self->client, raw_client_free);
  server_fixture_free (self->server);
}

/* the client is told in a stream that is well-formed to its end */
static void
assert_cut_off (Fixture *self)
{
  g_autoptr (RawReply) reply = raw_client_read_reply (self->client, FALSE);

  g_assert_true (reply->complete);
  g_assert_nonnull (strstr (reply->body->str, "event: error\n"));
  g_assert_nonnull (strstr (reply->body->str, "\"overloaded_error\""));
  g_clear_pointer (&self->client, raw_client_free);
  g_assert_true (raw_client_run_until (&self->over, 1));
  g_assert_cmpuint (self->draining, ==, 1);
}

static void
test_first_signal (Fixture *self, gconstpointer data)
{
  raise (GPOINTER_TO_INT (data));
  g_assert_true (raw_client_run_until (&self->draining, 1));
  raw_client_run_for (100);

  g_assert_true (ccp_shutdown_get_draining (self->shutdown));
  g_assert_cmpuint (self->over, ==, 0);
  g_assert_cmpuint (ccp_server_get_in_flight (self->server->server), ==, 1);
  g_clear_pointer (&self->client, raw_client_free);
  g_assert_true (raw_client_run_until (&self->over, 1));
}

static void
test_second_signal (Fixture *self, gconstpointer data)
{
  raise (SIGTERM);
  g_assert_true (raw_client_run_until (&self->draining, 1));
  raise (SIGINT);

  assert_cut_off (self);
}

static void
test_timeout (Fixture *self, gconstpointer data)
{
  ccp_shutdown_set_timeout (self->shutdown, 50);
  ccp_shutdown_drain (self->shutdown);
  ccp_shutdown_drain (self->shutdown);

  assert_cut_off (self);
}

static void
test_quit (Fixture *self, gconstpointer data)
{
  ccp_shutdown_quit (self->shutdown);

  assert_cut_off (self);
}

/* who takes nothing is not waited for */
static void
test_quit_and_a_client_that_hangs (Fixture *self, gconstpointer data)
{
  raw_client_set_reading (self->client, FALSE);
  ccp_shutdown_quit (self->shutdown);

  g_assert_true (raw_client_run_until (&self->over, 1));
}

static void
test_nothing_to_drain (void)
{
  g_autoptr (CcpServiceManager) manager = ccp_service_manager_new ();
  g_autoptr (CcpShutdown) shutdown = ccp_shutdown_new (manager);
  guint over = 0;

  g_signal_connect_swapped (shutdown, "over", G_CALLBACK (count), &over);
  ccp_shutdown_quit (shutdown);

  g_assert_cmpuint (over, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, data, function)                                                        \
  g_test_add ("/shutdown/" name, Fixture, data, set_up, function, tear_down)
  ADD ("sigterm/waits", GINT_TO_POINTER (SIGTERM), test_first_signal);
  ADD ("sigint/waits", GINT_TO_POINTER (SIGINT), test_first_signal);
  ADD ("second-signal/cuts-off", NULL, test_second_signal);
  ADD ("drain/cuts-off-when-its-time-is-over", NULL, test_timeout);
  ADD ("quit/cuts-off", NULL, test_quit);
  ADD ("quit/leaves-a-client-that-hangs", NULL, test_quit_and_a_client_that_hangs);
#undef ADD
  g_test_add_func ("/shutdown/quit/without-a-server", test_nothing_to_drain);

  return g_test_run ();
}
