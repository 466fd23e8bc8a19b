/* tools-fixture.h: transformers of the tools plugin, and answers that go through them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <string.h>

#include "ccp-stream-guard.h"
#include "transcript.h"

G_BEGIN_DECLS

/* a block of an answer */
typedef struct
{
  const char *kind;    /* "text", or the name of a tool that is called */
  const char *content; /* the text, or the arguments */
} ToolsBlock;

#define TOOLS_MAX_BLOCKS 4

typedef struct
{
  ToolsBlock blocks[TOOLS_MAX_BLOCKS];
  const char
      *reason; /* (nullable): NULL for an answer that is cut off after the blocks */
} ToolsAnswer;

static inline CcpJson *
tools_fixture_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *json = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

static inline CcpExchange *
tools_fixture_create_exchange (const char *request)
{
  g_autoptr (CcpJson) body = tools_fixture_parse (request);

  return ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
}

static inline CcpSimpleTransformer *
tools_fixture_create (GType type, const char *params)
{
  CcpSimpleTransformer *transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) json = tools_fixture_parse (params);
  g_autoptr (GError) error = NULL;

  g_assert_true (ccp_transformer_configure (CCP_TRANSFORMER (transformer), json, &error));
  g_assert_no_error (error);
  return transformer;
}

static inline void G_GNUC_PRINTF (3, 4)
    tools_fixture_add (CcpEventBatch *batch, const char *name, const char *format, ...)
{
  g_autofree char *members = NULL;
  g_autofree char *text = NULL;
  g_autoptr (CcpJson) data = NULL;
  va_list arguments;

  va_start (arguments, format);
  members = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  text = g_strdup_printf ("{\"type\":\"%s\"%s}", name, members);
  data = tools_fixture_parse (text);
  ccp_event_batch_take (batch, ccp_event_new (name, data));
}

static inline void
tools_fixture_add_delta (CcpEventBatch *batch,
                         guint index,
                         const ToolsBlock *block,
                         gsize from,
                         gsize to)
{
  gboolean is_text = g_str_equal (block->kind, "text");
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) string = NULL;
  g_autofree char *escaped = NULL;

  if (from == to)
    return;
  ccp_json_writer_string_len (writer, block->content + from, to - from);
  string = ccp_json_writer_finish (writer);
  escaped = ccp_json_to_text (string);
  tools_fixture_add (batch,
                     "content_block_delta",
                     ",\"index\":%u,\"delta\":{\"type\":\"%s\",\"%s\":%s}",
                     index,
                     is_text ? "text_delta" : "input_json_delta",
                     is_text ? "text" : "partial_json",
                     escaped);
}

/* @split: where the content of each block is cut in two, @step: the longest piece */
static inline void
tools_fixture_add_block (CcpEventBatch *batch,
                         guint index,
                         const ToolsBlock *block,
                         gsize split,
                         gsize step)
{
  gsize length = strlen (block->content);
  gsize from = 0;

  if (g_str_equal (block->kind, "text"))
    tools_fixture_add (
        batch,
        "content_block_start",
        ",\"index\":%u,\"content_block\":{\"type\":\"text\",\"text\":\"\"}",
        index);
  else
    tools_fixture_add (batch,
                       "content_block_start",
                       ",\"index\":%u,\"content_block\":{\"type\":\"tool_use\",\"id\":"
                       "\"call_%u\",\"name\":\"%s\",\"input\":{}}",
                       index,
                       index,
                       block->kind);
  while (from < length)
    {
      gsize to = from < split ? MIN (split, length) : MIN (from + step, length);

      while (to < length && ((guchar) block->content[to] & 0xc0) == 0x80)
        to++;
      tools_fixture_add_delta (batch, index, block, from, to);
      from = to;
    }
  tools_fixture_add (batch, "content_block_stop", ",\"index\":%u", index);
}

static inline CcpEventBatch *
tools_fixture_create_stream (const ToolsAnswer *answer, gsize split, gsize step)
{
  CcpEventBatch *batch = ccp_event_batch_new ();

  tools_fixture_add (batch,
                     "message_start",
                     ",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":"
                     "\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"
                     "\"stop_sequence\":null,\"usage\":{\"input_tokens\":5,"
                     "\"output_tokens\":0}}");
  for (guint i = 0; i < TOOLS_MAX_BLOCKS && answer->blocks[i].kind != NULL; i++)
    tools_fixture_add_block (batch, i, &answer->blocks[i], split, step);
  if (answer->reason == NULL)
    return batch;
  tools_fixture_add (batch, "ping", "%s", "");
  tools_fixture_add (batch,
                     "message_delta",
                     ",\"delta\":{\"stop_reason\":\"%s\",\"stop_sequence\":null},"
                     "\"usage\":{\"input_tokens\":5,\"output_tokens\":7}",
                     answer->reason);
  tools_fixture_add (batch, "message_stop", "%s", "");
  return batch;
}

static inline void
tools_fixture_append (CcpEventBatch *to, CcpEventBatch *from)
{
  for (guint i = 0; i < ccp_event_batch_get_length (from); i++)
    ccp_event_batch_append (to, ccp_event_batch_get (from, i));
}

/* Gives the transformer one event after the other. The guard must like what comes out.
 * Returns: what came out */
static inline CcpEventBatch *
tools_fixture_transform (CcpSimpleTransformer *transformer,
                         CcpExchange *exchange,
                         CcpEventBatch *stream)
{
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  CcpEventBatch *all = ccp_event_batch_new ();

  for (guint i = 0; i <= ccp_event_batch_get_length (stream); i++)
    {
      gboolean is_end = i == ccp_event_batch_get_length (stream);
      g_autoptr (CcpEventBatch) one = ccp_event_batch_new ();
      g_autoptr (CcpEventBatch) changed = NULL;
      g_autoptr (CcpEventBatch) passed = NULL;

      if (!is_end)
        ccp_event_batch_append (one, ccp_event_batch_get (stream, i));
      changed = ccp_simple_transformer_transform_events (transformer,
                                                         exchange,
                                                         one,
                                                         is_end ? CCP_TRANSFORM_END
                                                                : CCP_TRANSFORM_NONE,
                                                         NULL);
      passed = ccp_stream_guard_filter (guard, changed);
      g_assert_cmpuint (ccp_event_batch_get_length (passed),
                        ==,
                        ccp_event_batch_get_length (changed));
      tools_fixture_append (all, passed);
    }
  return all;
}

G_END_DECLS
