/* ccp-thinking-level.h: how much a client wants a model to think
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json.h"

G_BEGIN_DECLS

/**
 * CcpThinkingLevel:
 * @CCP_THINKING_UNSET: the client says nothing
 * @CCP_THINKING_OFF: not at all
 * @CCP_THINKING_DEFAULT: as much as the model finds right
 * @CCP_THINKING_LOW: a little
 * @CCP_THINKING_MEDIUM: some
 * @CCP_THINKING_HIGH: much
 * @CCP_THINKING_XHIGH: very much
 * @CCP_THINKING_MAX: as much as it can
 *
 * How much a client wants a model to think.
 */
typedef enum
{
  CCP_THINKING_UNSET,
  CCP_THINKING_OFF,
  CCP_THINKING_DEFAULT,
  CCP_THINKING_LOW,
  CCP_THINKING_MEDIUM,
  CCP_THINKING_HIGH,
  CCP_THINKING_XHIGH,
  CCP_THINKING_MAX,
} CcpThinkingLevel;

CCP_AVAILABLE_IN_1_0
CcpThinkingLevel ccp_thinking_level_read (CcpJson *body);
CCP_AVAILABLE_IN_1_0
const char *ccp_thinking_level_get_effort (CcpThinkingLevel level);
CCP_AVAILABLE_IN_1_0
const char *ccp_thinking_level_pick_effort (CcpThinkingLevel level,
                                            const char *const *known);

G_END_DECLS
