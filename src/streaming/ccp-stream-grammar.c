/* ccp-stream-grammar.c: the order and the shape of the events of one message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stream-grammar"

#include "ccp-stream-grammar.h"

#include <string.h>

#include "ccp-message-check.h"

typedef struct
{
  const char *type;
  CcpGrammarBlock block;
} BlockKind;

typedef struct
{
  const char *type;
  CcpGrammarBlock block;
  const char *member;
  CcpJsonKind kind;
  gboolean is_text; /* the model has generated it word by word */
} DeltaKind;

typedef struct
{
  const char *name;
  CcpGrammarResult (*step) (CcpStreamGrammar *self,
                            const CcpJsonValue *data,
                            const char **fault);
} EventKind;

static const BlockKind blocks[] = {
  { "text", CCP_GRAMMAR_TEXT },
  { "tool_use", CCP_GRAMMAR_TOOL },
  { "thinking", CCP_GRAMMAR_THINKING },
  { "redacted_thinking", CCP_GRAMMAR_WHOLE },
  { "server_tool_use", CCP_GRAMMAR_TOOL },
  { "mcp_tool_use", CCP_GRAMMAR_TOOL },
  { "web_search_tool_result", CCP_GRAMMAR_WHOLE },
  { "compaction", CCP_GRAMMAR_COMPACTION },
};

static const DeltaKind deltas[] = {
  { "text_delta", CCP_GRAMMAR_TEXT, "text", CCP_JSON_STRING, TRUE },
  { "input_json_delta", CCP_GRAMMAR_TOOL, "partial_json", CCP_JSON_STRING, TRUE },
  { "thinking_delta", CCP_GRAMMAR_THINKING, "thinking", CCP_JSON_STRING, TRUE },
  { "signature_delta", CCP_GRAMMAR_THINKING, "signature", CCP_JSON_STRING, FALSE },
  { "citations_delta", CCP_GRAMMAR_TEXT, "citation", CCP_JSON_OBJECT, FALSE },
  { "compaction_delta", CCP_GRAMMAR_COMPACTION, NULL, CCP_JSON_NONE, FALSE },
};

static CcpGrammarResult
refuse (const char **fault, const char *what)
{
  *fault = what;
  return CCP_GRAMMAR_FAULT;
}

static CcpJsonKind
get_kind (const CcpJsonValue *object, const char *member)
{
  CcpJsonValue value = ccp_json_value_member (object, member);

  return ccp_json_value_get_kind (&value);
}

static gboolean
equals (const CcpJsonValue *object, const char *member, const char *text)
{
  CcpJsonValue value = ccp_json_value_member (object, member);

  return ccp_json_value_equals_string (&value, text);
}

static gboolean
has_index (CcpStreamGrammar *self, const CcpJsonValue *data)
{
  CcpJsonValue value = ccp_json_value_member (data, "index");
  gint64 index = -1;

  return ccp_json_value_get_int (&value, &index) && index == (gint64) self->index;
}

static CcpGrammarBlock
find_block (const CcpJsonValue *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (ccp_json_value_equals_string (type, blocks[i].type))
      return blocks[i].block;
  return CCP_GRAMMAR_OTHER;
}

static const DeltaKind *
find_delta (const CcpJsonValue *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (deltas); i++)
    if (ccp_json_value_equals_string (type, deltas[i].type))
      return &deltas[i];
  return NULL;
}

/* Escapes count as they stand: it is only to be about as much as the client reads. */
static gsize
get_length (const CcpJsonValue *string)
{
  gsize length = 0;

  ccp_json_value_peek_raw (string, &length);
  return length - strlen ("\"\"");
}

static CcpGrammarResult
step_block_delta (CcpStreamGrammar *self, const CcpJsonValue *data, const char **fault)
{
  CcpJsonValue delta = ccp_json_value_member (data, "delta");
  CcpJsonValue type = ccp_json_value_member (&delta, "type");
  const DeltaKind *kind = find_delta (&type);
  CcpJsonValue content;

  if (self->open == CCP_GRAMMAR_NO_BLOCK)
    return refuse (fault, "a delta without an open block");
  if (!has_index (self, data))
    return refuse (fault, "a delta for a block that is not open");
  if (!ccp_json_value_is_string (&type))
    return refuse (fault, "a delta without a type");
  if (kind == NULL)
    return self->open == CCP_GRAMMAR_OTHER ? CCP_GRAMMAR_BLOCK : CCP_GRAMMAR_UNKNOWN;
  if (self->open != kind->block && self->open != CCP_GRAMMAR_OTHER)
    return refuse (fault, "a delta that does not fit its block");
  if (kind->member == NULL)
    return CCP_GRAMMAR_BLOCK;
  content = ccp_json_value_member (&delta, kind->member);
  if (ccp_json_value_get_kind (&content) != kind->kind)
    return refuse (fault, "a delta without content");
  if (kind->is_text)
    self->text_length += get_length (&content);
  return CCP_GRAMMAR_BLOCK;
}

