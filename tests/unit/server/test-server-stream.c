/* test-server-stream.c: streams of a CcpServer, and the connections they leave behind
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "server-fixture.h"

static ServerFixture *
start (void)
{
  ServerFixture *fixture = server_fixture_new ();

  server_fixture_listen (fixture);
  return fixture;
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, part)) != NULL; p += strlen (part))
    n++;
  return n;
}

/* the pages of the process that are in memory */
static gsize
get_resident (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  fields = g_strsplit (text, " ", 3);
  return g_ascii_strtoull (fields[1], NULL, 10) * 4096;
}

static void
test_keep_alive (void)
{
  enum
  {
    WARM_UP = 100,
    ROUNDS = 600
  };
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  gsize before = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (RawReply) reply = NULL;
      gboolean streams = i % 3 != 0;

      if (i == WARM_UP)
        before = get_resident ();
      raw_client_request (client,
                          "POST",
                          "/v1/messages",
                          NULL,
                          streams ? STREAM : MESSAGE);
      reply = raw_client_read_reply (client, FALSE);
      g_assert_true (reply->complete);
      g_assert_cmpuint (count (reply->body->str, "event: ping"), ==, streams ? 3 : 0);
    }

  g_assert_cmpuint (ccp_server_get_connections (fixture->server), ==, 1);
  g_assert_cmpuint (fixture->runner->runs, ==, ROUNDS);
  /* with the allocator of a sanitizer, which keeps what is freed, this says less */
  g_assert_cmpuint (get_resident () - before, <, 64u << 20);
}

static void
test_pipelining (void)
{
  enum
  {
    REQUESTS = 50
  };
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < REQUESTS; i++)
    g_string_append_printf (text,
                            "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\n"
                            "Content-Length: %zu\r\n\r\n%s"
                            "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
                            strlen (i % 2 == 0 ? STREAM : MESSAGE),
                            i % 2 == 0 ? STREAM : MESSAGE);
  raw_client_send (client, text->str, text->len);

  for (guint i = 0; i < REQUESTS; i++)
    {
      g_autoptr (RawReply) reply = raw_client_read_reply (client, FALSE);
      g_autoptr (RawReply) health = raw_client_read_reply (client, FALSE);

      g_assert_true (reply->complete);
      g_assert_cmpuint (count (reply->body->str, "event: ping"), ==, i % 2 == 0 ? 3 : 0);
      g_assert_true (health->complete);
      g_assert_nonnull (strstr (health->body->str, "\"ok\""));
    }
}

/* bytes that wait for their turn must not keep the main loop awake */
static void
test_pipelined_bytes_do_not_spin (void)
{
  enum
  {
    SIZE = 600 * 1024
  };
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autofree char *filler = g_strnfill (SIZE, 'x');
  guint turns = 0;
  gint64 end;

  fixture->runner->hangs = TRUE;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, MESSAGE);
  raw_client_send (client, filler, SIZE);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, 1));
  raw_client_run_for (50);

  end = g_get_monotonic_time () + 200 * 1000;
  while (g_get_monotonic_time () < end)
    {
      turns += g_main_context_iteration (NULL, FALSE) ? 1 : 0;
      g_usleep (1000);
    }
  g_assert_cmpuint (turns, <, 5);
}

static void
test_http10 (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  g_autoptr (RawReply) reply = NULL;
  g_autofree char *encoding = NULL;
  g_autofree char *connection = NULL;
  g_autofree char *text =
      g_strdup_printf ("POST /v1/messages HTTP/1.0\r\nHost: localhost\r\n"
                       "Connection: keep-alive\r\nContent-Length: %zu\r\n\r\n%s",
                       strlen (STREAM),
                       STREAM);

  raw_client_send (client, text, -1);
  reply = raw_client_read_reply (client, FALSE);
  encoding = raw_client_get_header (reply, "transfer-encoding");
  connection = raw_client_get_header (reply, "connection");

  g_assert_true (client->eof);
  g_assert_null (encoding);
  g_assert_cmpstr (connection, ==, "close");
  g_assert_true (g_str_has_prefix (reply->body->str, "event: ping\n"));
  g_assert_cmpuint (count (reply->body->str, "event: ping"), ==, 3);
}

