/* ccp-responder.c: has one exchange answered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-responder"

#include "ccp-responder.h"

#include "ccp-event-writer.h"
#include "ccp-whole-reply.h"
#include "private/ccp-exchange-private.h"

#define SIZE_LINE 20

struct _CcpResponder
{
  GObject parent_instance;

  CcpConnection *connection;
  CcpRunner *runner;
  CcpExchange *exchange;
  GCancellable *cancellable;
  GTask *task; /* (nullable): while it runs; holds this object */

  CcpEventSource *events; /* (nullable) */
  GByteArray *head;       /* (nullable): until it is written */
  GByteArray *batch;
  gboolean chunked;
  gboolean keep_alive;
  gboolean complete; /* the last event of the stream was given */
};

G_DEFINE_FINAL_TYPE (CcpResponder, ccp_responder, G_TYPE_OBJECT)

static gboolean
is_departed (CcpConnection *connection)
{
  return ccp_connection_get_departure (connection) != CCP_DEPARTURE_NONE;
}

/* Returns: whether the client has a status */
static gboolean
has_begun (CcpResponder *self)
{
  return self->events != NULL && self->head == NULL;
}

static void
finish (CcpResponder *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_boolean (task, TRUE);
}

/* Returns: as ccp_connection_write () */
static gboolean
write_pieces (CcpResponder *self, const GOutputVector *pieces, guint n_pieces)
{
  g_autoptr (GByteArray) head = g_steal_pointer (&self->head);
  GOutputVector vectors[4];
  guint n = 0;

  g_assert (n_pieces < G_N_ELEMENTS (vectors));

  if (head != NULL)
    vectors[n++] = (GOutputVector){ head->data, head->len };
  for (guint i = 0; i < n_pieces; i++)
    vectors[n++] = pieces[i];
  return n == 0 || ccp_connection_write (self->connection, vectors, n);
}

static gboolean
write_batch (CcpResponder *self)
{
  char size[SIZE_LINE];
  int length = g_snprintf (size, sizeof size, "%x\r\n", self->batch->len);
  GOutputVector pieces[] = {
    { size, length },
    { self->batch->data, self->batch->len },
    { "\r\n", 2 },
  };

  if (self->chunked)
    return write_pieces (self, pieces, 3);
  return write_pieces (self, pieces + 1, 1);
}

static void
write_end (CcpResponder *self)
{
  GOutputVector last = { "0\r\n\r\n", 5 };

  write_pieces (self, &last, self->chunked ? 1 : 0);
}

static void
end_stream (CcpResponder *self)
{
  write_end (self);
  ccp_connection_end_reply (self->connection, self->keep_alive);
  finish (self);
}

static void
send_whole (CcpResponder *self, CcpReply *reply)
{
  CcpReplyHead head = {
    .status = ccp_reply_get_status (reply),
    .request_id = ccp_exchange_get_id (self->exchange),
    .headers = ccp_reply_get_headers (reply),
  };

  ccp_whole_reply_send (self->connection, head, ccp_reply_get_body (reply));
  finish (self);
}

static void
write_error (CcpResponder *self, const GError *error)
{
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new_from_error (error);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();

  ccp_event_batch_take (
      batch,
      ccp_event_new_error (verdict, ccp_exchange_get_id (self->exchange)));
  g_byte_array_set_size (self->batch, 0);
  ccp_event_writer_append (self->batch, batch);
  write_batch (self);
}

/* The server ends, or the exchange was cancelled. A client that is told so need not
 * guess. */
static void
say_goodbye (CcpResponder *self, const GError *reason)
{
  g_autoptr (CcpReply) reply = NULL;

  if (!has_begun (self))
    {
      reply = ccp_reply_new_error (reason, ccp_exchange_get_id (self->exchange));
      send_whole (self, reply);
      return;
    }
  if (!self->complete)
    write_error (self, reason);
  self->keep_alive &= !is_departed (self->connection);
  end_stream (self);
}

static void
break_off (CcpResponder *self)
{
  CcpDeparture departure = ccp_connection_get_departure (self->connection);
  const GError *reason = ccp_exchange_get_abandoned (self->exchange);

  if (departure == CCP_DEPARTURE_ENDED ||
      (departure == CCP_DEPARTURE_NONE && reason != NULL))
    {
      say_goodbye (self, reason);
      return;
    }
  ccp_connection_end_reply (self->connection, FALSE);
  finish (self);
}

static gboolean
ends_stream (CcpEventBatch *batch)
{
  guint length = ccp_event_batch_get_length (batch);
  CcpEvent *last = length > 0 ? ccp_event_batch_get (batch, length - 1) : NULL;

  return last != NULL &&
         (ccp_event_is (last, "message_stop") || ccp_event_is (last, "error"));
}

static void
pull (CcpResponder *self, GAsyncReadyCallback callback)
{
  ccp_event_source_next_async (self->events,
                               self->cancellable,
                               callback,
                               g_object_ref (self));
}

