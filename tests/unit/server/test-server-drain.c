/* test-server-drain.c: who is still served by a CcpServer that ends
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "server-fixture.h"

#define REQUEST "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"

static void
on_drained (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ccp_server_drain_finish (CCP_SERVER (source), result, &error));
  *(guint *) data = 1;
}

/* a connection that the server has accepted */
static RawClient *
connect_client (ServerFixture *fixture)
{
  guint before = ccp_server_get_connections (fixture->server);
  RawClient *client = raw_client_new (fixture->uri);

  for (guint i = 0; i < 100 && ccp_server_get_connections (fixture->server) == before;
       i++)
    raw_client_run_for (10);
  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, before + 1);
  return client;
}

static void
assert_last_reply (RawClient *client)
{
  g_autoptr (RawReply) reply = raw_client_read_reply (client, FALSE);
  g_autofree char *connection = raw_client_get_header (reply, "connection");

  g_assert_true (reply->complete);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (connection, ==, "close");
  g_assert_true (raw_client_wait_eof (client, 1000));
}

static void
test_replies (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) idle = NULL;
  g_autoptr (RawClient) busy = NULL;
  g_autoptr (RawReply) first = NULL;
  g_autoptr (RawReply) reply = NULL;
  guint drained = 0;

  fixture->runner->gap = 50;
  server_fixture_listen (fixture);
  idle = raw_client_new (fixture->uri);
  raw_client_request (idle, "GET", "/health", NULL, NULL);
  first = raw_client_read_reply (idle, FALSE);
  busy = raw_client_new (fixture->uri);
  raw_client_request (busy, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, 1));

  ccp_server_drain_async (fixture->server, NULL, on_drained, &drained);
  g_assert_true (raw_client_wait_eof (idle, 1000));
  g_assert_cmpuint (drained, ==, 0);
  g_assert_cmpuint (ccp_server_get_in_flight (fixture->server), ==, 1);
  reply = raw_client_read_reply (busy, FALSE);
  g_assert_true (reply->complete);
  g_assert_true (raw_client_wait_eof (busy, 1000));
  g_clear_pointer (&busy, raw_client_free);

  g_assert_true (raw_client_run_until (&drained, 1));
}

/* on a connection that was used before, and on one that was not */
static void
test_unread (gconstpointer data)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) first = NULL;
  guint drained = 0;

  server_fixture_listen (fixture);
  client = connect_client (fixture);
  if (GPOINTER_TO_INT (data))
    {
      raw_client_send (client, REQUEST, -1);
      first = raw_client_read_reply (client, FALSE);
    }
  raw_client_send (client, REQUEST, -1);
  ccp_server_drain_async (fixture->server, NULL, on_drained, &drained);

  assert_last_reply (client);
  g_clear_pointer (&client, raw_client_free);
  g_assert_true (raw_client_run_until (&drained, 1));
}

static void
test_half_read (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  guint drained = 0;

  server_fixture_listen (fixture);
  client = connect_client (fixture);
  raw_client_send (client, REQUEST, 10);
  raw_client_run_for (20);
  ccp_server_drain_async (fixture->server, NULL, on_drained, &drained);
  raw_client_run_for (20);
  raw_client_send (client, &REQUEST[10], -1);

  assert_last_reply (client);
  g_clear_pointer (&client, raw_client_free);
  g_assert_true (raw_client_run_until (&drained, 1));
}

static void
test_just_connected (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  guint drained = 0;

  server_fixture_listen (fixture);
  client = connect_client (fixture);
  ccp_server_drain_async (fixture->server, NULL, on_drained, &drained);
  raw_client_run_for (20);
  raw_client_send (client, REQUEST, -1);

  assert_last_reply (client);
  g_clear_pointer (&client, raw_client_free);
  g_assert_true (raw_client_run_until (&drained, 1));
}

