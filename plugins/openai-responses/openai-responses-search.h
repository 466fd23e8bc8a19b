/* openai-responses-search.h: web searches that the provider makes by itself
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* What a search found is known from the text that cites it: the text waits for it. */
typedef struct
{
  CcpWebResults *found; /* (nullable): of the search that was made last */
  GString *text;        /* that waits */
  guint n_searches;
} OpenaiResponsesSearch;

void openai_responses_search_init (OpenaiResponsesSearch *self);
void openai_responses_search_clear (OpenaiResponsesSearch *self);
/* Whether text must wait */
gboolean openai_responses_search_is_open (const OpenaiResponsesSearch *self);
/* @item: a "web_search_call" that is whole. Returns: whether it is a search */
gboolean openai_responses_search_begin (OpenaiResponsesSearch *self,
                                        const CcpJsonValue *item);
/* @annotation: of the text that follows a search */
void openai_responses_search_cite (OpenaiResponsesSearch *self,
                                   const CcpJsonValue *annotation);
/* Gives the answer the search. Returns: (transfer full): the text that follows it */
GString *openai_responses_search_end (OpenaiResponsesSearch *self,
                                      CcpMessageEmitter *emitter);

G_END_DECLS
