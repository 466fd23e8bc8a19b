/* demo-wire.c: writes answers as the OpenAI Chat format has them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "demo-wire"

#include "demo-wire.h"

#include <string.h>

/* What a piece of text has at least; it then goes on to the end of the word. */
#define MIN_PIECE 8
#define MODEL "demo"

typedef struct
{
  const DemoAnswer *answer;
  char *id;
  char *call_id;
  gint64 created;
  GPtrArray *events; /* (element-type GBytes) */
} Stream;

static void
write_member (CcpJsonWriter *writer, const char *name, const char *text)
{
  ccp_json_writer_key (writer, name);
  if (text != NULL)
    ccp_json_writer_string (writer, text);
  else
    ccp_json_writer_null (writer);
}

static void
write_count (CcpJsonWriter *writer, const char *name, gint64 count)
{
  ccp_json_writer_key (writer, name);
  ccp_json_writer_int (writer, count);
}

static void
write_usage (CcpJsonWriter *writer, const DemoAnswer *answer)
{
  ccp_json_writer_key (writer, "usage");
  ccp_json_writer_begin_object (writer);
  write_count (writer, "prompt_tokens", answer->input_tokens);
  write_count (writer, "completion_tokens", answer->output_tokens);
  write_count (writer, "total_tokens", answer->input_tokens + answer->output_tokens);
  ccp_json_writer_key (writer, "completion_tokens_details");
  ccp_json_writer_begin_object (writer);
  write_count (writer, "reasoning_tokens", answer->reasoning_tokens);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_head (CcpJsonWriter *writer, const Stream *stream, const char *object)
{
  ccp_json_writer_begin_object (writer);
  write_member (writer, "id", stream->id);
  write_member (writer, "object", object);
  write_count (writer, "created", stream->created);
  write_member (writer, "model", stream->answer->model);
  ccp_json_writer_key (writer, "choices");
  ccp_json_writer_begin_array (writer);
}

/* @id, @name: (nullable): what only the first piece of a call has */
static void
write_tool_call (CcpJsonWriter *writer,
                 const char *id,
                 const char *name,
                 const char *arguments)
{
  ccp_json_writer_key (writer, "tool_calls");
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_begin_object (writer);
  write_count (writer, "index", 0);
  if (id != NULL)
    {
      write_member (writer, "id", id);
      write_member (writer, "type", "function");
    }
  ccp_json_writer_key (writer, "function");
  ccp_json_writer_begin_object (writer);
  if (name != NULL)
    write_member (writer, "name", name);
  write_member (writer, "arguments", arguments);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_array (writer);
}

static void
take_frame (Stream *stream, CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) data = ccp_json_writer_finish (writer);
  g_autofree char *text = ccp_json_to_text (data);
  char *frame = g_strdup_printf ("data: %s\n\n", text);

  g_ptr_array_add (stream->events, g_bytes_new_take (frame, strlen (frame)));
}

static void
begin_chunk (Stream *stream, CcpJsonWriter *writer)
{
  write_head (writer, stream, "chat.completion.chunk");
  ccp_json_writer_begin_object (writer);
  write_count (writer, "index", 0);
  ccp_json_writer_key (writer, "delta");
  ccp_json_writer_begin_object (writer);
}

static void
end_chunk (Stream *stream, CcpJsonWriter *writer, const char *finish_reason)
{
  ccp_json_writer_end_object (writer);
  write_member (writer, "finish_reason", finish_reason);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  take_frame (stream, writer);
}

static void
add_start (Stream *stream)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  begin_chunk (stream, writer);
  write_member (writer, "role", "assistant");
  write_member (writer, "content", "");
  end_chunk (stream, writer, NULL);
}

static char *
take_piece (const char **text)
{
  const char *start = *text;
  const char *end = start + strnlen (start, MIN_PIECE);

  while (*end != '\0' && *end != ' ')
    end++;
  *text = end;
  return g_strndup (start, (gsize) (end - start));
}

