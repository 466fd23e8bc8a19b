/* demo-question.c: what a request in the OpenAI Chat format asks the demo for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "demo-question"

#include "demo-question.h"

#include <string.h>

#define ERROR_MARK "demo: error "
#define TOOL_MARK "use the tool"
#define REMINDER_BEGIN "<system-reminder>"
#define REMINDER_END "</system-reminder>"

/* Claude Code puts what the user did not write between these marks. */
static char *
drop_reminders (const char *text)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  const char *begin = strstr (text, REMINDER_BEGIN);

  while (begin != NULL)
    {
      const char *end = strstr (begin, REMINDER_END);

      g_string_append_len (kept, text, begin - text);
      text = end != NULL ? end + strlen (REMINDER_END) : begin + strlen (begin);
      begin = strstr (text, REMINDER_BEGIN);
    }
  g_string_append (kept, text);
  return g_strstrip (g_string_free (g_steal_pointer (&kept), FALSE));
}

/* Returns: (transfer full) (nullable): what somebody wrote there */
static char *
read_text (const CcpJsonValue *value)
{
  g_autofree char *all = ccp_json_value_dup_string (value, NULL);
  g_autofree char *text = all != NULL ? drop_reminders (all) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Returns: (transfer full) (nullable): the last text among the parts of a content, which
 * may be a mere string */
static char *
get_last_text (const CcpJsonValue *message)
{
  CcpJsonValue content = ccp_json_value_member (message, "content");
  CcpJsonIter iter;
  CcpJsonValue part;
  char *last = NULL;

  if (!ccp_json_value_is_array (&content))
    return read_text (&content);
  ccp_json_iter_init (&iter, &content);
  while (ccp_json_iter_next (&iter, NULL, &part))
    {
      CcpJsonValue value = ccp_json_value_member (&part, "text");
      char *text = read_text (&value);

      if (text == NULL)
        continue;
      g_free (last);
      last = text;
    }
  return last;
}

/* What the system says may follow what the user wrote. */
static void
read_messages (DemoQuestion *self, const CcpJsonValue *root)
{
  CcpJsonValue messages = ccp_json_value_member (root, "messages");

  for (guint i = ccp_json_value_get_length (&messages);
       i > 0 && self->text == NULL && self->tool_result == NULL;
       i--)
    {
      CcpJsonValue message = ccp_json_value_element (&messages, i - 1);
      CcpJsonValue role = ccp_json_value_member (&message, "role");
      g_autofree char *text = get_last_text (&message);

      if (ccp_json_value_equals_string (&role, "tool"))
        self->tool_result = text != NULL ? g_steal_pointer (&text) : g_strdup ("");
      else if (ccp_json_value_equals_string (&role, "user"))
        self->text = g_steal_pointer (&text);
    }
  if (self->text == NULL)
    self->text = g_strdup ("");
}

static void
read_error (DemoQuestion *self)
{
  const char *mark = strstr (self->text, ERROR_MARK);
  guint64 status = 0;

  if (mark == NULL)
    return;
  status = g_ascii_strtoull (mark + strlen (ERROR_MARK), NULL, 10);
  if (status >= 400 && status <= 599)
    self->error_status = (guint) status;
}

static gboolean
is_word (const char *text, const char *found, gsize length)
{
  gboolean starts = found == text || !(g_ascii_isalnum (found[-1]) || found[-1] == '_');
  gboolean ends = !(g_ascii_isalnum (found[length]) || found[length] == '_');

  return starts && ends;
}

static gboolean
has_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  for (const char *found = strstr (text, word); found != NULL && length > 0;
       found = strstr (found + 1, word))
    if (is_word (text, found, length))
      return TRUE;
  return FALSE;
}

/* A tool is called if the client insists, or if the user asks for one. */
static gboolean
wants_tool (DemoQuestion *self, const CcpJsonValue *choice, const char *name)
{
  CcpJsonValue function = ccp_json_value_member (choice, "function");
  CcpJsonValue chosen = ccp_json_value_member (&function, "name");

  if (ccp_json_value_is_string (&chosen))
    return ccp_json_value_equals_string (&chosen, name);
  if (ccp_json_value_equals_string (choice, "none"))
    return FALSE;
  return ccp_json_value_equals_string (choice, "required") ||
         strstr (self->text, TOOL_MARK) != NULL || has_word (self->text, name);
}

static void
read_tools (DemoQuestion *self, const CcpJsonValue *root)
{
  CcpJsonValue tools = ccp_json_value_member (root, "tools");
  CcpJsonValue choice = ccp_json_value_member (root, "tool_choice");
  CcpJsonIter iter;
  CcpJsonValue tool;

  ccp_json_iter_init (&iter, &tools);
  while (self->tool_name == NULL && ccp_json_value_is_array (&tools) &&
         ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue function = ccp_json_value_member (&tool, "function");
      CcpJsonValue value = ccp_json_value_member (&function, "name");
      g_autofree char *name = ccp_json_value_dup_string (&value, NULL);

      if (name == NULL || !wants_tool (self, &choice, name))
        continue;
      self->tool_name = g_steal_pointer (&name);
      self->tool_schema = ccp_json_value_member (&function, "parameters");
    }
}

static void
read_settings (DemoQuestion *self, const CcpJsonValue *root)
{
  CcpJsonValue model = ccp_json_value_member (root, "model");
  CcpJsonValue stream = ccp_json_value_member (root, "stream");
  CcpJsonValue options = ccp_json_value_member (root, "stream_options");
  CcpJsonValue usage = ccp_json_value_member (&options, "include_usage");
  CcpJsonValue effort = ccp_json_value_member (root, "reasoning_effort");
  CcpJsonValue limit = ccp_json_value_member (root, "max_completion_tokens");
  CcpJsonValue old_limit = ccp_json_value_member (root, "max_tokens");
  CcpJsonValue format = ccp_json_value_member (root, "response_format");
  CcpJsonValue schema = ccp_json_value_member (&format, "json_schema");

  self->model = ccp_json_value_dup_string (&model, NULL);
  self->stream = ccp_json_value_get_boolean (&stream, FALSE);
  self->include_usage = ccp_json_value_get_boolean (&usage, FALSE);
  self->reasoning = ccp_json_value_is_string (&effort) &&
                    !ccp_json_value_equals_string (&effort, "none");
  self->answer_schema = ccp_json_value_member (&schema, "schema");
  if (!ccp_json_value_get_int (&limit, &self->max_tokens))
    ccp_json_value_get_int (&old_limit, &self->max_tokens);
}

DemoQuestion *
demo_question_new (CcpJson *body)
{
  DemoQuestion *self = NULL;
  CcpJsonValue root;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_new0 (DemoQuestion, 1);
  self->body = ccp_json_ref (body);
  ccp_json_get_root (body, &root);
  read_settings (self, &root);
  read_messages (self, &root);
  read_error (self);
  /* a tool that has answered is not called again */
  if (self->tool_result == NULL)
    read_tools (self, &root);
  return self;
}

void
demo_question_free (DemoQuestion *self)
{
  g_free (self->model);
  g_free (self->text);
  g_free (self->tool_result);
  g_free (self->tool_name);
  ccp_json_unref (self->body);
  g_free (self);
}
