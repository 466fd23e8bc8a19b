/* openai-responses-reader.c: reads the items of an answer, in pieces or whole (protocol
 * C.3, C.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-reader"

#include "openai-responses-reader.h"

/* arguments have no parts */
#define NO_COUNTER ""

static gint64
read_number (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue value = ccp_json_value_member (object, name);
  gint64 number;

  return ccp_json_value_get_int (&value, &number) && number >= 0 ? number : 0;
}

static gboolean
has_text (const CcpJsonValue *value)
{
  return ccp_json_value_is_string (value) && !ccp_json_value_is_empty_string (value);
}

/* A piece is a "delta"; an event that says a part once more has it under another name.
 * rest: (out) (transfer full) (nullable): what piece is in, if it is not in the event.
 * Returns: whether there is something new */
static gboolean
take_piece (OpenaiResponsesItem *item,
            const CcpJsonValue *event,
            const char *counter,
            const char *whole,
            CcpJsonValue *piece,
            CcpJson **rest)
{
  gint64 part = read_number (event, counter);

  *piece = ccp_json_value_member (event, "delta");
  if (ccp_json_value_exists (piece))
    {
      if (!has_text (piece))
        return FALSE;
      openai_responses_items_hear (item, part, piece);
      return TRUE;
    }
  *piece = ccp_json_value_member (event, whole);
  *rest = openai_responses_items_take_missing (item, part, piece);
  if (*rest == NULL)
    return FALSE;
  ccp_json_get_root (*rest, piece);
  return TRUE;
}

static void
complete_text (OpenaiResponsesReader *self,
               OpenaiResponsesItem *item,
               gint64 part,
               const CcpJsonValue *text)
{
  g_autoptr (CcpJson) missing = openai_responses_items_take_missing (item, part, text);
  CcpJsonValue value;

  if (missing == NULL)
    return;
  ccp_json_get_root (missing, &value);
  openai_responses_output_text (&self->output, &value);
}

static void
complete_refusal (OpenaiResponsesReader *self,
                  OpenaiResponsesItem *item,
                  gint64 part,
                  const CcpJsonValue *refusal)
{
  g_autoptr (CcpJson) missing = openai_responses_items_take_missing (item, part, refusal);
  CcpJsonValue value;

  if (missing == NULL)
    return;
  ccp_json_get_root (missing, &value);
  openai_responses_output_refusal (&self->output, &value);
}

static void
read_content_part (OpenaiResponsesReader *self,
                   OpenaiResponsesItem *item,
                   gint64 index,
                   const CcpJsonValue *part)
{
  CcpJsonValue text = ccp_json_value_member (part, "text");
  CcpJsonValue refusal = ccp_json_value_member (part, "refusal");
  CcpJsonValue annotation = ccp_json_value_member (part, "annotations");
  CcpJsonIter iter;

  complete_text (self, item, index, &text);
  complete_refusal (self, item, index, &refusal);
  ccp_json_iter_init (&iter, &annotation);
  while (ccp_json_iter_next (&iter, NULL, &annotation))
    openai_responses_search_cite (&self->output.search, &annotation);
}

static void
end_message (OpenaiResponsesReader *self,
             OpenaiResponsesItem *item,
             const CcpJsonValue *value)
{
  CcpJsonValue content = ccp_json_value_member (value, "content");
  CcpJsonValue part;
  CcpJsonIter iter;
  gint64 index = 0;

  complete_text (self, item, index, &content);
  ccp_json_iter_init (&iter, &content);
  while (ccp_json_iter_next (&iter, NULL, &part))
    read_content_part (self, item, index++, &part);
  openai_responses_output_flush (&self->output);
}

/* last: the part of which something came before, or -1 */
static void
put_thinking (OpenaiResponsesReader *self,
              const OpenaiResponsesItem *item,
              gint64 last,
              const CcpJsonValue *text)
{
  openai_responses_output_thinking (&self->output, text, last >= 0 && last != item->part);
}

