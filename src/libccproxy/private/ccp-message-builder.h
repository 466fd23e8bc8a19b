/* ccp-message-builder.h: makes the whole message of the events of a stream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-event-batch.h"
#include "../ccp-json-value.h"
#include "ccp-merged-object.h"

G_BEGIN_DECLS

/* It expects the events in the order of protocol A.7 and leaves out what does not fit. */
typedef struct
{
  CcpMergedObject message; /* of message_start, with all of message_delta in it */
  CcpMergedObject usage;
  GPtrArray *blocks; /* (element-type CcpBuiltBlock) */
  gboolean complete; /* message_stop came */
} CcpMessageBuilder;

CCP_HOST_API
void ccp_message_builder_init (CcpMessageBuilder *self);
CCP_HOST_API
void ccp_message_builder_clear (CcpMessageBuilder *self);
CCP_HOST_API
void ccp_message_builder_add (CcpMessageBuilder *self, CcpEventBatch *batch);
CCP_HOST_API
CcpJson *ccp_message_builder_finish (CcpMessageBuilder *self);

G_END_DECLS
