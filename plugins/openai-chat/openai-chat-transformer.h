/* openai-chat-transformer.h: converts between the Messages API and the Chat format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define OPENAI_CHAT_TYPE_TRANSFORMER (openai_chat_transformer_get_type ())

G_DECLARE_FINAL_TYPE (OpenaiChatTransformer,
                      openai_chat_transformer,
                      OPENAI_CHAT,
                      TRANSFORMER,
                      CcpSimpleTransformer)

G_END_DECLS
