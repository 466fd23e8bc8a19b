/* ccp-delivery.c: how what comes of a run reaches the client
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-delivery"

#include "ccp-delivery.h"

#include "ccp-answer.h"
#include "ccp-batch-source.h"

/* Takes @reply, after which nothing can happen to the exchange.
 * @error: (nullable): what it says if it is one */
static void
end_with (CcpDelivery *self, CcpReply *reply, CcpJson *error)
{
  g_assert (self->reply == NULL);

  self->reply = reply;
  ccp_tally_finish (self->tally, ccp_reply_get_status (reply), error);
}

/* Takes @reply, which is an answer. */
static void
deliver (CcpDelivery *self, CcpReply *reply)
{
  g_autoptr (CcpReply) owned = reply;

  if (ccp_delivery_has_begun (self))
    ccp_pending_source_attach (self->hold.pending, ccp_reply_get_events (reply));
  else
    end_with (self, g_steal_pointer (&owned), NULL);
}

void
ccp_delivery_init (CcpDelivery *self, CcpTally *tally, CcpConfig *config)
{
  g_return_if_fail (CCP_IS_TALLY (tally));
  g_return_if_fail (CCP_IS_CONFIG (config));

  *self = (CcpDelivery){
    .exchange =
        g_object_ref (ccp_ledger_entry_get_exchange (ccp_tally_get_entry (tally))),
    .tally = g_object_ref (tally),
    .start_hold = ccp_config_get_start_hold (config),
    .ping_interval = ccp_config_get_ping_interval (config),
  };
}

void
ccp_delivery_clear (CcpDelivery *self)
{
  ccp_start_hold_clear (&self->hold);
  g_clear_object (&self->reply);
  g_clear_object (&self->tally);
  g_clear_object (&self->exchange);
}

void
ccp_delivery_hold (CcpDelivery *self, GSourceFunc callback, gpointer data)
{
  if (ccp_exchange_get_stream (self->exchange))
    ccp_start_hold_arm (&self->hold, self->start_hold, callback, data);
}

CcpReply *
ccp_delivery_begin (CcpDelivery *self)
{
  return ccp_start_hold_begin_reply (&self->hold,
                                     self->exchange,
                                     self->tally,
                                     self->ping_interval);
}

gboolean
ccp_delivery_has_begun (const CcpDelivery *self)
{
  return self->hold.pending != NULL;
}

void
ccp_delivery_fail (CcpDelivery *self, const GError *error, guint64 retry_after)
{
  CcpReply *reply = NULL;

  g_return_if_fail (error != NULL);

  if (ccp_delivery_has_begun (self))
    {
      ccp_pending_source_fail (self->hold.pending, error);
      return;
    }
  reply = ccp_reply_new_error (error, ccp_exchange_get_id (self->exchange));
  ccp_reply_set_retry_after (reply, retry_after);
  end_with (self, reply, ccp_reply_get_body (reply));
}

void
ccp_delivery_refuse (CcpDelivery *self, CcpVerdict *verdict)
{
  guint status = 0;
  CcpJson *answer = ccp_verdict_get_answer (verdict, &status);
  g_autoptr (GError) error = ccp_verdict_to_error (verdict);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventSource) events = NULL;
  CcpReply *reply = NULL;

  if (answer == NULL)
    {
      ccp_delivery_fail (self, error, ccp_verdict_get_retry_after (verdict));
      return;
    }
  if (!ccp_delivery_has_begun (self))
    {
      reply = ccp_reply_new (status, answer);
      ccp_reply_set_retry_after (reply, ccp_verdict_get_retry_after (verdict));
      end_with (self, reply, answer);
      return;
    }
  ccp_event_batch_take (
      batch,
      ccp_event_new_error (verdict, ccp_exchange_get_id (self->exchange)));
  events = ccp_batch_source_new (batch);
  ccp_pending_source_attach (self->hold.pending, events);
}

gboolean
ccp_delivery_give_message (CcpDelivery *self, CcpJson *message, GError **error)
{
  CcpReply *reply = ccp_answer_give (self->exchange, message, error);

  if (reply == NULL)
    return FALSE;
  ccp_answer_note_usage (self->exchange, message);
  deliver (self, reply);
  return TRUE;
}

void
ccp_delivery_give_nothing (CcpDelivery *self)
{
  deliver (self, ccp_answer_nothing (self->exchange));
}

CcpReplySource *
ccp_delivery_open (CcpDelivery *self, CcpEventSource *events)
{
  guint left = ccp_start_hold_disarm (&self->hold);

  g_return_val_if_fail (CCP_IS_EVENT_SOURCE (events), NULL);

  if (!ccp_delivery_has_begun (self))
    return ccp_reply_source_new (events, self->exchange, left);
  ccp_pending_source_attach (self->hold.pending, events);
  return NULL;
}

void
ccp_delivery_commit (CcpDelivery *self, CcpReplySource *events, CcpEventBatch *first)
{
  g_return_if_fail (CCP_IS_REPLY_SOURCE (events));
  g_return_if_fail (self->reply == NULL);

  ccp_reply_source_commit (events, first, self->tally, self->ping_interval);
  self->reply = ccp_reply_new_stream (CCP_EVENT_SOURCE (events));
}

CcpReply *
ccp_delivery_end (CcpDelivery *self)
{
  ccp_start_hold_disarm (&self->hold);
  return g_steal_pointer (&self->reply);
}
