/* reasoning-answer.h: answers for the reasoning plugin, in any pieces
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

#include "reasoning-fixture.h"

G_BEGIN_DECLS

/* where a text is cut: at a byte, into characters, or (UNCUT) nowhere */
#define REASONING_UNCUT G_MAXSIZE
#define REASONING_CHARACTERS (G_MAXSIZE - 1)

static inline void
reasoning_answer_add (CcpEventBatch *batch, const char *name, const char *json)
{
  g_autoptr (CcpJson) data = reasoning_fixture_parse (json);

  ccp_event_batch_take (batch, ccp_event_new (name, data));
}

static inline void
reasoning_answer_begin (CcpEventBatch *batch)
{
  reasoning_answer_add (batch,
                        "message_start",
                        "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
                        "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                        "\"content\":[],\"usage\":{\"input_tokens\":3,"
                        "\"output_tokens\":0}}}");
}

static inline void
reasoning_answer_end (CcpEventBatch *batch, const char *reason)
{
  g_autofree char *json =
      g_strdup_printf ("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\","
                       "\"stop_sequence\":null},\"usage\":{\"input_tokens\":3,"
                       "\"output_tokens\":7}}",
                       reason);

  reasoning_answer_add (batch, "message_delta", json);
  reasoning_answer_add (batch, "message_stop", "{\"type\":\"message_stop\"}");
}

static inline void
reasoning_answer_add_delta (CcpEventBatch *batch,
                            guint index,
                            const char *type,
                            const char *member,
                            const char *text,
                            gsize length)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) data = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "content_block_delta");
  ccp_json_writer_key (writer, "index");
  ccp_json_writer_int (writer, index);
  ccp_json_writer_key (writer, "delta");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, type);
  ccp_json_writer_key (writer, member);
  ccp_json_writer_string_len (writer, text, length);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  data = ccp_json_writer_finish (writer);
  ccp_event_batch_take (batch, ccp_event_new ("content_block_delta", data));
}

static inline void
reasoning_answer_start_block (CcpEventBatch *batch, guint index, const char *block)
{
  g_autofree char *json = g_strdup_printf (
      "{\"type\":\"content_block_start\",\"index\":%u,\"content_block\":%s}",
      index,
      block);

  reasoning_answer_add (batch, "content_block_start", json);
}

static inline void
reasoning_answer_stop_block (CcpEventBatch *batch, guint index)
{
  g_autofree char *json =
      g_strdup_printf ("{\"type\":\"content_block_stop\",\"index\":%u}", index);

  reasoning_answer_add (batch, "content_block_stop", json);
}

static inline void
reasoning_answer_add_pieces (CcpEventBatch *batch,
                             guint index,
                             const char *text,
                             gsize cut)
{
  const char *end = text + strlen (text);

  while (text < end)
    {
      const char *next = end;

      if (cut == REASONING_CHARACTERS)
        next = g_utf8_next_char (text);
      else if (cut > 0 && cut < (gsize) (end - text))
        next = text + cut;
      reasoning_answer_add_delta (batch,
                                  index,
                                  "text_delta",
                                  "text",
                                  text,
                                  (gsize) (next - text));
      text = next;
      if (cut != REASONING_CHARACTERS)
        cut = REASONING_UNCUT;
    }
}

/* @block: `text …`, `thinking …` or `tool` */
static inline void
reasoning_answer_add_block (CcpEventBatch *batch,
                            guint index,
                            const char *block,
                            gsize cut)
{
  if (g_str_has_prefix (block, "text "))
    {
      reasoning_answer_start_block (batch, index, "{\"type\":\"text\",\"text\":\"\"}");
      reasoning_answer_add_pieces (batch, index, block + strlen ("text "), cut);
    }
  else if (g_str_has_prefix (block, "thinking "))
    {
      const char *text = block + strlen ("thinking ");

      reasoning_answer_start_block (
          batch,
          index,
          "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
      reasoning_answer_add_delta (batch,
                                  index,
                                  "thinking_delta",
                                  "thinking",
                                  text,
                                  strlen (text));
      reasoning_answer_add_delta (batch,
                                  index,
                                  "signature_delta",
                                  "signature",
                                  "own",
                                  strlen ("own"));
    }
  else
    {
      reasoning_answer_start_block (
          batch,
          index,
          "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Read\",\"input\":{}}");
      reasoning_answer_add_delta (batch,
                                  index,
                                  "input_json_delta",
                                  "partial_json",
                                  "{\"a\":1}",
                                  strlen ("{\"a\":1}"));
    }
  reasoning_answer_stop_block (batch, index);
}

G_END_DECLS
