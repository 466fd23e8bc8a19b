/* ccp-token-estimate.h: how many tokens a request has, without asking anyone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
gint64 ccp_token_estimate_text (const char *text, gssize length);
CCP_AVAILABLE_IN_1_0
gint64 ccp_token_estimate_body (CcpJson *body);

G_END_DECLS
