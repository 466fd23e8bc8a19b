/* openai-chat-provider.h: speaks for a provider of the OpenAI Chat format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define OPENAI_CHAT_TYPE_PROVIDER (openai_chat_provider_get_type ())

G_DECLARE_FINAL_TYPE (OpenaiChatProvider,
                      openai_chat_provider,
                      OPENAI_CHAT,
                      PROVIDER,
                      CcpSimpleProvider)

G_END_DECLS
