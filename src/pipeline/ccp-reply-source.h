/* ccp-reply-source.h: the events that go to the client, guarded and kept alive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-provider-visit.h"
#include "ccp-tally.h"

G_BEGIN_DECLS

#define CCP_TYPE_REPLY_SOURCE (ccp_reply_source_get_type ())

/* What comes of @upstream goes through the guard; silence longer than the patience
 * becomes a ping; a failure becomes an error event. So it fails only when it is
 * cancelled. */
G_DECLARE_FINAL_TYPE (CcpReplySource, ccp_reply_source, CCP, REPLY_SOURCE, GObject)

/* @start_hold: how long to wait for the first batch, in milliseconds, before a ping is
 * given */
CcpReplySource *
ccp_reply_source_new (CcpEventSource *upstream, CcpExchange *exchange, guint start_hold);
/* The attempt is the one that the client sees: @first, which was pulled already, is given
 * again, and from now on the exchange is noted in @tally.
 * @first: (nullable): none begins the stream with what can be said without the provider
 * @ping_interval: how long a silence may be, in milliseconds; 0 for ever */
void ccp_reply_source_commit (CcpReplySource *self,
                              CcpEventBatch *first,
                              CcpTally *tally,
                              guint ping_interval);
/* What breaks the stream off from now on is told @visit, unless the client does. */
void ccp_reply_source_watch (CcpReplySource *self, CcpProviderVisit *visit);

G_END_DECLS
