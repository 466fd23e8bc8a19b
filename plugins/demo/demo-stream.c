/* demo-stream.c: sends the events of one answer, one after the other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "demo-stream"

#include "demo-stream.h"

#define INTERVAL_MS 15

struct _DemoStream
{
  GObject parent_instance;

  SoupServerMessage *message;
  GPtrArray *events; /* (element-type GBytes) */
  guint next;
  GSource *timer; /* (nullable): while there is something to send; owns a reference */
};

G_DEFINE_FINAL_TYPE (DemoStream, demo_stream, G_TYPE_OBJECT)

static void
stop (DemoStream *self)
{
  g_autoptr (GSource) timer = g_steal_pointer (&self->timer);

  if (timer != NULL)
    g_source_destroy (timer);
}

static gboolean
send_next (gpointer user_data)
{
  DemoStream *self = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);

  soup_message_body_append_bytes (body, g_ptr_array_index (self->events, self->next));
  self->next++;
  if (self->next == self->events->len)
    soup_message_body_complete (body);
  soup_server_message_unpause (self->message);
  if (self->next < self->events->len)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->timer, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
demo_stream_finalize (GObject *object)
{
  DemoStream *self = DEMO_STREAM (object);

  g_assert (self->timer == NULL);
  g_clear_object (&self->message);
  g_clear_pointer (&self->events, g_ptr_array_unref);

  G_OBJECT_CLASS (demo_stream_parent_class)->finalize (object);
}

static void
demo_stream_class_init (DemoStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = demo_stream_finalize;
}

static void
demo_stream_init (DemoStream *self)
{
}

void
demo_stream_start (SoupServerMessage *message, GPtrArray *events)
{
  g_autoptr (DemoStream) self = g_object_new (DEMO_TYPE_STREAM, NULL);
  SoupMessageHeaders *headers = NULL;

  g_return_if_fail (SOUP_IS_SERVER_MESSAGE (message));
  g_return_if_fail (events != NULL && events->len > 0);

  headers = soup_server_message_get_response_headers (message);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Content-Type", "text/event-stream");
  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message),
                                    FALSE);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);

  self->message = g_object_ref (message);
  self->events = g_ptr_array_ref (events);
  self->timer = g_timeout_source_new (INTERVAL_MS);
  g_source_set_static_name (self->timer, "[demo] stream");
  g_source_set_callback (self->timer, send_next, g_object_ref (self), g_object_unref);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  /* both are emitted also when the client leaves in the middle */
  g_signal_connect_object (message,
                           "finished",
                           G_CALLBACK (stop),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (message,
                           "disconnected",
                           G_CALLBACK (stop),
                           self,
                           G_CONNECT_SWAPPED);
}
