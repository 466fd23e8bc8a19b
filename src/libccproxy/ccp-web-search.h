/* ccp-web-search.h: requests that ask for a web search, and the answer that there is none
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-exchange.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
gboolean ccp_web_search_find_tool (CcpJson *body, CcpJsonValue *tool);
CCP_AVAILABLE_IN_1_0
gboolean ccp_web_search_is_wanted (CcpJson *body);
CCP_AVAILABLE_IN_1_0
void ccp_web_search_answer_unavailable (CcpExchange *exchange, CcpJson *body);

G_END_DECLS
