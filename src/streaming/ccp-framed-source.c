/* ccp-framed-source.c: cuts the bytes of an answer into events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-framed-source"

#include "ccp-framed-source.h"

#include "ccp-framer.h"

#define READ_SIZE 16384

/* one stream that never runs dry must not keep the others waiting */
#define MAX_BATCH_INPUT (256u << 10)

/* after the end only this much is looked at, so that the connection can be used again */
#define MAX_DROPPED_INPUT (64u << 10)

struct _CcpFramedSource
{
  GObject parent_instance;

  GInputStream *stream;
  CcpExchange *exchange;
  CcpFramer framer;
  GTask *task;      /* (nullable): the wait that is under way */
  GSource *wakeup;  /* (nullable): bytes can be read */
  gboolean drained; /* all bytes that are there were read */
  gboolean ended;   /* no more bytes will come */
  GError *failure;  /* (nullable): why */
};

static void ccp_framed_source_iface_init (CcpEventSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpFramedSource,
                               ccp_framed_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_EVENT_SOURCE,
                                                      ccp_framed_source_iface_init))

static gboolean
can_poll (CcpFramedSource *self)
{
  return G_IS_POLLABLE_INPUT_STREAM (self->stream) &&
         g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (self->stream));
}

static void
clear_wakeup (CcpFramedSource *self)
{
  if (self->wakeup == NULL)
    return;
  g_source_destroy (self->wakeup);
  g_clear_pointer (&self->wakeup, g_source_unref);
}

/* @error: (transfer full): of the stream */
static void
note_failure (CcpFramedSource *self, GError *error)
{
  gboolean timed_out = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);

  self->ended = TRUE;
  if (error->domain != CCP_ERROR)
    {
      g_autoptr (GError) cause = error;

      error = g_error_new (CCP_ERROR,
                           timed_out ? CCP_ERROR_TIMEOUT : CCP_ERROR_UPSTREAM,
                           "the upstream connection broke: %s",
                           cause->message);
    }
  self->failure = ccp_upstream_fault_sign (error, self->exchange);
}

/* what is no answer is not shown to a dialect, which could not say what it is */
static void
refuse_foreign (CcpFramedSource *self, CcpEventBatch **batch)
{
  if (!self->ended || self->failure != NULL || !ccp_framer_is_foreign (&self->framer))
    return;
  self->failure = ccp_upstream_fault_new_foreign (self->exchange,
                                                  self->framer.start,
                                                  self->framer.n_start);
  self->framer.finished = FALSE;
  ccp_event_batch_unref (*batch);
  *batch = ccp_event_batch_new ();
}

/* The callback may start the next wait at once: the source must be ready for it. */
static GTask *
end_wait (CcpFramedSource *self)
{
  clear_wakeup (self);
  return g_steal_pointer (&self->task);
}

/* @error: (transfer full) */
static void
return_error (CcpFramedSource *self, GError *error)
{
  g_autoptr (GTask) task = end_wait (self);

  g_task_return_error (task, error);
}

/* @batch: (transfer full) (nullable): NULL at the end */
static void
return_batch (CcpFramedSource *self, CcpEventBatch *batch)
{
  g_autoptr (GTask) task = end_wait (self);

  g_task_return_pointer (task, batch, (GDestroyNotify) ccp_event_batch_unref);
}

/* Returns: FALSE with @error set for anything but bytes, an end or a wait */
static gboolean
read_some (CcpFramedSource *self, gsize *total, GError **error)
{
  guint8 buffer[READ_SIZE];
  g_autoptr (GError) failure = NULL;
  gssize count =
      g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (self->stream),
                                                buffer,
                                                sizeof buffer,
                                                g_task_get_cancellable (self->task),
                                                &failure);

  if (count > 0)
    {
      ccp_framer_feed (&self->framer, buffer, (gsize) count);
      *total += (gsize) count;
      return TRUE;
    }
  self->drained = TRUE;
  self->ended = count == 0;
  if (failure == NULL || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The stream is read until there is nothing left before anybody waits for more: a wait
 * on a stream that holds bytes back in a buffer would not sleep.
 * Returns: FALSE if the wait was cancelled, and has been ended */
static gboolean
read_available (CcpFramedSource *self)
{
  GError *error = NULL;
  gsize total = 0;

  self->drained = FALSE;
  while (!self->drained && total < MAX_BATCH_INPUT)
    if (!read_some (self, &total, &error))
      break;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return_error (self, error);
      return FALSE;
    }
  if (error != NULL)
    note_failure (self, error);
  return TRUE;
}

static CcpFramerInput
get_input (CcpFramedSource *self)
{
  if (self->failure != NULL)
    return CCP_FRAMER_CUT;
  return self->ended ? CCP_FRAMER_ENDED : CCP_FRAMER_OPEN;
}

