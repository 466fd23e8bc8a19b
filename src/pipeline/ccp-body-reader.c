/* ccp-body-reader.c: reads a whole body, up to a limit
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-body-reader"

#include "ccp-body-reader.h"

#include "ccp.h"

/* most answers fit into the first block; larger ones double the room */
#define FIRST_BLOCK (16 * 1024)

typedef struct
{
  GInputStream *stream;
  GByteArray *bytes;
  gsize limit;
  gsize filled; /* of @bytes, whose end is room for more */
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->stream);
  g_clear_pointer (&reading->bytes, g_byte_array_unref);
  g_free (reading);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  GInputStream *stream = G_INPUT_STREAM (object);
  GError *error = NULL;
  gssize count = g_input_stream_read_finish (stream, result, &error);

  if (count < 0)
    {
      g_prefix_error (&error, "the upstream's answer ended unexpectedly: ");
      g_task_return_error (task, error);
      return;
    }
  reading->filled += (gsize) count;
  if (reading->filled > reading->limit)
    {
      g_task_return_new_error (task,
                               CCP_ERROR,
                               CCP_ERROR_UPSTREAM,
                               "the provider's answer is larger than %" G_GSIZE_FORMAT
                               " bytes",
                               reading->limit);
      return;
    }
  if (count == 0)
    {
      g_byte_array_set_size (reading->bytes, (guint) reading->filled);
      g_task_return_pointer (
          task,
          g_byte_array_free_to_bytes (g_steal_pointer (&reading->bytes)),
          (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (reading->filled == reading->bytes->len)
    g_byte_array_set_size (reading->bytes, reading->bytes->len * 2);
  g_input_stream_read_async (stream,
                             reading->bytes->data + reading->filled,
                             reading->bytes->len - reading->filled,
                             G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task),
                             on_read,
                             g_object_ref (task));
}

void
ccp_body_reader_read_async (GInputStream *stream,
                            gsize limit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, ccp_body_reader_read_async);
  g_task_set_task_data (task, reading, free_reading);
  reading->stream = g_object_ref (stream);
  reading->bytes = g_byte_array_new ();
  reading->limit = limit;
  g_byte_array_set_size (reading->bytes, FIRST_BLOCK);
  g_input_stream_read_async (stream,
                             reading->bytes->data,
                             FIRST_BLOCK,
                             G_PRIORITY_DEFAULT,
                             cancellable,
                             on_read,
                             g_object_ref (task));
}

GBytes *
ccp_body_reader_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
