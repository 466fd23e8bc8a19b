/* ccp-body-stream.c: the body of a provider's answer, which owns its connection
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-body-stream"

#include "ccp-body-stream.h"

#define MAX_DRAIN 16384

struct _CcpBodyStream
{
  GFilterInputStream parent_instance;

  SoupMessage *message;
  CcpSessionPool *pool;
  CcpUpstreamConnection *connection; /* (nullable): until it is released */
  GInputStream *wire;                /* the stream below libsoup's framing */
  GCancellable *cancellable;         /* (nullable) */
  gulong cancelled_id;
  gint64 idle_timeout;  /* microseconds, 0 for none */
  gint64 waiting_since; /* monotonic, 0 while bytes come */
  goffset announced;    /* content-length, or -1 */
  goffset received;
  gboolean at_end;
  GError *failure; /* (nullable): what every further read answers */
  gulong resumed_id;
  GSource *suspicion; /* (nullable): when a connection that is silent is given up */
  goffset suspected;  /* bytes that had been read when the computer woke up */
  gboolean had_bytes; /* whether there were others, which nobody had read */
};

static void ccp_body_stream_pollable_iface_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CcpBodyStream,
    ccp_body_stream,
    G_TYPE_FILTER_INPUT_STREAM,
    G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                           ccp_body_stream_pollable_iface_init))

static GInputStream *
get_base (CcpBodyStream *self)
{
  return g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self));
}

static void
set_failure (CcpBodyStream *self, GIOErrorEnum code, const char *message)
{
  if (self->failure == NULL)
    self->failure = g_error_new_literal (G_IO_ERROR, code, message);
}

static gboolean
is_over (CcpBodyStream *self)
{
  return self->at_end || self->failure != NULL;
}

/* More bytes than the answer announced would be taken for the head of the next one. The
 * bytes may already be in libsoup's buffer, where its own check does not look. */
static gboolean
is_wire_clean (CcpBodyStream *self)
{
  g_autoptr (GError) error = NULL;
  char byte = 0;
  gssize n =
      g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (self->wire),
                                                &byte,
                                                1,
                                                NULL,
                                                &error);

  return n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
is_reusable (CcpBodyStream *self)
{
  return self->at_end && self->failure == NULL &&
         soup_message_is_keepalive (self->message) && is_wire_clean (self);
}

static void
stop_suspicion (CcpBodyStream *self)
{
  if (self->suspicion != NULL)
    g_source_destroy (self->suspicion);
  g_clear_pointer (&self->suspicion, g_source_unref);
}

static gboolean
has_bytes (CcpBodyStream *self)
{
  return g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (get_base (self)));
}

/* If it is silent it ends as if it had been closed, which it probably was while the
 * computer slept. What had come before that is no sign of life. */
static gboolean
on_suspicion (gpointer user_data)
{
  CcpBodyStream *self = user_data;
  gboolean is_silent = self->received == self->suspected && !has_bytes (self);
  gboolean is_certain = is_silent || !self->had_bytes;

  self->had_bytes = FALSE;
  self->suspected = self->received;
  if (!is_certain)
    return G_SOURCE_CONTINUE;
  stop_suspicion (self);
  if (!is_silent)
    return G_SOURCE_REMOVE;
  set_failure (self, G_IO_ERROR_PARTIAL_INPUT, "The connection died in the sleep");
  ccp_upstream_connection_shut (self->connection);
  return G_SOURCE_REMOVE;
}

static void
on_resumed (CcpSessionPool *pool, guint patience, gpointer user_data)
{
  CcpBodyStream *self = user_data;

  if (is_over (self) || !ccp_session_pool_is_suspect (pool, self->connection))
    return;
  stop_suspicion (self);
  self->suspected = self->received;
  self->had_bytes = has_bytes (self);
  self->suspicion = g_timeout_source_new (patience);
  g_source_set_callback (self->suspicion, on_suspicion, self, NULL);
  g_source_attach (self->suspicion, g_main_context_get_thread_default ());
}

/* Gives the connection back or ends it; after this the stream only tells how it ended. */
static void
release_connection (CcpBodyStream *self)
{
  g_autoptr (CcpUpstreamConnection) connection = g_steal_pointer (&self->connection);
  gboolean reusable = FALSE;

  if (connection == NULL)
    return;
  if (self->cancelled_id != 0)
    g_signal_handler_disconnect (self->cancellable, self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_signal_handler (&self->resumed_id, self->pool);
  stop_suspicion (self);

  reusable = is_reusable (self);
  if (!reusable)
    ccp_upstream_connection_shut (connection);
  if (g_input_stream_close (get_base (self), NULL, NULL) && reusable)
    ccp_session_pool_give_back (self->pool, g_steal_pointer (&connection));
}

/* Only the socket ends here: the caller may be in the middle of a read, and libsoup
 * closes the rest when the reader comes back and lets go. */
static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  CcpBodyStream *self = user_data;

  set_failure (self, G_IO_ERROR_CANCELLED, "The request was cancelled");
  ccp_upstream_connection_shut (self->connection);
}

