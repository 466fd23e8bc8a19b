/* ccp-thinking-policy.h: how much of a model's thinking the client is shown
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-exchange.h"

G_BEGIN_DECLS

/**
 * CcpThinkingPolicy:
 * @CCP_THINKING_SHOWN: all of it
 * @CCP_THINKING_OMITTED: the block and its signature, without the text
 * @CCP_THINKING_HIDDEN: only what the next turn depends on
 *
 * How much of a model's thinking the client is shown.
 */
typedef enum
{
  CCP_THINKING_SHOWN,
  CCP_THINKING_OMITTED,
  CCP_THINKING_HIDDEN,
} CcpThinkingPolicy;

CCP_AVAILABLE_IN_1_0
CcpThinkingPolicy ccp_thinking_policy_find (CcpExchange *exchange);
CCP_AVAILABLE_IN_1_0
gboolean ccp_thinking_policy_allows_signature (CcpThinkingPolicy policy,
                                               const char *signature);

G_END_DECLS
