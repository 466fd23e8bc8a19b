/* ccp-findings.h: what a plugin finds wrong with its settings
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_FINDINGS (ccp_findings_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_findings_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpFindings *ccp_findings_new (void);
CCP_AVAILABLE_IN_1_0
CcpFindings *ccp_findings_ref (CcpFindings *self);
CCP_AVAILABLE_IN_1_0
void ccp_findings_unref (CcpFindings *self);
CCP_AVAILABLE_IN_1_0
void ccp_findings_add (CcpFindings *self,
                       CcpSeverity severity,
                       const char *code,
                       const char *place,
                       const char *message);
CCP_AVAILABLE_IN_1_0
guint ccp_findings_get_length (CcpFindings *self);
CCP_AVAILABLE_IN_1_0
CcpSeverity ccp_findings_get_severity (CcpFindings *self, guint index);
CCP_AVAILABLE_IN_1_0
const char *ccp_findings_get_code (CcpFindings *self, guint index);
CCP_AVAILABLE_IN_1_0
const char *ccp_findings_get_place (CcpFindings *self, guint index);
CCP_AVAILABLE_IN_1_0
const char *ccp_findings_get_message (CcpFindings *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpFindings, ccp_findings_unref)

G_END_DECLS
