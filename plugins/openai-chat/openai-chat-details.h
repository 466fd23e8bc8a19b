/* openai-chat-details.h: collects "reasoning_details", to be sent back as they came
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* The type of the item that holds what Qwen sends beside its reasoning. */
#define OPENAI_CHAT_DETAILS_ENCRYPTED "encrypted_content"

typedef struct
{
  GPtrArray *items; /* (element-type Item) */
} OpenaiChatDetails;

void openai_chat_details_init (OpenaiChatDetails *self);
void openai_chat_details_clear (OpenaiChatDetails *self);
/* @details: the array, or a piece of it */
void openai_chat_details_add (OpenaiChatDetails *self, const CcpJsonValue *details);
/* @encrypted: the member of that name beside "reasoning_content" */
void openai_chat_details_add_encrypted (OpenaiChatDetails *self,
                                        const CcpJsonValue *encrypted);
gboolean openai_chat_details_is_empty (const OpenaiChatDetails *self);
/* Returns: (transfer full): the merged array; nothing is left behind */
CcpJson *openai_chat_details_take (OpenaiChatDetails *self);

G_END_DECLS
