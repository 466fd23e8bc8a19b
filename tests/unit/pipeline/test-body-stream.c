/* test-body-stream.c: how bodies end, and what becomes of their connections
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "transport-call.h"

#define CHUNKED "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"

typedef struct
{
  const char *name;
  const char *answer;
  gboolean hangs_up;
  const char *body;  /* (nullable): if it is an error */
  guint connections; /* after a second request */
} Case;

/* libsoup ends a body at its first trailer or at a chunk size that is none, and what
 * follows would be the next head; and it does not keep a connection after an answer that
 * neither has nor announces a body. */
static const Case cases[] = {
  { "chunked", CHUNKED "2\r\nab\r\n0\r\n\r\n", FALSE, "ab", 1 },
  { "trailer", CHUNKED "2\r\nab\r\n0\r\nx-a: 1\r\n\r\n", FALSE, "ab", 2 },
  { "length", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab", FALSE, "ab", 1 },
  { "no-content", "HTTP/1.1 204 None\r\n\r\n", FALSE, "", 2 },
  { "asked-to-close",
    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nab",
    TRUE,
    "ab",
    2 },
  { "until-end", "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nab", TRUE, "ab", 2 },
  { "chunked-cut", CHUNKED "2\r\nab\r\n", TRUE, NULL, 2 },
  { "chunk-cut", CHUNKED "9\r\nab", TRUE, NULL, 2 },
  { "chunk-size-nonsense", CHUNKED "zz\r\nab\r\n0\r\n\r\n", FALSE, "", 2 },
  { "length-cut", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab", TRUE, NULL, 2 },
  { "length-cut-asked-to-close",
    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 9\r\n\r\nab",
    TRUE,
    NULL,
    2 },
  { "length-exceeded",
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nabHTTP/1.1 200 OK\r\n\r\n",
    FALSE,
    "ab",
    2 },
};

static void
serve_case (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  const Case *c = user_data;

  fake_upstream_send (peer, c->answer);
  if (c->hangs_up)
    fake_upstream_close (peer);
}

static void
check_answer (TransportCall *call, const Case *c)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = transport_call_read_body (call, &error);

  if (c->body != NULL)
    g_assert_no_error (error);
  else
    g_assert_nonnull (error);
  g_assert_cmpstr (body, ==, c->body);
}

/* The answer, twice: the second shows whether the connection was kept. */
static void
test_end (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FakeUpstream) upstream = fake_upstream_new (serve_case, (gpointer) c);
  g_autofree char *url = fake_upstream_get_url (upstream, "/");
  g_autoptr (CcpTransport) transport = transport_call_new_transport (url, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_auto (TransportCall) call = { 0 };

      transport_call_run (&call, transport, url, NULL);
      check_answer (&call, c);
    }

  g_assert_cmpuint (fake_upstream_count_requests (upstream), ==, 2);
  g_assert_cmpuint (fake_upstream_count_connections (upstream), ==, c->connections);
}

/* A body that begins and then depends on the test */
typedef struct
{
  FakeUpstream *upstream;
  FakePeer *peer;
  char *url;
  CcpTransport *transport;
  GCancellable *cancellable;
  TransportCall call;
} Fixture;

static void
serve_beginning (FakePeer *peer, const char *request, guint number, gpointer user_data)
{
  Fixture *self = user_data;

  self->peer = peer;
  fake_upstream_send (peer, CHUNKED "2\r\nab\r\n");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->upstream = fake_upstream_new (serve_beginning, self);
  self->url = fake_upstream_get_url (self->upstream, "/");
  self->transport = transport_call_new_transport (self->url, GPOINTER_TO_UINT (data));
  self->cancellable = g_cancellable_new ();
  transport_call_start (&self->call, self->transport, self->url, NULL, self->cancellable);
  transport_call_wait (&self->call);
  g_assert_no_error (self->call.error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  transport_call_clear (&self->call);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->upstream, fake_upstream_free);
  g_clear_object (&self->cancellable);
  g_free (self->url);
}

static GPollableInputStream *
get_stream (Fixture *self)
{
  return G_POLLABLE_INPUT_STREAM (ccp_upstream_response_get_body (self->call.response));
}

static gssize
read_now (Fixture *self, GError **error)
{
  char block[100];

  return g_pollable_input_stream_read_nonblocking (get_stream (self),
                                                   block,
                                                   sizeof (block),
                                                   NULL,
                                                   error);
}

