/* ccp-message-writer.c: writes the events of one message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-writer"

#include "private/ccp-message-writer.h"

#include "ccp-json-writer.h"
#include "private/ccp-json-tape.h"

#define DIGITS_SIZE 16

#define ADD_LITERAL(buffer, text) ccp_json_buffer_add (buffer, text, sizeof (text) - 1)

/* what stands around the text of a delta */
static const char *const delta_starts[] = {
  [CCP_DELTA_TEXT] = ",\"delta\":{\"type\":\"text_delta\",\"text\":\"",
  [CCP_DELTA_THINKING] = ",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"",
  [CCP_DELTA_SIGNATURE] = ",\"delta\":{\"type\":\"signature_delta\",\"signature\":\"",
  [CCP_DELTA_INPUT] = ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"",
};

static const char *const stop_reasons[] = {
  [CCP_STOP_NONE] = "end_turn",
  [CCP_STOP_END_TURN] = "end_turn",
  [CCP_STOP_MAX_TOKENS] = "max_tokens",
  [CCP_STOP_SEQUENCE] = "stop_sequence",
  [CCP_STOP_TOOL_USE] = "tool_use",
  [CCP_STOP_PAUSE_TURN] = "pause_turn",
  [CCP_STOP_REFUSAL] = "refusal",
  [CCP_STOP_CONTEXT_WINDOW] = "model_context_window_exceeded",
};

static void
add_index (CcpMessageWriter *self)
{
  char digits[DIGITS_SIZE];
  char *p = digits + sizeof digits;
  guint rest = self->index;

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  ccp_json_buffer_add (&self->buffer, p, digits + sizeof digits - p);
}

static void
send_buffer (CcpMessageWriter *self, const char *name, guint depth)
{
  g_autoptr (CcpJson) data =
      ccp_json_new_known (ccp_json_buffer_steal (&self->buffer), depth);

  ccp_event_batch_take (self->events, ccp_event_new (name, data));
}

static void
begin_block (CcpMessageWriter *self)
{
  ADD_LITERAL (&self->buffer, "{\"type\":\"content_block_start\",\"index\":");
  add_index (self);
}

static void
write_string (CcpJsonWriter *writer, const char *key, const char *text)
{
  ccp_json_writer_key (writer, key);
  if (text != NULL)
    ccp_json_writer_string (writer, text);
  else
    ccp_json_writer_null (writer);
}

static void
write_count (CcpJsonWriter *writer, const char *key, gint64 count)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_int (writer, MAX (0, count));
}

static void
write_inner_count (CcpJsonWriter *writer,
                   const char *outer,
                   const char *key,
                   gint64 count)
{
  if (count <= 0)
    return;
  ccp_json_writer_key (writer, outer);
  ccp_json_writer_begin_object (writer);
  write_count (writer, key, count);
  ccp_json_writer_end_object (writer);
}

static void
write_usage (CcpJsonWriter *writer, const CcpUsage *usage)
{
  ccp_json_writer_key (writer, "usage");
  ccp_json_writer_begin_object (writer);
  write_count (writer, "input_tokens", usage->input_tokens);
  write_count (writer, "output_tokens", usage->output_tokens);
  write_count (writer, "cache_creation_input_tokens", usage->cache_creation_tokens);
  write_count (writer, "cache_read_input_tokens", usage->cache_read_tokens);
  write_inner_count (writer,
                     "output_tokens_details",
                     "thinking_tokens",
                     usage->thinking_tokens);
  write_inner_count (writer,
                     "server_tool_use",
                     "web_search_requests",
                     usage->web_searches);
  ccp_json_writer_end_object (writer);
}

static void
write_refusal (CcpJsonWriter *writer, const char *explanation)
{
  ccp_json_writer_key (writer, "stop_details");
  ccp_json_writer_begin_object (writer);
  write_string (writer, "type", "refusal");
  write_string (writer, "category", NULL);
  write_string (writer, "explanation", explanation);
  ccp_json_writer_end_object (writer);
}

static void
send_writer (CcpMessageWriter *self, const char *name, CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) data = ccp_json_writer_finish (writer);

  g_assert (data != NULL);
  ccp_message_writer_event (self, name, data);
}

/*
 * ccp_message_writer_init:
 * @self: (out caller-allocates): a writer
 *
 * Prepares to write the events of one message.
 */
void
ccp_message_writer_init (CcpMessageWriter *self)
{
  *self = (CcpMessageWriter){ .events = ccp_event_batch_new () };
}

/*
 * ccp_message_writer_clear:
 * @self: a writer
 *
 * Drops what was not taken.
 */
void
ccp_message_writer_clear (CcpMessageWriter *self)
{
  g_clear_pointer (&self->events, ccp_event_batch_unref);
  ccp_json_buffer_clear (&self->buffer);
}

/*
 * ccp_message_writer_take:
 * @self: a writer
 *
 * Gives away the events that were written since the last time.
 *
 * Returns: (transfer full): a batch, which may be empty
 */
CcpEventBatch *
ccp_message_writer_take (CcpMessageWriter *self)
{
  CcpEventBatch *events = self->events;

  self->events = ccp_event_batch_new ();
  return events;
}

/*
 * ccp_message_writer_event:
 * @self: a writer
 * @name: the name of an event
 * @data: its data
 *
 * Adds any event.
 */
void
ccp_message_writer_event (CcpMessageWriter *self, const char *name, CcpJson *data)
{
  ccp_event_batch_take (self->events, ccp_event_new (name, data));
}