/* Returns: FALSE if there is nothing to return yet */
static gboolean
return_events (CcpFramedSource *self)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  GError *error = NULL;

  if (!ccp_framer_collect (&self->framer, get_input (self), batch, &error))
    {
      g_clear_error (&self->failure);
      note_failure (self, error);
    }
  refuse_foreign (self, &batch);
  if (ccp_event_batch_get_length (batch) > 0)
    return_batch (self, g_steal_pointer (&batch));
  else if (self->failure != NULL && !self->framer.finished)
    return_error (self, g_error_copy (self->failure));
  else if (self->ended || self->framer.finished)
    return_batch (self, NULL);
  else
    return FALSE;
  return TRUE;
}

/* Returns: FALSE if there is nothing to return yet, and nothing more to read */
static gboolean
pump (CcpFramedSource *self)
{
  do
    if (!read_available (self) || return_events (self))
      return TRUE;
  while (!self->drained);
  return FALSE;
}

static gboolean
on_readable (GObject *stream, gpointer user_data)
{
  g_autoptr (CcpFramedSource) self = g_object_ref (CCP_FRAMED_SOURCE (user_data));

  return pump (self) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
wait_until_readable (CcpFramedSource *self)
{
  self->wakeup =
      g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (self->stream),
                                             g_task_get_cancellable (self->task));
  g_source_set_callback (self->wakeup, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_set_static_name (self->wakeup, "[ccproxy] upstream bytes");
  g_source_attach (self->wakeup, g_task_get_context (self->task));
}

/* Where the end is in the bytes, the connection can be used again only if what follows,
 * which is most often nothing but its formal end, is read as well. */
static void
drop_rest (CcpFramedSource *self)
{
  guint8 buffer[READ_SIZE];

  if (self->ended || !can_poll (self))
    return;
  for (gsize total = 0; total < MAX_DROPPED_INPUT;)
    {
      gssize count = g_pollable_input_stream_read_nonblocking (
          G_POLLABLE_INPUT_STREAM (self->stream),
          buffer,
          sizeof buffer,
          NULL,
          NULL);

      if (count <= 0)
        break;
      total += (gsize) count;
    }
  self->ended = TRUE;
}

static void
take_read (CcpFramedSource *self, GBytes *bytes, GError *error)
{
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (length > 0)
    ccp_framer_feed (&self->framer, data, length);
  else if (error != NULL)
    note_failure (self, error);
  else
    self->ended = TRUE;
}

static void
on_read (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CcpFramedSource) self = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (stream), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return_error (self, error);
      return;
    }
  take_read (self, bytes, error);
  if (!return_events (self))
    g_input_stream_read_bytes_async (self->stream,
                                     READ_SIZE,
                                     G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (self->task),
                                     on_read,
                                     g_object_ref (self));
}

static void
start_wait (CcpFramedSource *self)
{
  if (self->framer.finished)
    drop_rest (self);
  if (self->ended || self->framer.finished)
    return_events (self);
  else if (!can_poll (self))
    g_input_stream_read_bytes_async (self->stream,
                                     READ_SIZE,
                                     G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (self->task),
                                     on_read,
                                     g_object_ref (self));
  else if (!pump (self))
    wait_until_readable (self);
}

static void
ccp_framed_source_next_async (CcpEventSource *source,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CcpFramedSource *self = CCP_FRAMED_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ccp_framed_source_next_async);
  g_return_if_fail (self->task == NULL);

  if (g_task_return_error_if_cancelled (task))
    return;
  self->task = g_steal_pointer (&task);
  start_wait (self);
}

static CcpEventBatch *
ccp_framed_source_next_finish (CcpEventSource *source,
                               GAsyncResult *result,
                               GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ccp_framed_source_iface_init (CcpEventSourceInterface *iface)
{
  iface->next_async = ccp_framed_source_next_async;
  iface->next_finish = ccp_framed_source_next_finish;
}

static void
ccp_framed_source_finalize (GObject *object)
{
  CcpFramedSource *self = CCP_FRAMED_SOURCE (object);

  g_assert (self->task == NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->exchange);
  ccp_framer_clear (&self->framer);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (ccp_framed_source_parent_class)->finalize (object);
}

static void
ccp_framed_source_class_init (CcpFramedSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_framed_source_finalize;
}

static void
ccp_framed_source_init (CcpFramedSource *self)
{
}

/*
 * ccp_framed_source_new:
 * @stream: the body of an upstream's answer, decoded
 * @framing: how the provider is said to cut it into events
 * @content_type: (nullable): the content type of the answer
 * @exchange: the request that is answered
 *
 * Creates a source of the events in @stream. It does not close @stream.
 *
 * Returns: (transfer full): a source
 */
CcpEventSource *
ccp_framed_source_new (GInputStream *stream,
                       CcpFraming framing,
                       const char *content_type,
                       CcpExchange *exchange)
{
  CcpFramedSource *self = NULL;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_FRAMED_SOURCE, NULL);
  self->stream = g_object_ref (stream);
  self->exchange = g_object_ref (exchange);
  ccp_framer_init (&self->framer, framing, content_type);
  return CCP_EVENT_SOURCE (self);
}
