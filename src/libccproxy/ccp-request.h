/* ccp-request.h: what a client's request asks for, beside its conversation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-writer.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
gboolean ccp_request_get_output_schema (CcpJson *body, CcpJsonValue *schema);
CCP_AVAILABLE_IN_1_0
char **ccp_request_dup_stop_sequences (CcpJson *body, guint limit);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_request_finish (CcpJsonWriter *writer, GError **error);

G_END_DECLS
