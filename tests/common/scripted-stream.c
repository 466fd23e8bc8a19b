/* scripted-stream.c: an input stream that does what a test tells it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "scripted-stream.h"

#include <string.h>

struct _ScriptedStream
{
  GInputStream parent_instance;

  gboolean pollable;
  gboolean ended;
  gboolean repeats;
  GError *error;     /* (nullable) */
  GQueue pieces;     /* (element-type utf8) */
  gsize offset;      /* in the first piece */
  gsize total;       /* bytes that were read */
  guint reads;       /* that gave bytes or not */
  GPtrArray *wakers; /* (element-type GSource): of those who wait */
  GTask *read;       /* (nullable): an asynchronous read that waits */
  void *read_buffer;
  gsize read_size;
};

static void scripted_stream_pollable_iface_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    ScriptedStream,
    scripted_stream,
    G_TYPE_INPUT_STREAM,
    G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                           scripted_stream_pollable_iface_init))

static gboolean
is_ready (ScriptedStream *self)
{
  return self->ended || self->error != NULL || !g_queue_is_empty (&self->pieces);
}

static gssize
give (ScriptedStream *self, void *buffer, gsize count, GError **error)
{
  char *piece = g_queue_peek_head (&self->pieces);
  gsize length;

  if (piece == NULL)
    {
      if (self->error != NULL)
        g_propagate_error (error, g_error_copy (self->error));
      return self->error != NULL ? -1 : 0;
    }
  length = MIN (count, strlen (piece) - self->offset);
  memcpy (buffer, piece + self->offset, length);
  self->offset += length;
  self->total += length;
  if (self->offset < strlen (piece))
    return (gssize) length;
  self->offset = 0;
  if (!self->repeats || self->pieces.length > 1)
    g_free (g_queue_pop_head (&self->pieces));
  return (gssize) length;
}

static void
wake (ScriptedStream *self)
{
  for (guint i = 0; i < self->wakers->len; i++)
    g_source_set_ready_time (g_ptr_array_index (self->wakers, i), 0);
  if (self->read != NULL)
    {
      g_autoptr (GTask) read = g_steal_pointer (&self->read);
      GError *error = NULL;
      gssize count = give (self, self->read_buffer, self->read_size, &error);

      if (count < 0)
        g_task_return_error (read, error);
      else
        g_task_return_int (read, count);
    }
}

static gboolean
can_poll (GPollableInputStream *stream)
{
  return SCRIPTED_STREAM (stream)->pollable;
}

static gboolean
is_readable (GPollableInputStream *stream)
{
  return is_ready (SCRIPTED_STREAM (stream));
}

static gssize
read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  ScriptedStream *self = SCRIPTED_STREAM (stream);

  self->reads++;
  if (is_ready (self))
    return give (self, buffer, count, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "nothing yet");
  return -1;
}

static GSource *
create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  ScriptedStream *self = SCRIPTED_STREAM (stream);
  GSource *waker = g_timeout_source_new (G_MAXUINT);
  GSource *source = g_pollable_source_new_full (stream, waker, cancellable);

  if (is_ready (self))
    g_source_set_ready_time (waker, 0);
  g_ptr_array_add (self->wakers, waker);
  return source;
}

static void
scripted_stream_pollable_iface_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = can_poll;
  iface->is_readable = is_readable;
  iface->read_nonblocking = read_nonblocking;
  iface->create_source = create_source;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  ScriptedStream *self = user_data;
  g_autoptr (GTask) read = g_steal_pointer (&self->read);

  if (read != NULL)
    g_task_return_error_if_cancelled (read);
}

static void
read_async (GInputStream *stream,
            void *buffer,
            gsize count,
            int io_priority,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  ScriptedStream *self = SCRIPTED_STREAM (stream);

  self->reads++;
  self->read = g_task_new (self, cancellable, callback, user_data);
  self->read_buffer = buffer;
  self->read_size = count;
  if (cancellable != NULL)
    g_signal_connect_object (cancellable,
                             "cancelled",
                             G_CALLBACK (on_cancelled),
                             self,
                             G_CONNECT_DEFAULT);
  if (is_ready (self))
    wake (self);
}

static gssize
read_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
scripted_stream_finalize (GObject *object)
{
  ScriptedStream *self = SCRIPTED_STREAM (object);

  g_queue_clear_full (&self->pieces, g_free);
  g_clear_pointer (&self->wakers, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (scripted_stream_parent_class)->finalize (object);
}

static void
scripted_stream_class_init (ScriptedStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_async = read_async;
  G_INPUT_STREAM_CLASS (klass)->read_finish = read_finish;
}

static void
scripted_stream_init (ScriptedStream *self)
{
  self->wakers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
}

ScriptedStream *
scripted_stream_new (gboolean pollable)
{
  ScriptedStream *self = g_object_new (TYPE_SCRIPTED_STREAM, NULL);

  self->pollable = pollable;
  return self;
}

void
scripted_stream_add (ScriptedStream *self, const char *text)
{
  g_queue_push_tail (&self->pieces, g_strdup (text));
  wake (self);
}

void
scripted_stream_end (ScriptedStream *self)
{
  self->ended = TRUE;
  wake (self);
}

void
scripted_stream_fail (ScriptedStream *self, GError *error)
{
  self->error = error;
  wake (self);
}

void
scripted_stream_repeat (ScriptedStream *self)
{
  self->repeats = TRUE;
}

gsize
scripted_stream_get_total (ScriptedStream *self)
{
  return self->total;
}

guint
scripted_stream_get_reads (ScriptedStream *self)
{
  return self->reads;
}
