/* openai-chat-answer.h: what chunks of a stream and whole answers have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-chat-choice.h"

G_BEGIN_DECLS

/* One answer on its way: what came so far, and what is to be done at its end. */
typedef struct
{
  CcpExchange *exchange;
  CcpMessageEmitter *emitter;
  OpenaiChatChoice *choice;
  gboolean ended;       /* the provider has said why it ended */
  CcpStopReason reason; /* if it has ended */
  char *matched;        /* (nullable): the stop sequence that the provider names */
  gboolean counted;     /* token counts came */
  gboolean whole;       /* it came in one piece */
} OpenaiChatAnswer;

void openai_chat_answer_init (OpenaiChatAnswer *self, CcpExchange *exchange);
void openai_chat_answer_clear (OpenaiChatAnswer *self);
/* @document: a chunk or a whole answer */
void openai_chat_answer_read (OpenaiChatAnswer *self, CcpJson *document);
/* Ends the answer with what the provider reports inside of it */
void openai_chat_answer_fail (OpenaiChatAnswer *self, CcpUpstreamError *error);
void openai_chat_answer_finish (OpenaiChatAnswer *self);

G_END_DECLS
