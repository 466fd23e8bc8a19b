/* ccp-start-hold.c: how long the beginning of a stream is held back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-start-hold"

#include "ccp-start-hold.h"

void
ccp_start_hold_arm (CcpStartHold *self,
                    guint milliseconds,
                    GSourceFunc callback,
                    gpointer data)
{
  if (milliseconds == 0 || self->timer != NULL || self->pending != NULL)
    return;
  if (self->deadline == 0)
    self->deadline = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;
  self->timer = g_timeout_source_new (milliseconds);
  g_source_set_ready_time (self->timer, self->deadline);
  g_source_set_callback (self->timer, callback, g_object_ref (data), g_object_unref);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

guint
ccp_start_hold_disarm (CcpStartHold *self)
{
  gint64 left = (self->deadline - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  return self->deadline != 0 ? (guint) MAX (1, left) : 0;
}

CcpReply *
ccp_start_hold_begin_reply (CcpStartHold *self,
                            CcpExchange *exchange,
                            CcpTally *tally,
                            guint ping_interval)
{
  g_autoptr (CcpReplySource) events = NULL;

  g_return_val_if_fail (self->pending == NULL, NULL);

  self->pending = ccp_pending_source_new ();
  events = ccp_reply_source_new (CCP_EVENT_SOURCE (self->pending), exchange, 0);
  ccp_reply_source_commit (events, NULL, tally, ping_interval);
  g_set_weak_pointer (&self->events, events);
  return ccp_reply_new_stream (CCP_EVENT_SOURCE (events));
}

void
ccp_start_hold_clear (CcpStartHold *self)
{
  ccp_start_hold_disarm (self);
  g_clear_weak_pointer (&self->events);
  g_clear_object (&self->pending);
}
