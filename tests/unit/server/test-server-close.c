/* test-server-close.c: what a CcpServer tells the clients it cuts off
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "server-fixture.h"

static void
test_close (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  fixture->runner->hangs_after = 1;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->pulls, 2));
  g_clear_object (&fixture->server);

  g_assert_true (raw_client_run_until (&fixture->runner->cancelled, 1));
  g_assert_true (raw_client_wait_eof (client, 1000));
}

/* the client of a stream is told in the stream */
static void
test_close_in_stream (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->runner->hangs_after = 1;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->pulls, 2));
  ccp_server_close (fixture->server);
  reply = raw_client_read_reply (client, FALSE);

  g_assert_true (reply->complete);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (strstr (reply->body->str, "event: ping\n"));
  g_assert_nonnull (strstr (reply->body->str, "event: error\n"));
  g_assert_nonnull (strstr (reply->body->str, "\"overloaded_error\""));
  g_assert_nonnull (strstr (reply->body->str, "cut off by the end of ccproxyd"));
  g_assert_true (raw_client_wait_eof (client, 1000));
}

/* a stream of which nothing was sent has a status yet: one that Claude Code tries again
 * for as long as a restart may take */
static void
test_close_before_reply (gconstpointer body)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->runner->hangs = TRUE;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, body);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, 1));
  ccp_server_close (fixture->server);
  reply = raw_client_read_reply (client, FALSE);

  server_fixture_assert_error (reply, 503, "api_error");
  g_assert_true (raw_client_wait_eof (client, 1000));
}

/* half of what waits would be taken for the beginning of something */
static void
test_close_while_writing (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->runner->n_events = 10000;
  fixture->runner->event_size = 64 * 1024;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_set_reading (client, FALSE);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  raw_client_run_for (300);
  ccp_server_close (fixture->server);
  raw_client_set_reading (client, TRUE);
  reply = raw_client_read_reply (client, FALSE);

  g_assert_false (reply->complete);
  g_assert_null (strstr (reply->body->str, "event: error"));
  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 0);
}

/* who does not close the connection then is not waited for twice */
static void
test_close_twice (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  fixture->runner->hangs_after = 1;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_set_reading (client, FALSE);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->pulls, 2));
  ccp_server_close (fixture->server);
  raw_client_run_for (20);
  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 1);
  ccp_server_close (fixture->server);

  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/close/cancels", test_close);
  g_test_add_func ("/server/close/error-event-in-a-stream", test_close_in_stream);
  g_test_add_data_func ("/server/close/status-before-a-reply",
                        MESSAGE,
                        test_close_before_reply);
  g_test_add_data_func ("/server/close/status-before-a-stream",
                        STREAM,
                        test_close_before_reply);
  g_test_add_func ("/server/close/nothing-while-writing", test_close_while_writing);
  g_test_add_func ("/server/close/twice", test_close_twice);

  return g_test_run ();
}