static void
on_batch (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpResponder) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) batch =
      ccp_event_source_next_finish (CCP_EVENT_SOURCE (source), result, &error);

  if (error != NULL || is_departed (self->connection))
    {
      break_off (self);
      return;
    }
  if (batch == NULL)
    {
      end_stream (self);
      return;
    }
  self->complete = ends_stream (batch);
  g_byte_array_set_size (self->batch, 0);
  ccp_event_writer_append (self->batch, batch);
  /* a chunk without bytes would be the last one */
  if (self->batch->len == 0 || write_batch (self))
    pull (self, on_batch);
}

static void
on_drained (CcpConnection *connection, gpointer data)
{
  g_autoptr (CcpResponder) self = g_object_ref (data);

  if (is_departed (connection))
    break_off (self);
  else
    pull (self, on_batch);
}

/* what the exchange is to be told, by CcpDeparture */
static const struct
{
  CcpError code;
  const char *text;
} reasons[] = {
  [CCP_DEPARTURE_LEFT] = { CCP_ERROR_CANCELLED, "the client left" },
  [CCP_DEPARTURE_STUCK] = { CCP_ERROR_CANCELLED, "the client took nothing for too long" },
  [CCP_DEPARTURE_ENDED] = { CCP_ERROR_OVERLOADED, "cut off by the end of ccproxyd" },
};

/* Who has no status yet may ask again when the daemon is back: that is at once, where
 * the service manager starts it again. Claude Code does so for minutes after 503, but
 * gives up seconds after 529 (protocol A.8). */
static CcpError
choose_code (CcpResponder *self, CcpDeparture departure)
{
  return departure == CCP_DEPARTURE_ENDED && !has_begun (self) ? CCP_ERROR_UNAVAILABLE
                                                               : reasons[departure].code;
}

static void
on_departed (CcpConnection *connection, gpointer data)
{
  g_autoptr (CcpResponder) self = g_object_ref (data);
  CcpDeparture departure = ccp_connection_get_departure (connection);
  g_autoptr (GError) reason = NULL;

  g_assert (departure != CCP_DEPARTURE_NONE);

  reason = g_error_new_literal (CCP_ERROR,
                                (int) choose_code (self, departure),
                                reasons[departure].text);
  ccp_exchange_abandon (self->exchange, reason);
  g_cancellable_cancel (self->cancellable);
}

static void
begin_stream (CcpResponder *self, CcpReply *reply)
{
  CcpRequestReader *request = ccp_connection_get_request (self->connection);
  CcpReplyHead head = {
    .status = 200,
    .content_type = "text/event-stream; charset=utf-8",
    .content_length = -1,
    .request_id = ccp_exchange_get_id (self->exchange),
    .headers = ccp_reply_get_headers (reply),
  };

  /* to a reader of HTTP/1.0 the end of the connection is the end of the stream */
  self->chunked = !ccp_request_reader_get_is_http10 (request);
  self->keep_alive = self->chunked && ccp_connection_get_keep_alive (self->connection);
  head.chunked = self->chunked;
  head.close = !self->keep_alive;
  self->head = g_byte_array_new ();
  ccp_reply_head_append (&head, self->head);
  self->batch = g_byte_array_new ();
  self->events = g_object_ref (ccp_reply_get_events (reply));
  pull (self, on_batch);
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpResponder) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpReply) reply =
      ccp_runner_run_finish (CCP_RUNNER (source), result, &error);

  if (reply == NULL || is_departed (self->connection))
    break_off (self);
  else if (ccp_reply_get_events (reply) != NULL)
    begin_stream (self, reply);
  else
    send_whole (self, reply);
}

static void
ccp_responder_finalize (GObject *object)
{
  CcpResponder *self = CCP_RESPONDER (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->runner);
  g_clear_object (&self->exchange);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->events);
  g_clear_pointer (&self->head, g_byte_array_unref);
  g_clear_pointer (&self->batch, g_byte_array_unref);

  G_OBJECT_CLASS (ccp_responder_parent_class)->finalize (object);
}

static void
ccp_responder_class_init (CcpResponderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_responder_finalize;
}

static void
ccp_responder_init (CcpResponder *self)
{
  self->cancellable = g_cancellable_new ();
}

CcpResponder *
ccp_responder_new (CcpConnection *connection, CcpRunner *runner, CcpExchange *exchange)
{
  CcpResponder *self = NULL;

  g_return_val_if_fail (CCP_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (CCP_IS_RUNNER (runner), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_RESPONDER, NULL);
  self->connection = g_object_ref (connection);
  self->runner = g_object_ref (runner);
  self->exchange = g_object_ref (exchange);
  return self;
}

void
ccp_responder_run_async (CcpResponder *self,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (CCP_IS_RESPONDER (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, ccp_responder_run_async);
  ccp_connection_begin_reply (self->connection, on_departed, on_drained, self);
  ccp_runner_run_async (self->runner,
                        self->exchange,
                        self->cancellable,
                        on_reply,
                        g_object_ref (self));
}