static void
test_connection_close (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  g_autoptr (RawReply) reply = NULL;
  g_autofree char *connection = NULL;

  raw_client_request (client, "POST", "/v1/messages", "Connection: close\r\n", STREAM);
  reply = raw_client_read_reply (client, FALSE);
  connection = raw_client_get_header (reply, "connection");

  g_assert_true (reply->complete);
  g_assert_cmpstr (connection, ==, "close");
  g_assert_true (raw_client_wait_eof (client, 1000));
}

/* what the sockets between the two take, and one batch: no more is pulled */
static void
test_slow_reader (void)
{
  enum
  {
    EVENTS = 2000,
    SIZE = 64 * 1024,
    SOCKETS = 16 * 1024 * 1024
  };
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;
  guint pulls;

  fixture->runner->n_events = EVENTS;
  fixture->runner->event_size = SIZE;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_set_reading (client, FALSE);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);

  raw_client_run_for (300);
  pulls = fixture->runner->pulls;
  g_assert_cmpuint (pulls, >, 1);
  g_assert_cmpuint (pulls, <, SOCKETS / SIZE);
  raw_client_run_for (100);
  g_assert_cmpuint (fixture->runner->pulls, ==, pulls);

  raw_client_set_reading (client, TRUE);
  reply = raw_client_read_reply (client, FALSE);
  g_assert_true (reply->complete);
  g_assert_cmpuint (reply->body->len, >, EVENTS * SIZE);
  g_assert_cmpuint (fixture->runner->pulls, ==, EVENTS + 1);
}

static void
test_parallel (void)
{
  enum
  {
    STREAMS = 200
  };
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (GPtrArray) clients =
      g_ptr_array_new_with_free_func ((GDestroyNotify) raw_client_free);

  fixture->runner->n_events = 20;
  fixture->runner->gap = 5;
  server_fixture_listen (fixture);
  for (guint i = 0; i < STREAMS; i++)
    {
      RawClient *client = raw_client_new (fixture->uri);

      g_ptr_array_add (clients, client);
      raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
    }
  g_assert_true (raw_client_run_until (&fixture->runner->runs, STREAMS));
  for (guint i = 0; i < STREAMS; i++)
    {
      g_autoptr (RawReply) reply =
          raw_client_read_reply (g_ptr_array_index (clients, i), FALSE);

      g_assert_true (reply->complete);
      g_assert_cmpuint (count (reply->body->str, "event: ping"), ==, 20);
    }
  g_assert_cmpuint (ccp_server_get_in_flight (fixture->server), ==, 0);
}

/* each batch is one chunk, and the first comes with the head */
static void
test_chunks (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;

  fixture->runner->hangs_after = 1;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  g_assert_true (raw_client_run_until (&fixture->runner->pulls, 2));
  raw_client_run_for (20);

  g_assert_nonnull (strstr (client->input->str, "\r\n\r\n3a\r\nevent: ping\ndata: {"));
  g_assert_true (g_str_has_suffix (client->input->str, "}\n\n\r\n"));
}

static void
test_empty_stream (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autoptr (RawReply) reply = NULL;

  fixture->runner->n_events = 0;
  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  raw_client_request (client, "POST", "/v1/messages", NULL, STREAM);
  reply = raw_client_read_reply (client, FALSE);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (reply->complete);
  g_assert_cmpuint (reply->body->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/stream/keep-alive", test_keep_alive);
  g_test_add_func ("/server/stream/pipelining", test_pipelining);
  g_test_add_func ("/server/stream/pipelined-bytes-do-not-spin",
                   test_pipelined_bytes_do_not_spin);
  g_test_add_func ("/server/stream/http-1.0", test_http10);
  g_test_add_func ("/server/stream/connection-close", test_connection_close);
  g_test_add_func ("/server/stream/slow-reader", test_slow_reader);
  g_test_add_func ("/server/stream/parallel", test_parallel);
  g_test_add_func ("/server/stream/chunks", test_chunks);
  g_test_add_func ("/server/stream/empty", test_empty_stream);

  return g_test_run ();
}
