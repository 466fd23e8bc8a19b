/* test-server-departure.c: a CcpServer notices that a client left, in every phase
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "server-fixture.h"

/* as promised: 5 ms; an instrumented build on a busy machine is given more */
#define SOON (50 * 1000)

static void
assert_cancelled_soon (ServerFixture *fixture, gint64 left_at)
{
  guint connections;

  g_assert_true (raw_client_run_until (&fixture->runner->cancelled, 1));
  g_test_message ("seen after %" G_GINT64_FORMAT " us",
                  fixture->runner->cancelled_at - left_at);
  g_assert_cmpint (fixture->runner->cancelled_at - left_at, <, SOON);
  raw_client_run_for (20);
  connections = ccp_server_get_connections (fixture->server);
  g_assert_cmpuint (connections, ==, 0);
  g_assert_cmpuint (ccp_server_get_in_flight (fixture->server), ==, 0);
}

static gint64
leave (RawClient **client)
{
  g_clear_pointer (client, raw_client_free);
  return g_get_monotonic_time ();
}

static void
test_before_the_reply (gconstpointer body)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  fixture->runner->hangs = TRUE;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, body);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, 1));
  raw_client_run_for (20);

  assert_cancelled_soon (fixture, leave (&client));
}

static void
test_between_events (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  fixture->runner->hangs_after = 2;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->pulls, 3));
  raw_client_run_for (20);

  assert_cancelled_soon (fixture, leave (&client));
}

static void
test_before_the_first_event (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  fixture->runner->gap = 60;
  fixture->runner->n_events = 1000;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->pulls, 1));
  leave (&client);

  /* the fake source looks only when its time comes */
  g_assert_true (raw_client_run_until (&fixture->runner->cancelled, 1));
  raw_client_run_for (20);
  g_assert_cmpuint (fixture->runner->pulls, ==, 1);
  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 0);
}

/* nothing is pulled then, so there is nothing to cancel: the stream just ends */
static void
test_while_writing (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  guint pulls;

  fixture->runner->n_events = 10000;
  fixture->runner->event_size = 64 * 1024;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_set_reading (client, FALSE);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  raw_client_run_for (300);
  pulls = fixture->runner->pulls;
  leave (&client);
  raw_client_run_for (30);

  g_assert_cmpuint (fixture->runner->pulls, ==, pulls);
  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 0);
  g_assert_cmpuint (ccp_server_get_in_flight (fixture->server), ==, 0);
}

static void
test_with_bytes_ahead (gconstpointer data)
{
  gsize size = GPOINTER_TO_SIZE (data);
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autofree char *filler = g_strnfill (size, 'x');

  fixture->runner->hangs = TRUE;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, MESSAGE);
  raw_client_send (client, filler, size);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, 1));
  raw_client_run_for (20);

  assert_cancelled_soon (fixture, leave (&client));
}

static void
test_in_the_body (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_send (client,
                   "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\n"
                   "Content-Length: 1000\r\n\r\n{\"model\":",
                   -1);
  raw_client_run_for (20);
  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 1);
  leave (&client);
  raw_client_run_for (20);

  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 0);
  g_assert_cmpuint (fixture->runner->runs, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/server/departure/T100-before-the-reply",
                        MESSAGE,
                        test_before_the_reply);
  g_test_add_data_func ("/server/departure/T100-before-the-stream",
                        STREAM,
                        test_before_the_reply);
  g_test_add_func ("/server/departure/T100-before-the-first-event",
                   test_before_the_first_event);
  g_test_add_func ("/server/departure/T100-between-events", test_between_events);
  g_test_add_func ("/server/departure/T100-while-writing", test_while_writing);
  g_test_add_data_func ("/server/departure/T100-with-some-bytes-ahead",
                        GSIZE_TO_POINTER (100),
                        test_with_bytes_ahead);
  g_test_add_data_func ("/server/departure/T100-with-many-bytes-ahead",
                        GSIZE_TO_POINTER (150 * 1024),
                        test_with_bytes_ahead);
  g_test_add_func ("/server/departure/T100-in-the-body", test_in_the_body);

  return g_test_run ();
}
