/* ccp-thinking-policy.h: how much of a model's thinking the client is shown
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_THINKING_SHOWN,
  CCP_THINKING_OMITTED, /* the block and its signature, without the text */
  CCP_THINKING_HIDDEN,  /* only what the next turn depends on */
} CcpThinkingPolicy;

CcpThinkingPolicy ccp_thinking_policy_find (CcpExchange *exchange);
gboolean ccp_thinking_policy_allows_signature (CcpThinkingPolicy policy,
                                               const char *signature);

G_END_DECLS