static void
read_beginning (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (read_now (self, NULL), ==, 2);
  g_assert_cmpint (read_now (self, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
on_ready (GObject *stream, gpointer user_data)
{
  *(guint *) user_data += 1;
  return G_SOURCE_REMOVE;
}

static void
wait_until_ready (Fixture *self)
{
  guint n_ready = 0;
  g_autoptr (GSource) source =
      g_pollable_input_stream_create_source (get_stream (self), NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (on_ready), &n_ready, NULL);
  g_source_attach (source, NULL);
  while (n_ready == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_poll (Fixture *self, gconstpointer data)
{
  read_beginning (self);
  fake_upstream_send (self->peer, "1\r\nc\r\n");
  wait_until_ready (self);
  g_assert_cmpint (read_now (self, NULL), ==, 1);
  fake_upstream_send (self->peer, "0\r\n\r\n");
  wait_until_ready (self);

  g_assert_cmpint (read_now (self, NULL), ==, 0);
  g_assert_cmpint (read_now (self, NULL), ==, 0);
}

static void
test_reset (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  read_beginning (self);
  fake_upstream_reset (self->peer);
  wait_until_ready (self);

  g_assert_cmpint (read_now (self, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
test_silence (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  read_beginning (self);
  wait_until_ready (self);

  g_assert_cmpint (read_now (self, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_true (fake_upstream_sees_end (self->upstream));
}

/* A slow client does not read for a while: that is not the provider's silence. */
static void
test_pause_of_reader (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (read_now (self, NULL), ==, 2);
  g_usleep (2 * 1000 * GPOINTER_TO_UINT (data));

  g_assert_cmpint (read_now (self, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  read_beginning (self);
  g_assert_false (fake_upstream_sees_end (self->upstream));
  g_cancellable_cancel (self->cancellable);

  g_assert_true (fake_upstream_sees_end (self->upstream));
  g_assert_cmpint (read_now (self, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  transport_call_settle ();
  g_assert_cmpuint (fake_upstream_count_closed (self->upstream), ==, 1);
}

static void
test_cancelled_while_polled (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_ready = 0;
  g_autoptr (GSource) source = NULL;

  read_beginning (self);
  source = g_pollable_input_stream_create_source (get_stream (self), NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (on_ready), &n_ready, NULL);
  g_source_attach (source, NULL);
  g_cancellable_cancel (self->cancellable);
  while (n_ready == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (read_now (self, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_dropped (Fixture *self, gconstpointer data)
{
  read_beginning (self);
  transport_call_clear (&self->call);

  g_assert_true (fake_upstream_sees_end (self->upstream));
  transport_call_settle ();
  g_assert_cmpuint (fake_upstream_count_closed (self->upstream), ==, 1);
}

static void
test_closed (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  read_beginning (self);
  g_input_stream_close (G_INPUT_STREAM (get_stream (self)), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (fake_upstream_sees_end (self->upstream));
}

/* A transport that a new configuration replaced, while its answers are still read */
static void
test_outlives_transport (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  g_clear_object (&self->transport);
  fake_upstream_send (self->peer, "0\r\n\r\n");
  body = transport_call_read_body (&self->call, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, "ab");
}

/* Readers of events stop at the last one, not at the end of the framing. */
static void
test_keeps_unread_framing (Fixture *self, gconstpointer data)
{
  g_auto (TransportCall) second = { 0 };

  fake_upstream_send (self->peer, "0\r\n\r\n");
  transport_call_settle ();
  g_assert_cmpint (read_now (self, NULL), ==, 2);
  transport_call_clear (&self->call);
  transport_call_run (&second, self->transport, self->url, NULL);

  g_assert_no_error (second.error);
  g_assert_cmpuint (fake_upstream_count_connections (self->upstream), ==, 1);
}

/* Not kept for the sake of a byte: what comes late belongs to a stream nobody reads. */
static void
test_drops_unfinished (Fixture *self, gconstpointer data)
{
  g_auto (TransportCall) second = { 0 };

  g_assert_cmpint (read_now (self, NULL), ==, 2);
  transport_call_clear (&self->call);
  transport_call_run (&second, self->transport, self->url, NULL);

  g_assert_no_error (second.error);
  g_assert_cmpuint (fake_upstream_count_connections (self->upstream), ==, 2);
}

static void
add_test (const char *name, guint milliseconds, void (*run) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/body-stream/", name, NULL);

  g_test_add (path, Fixture, GUINT_TO_POINTER (milliseconds), set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  ccp_soup_transport_prepare_environment ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/body-stream/end/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_end);
    }
  add_test ("read/poll", 0, test_poll);
  add_test ("read/reset", 0, test_reset);
  add_test ("read/silence", 50, test_silence);
  add_test ("read/pause-of-reader", 50, test_pause_of_reader);
  add_test ("release/T100-cancelled", 0, test_cancelled);
  add_test ("release/T100-cancelled-while-polled", 0, test_cancelled_while_polled);
  add_test ("release/dropped", 0, test_dropped);
  add_test ("release/closed", 0, test_closed);
  add_test ("release/outlives-transport", 0, test_outlives_transport);
  add_test ("release/keeps-unread-framing", 0, test_keeps_unread_framing);
  add_test ("release/drops-unfinished", 0, test_drops_unfinished);

  return g_test_run ();
}
