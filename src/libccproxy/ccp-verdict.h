/* ccp-verdict.h: what to do about an upstream's answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-error.h"

G_BEGIN_DECLS

#define CCP_TYPE_VERDICT (ccp_verdict_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_verdict_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_verdict_new_fine (void);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_verdict_new (CcpVerdictKind kind, CcpError code, const char *message);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_verdict_new_from_error (const GError *error);
CCP_AVAILABLE_IN_1_0
CcpVerdict *
ccp_verdict_new_retry_changed (CcpError code, const char *message, CcpJson *settings);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_verdict_ref (CcpVerdict *self);
CCP_AVAILABLE_IN_1_0
void ccp_verdict_unref (CcpVerdict *self);
CCP_AVAILABLE_IN_1_0
CcpVerdictKind ccp_verdict_get_kind (CcpVerdict *self);
CCP_AVAILABLE_IN_1_0
CcpError ccp_verdict_get_code (CcpVerdict *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_verdict_get_message (CcpVerdict *self);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_verdict_get_settings (CcpVerdict *self);
CCP_AVAILABLE_IN_1_0
void ccp_verdict_set_retry_after (CcpVerdict *self, guint64 milliseconds);
CCP_AVAILABLE_IN_1_0
guint64 ccp_verdict_get_retry_after (CcpVerdict *self);
CCP_AVAILABLE_IN_1_0
void ccp_verdict_set_overflow (CcpVerdict *self, gboolean overflow);
CCP_AVAILABLE_IN_1_0
gboolean ccp_verdict_get_overflow (CcpVerdict *self);
CCP_AVAILABLE_IN_1_0
void ccp_verdict_set_answer (CcpVerdict *self, guint status, CcpJson *body);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_verdict_get_answer (CcpVerdict *self, guint *status);
CCP_AVAILABLE_IN_1_0
GError *ccp_verdict_to_error (CcpVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpVerdict, ccp_verdict_unref)

G_END_DECLS
