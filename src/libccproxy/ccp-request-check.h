/* ccp-request-check.h: whether a request of the Messages API can be served
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
gboolean ccp_request_check (CcpOperation operation, CcpJson *body, GError **error);

G_END_DECLS
