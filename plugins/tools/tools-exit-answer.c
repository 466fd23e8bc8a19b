/* tools-exit-answer.c: makes text of the calls of the exit tool in an answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "tools-exit-answer"

#include "tools-exit-answer.h"

#include "tools-event.h"
#include "tools-exit-text.h"

struct _ToolsExitAnswer
{
  char *name;
  guint n_exits;
  guint n_calls;    /* of other tools */
  gint64 n_dropped; /* blocks that have no text, so that others move up */

  ToolsExitText *text; /* (nullable): of the call that is open */
  gint64 index;        /* of its block */
  gboolean has_text;
};

static void
put_text (ToolsExitAnswer *self, const GString *text, CcpEventBatch *out)
{
  gint64 index = self->index - self->n_dropped;

  if (text->len == 0)
    return;
  if (!self->has_text)
    tools_event_put_text_start (out, index);
  self->has_text = TRUE;
  tools_event_put_delta (out, index, "text_delta", "text", text);
}

static void
feed (ToolsExitAnswer *self, const char *arguments, gsize length, CcpEventBatch *out)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tools_exit_text_feed (self->text, arguments, length, text);
  put_text (self, text, out);
}

static void
begin_exit (ToolsExitAnswer *self, CcpEvent *event, CcpEventBatch *out)
{
  CcpJsonValue input = tools_event_get (event, "content_block", "input");
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (&input, &length);

  g_clear_pointer (&self->text, tools_exit_text_free);
  self->text = tools_exit_text_new ();
  self->index = tools_event_get_index (event);
  self->has_text = FALSE;
  self->n_exits++;
  if (ccp_json_value_get_length (&input) > 0)
    feed (self, raw, length, out);
}

static void
go_on (ToolsExitAnswer *self, CcpEvent *event, CcpEventBatch *out)
{
  CcpJsonValue json = tools_event_get (event, "delta", "partial_json");
  gsize length = 0;
  g_autofree char *arguments = ccp_json_value_dup_string (&json, &length);

  if (arguments != NULL)
    feed (self, arguments, length, out);
}

/* An empty block of text would not be taken back in the next request. */
static void
end_exit (ToolsExitAnswer *self, CcpEventBatch *out)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tools_exit_text_finish (self->text, text);
  put_text (self, text, out);
  if (self->has_text)
    tools_event_put_stop (out, self->index - self->n_dropped);
  else
    self->n_dropped++;
  g_clear_pointer (&self->text, tools_exit_text_free);
}

static void
replace (CcpEvent *event, const CcpJsonValue *value, const char *json, CcpEventBatch *out)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (ccp_event_get_data (event));
  g_autoptr (CcpJson) replacement = ccp_json_new_from_text (json, -1, NULL);
  g_autoptr (CcpJson) changed = NULL;

  ccp_json_splice_replace (splice, value, replacement);
  changed = ccp_json_splice_finish (splice);
  ccp_event_batch_take (out, ccp_event_new_changed (event, changed));
}

static void
pass (ToolsExitAnswer *self, CcpEvent *event, CcpEventBatch *out)
{
  gint64 index = tools_event_get_index (event);
  CcpJsonValue root = tools_event_get_root (event);
  CcpJsonValue value = ccp_json_value_member (&root, "index");
  g_autofree char *moved = NULL;

  if (index < 0 || self->n_dropped == 0)
    {
      ccp_event_batch_append (out, event);
      return;
    }
  moved = g_strdup_printf ("%" G_GINT64_FORMAT, index - self->n_dropped);
  replace (event, &value, moved, out);
}

/* Whether the model has only talked, so that the turn is the user's. */
static gboolean
ends_turn (ToolsExitAnswer *self, const CcpJsonValue *reason)
{
  return self->n_exits > 0 && self->n_calls == 0 &&
         ccp_json_value_equals_string (reason, "tool_use");
}