static gssize
fail_read (CcpBodyStream *self, GError **error)
{
  release_connection (self);
  if (error != NULL)
    *error = g_error_copy (self->failure);
  return -1;
}

/* What libsoup 3.2 takes for the end of a body may be the end of the connection alone:
 * when the connection was not to be kept, whatever length was announced; and between two
 * chunks. In the second case it would read on, which one that is cancelled already
 * shows without waiting. */
static gboolean
is_whole (CcpBodyStream *self)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  GInputStream *framing =
      g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (get_base (self)));
  char byte = 0;

  g_cancellable_cancel (cancelled);
  return self->received >= self->announced &&
         g_input_stream_read (framing, &byte, 1, cancelled, NULL) == 0;
}

static gssize
finish_body (CcpBodyStream *self, GError **error)
{
  if (!is_whole (self))
    {
      set_failure (self,
                   G_IO_ERROR_PARTIAL_INPUT,
                   "The connection ended before the answer did");
      return fail_read (self, error);
    }
  self->at_end = TRUE;
  release_connection (self);
  return 0;
}

static gssize
judge_silence (CcpBodyStream *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (self->waiting_since == 0)
    self->waiting_since = now;
  if (self->idle_timeout == 0 || now - self->waiting_since < self->idle_timeout)
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_WOULD_BLOCK,
                           "No bytes have arrived");
      return -1;
    }
  set_failure (self, G_IO_ERROR_TIMED_OUT, "The provider fell silent within its answer");
  return fail_read (self, error);
}

static gssize
judge_read (CcpBodyStream *self, gssize n, GError *cause, GError **error)
{
  if (n > 0)
    {
      self->received += n;
      self->waiting_since = 0;
      return n;
    }
  if (n == 0)
    return finish_body (self, error);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return judge_silence (self, error);
  if (self->failure == NULL)
    self->failure = g_error_copy (cause);
  return fail_read (self, error);
}

static gssize
ccp_body_stream_read (GInputStream *stream,
                      void *buffer,
                      gsize count,
                      GCancellable *cancellable,
                      GError **error)
{
  CcpBodyStream *self = CCP_BODY_STREAM (stream);
  g_autoptr (GError) cause = NULL;
  gssize n = 0;

  if (self->failure != NULL)
    return fail_read (self, error);
  if (self->at_end)
    return 0;
  n = g_input_stream_read (get_base (self), buffer, count, cancellable, &cause);
  return judge_read (self, n, cause, error);
}

static gssize
ccp_body_stream_read_nonblocking (GPollableInputStream *stream,
                                  void *buffer,
                                  gsize count,
                                  GError **error)
{
  CcpBodyStream *self = CCP_BODY_STREAM (stream);
  g_autoptr (GError) cause = NULL;
  gssize n = 0;

  if (self->failure != NULL)
    return fail_read (self, error);
  if (self->at_end)
    return 0;
  n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (get_base (self)),
                                                buffer,
                                                count,
                                                NULL,
                                                &cause);
  return judge_read (self, n, cause, error);
}

static gboolean
ccp_body_stream_is_readable (GPollableInputStream *stream)
{
  CcpBodyStream *self = CCP_BODY_STREAM (stream);

  return is_over (self) || has_bytes (self);
}

static void
add_timeout (GSource *source, gint64 microseconds)
{
  g_autoptr (GSource) timeout = g_timeout_source_new (0);

  g_source_set_ready_time (timeout, g_get_monotonic_time () + microseconds);
  g_source_set_dummy_callback (timeout);
  g_source_add_child_source (source, timeout);
}

static GSource *
ccp_body_stream_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  CcpBodyStream *self = CCP_BODY_STREAM (stream);
  g_autoptr (GSource) bytes = NULL;
  GSource *source = NULL;

  if (!is_over (self))
    bytes =
        g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (get_base (self)),
                                               NULL);
  source = g_pollable_source_new_full (self, bytes, cancellable);

  if (is_over (self))
    add_timeout (source, 0);
  else if (self->idle_timeout > 0 && self->waiting_since > 0)
    add_timeout (source,
                 self->waiting_since + self->idle_timeout - g_get_monotonic_time ());
  else if (self->idle_timeout > 0)
    add_timeout (source, self->idle_timeout);
  return source;
}

