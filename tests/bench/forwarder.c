/* forwarder.c: what a proxy costs that does nothing but pass bytes through libsoup
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Usage: forwarder UPSTREAM-URL. The measure for ccproxyd: SoupServer in front, a pool of
 * one-connection SoupSessions behind. A whole answer is read and given to SoupServer; of
 * a stream, all that has arrived is written with one send to the client's connection,
 * which goes back to SoupServer at the end.
 */
#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-socket.h"

typedef struct
{
  SoupServer *server;
  char *upstream;
  GQueue idle; /* (element-type SoupSession): the last one used is the first */
} Forwarder;

typedef struct
{
  Forwarder *forwarder;
  SoupServerMessage *message;
  SoupSession *session;
  SoupMessage *request;
  GInputStream *answer;
  GIOStream *client; /* (nullable): stolen, while a stream is written */
  GSocketAddress *local_address;
  GSocketAddress *remote_address;
  GString *pending; /* what the client's socket did not take */
  gboolean at_end;
} Exchange;

static SoupSession *
take_session (Forwarder *self)
{
  SoupSession *session = g_queue_pop_head (&self->idle);

  if (session != NULL)
    return session;
  session = soup_session_new_with_options ("max-conns",
                                           1,
                                           "max-conns-per-host",
                                           1,
                                           "timeout",
                                           0,
                                           NULL);
  soup_session_set_proxy_resolver (session, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

static void
end_exchange (Exchange *self)
{
  g_queue_push_head (&self->forwarder->idle, self->session);
  g_clear_object (&self->answer);
  g_clear_object (&self->request);
  g_clear_object (&self->message);
  g_clear_object (&self->client);
  g_clear_object (&self->local_address);
  g_clear_object (&self->remote_address);
  g_string_free (self->pending, TRUE);
  g_free (self);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  if (g_ascii_strcasecmp (name, "content-type") == 0 ||
      g_ascii_strcasecmp (name, "authorization") == 0)
    soup_message_headers_replace (user_data, name, value);
}

static void
on_whole_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  gsize length = 0;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  soup_server_message_set_status (self->message,
                                  body != NULL ? soup_message_get_status (self->request)
                                               : 502,
                                  NULL);
  soup_server_message_set_response (self->message,
                                    "application/json",
                                    SOUP_MEMORY_COPY,
                                    bytes,
                                    length);
  soup_server_message_unpause (self->message);
  end_exchange (self);
}

/* Reads all that has come into one chunk after what is pending */
static void
read_arrived (Exchange *self, GString *arrived)
{
  char block[16384];
  gssize n = 0;
  g_autoptr (GError) error = NULL;

  do
    {
      n = g_pollable_input_stream_read_nonblocking (
          G_POLLABLE_INPUT_STREAM (self->answer),
          block,
          sizeof (block),
          NULL,
          &error);
      if (n > 0)
        g_string_append_len (arrived, block, n);
    }
  while (n > 0 && arrived->len < 256 * 1024);
  self->at_end =
      n == 0 || (n < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
}

static gboolean
write_pending (Exchange *self, GError **error)
{
  GOutputStream *output = g_io_stream_get_output_stream (self->client);
  gssize n = 0;

  if (self->pending->len == 0)
    return TRUE;
  n = g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (output),
                                                  self->pending->str,
                                                  self->pending->len,
                                                  NULL,
                                                  error);
  if (n > 0)
    g_string_erase (self->pending, 0, n);
  return n > 0;
}

static void
finish_stream (Exchange *self)
{
  g_input_stream_close (self->answer, NULL, NULL);
  soup_server_accept_iostream (self->forwarder->server,
                               self->client,
                               self->local_address,
                               self->remote_address,
                               NULL);
  end_exchange (self);
}

/* The client is gone: without its connection the provider's answer is nobody's. */
static void
drop_stream (Exchange *self)
{
  soup_session_abort (self->session);
  g_input_stream_close (self->answer, NULL, NULL);
  g_io_stream_close (self->client, NULL, NULL);
  end_exchange (self);
}

static void
wait_for_stream (Exchange *self, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, NULL);
  g_source_unref (source);
}

