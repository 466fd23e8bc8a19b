/* fuzz-exit-tool.c: the arguments of a call of the exit tool, in pieces that the input
 * chooses, go through the tools plugin. What comes out must be a stream, and a message,
 * that the guard has no fault to find with, and the same text however it was cut.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-message-collector.h"
#include "ccp-stream-guard.h"
#include "fuzz-target.h"
#include "tools-exit-tool.h"
#include "tools-repair-arguments.h"

#define MAX_SIZE 16384

typedef struct
{
  CcpSimpleTransformer *transformer;
  CcpExchange *exchange;
  CcpStreamGuard *guard;
  CcpMessageCollector *collector;
} Pipe;

static CcpJson *
parse (const char *text)
{
  CcpJson *json = ccp_json_new_from_text (text, -1, NULL);

  g_assert (json != NULL);
  return json;
}

static CcpSimpleTransformer *
create_transformer (GType type, CcpExchange *exchange)
{
  CcpSimpleTransformer *transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) params = parse ("{}");
  g_autoptr (CcpJson) request = NULL;

  g_assert (ccp_transformer_configure (CCP_TRANSFORMER (transformer), params, NULL));
  if (type != TOOLS_TYPE_EXIT_TOOL)
    return transformer;
  request = ccp_simple_transformer_transform_request (transformer,
                                                      exchange,
                                                      ccp_exchange_get_body (exchange),
                                                      NULL);
  g_assert (request != NULL);
  return transformer;
}

static void
send (Pipe *pipe, CcpEvent *event, CcpTransformFlags flags)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) changed = NULL;
  g_autoptr (CcpEventBatch) passed = NULL;

  if (event != NULL)
    ccp_event_batch_append (batch, event);
  changed = ccp_simple_transformer_transform_events (pipe->transformer,
                                                     pipe->exchange,
                                                     batch,
                                                     flags,
                                                     NULL);
  g_assert (changed != NULL);
  passed = ccp_stream_guard_filter (pipe->guard, changed);
  g_assert (ccp_event_batch_get_length (passed) == ccp_event_batch_get_length (changed));
  ccp_message_collector_add (pipe->collector, passed);
}

static void
send_text (Pipe *pipe, const char *name, const char *json)
{
  g_autoptr (CcpJson) data = parse (json);
  g_autoptr (CcpEvent) event = ccp_event_new (name, data);

  send (pipe, event, CCP_TRANSFORM_NONE);
}

static void
send_piece (Pipe *pipe, const char *text, gsize length)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) data = NULL;
  g_autoptr (CcpEvent) event = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "content_block_delta");
  ccp_json_writer_key (writer, "index");
  ccp_json_writer_int (writer, 0);
  ccp_json_writer_key (writer, "delta");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "input_json_delta");
  ccp_json_writer_key (writer, "partial_json");
  ccp_json_writer_string_len (writer, text, length);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  data = ccp_json_writer_finish (writer);
  event = ccp_event_new ("content_block_delta", data);
  send (pipe, event, CCP_TRANSFORM_NONE);
}

static void
send_arguments (Pipe *pipe, const char *text, gsize length, gsize step)
{
  gsize at = 0;

  while (at < length)
    {
      gsize end = MIN (at + step, length);

      while (end < length && ((guchar) text[end] & 0xc0) == 0x80)
        end++;
      send_piece (pipe, text + at, end - at);
      at = end;
    }
}

/* Returns: the message */
static char *
run (GType type, const char *text, gsize length, gsize step)
{
  g_autoptr (CcpJson) body = parse ("{\"model\":\"m\",\"tools\":[{\"name\":\"A\"}]}");
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpSimpleTransformer) transformer = create_transformer (type, exchange);
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpMessageCollector) collector = ccp_message_collector_new ();
  g_autoptr (CcpJson) message = NULL;
  Pipe pipe = { transformer, exchange, guard, collector };

  send_text (&pipe,
             "message_start",
             "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":"
             "\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_"
             "reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,"
             "\"output_tokens\":1}}}");
  send_text (&pipe,
             "content_block_start",
             "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":"
             "\"tool_use\",\"id\":\"t\",\"name\":\"ExitTool\",\"input\":{}}}");
  send_arguments (&pipe, text, length, step);
  send_text (&pipe,
             "content_block_stop",
             "{\"type\":\"content_block_stop\",\"index\":0}");
  send_text (&pipe,
             "message_delta",
             "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\","
             "\"stop_sequence\":null},\"usage\":{\"output_tokens\":1}}");
  send_text (&pipe, "message_stop", "{\"type\":\"message_stop\"}");
  send (&pipe, NULL, CCP_TRANSFORM_END);
  message = ccp_message_collector_finish (collector, NULL);
  g_assert (message != NULL && ccp_stream_guard_check_message (message, NULL));
  return ccp_json_to_text (message);
}

static void
compare (GType type, const char *text, gsize length)
{
  g_autofree char *whole = run (type, text, length, MAX (length, 1));
  g_autofree char *letters = run (type, text, length, 1);
  g_autofree char *pieces = run (type, text, length, 5);

  g_assert (g_str_equal (whole, letters));
  g_assert (g_str_equal (whole, pieces));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;

  if (size > MAX_SIZE)
    return 0;
  text = g_utf8_make_valid ((const char *) data, (gssize) size);
  compare (TOOLS_TYPE_EXIT_TOOL, text, strlen (text));
  compare (TOOLS_TYPE_REPAIR_ARGUMENTS, text, strlen (text));
  return 0;
}