/* A reader of events stops at the last of them; the few bytes of framing behind it, which
 * mostly have come with it, decide whether the connection can be kept. */
static void
drain_rest (CcpBodyStream *self)
{
  char buffer[4096];
  gsize drained = 0;

  while (!is_over (self) && drained < MAX_DRAIN)
    {
      gssize n = ccp_body_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (self),
                                                   buffer,
                                                   sizeof (buffer),
                                                   NULL);

      if (n <= 0)
        return;
      drained += n;
    }
}

static void
end_stream (CcpBodyStream *self)
{
  if (self->connection == NULL)
    return;
  drain_rest (self);
  set_failure (self, G_IO_ERROR_CLOSED, "The stream is closed");
  release_connection (self);
}

static gboolean
ccp_body_stream_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  end_stream (CCP_BODY_STREAM (stream));
  return TRUE;
}

/* Nothing here waits, and GIO's own way would close in a thread. */
static void
ccp_body_stream_close_async (GInputStream *stream,
                             int io_priority,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);

  g_task_set_source_tag (task, ccp_body_stream_close_async);
  g_task_set_priority (task, io_priority);
  end_stream (CCP_BODY_STREAM (stream));
  g_task_return_boolean (task, TRUE);
}

static gboolean
ccp_body_stream_close_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ccp_body_stream_dispose (GObject *object)
{
  end_stream (CCP_BODY_STREAM (object));

  G_OBJECT_CLASS (ccp_body_stream_parent_class)->dispose (object);
}

static void
ccp_body_stream_finalize (GObject *object)
{
  CcpBodyStream *self = CCP_BODY_STREAM (object);

  g_clear_object (&self->message);
  g_clear_object (&self->pool);
  g_clear_object (&self->wire);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (ccp_body_stream_parent_class)->finalize (object);
}

static void
ccp_body_stream_pollable_iface_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = ccp_body_stream_is_readable;
  iface->read_nonblocking = ccp_body_stream_read_nonblocking;
  iface->create_source = ccp_body_stream_create_source;
}

static void
ccp_body_stream_class_init (CcpBodyStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  object_class->dispose = ccp_body_stream_dispose;
  object_class->finalize = ccp_body_stream_finalize;
  stream_class->read_fn = ccp_body_stream_read;
  stream_class->close_fn = ccp_body_stream_close;
  stream_class->close_async = ccp_body_stream_close_async;
  stream_class->close_finish = ccp_body_stream_close_finish;
}

static void
ccp_body_stream_init (CcpBodyStream *self)
{
  self->announced = -1;
}

static GInputStream *
find_wire (GInputStream *stream)
{
  GInputStream *wire = stream;

  while (G_IS_FILTER_INPUT_STREAM (
      g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (wire))))
    wire = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (wire));
  return wire;
}

static goffset
get_announced_length (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_NO_CONTENT || status == SOUP_STATUS_NOT_MODIFIED ||
      g_strcmp0 (soup_message_get_method (message), "HEAD") == 0 ||
      soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return -1;
  return soup_message_headers_get_content_length (headers);
}

/* @stream is what libsoup gave for @message, @connection: (transfer full): the one it
 * came over, @idle_timeout in milliseconds, 0 for none. Cancelling @cancellable ends the
 * connection in the same moment. */
GInputStream *
ccp_body_stream_new (GInputStream *stream,
                     SoupMessage *message,
                     CcpSessionPool *pool,
                     CcpUpstreamConnection *connection,
                     guint idle_timeout,
                     GCancellable *cancellable)
{
  CcpBodyStream *self = NULL;

  g_return_val_if_fail (G_IS_FILTER_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (SOUP_IS_MESSAGE (message), NULL);
  g_return_val_if_fail (CCP_IS_SESSION_POOL (pool), NULL);
  g_return_val_if_fail (connection != NULL, NULL);

  self = g_object_new (CCP_TYPE_BODY_STREAM,
                       "base-stream",
                       stream,
                       "close-base-stream",
                       FALSE,
                       NULL);
  self->message = g_object_ref (message);
  self->pool = g_object_ref (pool);
  self->connection = connection;
  self->wire = g_object_ref (find_wire (stream));
  self->idle_timeout = (gint64) idle_timeout * 1000;
  self->announced = get_announced_length (message);
  self->resumed_id = g_signal_connect (pool, "resumed", G_CALLBACK (on_resumed), self);
  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->cancelled_id =
          g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), self);
    }
  return G_INPUT_STREAM (self);
}
