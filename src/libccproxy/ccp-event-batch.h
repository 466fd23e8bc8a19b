/* ccp-event-batch.h: the events that arrived together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-event.h"

G_BEGIN_DECLS

#define CCP_TYPE_EVENT_BATCH (ccp_event_batch_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_event_batch_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpEventBatch *ccp_event_batch_new (void);
CCP_AVAILABLE_IN_1_0
CcpEventBatch *ccp_event_batch_ref (CcpEventBatch *self);
CCP_AVAILABLE_IN_1_0
void ccp_event_batch_unref (CcpEventBatch *self);
CCP_AVAILABLE_IN_1_0
void ccp_event_batch_append (CcpEventBatch *self, CcpEvent *event);
CCP_AVAILABLE_IN_1_0
void ccp_event_batch_take (CcpEventBatch *self, CcpEvent *event);
CCP_AVAILABLE_IN_1_0
guint ccp_event_batch_get_length (CcpEventBatch *self);
CCP_AVAILABLE_IN_1_0
CcpEvent *ccp_event_batch_get (CcpEventBatch *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpEventBatch, ccp_event_batch_unref)

G_END_DECLS