/* the rest of the time for a head would be a long wait for nobody */
static void
test_silent (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  guint drained = 0;

  fixture->settings->header_timeout = 60000;
  server_fixture_listen (fixture);
  client = connect_client (fixture);
  ccp_server_drain_async (fixture->server, NULL, on_drained, &drained);

  g_assert_false (raw_client_wait_eof (client, 500));
  g_assert_true (raw_client_run_until (&drained, 1));
}

/* on a connection that was used before, and on one that was not */
static void
test_never_whole (gconstpointer data)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) first = NULL;
  g_autoptr (RawReply) reply = NULL;
  guint drained = 0;

  fixture->settings->header_timeout = 60000;
  server_fixture_listen (fixture);
  client = connect_client (fixture);
  if (GPOINTER_TO_INT (data))
    {
      raw_client_send (client, REQUEST, -1);
      first = raw_client_read_reply (client, FALSE);
    }
  raw_client_send (client, REQUEST, 10);
  raw_client_run_for (20);
  ccp_server_drain_async (fixture->server, NULL, on_drained, &drained);

  reply = raw_client_read_reply (client, FALSE);
  g_assert_cmpuint (reply->status, ==, 408);
  g_clear_pointer (&client, raw_client_free);
  g_assert_true (raw_client_run_until (&drained, 1));
}

/* nobody else would */
static void
test_not_accepted (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  guint drained = 0;

  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_send (client, REQUEST, -1);
  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 0);
  ccp_server_drain_async (fixture->server, NULL, on_drained, &drained);

  assert_last_reply (client);
  g_clear_pointer (&client, raw_client_free);
  g_assert_true (raw_client_run_until (&drained, 1));
}

/* Returns: (transfer full): a socket as a service manager has it */
static GSocket *
listen_on (char **uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) address = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                  G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_DEFAULT,
                                  &error);

  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, any, TRUE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  address = g_socket_get_local_address (socket, NULL);
  *uri =
      g_strdup_printf ("http://127.0.0.1:%u",
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  return socket;
}

/* who waits there is served by the next daemon */
static void
test_socket_of_others (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (CcpServer) next = NULL;
  g_autoptr (GSocket) socket = listen_on (&fixture->uri);
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;
  guint drained = 0;

  fixture->server = ccp_server_new (CCP_RUNNER (fixture->runner), fixture->settings);
  g_assert_true (ccp_server_listen_socket (fixture->server, socket, NULL));
  client = raw_client_new (fixture->uri);
  raw_client_send (client, REQUEST, -1);
  ccp_server_drain_async (fixture->server, NULL, on_drained, &drained);
  g_assert_true (raw_client_run_until (&drained, 1));
  next = ccp_server_new (CCP_RUNNER (fixture->runner), fixture->settings);
  g_assert_true (ccp_server_listen_socket (next, socket, NULL));
  reply = raw_client_read_reply (client, FALSE);

  g_assert_cmpuint (reply->status, ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/drain/waits-for-replies", test_replies);
  g_test_add_data_func ("/server/drain/answers-what-came-on-a-new-connection",
                        GINT_TO_POINTER (FALSE),
                        test_unread);
  g_test_add_data_func ("/server/drain/answers-what-came-on-a-used-connection",
                        GINT_TO_POINTER (TRUE),
                        test_unread);
  g_test_add_func ("/server/drain/answers-half-a-request", test_half_read);
  g_test_add_func ("/server/drain/serves-who-has-just-connected", test_just_connected);
  g_test_add_func ("/server/drain/does-not-wait-long-for-a-silent-client", test_silent);
  g_test_add_data_func ("/server/drain/does-not-wait-long-for-half-a-head",
                        GINT_TO_POINTER (FALSE),
                        test_never_whole);
  g_test_add_data_func ("/server/drain/does-not-wait-long-for-half-a-later-head",
                        GINT_TO_POINTER (TRUE),
                        test_never_whole);
  g_test_add_func ("/server/drain/accepts-who-waits", test_not_accepted);
  g_test_add_func ("/server/drain/leaves-who-waits-on-a-socket-of-others",
                   test_socket_of_others);

  return g_test_run ();
}