static void
add_text (Stream *stream, const char *field, const char *text)
{
  while (text != NULL && *text != '\0')
    {
      g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
      g_autofree char *piece = take_piece (&text);

      begin_chunk (stream, writer);
      write_member (writer, field, piece);
      end_chunk (stream, writer, NULL);
    }
}

static void
add_tool_piece (Stream *stream, const char *id, const char *name, const char *arguments)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  begin_chunk (stream, writer);
  write_tool_call (writer, id, name, arguments);
  end_chunk (stream, writer, NULL);
}

static void
add_tool_call (Stream *stream)
{
  const char *arguments = stream->answer->tool_arguments;

  if (stream->answer->tool_name == NULL)
    return;
  add_tool_piece (stream, stream->call_id, stream->answer->tool_name, "");
  while (*arguments != '\0')
    {
      g_autofree char *piece = take_piece (&arguments);

      add_tool_piece (stream, NULL, NULL, piece);
    }
}

static void
add_end (Stream *stream)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  begin_chunk (stream, writer);
  end_chunk (stream, writer, demo_answer_get_finish_reason (stream->answer));
  if (stream->answer->include_usage)
    {
      write_head (writer, stream, "chat.completion.chunk");
      ccp_json_writer_end_array (writer);
      write_usage (writer, stream->answer);
      ccp_json_writer_end_object (writer);
      take_frame (stream, writer);
    }
  g_ptr_array_add (stream->events, g_bytes_new_static ("data: [DONE]\n\n", 14));
}

static void
init_stream (Stream *stream, const DemoAnswer *answer)
{
  stream->answer = answer;
  stream->id = ccp_id_new ("chatcmpl-");
  stream->call_id = ccp_id_new ("call_");
  stream->created = g_get_real_time () / G_USEC_PER_SEC;
  stream->events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
}

static void
clear_stream (Stream *stream)
{
  g_clear_pointer (&stream->id, g_free);
  g_clear_pointer (&stream->call_id, g_free);
  g_clear_pointer (&stream->events, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stream, clear_stream)

static CcpJson *
write_error (const DemoAnswer *answer)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "error");
  ccp_json_writer_begin_object (writer);
  write_member (writer, "message", answer->text);
  write_member (writer, "type", "demo_error");
  write_count (writer, "code", answer->status);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

CcpJson *
demo_wire_write_body (const DemoAnswer *answer)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_auto (Stream) stream = { 0 };

  g_return_val_if_fail (answer != NULL, NULL);

  if (answer->status != 200)
    return write_error (answer);
  init_stream (&stream, answer);
  writer = ccp_json_writer_new ();
  write_head (writer, &stream, "chat.completion");
  ccp_json_writer_begin_object (writer);
  write_count (writer, "index", 0);
  ccp_json_writer_key (writer, "message");
  ccp_json_writer_begin_object (writer);
  write_member (writer, "role", "assistant");
  write_member (writer, "content", answer->text);
  if (answer->reasoning != NULL)
    write_member (writer, "reasoning_content", answer->reasoning);
  if (answer->tool_name != NULL)
    write_tool_call (writer, stream.call_id, answer->tool_name, answer->tool_arguments);
  ccp_json_writer_end_object (writer);
  write_member (writer, "finish_reason", demo_answer_get_finish_reason (answer));
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_array (writer);
  write_usage (writer, answer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

GPtrArray *
demo_wire_write_events (const DemoAnswer *answer)
{
  g_auto (Stream) stream = { 0 };

  g_return_val_if_fail (answer != NULL && answer->status == 200, NULL);

  init_stream (&stream, answer);
  add_start (&stream);
  add_text (&stream, "reasoning_content", answer->reasoning);
  add_text (&stream, "content", answer->text);
  add_tool_call (&stream);
  add_end (&stream);
  return g_steal_pointer (&stream.events);
}

CcpJson *
demo_wire_write_models (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  write_member (writer, "object", "list");
  ccp_json_writer_key (writer, "data");
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_begin_object (writer);
  write_member (writer, "id", MODEL);
  write_member (writer, "object", "model");
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
