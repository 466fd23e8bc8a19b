/* demo-question.h: what a request in the OpenAI Chat format asks the demo for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _DemoQuestion DemoQuestion;

struct _DemoQuestion
{
  CcpJson *body; /* that the values below are places in */

  char *model;
  gboolean stream;
  gboolean include_usage;
  gboolean reasoning;
  gint64 max_tokens; /* 0: no limit */

  char *text;         /* the last that the user wrote */
  char *tool_result;  /* (nullable): if the last message is one */
  guint error_status; /* 0: no error is asked for */

  char *tool_name; /* (nullable): the tool to call */
  CcpJsonValue tool_schema;
  CcpJsonValue answer_schema; /* of a structured answer */
};

DemoQuestion *demo_question_new (CcpJson *body);
void demo_question_free (DemoQuestion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoQuestion, demo_question_free)

G_END_DECLS
