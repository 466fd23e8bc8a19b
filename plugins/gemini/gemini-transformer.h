/* gemini-transformer.h: converts between the Messages API and the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define GEMINI_TYPE_TRANSFORMER (gemini_transformer_get_type ())

G_DECLARE_FINAL_TYPE (GeminiTransformer,
                      gemini_transformer,
                      GEMINI,
                      TRANSFORMER,
                      CcpSimpleTransformer)

G_END_DECLS
