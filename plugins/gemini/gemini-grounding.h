/* gemini-grounding.h: what Google's web search found
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *queries; /* (element-type utf8) */
  GPtrArray *pages;   /* (element-type utf8): address and title in turn */
} GeminiGrounding;

void gemini_grounding_init (GeminiGrounding *self);
void gemini_grounding_clear (GeminiGrounding *self);
/* @metadata: what a candidate has as groundingMetadata */
void gemini_grounding_read (GeminiGrounding *self, const CcpJsonValue *metadata);
/* Adds the search to an answer. Returns: how many queries there were, 0 for no search */
guint gemini_grounding_emit (GeminiGrounding *self, CcpMessageEmitter *emitter);

G_END_DECLS
