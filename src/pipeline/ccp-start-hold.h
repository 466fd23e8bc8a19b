/* ccp-start-hold.h: how long the beginning of a stream is held back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-pending-source.h"
#include "ccp-reply-source.h"
#include "ccp-reply.h"

G_BEGIN_DECLS

/* A plain part of a run, zero at its start. One hold counts from the beginning of the run
 * over all its attempts; when it is over before there are events, the reply begins
 * without them. */
typedef struct
{
  GSource *timer; /* (nullable) */
  gint64 deadline;
  CcpPendingSource *pending; /* (nullable): the reply has begun without events */
  CcpReplySource *events;    /* (nullable): weak: those of the reply */
} CcpStartHold;

/* The first call begins the hold; a later one, after it was disarmed, goes on with it.
 * @callback: called when the hold is over; @data is a GObject that is kept until then */
void ccp_start_hold_arm (CcpStartHold *self,
                         guint milliseconds,
                         GSourceFunc callback,
                         gpointer data);
/* Returns: how much of the hold is left, in milliseconds, at least 1; 0 if it was not
 * armed */
guint ccp_start_hold_disarm (CcpStartHold *self);
/* Returns: (transfer full): a reply that begins now, and goes on when events are attached
 */
CcpReply *ccp_start_hold_begin_reply (CcpStartHold *self,
                                      CcpExchange *exchange,
                                      CcpTally *tally,
                                      guint ping_interval);
void ccp_start_hold_clear (CcpStartHold *self);

G_END_DECLS
