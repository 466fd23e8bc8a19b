/* ccp-quirk.h: what a provider that refuses a request teaches
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
gboolean ccp_quirk_is_about_support (CcpUpstreamError *error);
CCP_AVAILABLE_IN_1_0
gboolean ccp_quirk_is_about (CcpUpstreamError *error, const char *name);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_quirk_learn_drop (CcpExchange *exchange, const char *name);
CCP_AVAILABLE_IN_1_0
CcpJson *
ccp_quirk_learn_word (CcpExchange *exchange, const char *option, const char *word);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_quirk_learn_off (CcpExchange *exchange, const char *option);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_quirk_learn_output_limit (CcpExchange *exchange, CcpUpstreamError *error);

G_END_DECLS
