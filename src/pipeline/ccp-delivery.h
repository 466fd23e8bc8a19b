/* ccp-delivery.h: how what comes of a run reaches the client
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config.h"
#include "ccp-reply-source.h"
#include "ccp-start-hold.h"

G_BEGIN_DECLS

/* A plain part of a run. Until the reply has begun all of it is still open: status, kind,
 * and whether there is one at all. A stream that was held for too long begins without
 * events; from then on whatever comes, also an error, goes into that stream. */
typedef struct
{
  CcpExchange *exchange;
  CcpTally *tally;
  guint start_hold;    /* milliseconds */
  guint ping_interval; /* milliseconds */
  CcpStartHold hold;
  CcpReply *reply; /* (nullable): what the run ends with, if it has not begun before */
} CcpDelivery;

void ccp_delivery_init (CcpDelivery *self, CcpTally *tally, CcpConfig *config);
void ccp_delivery_clear (CcpDelivery *self);
/* lets a stream wait for its first events; see ccp_start_hold_arm () */
void ccp_delivery_hold (CcpDelivery *self, GSourceFunc callback, gpointer data);
/* Returns: (transfer full): the reply of a stream that was held for too long */
CcpReply *ccp_delivery_begin (CcpDelivery *self);
gboolean ccp_delivery_has_begun (const CcpDelivery *self);

/* @retry_after: in milliseconds, 0 for none */
void ccp_delivery_fail (CcpDelivery *self, const GError *error, guint64 retry_after);
/* tells the client what @verdict says, if need be word for word */
void ccp_delivery_refuse (CcpDelivery *self, CcpVerdict *verdict);
/* Returns: FALSE with @error set if @message is none */
gboolean ccp_delivery_give_message (CcpDelivery *self, CcpJson *message, GError **error);
/* answers a request that wants nothing generated */
void ccp_delivery_give_nothing (CcpDelivery *self);
/* Returns: (transfer full) (nullable): the guarded events, whose first batch decides
 * whether the reply can begin; NULL if it has, and @events are on their way */
CcpReplySource *ccp_delivery_open (CcpDelivery *self, CcpEventSource *events);
/* the reply begins with @first, which came of @events */
void
ccp_delivery_commit (CcpDelivery *self, CcpReplySource *events, CcpEventBatch *first);
/* Returns: (transfer full) (nullable): what is to be given to the client at the end of
 * the run; NULL if it has its reply */
CcpReply *ccp_delivery_end (CcpDelivery *self);

G_END_DECLS