static void
take_message_delta (ToolsExitAnswer *self, CcpEvent *event, CcpEventBatch *out)
{
  CcpJsonValue reason = tools_event_get (event, "delta", "stop_reason");

  if (ends_turn (self, &reason))
    replace (event, &reason, "\"end_turn\"", out);
  else
    ccp_event_batch_append (out, event);
}

static gboolean
is_call (const CcpJsonValue *block)
{
  CcpJsonValue type = ccp_json_value_member (block, "type");

  return ccp_json_value_equals_string (&type, "tool_use");
}

static gboolean
is_exit (ToolsExitAnswer *self, const CcpJsonValue *block)
{
  CcpJsonValue name = ccp_json_value_member (block, "name");

  return is_call (block) && ccp_json_value_equals_string (&name, self->name);
}

static void
take_start (ToolsExitAnswer *self, CcpEvent *event, CcpEventBatch *out)
{
  CcpJsonValue root = tools_event_get_root (event);
  CcpJsonValue block = ccp_json_value_member (&root, "content_block");

  if (is_exit (self, &block))
    {
      begin_exit (self, event, out);
      return;
    }
  if (is_call (&block))
    self->n_calls++;
  pass (self, event, out);
}

static void
convert_block (ToolsExitAnswer *self, const CcpJsonValue *block, CcpJsonSplice *splice)
{
  CcpJsonValue input = ccp_json_value_member (block, "input");
  g_autoptr (ToolsExitText) reader = tools_exit_text_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) converted = NULL;
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (&input, &length);

  if (raw != NULL)
    tools_exit_text_feed (reader, raw, length, text);
  tools_exit_text_finish (reader, text);
  if (text->len == 0)
    {
      ccp_json_splice_remove (splice, block);
      return;
    }
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "text");
  ccp_json_writer_key (writer, "text");
  ccp_json_writer_string_len (writer, text->str, text->len);
  ccp_json_writer_end_object (writer);
  converted = ccp_json_writer_finish (writer);
  ccp_json_splice_replace (splice, block, converted);
}

static void
count_calls (ToolsExitAnswer *self, const CcpJsonValue *content)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      if (is_exit (self, &block))
        self->n_exits++;
      else if (is_call (&block))
        self->n_calls++;
    }
}

static void
convert_content (ToolsExitAnswer *self,
                 const CcpJsonValue *content,
                 CcpJsonSplice *splice)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    if (is_exit (self, &block))
      convert_block (self, &block, splice);
}

ToolsExitAnswer *
tools_exit_answer_new (const char *name)
{
  ToolsExitAnswer *self = g_new0 (ToolsExitAnswer, 1);

  self->name = g_strdup (name);
  return self;
}

void
tools_exit_answer_free (ToolsExitAnswer *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->text, tools_exit_text_free);
  g_free (self);
}

void
tools_exit_answer_take (ToolsExitAnswer *self, CcpEvent *event, CcpEventBatch *out)
{
  gboolean is_of_exit =
      self->text != NULL && tools_event_get_index (event) == self->index;

  if (ccp_event_is (event, "content_block_start"))
    take_start (self, event, out);
  else if (is_of_exit && ccp_event_is (event, "content_block_delta"))
    go_on (self, event, out);
  else if (is_of_exit && ccp_event_is (event, "content_block_stop"))
    end_exit (self, out);
  else if (ccp_event_is (event, "message_delta"))
    take_message_delta (self, event, out);
  else
    pass (self, event, out);
}

CcpJson *
tools_exit_answer_convert (ToolsExitAnswer *self, CcpJson *message)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (message);
  CcpJsonValue root;
  CcpJsonValue content;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (message, &root);
  content = ccp_json_value_member (&root, "content");
  if (!ccp_json_value_is_array (&content))
    return ccp_json_ref (message);
  count_calls (self, &content);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (ccp_json_value_equals_string (&name, "content"))
        convert_content (self, &value, splice);
      else if (ccp_json_value_equals_string (&name, "stop_reason") &&
               ends_turn (self, &value))
        ccp_json_splice_replace_string (splice, &value, "end_turn");
    }
  return ccp_json_splice_finish (splice);
}
