/* demo-answer.c: what the demo says to a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "demo-answer"

#include "demo-answer.h"

#include <string.h>

#include "demo-question.h"
#include "demo-sample.h"

#define BYTES_PER_TOKEN 4
#define MAX_ECHO 200

#define GREETING                                                                         \
  "Hello! This is the demo that is built into cc-proxy. No model is answering, and "     \
  "nothing has left this computer.\n\n"                                                  \
  "Your request reached cc-proxy in the format of the Anthropic Messages API. It was "   \
  "translated to the OpenAI Chat format and sent over HTTP to a small server which the " \
  "demo runs on the loopback interface. This answer came back the same way, and was "    \
  "translated while it was streaming.\n\n"
#define FAREWELL                                                                         \
  "To talk to a real model, write a configuration: README.md shows how. The demo can "   \
  "also "                                                                                \
  "call a tool that you offer (\"use the tool\"), and fail (\"demo: error 429\")."
#define REASONING                                                                        \
  "A model would think aloud here, because the request asks for reasoning. The demo "    \
  "has "                                                                                 \
  "nothing to think about, so it only shows how that arrives."

static gint64
count_tokens (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return (gint64) ((length + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
}

/* The first characters of @text, on one line. */
static char *
shorten (const char *text)
{
  g_autofree char *start =
      g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_ECHO));
  gboolean whole = strlen (start) == strlen (text);

  g_strdelimit (start, "\r\n\t", ' ');
  g_strstrip (start);
  return g_strconcat (start, whole ? NULL : "…", NULL);
}

static char *
make_text (const DemoQuestion *question)
{
  g_autofree char *echo = NULL;

  if (question->tool_result != NULL)
    {
      echo = shorten (question->tool_result);
      return g_strdup_printf ("The tool has answered: “%s”.\n\n" FAREWELL, echo);
    }
  if (question->text[0] == '\0')
    return g_strdup (GREETING FAREWELL);
  echo = shorten (question->text);
  return g_strdup_printf (GREETING "You wrote: “%s”\n\n" FAREWELL, echo);
}

static void
call_tool (DemoAnswer *self, const DemoQuestion *question)
{
  self->text = g_strdup_printf ("I call %s, as you asked.", question->tool_name);
  self->tool_name = g_strdup (question->tool_name);
  self->tool_arguments = demo_sample_new (&question->tool_schema);
}

static void
fail (DemoAnswer *self, guint status)
{
  self->status = status;
  self->text = g_strdup_printf ("the demo answers with %u, as it was asked to", status);
}

static void
keep_to_limit (DemoAnswer *self, gint64 limit)
{
  gint64 left = MAX (limit - count_tokens (self->reasoning), 0);
  const char *end = NULL;

  if (limit <= 0 || self->tool_name != NULL || count_tokens (self->text) <= left)
    return;
  end = self->text + left * BYTES_PER_TOKEN;
  while (end > self->text && (*end & 0xc0) == 0x80)
    end--;
  self->text[end - self->text] = '\0';
  self->cut = TRUE;
}

static void
count_usage (DemoAnswer *self, CcpJson *body)
{
  gsize length = 0;

  ccp_json_peek (body, &length);
  self->input_tokens = (gint64) (length / BYTES_PER_TOKEN) + 1;
  self->reasoning_tokens = count_tokens (self->reasoning);
  self->output_tokens = self->reasoning_tokens + count_tokens (self->text) +
                        count_tokens (self->tool_arguments);
}

DemoAnswer *
demo_answer_new (CcpJson *body)
{
  g_autoptr (DemoQuestion) question = NULL;
  DemoAnswer *self = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  question = demo_question_new (body);
  self = g_new0 (DemoAnswer, 1);
  self->status = 200;
  self->model = g_strdup (question->model);
  self->stream = question->stream;
  self->include_usage = question->include_usage;

  if (question->error_status != 0)
    {
      fail (self, question->error_status);
      return self;
    }
  if (question->reasoning)
    self->reasoning = g_strdup (REASONING);
  if (question->tool_name != NULL)
    call_tool (self, question);
  else if (ccp_json_value_exists (&question->answer_schema))
    self->text = demo_sample_new (&question->answer_schema);
  else
    self->text = make_text (question);
  keep_to_limit (self, question->max_tokens);
  count_usage (self, body);
  return self;
}

void
demo_answer_free (DemoAnswer *self)
{
  g_free (self->model);
  g_free (self->reasoning);
  g_free (self->text);
  g_free (self->tool_name);
  g_free (self->tool_arguments);
  g_free (self);
}

const char *
demo_answer_get_finish_reason (const DemoAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->tool_name != NULL)
    return "tool_calls";
  return self->cut ? "length" : "stop";
}
