/* reasoning-force-reasoning.h: makes a model think that does not do it by itself
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define REASONING_TYPE_FORCE_REASONING (reasoning_force_reasoning_get_type ())

G_DECLARE_FINAL_TYPE (ReasoningForceReasoning,
                      reasoning_force_reasoning,
                      REASONING,
                      FORCE_REASONING,
                      CcpSimpleTransformer)

G_END_DECLS