/*
 * ccp_message_writer_start:
 * @self: a writer
 * @id: the id of the message
 * @model: the model that the client asked for
 * @input_tokens: tokens of the prompt, as far as it is known
 *
 * Writes `message_start`.
 */
void
ccp_message_writer_start (CcpMessageWriter *self,
                          const char *id,
                          const char *model,
                          gint64 input_tokens)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new_sized (512);
  const CcpUsage usage = { .input_tokens = input_tokens, .output_tokens = 1 };

  ccp_json_writer_begin_object (writer);
  write_string (writer, "type", "message_start");
  ccp_json_writer_key (writer, "message");
  ccp_json_writer_begin_object (writer);
  write_string (writer, "id", id);
  write_string (writer, "type", "message");
  write_string (writer, "role", "assistant");
  write_string (writer, "model", model);
  ccp_json_writer_key (writer, "content");
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_end_array (writer);
  write_string (writer, "stop_reason", NULL);
  write_string (writer, "stop_sequence", NULL);
  write_usage (writer, &usage);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  send_writer (self, "message_start", writer);
}

/*
 * ccp_message_writer_begin_text:
 * @self: a writer
 *
 * Begins a block of text.
 */
void
ccp_message_writer_begin_text (CcpMessageWriter *self)
{
  begin_block (self);
  ADD_LITERAL (&self->buffer, ",\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
  send_buffer (self, "content_block_start", 2);
}

/*
 * ccp_message_writer_begin_thinking:
 * @self: a writer
 *
 * Begins a block of thinking. Its signature is there from the start, because some clients
 * throw a block without one away.
 */
void
ccp_message_writer_begin_thinking (CcpMessageWriter *self)
{
  begin_block (self);
  ADD_LITERAL (&self->buffer,
               ",\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\","
               "\"signature\":\"\"}}");
  send_buffer (self, "content_block_start", 2);
}

/*
 * ccp_message_writer_begin_tool:
 * @self: a writer
 * @id: the id of the call
 * @name: the name of the tool
 *
 * Begins the call of a tool.
 */
void
ccp_message_writer_begin_tool (CcpMessageWriter *self, const char *id, const char *name)
{
  begin_block (self);
  ADD_LITERAL (&self->buffer, ",\"content_block\":{\"type\":\"tool_use\",\"id\":\"");
  ccp_json_buffer_add_escaped (&self->buffer, id, strlen (id));
  ADD_LITERAL (&self->buffer, "\",\"name\":\"");
  ccp_json_buffer_add_escaped (&self->buffer, name, strlen (name));
  ADD_LITERAL (&self->buffer, "\",\"input\":{}}}");
  send_buffer (self, "content_block_start", 3);
}

/*
 * ccp_message_writer_delta:
 * @self: a writer
 * @kind: what is added to
 * @raw: a text, as it stands between the quotes of a JSON string
 * @length: its length
 *
 * Adds to the open block.
 */
void
ccp_message_writer_delta (CcpMessageWriter *self,
                          CcpDeltaKind kind,
                          const char *raw,
                          gsize length)
{
  const char *start = delta_starts[kind];
  gsize start_length = strlen (start);

  /* one allocation: 64 is more than what stands before and after */
  ccp_json_buffer_grow (&self->buffer, 64 + start_length + length);
  ADD_LITERAL (&self->buffer, "{\"type\":\"content_block_delta\",\"index\":");
  add_index (self);
  ccp_json_buffer_add (&self->buffer, start, start_length);
  ccp_json_buffer_add (&self->buffer, raw, length);
  ADD_LITERAL (&self->buffer, "\"}}");
  send_buffer (self, "content_block_delta", 2);
  if (kind != CCP_DELTA_SIGNATURE)
    self->content_size += length;
}

/*
 * ccp_message_writer_end_block:
 * @self: a writer
 *
 * Ends the open block.
 */
void
ccp_message_writer_end_block (CcpMessageWriter *self)
{
  ADD_LITERAL (&self->buffer, "{\"type\":\"content_block_stop\",\"index\":");
  add_index (self);
  ADD_LITERAL (&self->buffer, "}");
  send_buffer (self, "content_block_stop", 1);
  self->index++;
}

/*
 * ccp_message_writer_finish:
 * @self: a writer
 * @reason: why the message ended
 * @detail: (nullable): the stop sequence, or the explanation of a refusal
 * @usage: the token counts; unknown ones count as 0
 *
 * Writes `message_delta` and `message_stop`.
 */
void
ccp_message_writer_finish (CcpMessageWriter *self,
                           CcpStopReason reason,
                           const char *detail,
                           const CcpUsage *usage)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new_sized (512);

  ccp_json_writer_begin_object (writer);
  write_string (writer, "type", "message_delta");
  ccp_json_writer_key (writer, "delta");
  ccp_json_writer_begin_object (writer);
  write_string (writer, "stop_reason", stop_reasons[reason]);
  write_string (writer, "stop_sequence", reason == CCP_STOP_SEQUENCE ? detail : NULL);
  if (reason == CCP_STOP_REFUSAL)
    write_refusal (writer, detail);
  ccp_json_writer_end_object (writer);
  write_usage (writer, usage);
  ccp_json_writer_end_object (writer);
  send_writer (self, "message_delta", writer);

  ADD_LITERAL (&self->buffer, "{\"type\":\"message_stop\"}");
  send_buffer (self, "message_stop", 1);
}
