/* ccp-top-feed.h: asks the daemon, again and again, what goes on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-bus-client.h"
#include "ccp-top-state.h"

G_BEGIN_DECLS

#define CCP_TYPE_TOP_FEED (ccp_top_feed_get_type ())

/* Signals:
 *   "changed": the state is another
 *   "failed" (GError): the daemon does not answer; it is asked again all the same */
G_DECLARE_FINAL_TYPE (CcpTopFeed, ccp_top_feed, CCP, TOP_FEED, GObject)

CcpTopFeed *ccp_top_feed_new (CcpBusClient *client);
const CcpTopState *ccp_top_feed_get_state (CcpTopFeed *self);
/* Asks at once; nothing is asked while an answer is under way. */
void ccp_top_feed_refresh (CcpTopFeed *self);

G_END_DECLS
