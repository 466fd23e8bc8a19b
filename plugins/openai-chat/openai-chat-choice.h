/* openai-chat-choice.h: reads a choice, in pieces or whole, into a message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct _OpenaiChatChoice OpenaiChatChoice;

OpenaiChatChoice *openai_chat_choice_new (CcpExchange *exchange,
                                          CcpMessageEmitter *emitter);
void openai_chat_choice_free (OpenaiChatChoice *self);
/* @content: the "delta" or the "message" of a choice. @whole: it is the only one. */
void openai_chat_choice_read (OpenaiChatChoice *self,
                              const CcpJsonValue *content,
                              gboolean whole);
/* Gives the emitter what was held back for what might have followed */
void openai_chat_choice_flush (OpenaiChatChoice *self);
/* Returns: how many pieces of the answer have come */
guint openai_chat_choice_count_pieces (OpenaiChatChoice *self);
/* Returns: (nullable): the client's stop sequence at which the text was ended */
const char *openai_chat_choice_get_matched (OpenaiChatChoice *self);
/* text: (nullable): is it one of the client's stop sequences? */
gboolean openai_chat_choice_has_stop (OpenaiChatChoice *self, const char *text);
/* Returns: (nullable): the words in which the model refused */
const char *openai_chat_choice_get_refusal (OpenaiChatChoice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OpenaiChatChoice, openai_chat_choice_free)

G_END_DECLS
