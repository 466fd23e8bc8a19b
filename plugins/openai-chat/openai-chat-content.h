/* openai-chat-content.h: what the user says, as text or as parts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-chat-request.h"

G_BEGIN_DECLS

/* Which media of the results of tools leave a word in their text. */
CcpToolResultFlags openai_chat_content_get_flags (OpenaiChatRequest *request);
/* Whether a block is a part of its own, and no text */
gboolean openai_chat_content_is_part (OpenaiChatRequest *request, const CcpBlock *block);
void openai_chat_content_write_part (OpenaiChatRequest *request, const CcpBlock *block);
/* Writes text blocks as one string */
void openai_chat_content_write_text (OpenaiChatRequest *request,
                                     const CcpBlock *blocks,
                                     guint n_blocks);

G_END_DECLS
