/* gemini-answer.h: what chunks of a stream and whole answers have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-content.h"
#include "gemini-finish.h"
#include "gemini-usage.h"

G_BEGIN_DECLS

/* One answer on its way: what came so far, and what is to be done at its end. */
typedef struct
{
  CcpExchange *exchange;
  CcpMessageEmitter *emitter;
  GeminiContent *content;
  GeminiUsage usage;
  GeminiFinish finish;
  char *finish_message; /* (nullable): what the provider says about the end */
  char *block_reason;   /* (nullable): why the prompt was not answered */
  gboolean vertex;
  gboolean counted;  /* token counts came */
  gboolean answered; /* a candidate came */
} GeminiAnswer;

void gemini_answer_init (GeminiAnswer *self, CcpExchange *exchange);
void gemini_answer_clear (GeminiAnswer *self);
/* @document: a chunk, a whole answer, or an array of chunks */
void gemini_answer_read (GeminiAnswer *self, CcpJson *document);
/* Returns: whether the provider has said why the answer ended */
gboolean gemini_answer_has_ended (GeminiAnswer *self);
/* Ends the answer, with an error where there is none */
void gemini_answer_finish (GeminiAnswer *self);
/* Ends the answer with what went wrong */
void gemini_answer_fail (GeminiAnswer *self, CcpVerdict *verdict);

G_END_DECLS
