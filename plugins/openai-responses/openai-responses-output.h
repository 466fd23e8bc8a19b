/* openai-responses-output.h: gives what the model says to the client's message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-search.h"

G_BEGIN_DECLS

typedef struct
{
  CcpMessageEmitter *emitter;
  CcpThinkTags *think;
  CcpStopMatcher *stop;
  OpenaiResponsesSearch search;
  gboolean said;    /* something else than thinking went to the client */
  GString *refusal; /* (nullable) */
  char *origin;     /* (nullable): the mark of provider and model */
} OpenaiResponsesOutput;

void openai_responses_output_init (OpenaiResponsesOutput *self, CcpExchange *exchange);
void openai_responses_output_clear (OpenaiResponsesOutput *self);
/* Whether the text was ended at a stop sequence, so that nothing more counts */
gboolean openai_responses_output_is_stopped (const OpenaiResponsesOutput *self);
void openai_responses_output_text (OpenaiResponsesOutput *self, const CcpJsonValue *text);
void openai_responses_output_refusal (OpenaiResponsesOutput *self,
                                      const CcpJsonValue *text);
/* @apart: it is the beginning of another part of the thinking */
void openai_responses_output_thinking (OpenaiResponsesOutput *self,
                                       const CcpJsonValue *text,
                                       gboolean apart);
/* @reasoning: the item of which the thinking came just before. @heard: there was some */
void openai_responses_output_sign (OpenaiResponsesOutput *self,
                                   const CcpJsonValue *reasoning,
                                   gboolean heard);
void openai_responses_output_begin_call (OpenaiResponsesOutput *self,
                                         guint key,
                                         const char *id,
                                         const char *name);
void openai_responses_output_search (OpenaiResponsesOutput *self,
                                     const CcpJsonValue *search);
/* Gives the message what was held back for what might have followed */
void openai_responses_output_flush (OpenaiResponsesOutput *self);
/* Notes why the message ends, unless the text was ended here or is a refusal */
void openai_responses_output_stop (OpenaiResponsesOutput *self, CcpStopReason reason);

G_END_DECLS