static CcpGrammarResult
step_block_start (CcpStreamGrammar *self, const CcpJsonValue *data, const char **fault)
{
  CcpJsonValue block = ccp_json_value_member (data, "content_block");
  CcpJsonValue type = ccp_json_value_member (&block, "type");
  const char *block_fault = ccp_message_check_block (&block);

  if (!self->started)
    return refuse (fault, "a content block before message_start");
  if (self->ended)
    return refuse (fault, "a content block after message_delta");
  if (self->open != CCP_GRAMMAR_NO_BLOCK)
    return refuse (fault, "a content block while another one is open");
  if (!has_index (self, data))
    return refuse (fault, "a content block with an index out of order");
  if (block_fault != NULL)
    return refuse (fault, block_fault);
  self->open = find_block (&type);
  return CCP_GRAMMAR_BLOCK;
}

static CcpGrammarResult
step_block_stop (CcpStreamGrammar *self, const CcpJsonValue *data, const char **fault)
{
  if (self->open == CCP_GRAMMAR_NO_BLOCK || !has_index (self, data))
    return refuse (fault, "the end of a block that is not open");
  self->open = CCP_GRAMMAR_NO_BLOCK;
  self->index++;
  return CCP_GRAMMAR_BLOCK;
}

static CcpGrammarResult
step_message_start (CcpStreamGrammar *self, const CcpJsonValue *data, const char **fault)
{
  CcpJsonValue message = ccp_json_value_member (data, "message");
  CcpJsonValue id = ccp_json_value_member (&message, "id");
  CcpJsonValue content = ccp_json_value_member (&message, "content");

  if (self->started)
    return refuse (fault, "a second message_start");
  if (!equals (&message, "type", "message") || !equals (&message, "role", "assistant"))
    return refuse (fault, "a message_start without an assistant's message");
  if (!ccp_json_value_is_string (&id) || ccp_json_value_is_empty_string (&id))
    return refuse (fault, "a message_start without an id");
  if (get_kind (&message, "model") != CCP_JSON_STRING)
    return refuse (fault, "a message_start without a model");
  if (!ccp_json_value_is_array (&content) || ccp_json_value_get_length (&content) != 0)
    return refuse (fault, "a message_start with content, or without a list for it");
  if (get_kind (&message, "usage") != CCP_JSON_OBJECT)
    return refuse (fault, "a message_start without usage");
  self->started = TRUE;
  return CCP_GRAMMAR_MESSAGE_START;
}

static CcpGrammarResult
step_message_delta (CcpStreamGrammar *self, const CcpJsonValue *data, const char **fault)
{
  CcpJsonValue delta = ccp_json_value_member (data, "delta");
  CcpJsonKind reason = get_kind (&delta, "stop_reason");
  CcpJsonKind usage = get_kind (data, "usage");

  if (!self->started)
    return refuse (fault, "message_delta before message_start");
  if (self->open != CCP_GRAMMAR_NO_BLOCK)
    return refuse (fault, "message_delta while a content block is open");
  if (!ccp_json_value_is_object (&delta))
    return refuse (fault, "message_delta without a delta");
  if (reason != CCP_JSON_STRING && reason != CCP_JSON_NULL && reason != CCP_JSON_NONE)
    return refuse (fault, "a stop_reason that is no string");
  if (usage != CCP_JSON_OBJECT && usage != CCP_JSON_NONE)
    return refuse (fault, "usage that is no object");
  self->ended = TRUE;
  self->has_reason |= reason == CCP_JSON_STRING;
  return CCP_GRAMMAR_MESSAGE_DELTA;
}

static CcpGrammarResult
step_message_stop (CcpStreamGrammar *self, const CcpJsonValue *data, const char **fault)
{
  if (!self->ended)
    return refuse (fault, "message_stop before message_delta");
  if (!self->has_reason)
    return refuse (fault, "message_stop without a stop_reason before it");
  return CCP_GRAMMAR_MESSAGE_STOP;
}

static CcpGrammarResult
step_ping (CcpStreamGrammar *self, const CcpJsonValue *data, const char **fault)
{
  return CCP_GRAMMAR_PING;
}

static CcpGrammarResult
step_error (CcpStreamGrammar *self, const CcpJsonValue *data, const char **fault)
{
  CcpJsonValue error = ccp_json_value_member (data, "error");

  if (get_kind (&error, "type") != CCP_JSON_STRING ||
      get_kind (&error, "message") != CCP_JSON_STRING)
    return refuse (fault, "an error without type or message");
  return CCP_GRAMMAR_ERROR;
}

static const EventKind events[] = {
  { "content_block_delta", step_block_delta },
  { "content_block_start", step_block_start },
  { "content_block_stop", step_block_stop },
  { "message_start", step_message_start },
  { "message_delta", step_message_delta },
  { "message_stop", step_message_stop },
  { "ping", step_ping },
  { "error", step_error },
};

/*
 * ccp_stream_grammar_step:
 * @self: how far the stream is
 * @event: its next event
 * @fault: (out): what is wrong, for %CCP_GRAMMAR_FAULT
 *
 * Takes one event by the rules of protocol A.7. Nothing may be stepped over after a
 * fault, message_stop or an error.
 *
 * Returns: what @event is
 */
CcpGrammarResult
ccp_stream_grammar_step (CcpStreamGrammar *self, CcpEvent *event, const char **fault)
{
  const char *name = ccp_event_get_name (event);
  CcpJson *data = ccp_event_get_data (event);
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      if (!g_str_equal (name, events[i].name))
        continue;
      if (data != NULL)
        ccp_json_get_root (data, &root);
      if (!equals (&root, "type", name))
        return refuse (fault, "an event whose data is of another type");
      return events[i].step (self, &root, fault);
    }
  return CCP_GRAMMAR_UNKNOWN;
}