/* Whether the thinking of an item comes from there: some say the same in two places */
static gboolean
choose_source (OpenaiResponsesItem *item, const char *source)
{
  if (item->source == NULL)
    item->source = source;
  return g_str_equal (item->source, source);
}

static void
complete_thinking (OpenaiResponsesReader *self,
                   OpenaiResponsesItem *item,
                   gint64 part,
                   const CcpJsonValue *text)
{
  gint64 last = item->part;
  g_autoptr (CcpJson) missing = openai_responses_items_take_missing (item, part, text);
  CcpJsonValue value;

  if (missing == NULL)
    return;
  ccp_json_get_root (missing, &value);
  put_thinking (self, item, last, &value);
}

static void
read_thinking_parts (OpenaiResponsesReader *self,
                     OpenaiResponsesItem *item,
                     const CcpJsonValue *parts,
                     const char *source)
{
  CcpJsonValue part;
  CcpJsonIter iter;

  if (!ccp_json_value_is_array (parts) || ccp_json_value_get_length (parts) == 0 ||
      !choose_source (item, source))
    return;
  ccp_json_iter_init (&iter, parts);
  for (gint64 index = 0; ccp_json_iter_next (&iter, NULL, &part); index++)
    {
      CcpJsonValue text = ccp_json_value_member (&part, "text");

      complete_thinking (self, item, index, &text);
    }
}

static void
end_reasoning (OpenaiResponsesReader *self,
               OpenaiResponsesItem *item,
               const CcpJsonValue *value)
{
  CcpJsonValue summary = ccp_json_value_member (value, "summary");
  CcpJsonValue content = ccp_json_value_member (value, "content");

  read_thinking_parts (self, item, &summary, OPENAI_RESPONSES_SUMMARY);
  read_thinking_parts (self, item, &content, OPENAI_RESPONSES_CONTENT);
  openai_responses_output_sign (&self->output, value, item->heard);
}

static void
begin_call (OpenaiResponsesReader *self,
            OpenaiResponsesItem *item,
            const CcpJsonValue *value)
{
  CcpJsonValue name_value = ccp_json_value_member (value, "name");
  g_autofree char *name = ccp_json_value_dup_string (&name_value, NULL);

  openai_responses_output_begin_call (&self->output,
                                      item->key,
                                      item->call_id != NULL ? item->call_id : item->id,
                                      name);
}

/* Arguments are a text; some servers send the object itself */
static void
complete_arguments (OpenaiResponsesReader *self,
                    OpenaiResponsesItem *item,
                    const CcpJsonValue *arguments)
{
  g_autoptr (CcpJson) missing = openai_responses_items_take_missing (item, 0, arguments);
  CcpJsonValue value = *arguments;

  if (missing != NULL)
    ccp_json_get_root (missing, &value);
  else if (item->heard || ccp_json_value_is_string (arguments))
    return;
  ccp_message_emitter_tool_arguments_value (self->output.emitter, item->key, &value);
}

static void
end_call (OpenaiResponsesReader *self,
          OpenaiResponsesItem *item,
          const CcpJsonValue *value)
{
  CcpJsonValue arguments = ccp_json_value_member (value, "arguments");

  begin_call (self, item, value);
  if (openai_responses_output_is_stopped (&self->output))
    return;
  complete_arguments (self, item, &arguments);
  ccp_message_emitter_tool_end (self->output.emitter, item->key);
}

static void
note_ignored (const CcpJsonValue *value)
{
  CcpJsonValue type = ccp_json_value_member (value, "type");
  g_autofree char *name = ccp_json_value_dup_string (&type, NULL);
  g_autofree char *escaped = name != NULL ? g_strescape (name, NULL) : NULL;

  g_debug ("an item of the type \"%s\" is ignored", escaped != NULL ? escaped : "");
}

