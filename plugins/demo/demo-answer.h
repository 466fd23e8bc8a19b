/* demo-answer.h: what the demo says to a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _DemoAnswer DemoAnswer;

struct _DemoAnswer
{
  guint status;    /* not 200: text is an error message and nothing else is set */
  char *model;     /* what the request named */
  gboolean stream; /* whether it is to come in pieces */
  gboolean include_usage;

  char *reasoning;      /* (nullable) */
  char *text;           /* (nullable) */
  char *tool_name;      /* (nullable) */
  char *tool_arguments; /* (nullable) */
  gboolean cut;         /* the limit on tokens cut the text */

  gint64 input_tokens;
  gint64 output_tokens; /* with the reasoning */
  gint64 reasoning_tokens;
};

/* @body: a request in the OpenAI Chat format */
DemoAnswer *demo_answer_new (CcpJson *body);
void demo_answer_free (DemoAnswer *self);
const char *demo_answer_get_finish_reason (const DemoAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoAnswer, demo_answer_free)

G_END_DECLS
