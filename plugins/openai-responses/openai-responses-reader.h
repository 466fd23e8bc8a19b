/* openai-responses-reader.h: reads the items of an answer, in pieces or whole
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-items.h"
#include "openai-responses-output.h"

G_BEGIN_DECLS

/* What counts the parts of a reasoning item in events: those of the summary, and those of
 * the reasoning itself, which open models show */
#define OPENAI_RESPONSES_SUMMARY "summary_index"
#define OPENAI_RESPONSES_CONTENT "content_index"

typedef struct
{
  OpenaiResponsesItems items;
  OpenaiResponsesOutput output;
} OpenaiResponsesReader;

void openai_responses_reader_init (OpenaiResponsesReader *self, CcpExchange *exchange);
void openai_responses_reader_clear (OpenaiResponsesReader *self);
/* @value: the item as far as it is there */
void openai_responses_reader_begin (OpenaiResponsesReader *self,
                                    OpenaiResponsesItem *item,
                                    const CcpJsonValue *value);
void openai_responses_reader_text (OpenaiResponsesReader *self,
                                   OpenaiResponsesItem *item,
                                   const CcpJsonValue *event);
/* @source: the member of the event that counts the parts of the item */
void openai_responses_reader_thinking (OpenaiResponsesReader *self,
                                       OpenaiResponsesItem *item,
                                       const CcpJsonValue *event,
                                       const char *source);
void openai_responses_reader_refusal (OpenaiResponsesReader *self,
                                      OpenaiResponsesItem *item,
                                      const CcpJsonValue *event);
void openai_responses_reader_arguments (OpenaiResponsesReader *self,
                                        OpenaiResponsesItem *item,
                                        const CcpJsonValue *event);
/* @value: the whole item. What came of it before is not read again. */
void openai_responses_reader_end (OpenaiResponsesReader *self,
                                  OpenaiResponsesItem *item,
                                  const CcpJsonValue *value);
/* @output: the items of the whole answer: what is missing is read */
void openai_responses_reader_complete (OpenaiResponsesReader *self,
                                       const CcpJsonValue *output);

G_END_DECLS