void
openai_responses_reader_init (OpenaiResponsesReader *self, CcpExchange *exchange)
{
  openai_responses_items_init (&self->items);
  openai_responses_output_init (&self->output, exchange);
}

void
openai_responses_reader_clear (OpenaiResponsesReader *self)
{
  openai_responses_output_clear (&self->output);
  openai_responses_items_clear (&self->items);
}

void
openai_responses_reader_begin (OpenaiResponsesReader *self,
                               OpenaiResponsesItem *item,
                               const CcpJsonValue *value)
{
  ccp_message_emitter_start (self->output.emitter);
  if (item->kind == OPENAI_RESPONSES_ITEM_CALL)
    begin_call (self, item, value);
}

void
openai_responses_reader_text (OpenaiResponsesReader *self,
                              OpenaiResponsesItem *item,
                              const CcpJsonValue *event)
{
  g_autoptr (CcpJson) rest = NULL;
  CcpJsonValue piece;

  if (take_piece (item, event, "content_index", "text", &piece, &rest))
    openai_responses_output_text (&self->output, &piece);
}

void
openai_responses_reader_thinking (OpenaiResponsesReader *self,
                                  OpenaiResponsesItem *item,
                                  const CcpJsonValue *event,
                                  const char *source)
{
  gint64 last = item->part;
  g_autoptr (CcpJson) rest = NULL;
  CcpJsonValue piece;

  if (choose_source (item, source) &&
      take_piece (item, event, source, "text", &piece, &rest))
    put_thinking (self, item, last, &piece);
}

void
openai_responses_reader_refusal (OpenaiResponsesReader *self,
                                 OpenaiResponsesItem *item,
                                 const CcpJsonValue *event)
{
  g_autoptr (CcpJson) rest = NULL;
  CcpJsonValue piece;

  if (take_piece (item, event, "content_index", "refusal", &piece, &rest))
    openai_responses_output_refusal (&self->output, &piece);
}

void
openai_responses_reader_arguments (OpenaiResponsesReader *self,
                                   OpenaiResponsesItem *item,
                                   const CcpJsonValue *event)
{
  g_autoptr (CcpJson) rest = NULL;
  CcpJsonValue piece;

  if (item->ended || !take_piece (item, event, NO_COUNTER, "arguments", &piece, &rest))
    return;
  openai_responses_output_flush (&self->output);
  if (!openai_responses_output_is_stopped (&self->output))
    ccp_message_emitter_tool_arguments_value (self->output.emitter, item->key, &piece);
}

void
openai_responses_reader_end (OpenaiResponsesReader *self,
                             OpenaiResponsesItem *item,
                             const CcpJsonValue *value)
{
  if (item->ended || openai_responses_output_is_stopped (&self->output))
    return;
  item->ended = TRUE;
  switch (item->kind)
    {
    case OPENAI_RESPONSES_ITEM_MESSAGE:
      end_message (self, item, value);
      break;
    case OPENAI_RESPONSES_ITEM_REASONING:
      end_reasoning (self, item, value);
      break;
    case OPENAI_RESPONSES_ITEM_CALL:
      end_call (self, item, value);
      break;
    case OPENAI_RESPONSES_ITEM_SEARCH:
      openai_responses_output_search (&self->output, value);
      break;
    case OPENAI_RESPONSES_ITEM_OTHER:
      note_ignored (value);
      break;
    }
}

void
openai_responses_reader_complete (OpenaiResponsesReader *self, const CcpJsonValue *output)
{
  CcpJsonValue value;
  CcpJsonIter iter;
  gint64 index = 0;

  if (!ccp_json_value_is_array (output))
    return;
  ccp_json_iter_init (&iter, output);
  for (; ccp_json_iter_next (&iter, NULL, &value); index++)
    if (ccp_json_value_is_object (&value))
      openai_responses_reader_end (
          self,
          openai_responses_items_find_output (&self->items, &value, index),
          &value);
}
