/* ccp-message-collector.h: makes a whole message of a stream of events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_MESSAGE_COLLECTOR (ccp_message_collector_get_type ())

G_DECLARE_FINAL_TYPE (CcpMessageCollector,
                      ccp_message_collector,
                      CCP,
                      MESSAGE_COLLECTOR,
                      GObject)

CcpMessageCollector *ccp_message_collector_new (void);
/* takes Anthropic events that the guard has passed */
void ccp_message_collector_add (CcpMessageCollector *self, CcpEventBatch *batch);
/* Returns: the message, or NULL with the error that the stream ended with (domain
 * CCP_ERROR) */
CcpJson *ccp_message_collector_finish (CcpMessageCollector *self, GError **error);
/* Returns: (transfer none) (nullable): what the error event means that the stream ended
 * with */
CcpVerdict *ccp_message_collector_get_failure (CcpMessageCollector *self);

G_END_DECLS
