/* gemini-finish.h: why the provider says that an answer ended
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* What an end means. */
typedef enum
{
  GEMINI_END_NONE,    /* the answer goes on */
  GEMINI_END_UNSAID,  /* no reason is given */
  GEMINI_END_FINE,    /* the model has said all */
  GEMINI_END_LIMIT,   /* no tokens are left */
  GEMINI_END_REFUSED, /* a filter */
  GEMINI_END_OTHER,   /* who knows: fine if something was said */
  GEMINI_END_CALLS,   /* calls that the provider does not like: fine if the client can */
  GEMINI_END_BROKEN,  /* the model failed; another attempt may not */
} GeminiEnd;

typedef struct
{
  GeminiEnd end;
  const char *word; /* (nullable): (not owned): one that is known */
} GeminiFinish;

/* @vertex: whose numbers count, where the reason is one */
GeminiFinish gemini_finish_parse (const CcpJsonValue *reason, gboolean vertex);
/* Returns: (transfer full) (nullable): the word for why a prompt was not answered, NULL
 * if it was */
char *gemini_finish_dup_block_reason (const CcpJsonValue *feedback, gboolean vertex);

G_END_DECLS
