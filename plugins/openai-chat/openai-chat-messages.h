/* openai-chat-messages.h: the messages of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-chat-request.h"

G_BEGIN_DECLS

void openai_chat_messages_write (OpenaiChatRequest *request);

G_END_DECLS
