/* openai-responses-answer.h: what streams and whole answers have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-reader.h"

G_BEGIN_DECLS

/* One answer on its way */
typedef struct
{
  CcpExchange *exchange;
  OpenaiResponsesReader reader;
  gboolean ended;       /* a response has said that it is over */
  CcpStopReason reason; /* if it has ended */
} OpenaiResponsesAnswer;

void openai_responses_answer_init (OpenaiResponsesAnswer *self, CcpExchange *exchange);
void openai_responses_answer_clear (OpenaiResponsesAnswer *self);
gboolean openai_responses_answer_is_finished (const OpenaiResponsesAnswer *self);
/* Reads what is missing from the whole response, and how that has ended. @event:
 * (nullable): the name of the event that has it */
void openai_responses_answer_end (OpenaiResponsesAnswer *self,
                                  const CcpJsonValue *response,
                                  const char *event);
/* Ends the answer with what the provider reports inside of it */
void openai_responses_answer_fail (OpenaiResponsesAnswer *self, CcpUpstreamError *error);
/* Ends an answer of which it is clear that it cannot be good */
void openai_responses_answer_reject (OpenaiResponsesAnswer *self, CcpVerdict *verdict);
/* Ends an answer that has ended, or whose text has come to a stop sequence */
void openai_responses_answer_finish (OpenaiResponsesAnswer *self);

G_END_DECLS
