/* fake-upstream.c: a provider that says byte by byte what a test wants
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-upstream.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct _FakeUpstream
{
  GSocketService *service;
  guint16 port;
  GTlsCertificate *certificate; /* (nullable) */
  FakeServe serve;
  gpointer user_data;
  GPtrArray *peers; /* (element-type FakePeer): those that are open */
  char *last_request;
  guint n_connections;
  guint n_requests;
  guint n_closed;
};

struct _FakePeer
{
  FakeUpstream *upstream;
  GSocketConnection *connection;
  GIOStream *stream; /* the connection, or TLS over it */
  GCancellable *cancellable;
  gboolean ended; /* by us */
  GString *received;
  char block[16384];
};

static void
free_peer (gpointer data)
{
  FakePeer *peer = data;

  g_io_stream_close (G_IO_STREAM (peer->connection), NULL, NULL);
  g_clear_object (&peer->stream);
  g_clear_object (&peer->connection);
  g_clear_object (&peer->cancellable);
  g_string_free (peer->received, TRUE);
  g_free (peer);
}

/* Returns: the length of the request that @received begins with, or 0 if it is not whole
 */
static gsize
measure_request (GString *received)
{
  const char *end = strstr (received->str, "\r\n\r\n");
  g_autofree char *head = NULL;
  const char *length = NULL;
  gsize total = 0;

  if (end == NULL)
    return 0;
  head = g_ascii_strdown (received->str, end - received->str);
  length = strstr (head, "content-length: ");
  total = end + 4 - received->str;
  if (length != NULL)
    total += strtoul (length + strlen ("content-length: "), NULL, 10);
  return received->len >= total ? total : 0;
}

static void
serve_requests (FakePeer *peer)
{
  FakeUpstream *self = peer->upstream;
  gsize length = measure_request (peer->received);

  if (length == 0)
    return;
  g_free (self->last_request);
  self->last_request = g_strndup (peer->received->str, length);
  g_string_erase (peer->received, 0, length);
  self->n_requests++;
  self->serve (peer, self->last_request, self->n_requests, self->user_data);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FakePeer *peer = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      free_peer (peer);
      return;
    }
  if (n <= 0)
    {
      peer->upstream->n_closed += peer->ended ? 0 : 1;
      g_ptr_array_remove (peer->upstream->peers, peer);
      free_peer (peer);
      return;
    }
  g_string_append_len (peer->received, peer->block, n);
  serve_requests (peer);
  g_input_stream_read_async (G_INPUT_STREAM (source),
                             peer->block,
                             sizeof (peer->block),
                             G_PRIORITY_DEFAULT,
                             peer->cancellable,
                             on_read,
                             peer);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  FakeUpstream *self = user_data;
  FakePeer *peer = g_new0 (FakePeer, 1);

  self->n_connections++;
  peer->upstream = self;
  peer->connection = g_object_ref (connection);
  peer->cancellable = g_cancellable_new ();
  peer->received = g_string_new (NULL);
  peer->stream = self->certificate != NULL
                     ? g_tls_server_connection_new (G_IO_STREAM (connection),
                                                    self->certificate,
                                                    NULL)
                     : g_object_ref (G_IO_STREAM (connection));
  g_ptr_array_add (self->peers, peer);
  g_input_stream_read_async (g_io_stream_get_input_stream (peer->stream),
                             peer->block,
                             sizeof (peer->block),
                             G_PRIORITY_DEFAULT,
                             peer->cancellable,
                             on_read,
                             peer);
  return TRUE;
}

FakeUpstream *
fake_upstream_new_tls (GTlsCertificate *certificate, FakeServe serve, gpointer user_data)
{
  FakeUpstream *self = g_new0 (FakeUpstream, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), 128);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service),
                                 any,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP,
                                 NULL,
                                 &bound,
                                 NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_set_object (&self->certificate, certificate);
  self->serve = serve;
  self->user_data = user_data;
  self->peers = g_ptr_array_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  return self;
}

FakeUpstream *
fake_upstream_new (FakeServe serve, gpointer user_data)
{
  return fake_upstream_new_tls (NULL, serve, user_data);
}

/* The readers end one by one, so the caller's context must be able to run. */
void
fake_upstream_free (FakeUpstream *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  for (guint i = 0; i < self->peers->len; i++)
    g_cancellable_cancel (((FakePeer *) g_ptr_array_index (self->peers, i))->cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (self->peers);
  g_clear_object (&self->service);
  g_clear_object (&self->certificate);
  g_free (self->last_request);
  g_free (self);
}

char *
fake_upstream_get_url (FakeUpstream *self, const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s",
                          self->certificate != NULL ? "https" : "http",
                          self->port,
                          path);
}

guint16
fake_upstream_get_port (FakeUpstream *self)
{
  return self->port;
}

guint
fake_upstream_count_connections (FakeUpstream *self)
{
  return self->n_connections;
}

guint
fake_upstream_count_requests (FakeUpstream *self)
{
  return self->n_requests;
}

/* How many connections the other side has ended */
guint
fake_upstream_count_closed (FakeUpstream *self)
{
  return self->n_closed;
}

const char *
fake_upstream_get_last_request (FakeUpstream *self)
{
  return self->last_request;
}

/* Whether the first open connection has been ended by the other side, without giving the
 * main context a chance to run. */
gboolean
fake_upstream_sees_end (FakeUpstream *self)
{
  FakePeer *peer = g_ptr_array_index (self->peers, 0);
  int fd = g_socket_get_fd (g_socket_connection_get_socket (peer->connection));
  char byte = 0;

  return recv (fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

void
fake_upstream_send_bytes (FakePeer *peer, const void *bytes, gsize length)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (peer->stream),
                             bytes,
                             length,
                             NULL,
                             NULL,
                             NULL);
}

void
fake_upstream_send (FakePeer *peer, const char *text)
{
  fake_upstream_send_bytes (peer, text, strlen (text));
}

void
fake_upstream_close (FakePeer *peer)
{
  peer->ended = TRUE;
  g_socket_shutdown (g_socket_connection_get_socket (peer->connection), TRUE, TRUE, NULL);
}

void
fake_upstream_reset (FakePeer *peer)
{
  int fd = g_socket_get_fd (g_socket_connection_get_socket (peer->connection));
  struct linger linger = { 1, 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof (linger));
  g_ptr_array_remove (peer->upstream->peers, peer);
  g_cancellable_cancel (peer->cancellable);
}
