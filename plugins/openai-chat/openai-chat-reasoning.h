/* openai-chat-reasoning.h: how much a model is to think, and what it has thought
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-chat-request.h"

G_BEGIN_DECLS

void openai_chat_reasoning_write (OpenaiChatRequest *request);
/* Whether the thinking of a turn of the assistant is sent back */
gboolean openai_chat_reasoning_is_replayed (OpenaiChatRequest *request, guint turn);
/* Writes the member of a message that holds it */
void openai_chat_reasoning_replay (OpenaiChatRequest *request, const CcpTurn *turn);
/* Returns: (transfer full) (nullable): what the call after this block must go with */
char *openai_chat_reasoning_dup_call_state (OpenaiChatRequest *request,
                                            const CcpBlock *block);

G_END_DECLS
