/* ccp-event.h: one event of a stream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json.h"

G_BEGIN_DECLS

#define CCP_TYPE_EVENT (ccp_event_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_event_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpEvent *ccp_event_new (const char *name, CcpJson *data);
CCP_AVAILABLE_IN_1_0
CcpEvent *ccp_event_new_text (const char *name, const char *text, gssize length);
CCP_AVAILABLE_IN_1_0
CcpEvent *ccp_event_new_error (CcpVerdict *verdict, const char *request_id);
CCP_AVAILABLE_IN_1_0
CcpEvent *ccp_event_new_changed (CcpEvent *event, CcpJson *data);
CCP_AVAILABLE_IN_1_0
CcpEvent *ccp_event_ref (CcpEvent *self);
CCP_AVAILABLE_IN_1_0
void ccp_event_unref (CcpEvent *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_event_get_name (CcpEvent *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_event_is (CcpEvent *self, const char *name);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_event_get_data (CcpEvent *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_event_get_text (CcpEvent *self);
CCP_AVAILABLE_IN_1_0
GBytes *ccp_event_get_raw (CcpEvent *self);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_event_get_verdict (CcpEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpEvent, ccp_event_unref)

G_END_DECLS
