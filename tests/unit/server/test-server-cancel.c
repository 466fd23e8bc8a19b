/* test-server-cancel.c: what a client is told whose exchange somebody else cancels
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "private/ccp-exchange-private.h"
#include "server-fixture.h"

static void
cancel (ServerFixture *fixture)
{
  g_autoptr (GError) reason =
      g_error_new_literal (CCP_ERROR, CCP_ERROR_CANCELLED, "somebody did not want it");

  ccp_exchange_abandon (fixture->runner->exchange, reason);
  g_cancellable_cancel (fixture->runner->cancellable);
}

static void
assert_error_event (RawReply *reply)
{
  const char *event = strstr (reply->body->str, "event: error\n");

  g_assert_true (reply->complete);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (event);
  g_assert_nonnull (strstr (event, "\"type\":\"api_error\""));
  g_assert_nonnull (strstr (event, "somebody did not want it"));
  g_assert_true (g_str_has_suffix (event, "}\n\n"));
}

/* the connection can be used again */
static void
assert_goes_on (ServerFixture *fixture, RawClient *client)
{
  g_autoptr (RawReply) reply = NULL;

  fixture->runner->hangs = FALSE;
  raw_client_request (client, "POST", "/v1/messages", NULL, MESSAGE);
  reply = raw_client_read_reply (client, FALSE);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_before_the_reply (gconstpointer body)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->runner->hangs = TRUE;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, body);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, 1));
  cancel (fixture);

  reply = raw_client_read_reply (client, FALSE);
  server_fixture_assert_error (reply, 499, "api_error");
  g_assert_nonnull (strstr (reply->body->str, "somebody did not want it"));
  assert_goes_on (fixture, client);
}

static void
test_before_the_first_event (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->runner->gap = 30;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->pulls, 1));
  cancel (fixture);

  reply = raw_client_read_reply (client, FALSE);
  server_fixture_assert_error (reply, 499, "api_error");
}

static void
test_between_events (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->runner->hangs_after = 2;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->pulls, 3));
  cancel (fixture);

  reply = raw_client_read_reply (client, FALSE);
  assert_error_event (reply);
  assert_goes_on (fixture, client);
}

/* The client is told when it reads on. */
static void
test_while_writing (void)
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
  cancel (fixture);
  raw_client_run_for (30);
  g_assert_cmpuint (ccp_server_get_in_flight (fixture->server), ==, 1);
  raw_client_set_reading (client, TRUE);

  reply = raw_client_read_reply (client, FALSE);
  assert_error_event (reply);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/server/cancel/before-the-reply",
                        MESSAGE,
                        test_before_the_reply);
  g_test_add_data_func ("/server/cancel/before-the-stream",
                        STREAM,
                        test_before_the_reply);
  g_test_add_func ("/server/cancel/before-the-first-event", test_before_the_first_event);
  g_test_add_func ("/server/cancel/between-events", test_between_events);
  g_test_add_func ("/server/cancel/while-writing", test_while_writing);

  return g_test_run ();
}
