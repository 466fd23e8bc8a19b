/* reasoning-enable-thinking.h: the switches of thinking that some servers have
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define REASONING_TYPE_ENABLE_THINKING (reasoning_enable_thinking_get_type ())

G_DECLARE_FINAL_TYPE (ReasoningEnableThinking,
                      reasoning_enable_thinking,
                      REASONING,
                      ENABLE_THINKING,
                      CcpSimpleTransformer)

G_END_DECLS
