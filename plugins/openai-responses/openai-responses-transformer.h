/* openai-responses-transformer.h: converts between the Messages API and the Responses
 * format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define OPENAI_RESPONSES_TYPE_TRANSFORMER (openai_responses_transformer_get_type ())

G_DECLARE_FINAL_TYPE (OpenaiResponsesTransformer,
                      openai_responses_transformer,
                      OPENAI_RESPONSES,
                      TRANSFORMER,
                      CcpSimpleTransformer)

G_END_DECLS