static gboolean
forward_stream (GObject *stream, gpointer user_data)
{
  Exchange *self = user_data;
  g_autoptr (GString) arrived = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (self->pending->len == 0 && !self->at_end)
    read_arrived (self, arrived);
  if (arrived->len > 0)
    g_string_append_printf (self->pending, "%zx\r\n%s\r\n", arrived->len, arrived->str);
  if (arrived->len > 0 && self->at_end)
    g_string_append (self->pending, "0\r\n\r\n");
  else if (self->at_end && self->pending->len == 0)
    g_string_append (self->pending, "0\r\n\r\n");

  if (!write_pending (self, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    drop_stream (self);
  else if (self->pending->len > 0)
    wait_for_stream (
        self,
        g_pollable_output_stream_create_source (
            G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->client)),
            NULL),
        G_SOURCE_FUNC (forward_stream));
  else if (self->at_end)
    finish_stream (self);
  else
    wait_for_stream (
        self,
        g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (self->answer),
                                               NULL),
        G_SOURCE_FUNC (forward_stream));
  return G_SOURCE_REMOVE;
}

static void
on_stream_head (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;

  self->answer = soup_session_send_finish (SOUP_SESSION (source), result, NULL);
  if (self->answer == NULL)
    {
      soup_server_message_set_status (self->message, 502, NULL);
      soup_server_message_unpause (self->message);
      end_exchange (self);
      return;
    }
  self->local_address =
      g_object_ref (soup_server_message_get_local_address (self->message));
  self->remote_address =
      g_object_ref (soup_server_message_get_remote_address (self->message));
  self->client = soup_server_message_steal_connection (self->message);
  g_string_append_printf (self->pending,
                          "HTTP/1.1 %u OK\r\ncontent-type: text/event-stream\r\n"
                          "transfer-encoding: chunked\r\n\r\n",
                          soup_message_get_status (self->request));
  write_pending (self, NULL);
  forward_stream (NULL, self);
}

static SoupMessage *
make_request (Forwarder *self, SoupServerMessage *message, GBytes *body)
{
  g_autofree char *url =
      g_strconcat (self->upstream,
                   g_uri_get_path (soup_server_message_get_uri (message)),
                   NULL);
  SoupMessage *request = soup_message_new ("POST", url);

  soup_message_add_flags (request, SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message),
                                copy_header,
                                soup_message_get_request_headers (request));
  soup_message_set_request_body_from_bytes (request, "application/json", body);
  return request;
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Exchange *self = g_new0 (Exchange, 1);
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize length = 0;
  const char *bytes = g_bytes_get_data (body, &length);

  self->forwarder = user_data;
  self->message = g_object_ref (message);
  self->session = take_session (self->forwarder);
  self->request = make_request (self->forwarder, message, body);
  self->pending = g_string_new (NULL);
  soup_server_message_pause (message);
  if (g_strstr_len (bytes, length, "\"stream\":true") != NULL)
    soup_session_send_async (self->session,
                             self->request,
                             G_PRIORITY_DEFAULT,
                             NULL,
                             on_stream_head,
                             self);
  else
    soup_session_send_and_read_async (self->session,
                                      self->request,
                                      G_PRIORITY_DEFAULT,
                                      NULL,
                                      on_whole_answer,
                                      self);
}

/* SoupServer's own socket has room for ten clients that have not been accepted yet. */
static guint16
listen_on_loopback (SoupServer *server, GError **error)
{
  guint16 port = 0;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (bench_socket_listen (&port), error);

  if (socket == NULL || !soup_server_listen_socket (server, socket, 0, error))
    return 0;
  return port;
}

int
main (int argc, char **argv)
{
  Forwarder self = { .idle = G_QUEUE_INIT };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  guint16 port = 0;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s UPSTREAM-URL\n", argv[0]);
      return 2;
    }
  g_setenv ("SOUP_FORCE_HTTP1", "1", FALSE);
  self.upstream = argv[1];
  self.server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self.server, NULL, on_request, &self, NULL);
  port = listen_on_loopback (self.server, &error);
  if (port == 0)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  printf ("listening on http://127.0.0.1:%u\n", port);
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}
