/* reasoning-thinking.h: sets how much a model is asked to think
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define REASONING_TYPE_THINKING (reasoning_thinking_get_type ())

G_DECLARE_FINAL_TYPE (ReasoningThinking,
                      reasoning_thinking,
                      REASONING,
                      THINKING,
                      CcpSimpleTransformer)

G_END_DECLS
