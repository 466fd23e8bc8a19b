/* anthropic-transformer.h: passes requests and answers of the Messages API through
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define ANTHROPIC_TYPE_TRANSFORMER (anthropic_transformer_get_type ())

G_DECLARE_FINAL_TYPE (AnthropicTransformer,
                      anthropic_transformer,
                      ANTHROPIC,
                      TRANSFORMER,
                      CcpSimpleTransformer)

G_END_DECLS
