/* openai-chat-cases.h: chunks of a stream, and what is to become of them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

#include "openai-chat-stream.h"
#include "transcript.h"

G_BEGIN_DECLS

#define DELTA(members) "{\"choices\":[{\"index\":0,\"delta\":{" members "}}]}"
#define TEXT(text) DELTA ("\"content\":\"" text "\"")
#define CALL(members) DELTA ("\"tool_calls\":[{" members "}]")
#define FINISH(word)                                                                     \
  "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" word "\"}]}"
#define USAGE "{\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}"
#define STOP FINISH ("stop"), USAGE

#define MAX_CHUNKS 12

typedef struct
{
  const char *name;
  const char *options; /* NULL: none */
  const char *chunks[MAX_CHUNKS];
  const char *expected;
} Case;

static inline CcpExchange *
create_exchange (const char *options_text)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[],\"thinking\":{\"type\":"
      "\"adaptive\"},\"tools\":[{\"name\":\"A\"},{\"name\":\"Read\",\"input_schema\":{"
      "\"properties\":{\"file\":{\"type\":\"string\"},\"pages\":{\"type\":\"string\"},"
      "\"any\":{}},\"required\":[\"file\"]}}],\"stop_sequences\":[\"END\",\"\\n\\n\"]"
      "}",
      -1,
      NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  if (options_text != NULL)
    {
      g_autoptr (CcpJson) options = ccp_json_new_from_text (options_text, -1, NULL);

      ccp_exchange_set_options (exchange, options);
    }
  return exchange;
}

static inline CcpEvent *
create_event (const char *text)
{
  g_autoptr (CcpJson) data = ccp_json_new_from_text (text, -1, NULL);

  return data != NULL ? ccp_event_new (NULL, data) : ccp_event_new_text (NULL, text, -1);
}

static inline void
feed (OpenaiChatStream *stream,
      CcpEventBatch *in,
      CcpTransformFlags flags,
      CcpEventBatch *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) converted =
      openai_chat_stream_feed (stream, in, flags, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ccp_event_batch_get_length (converted); i++)
    ccp_event_batch_append (out, ccp_event_batch_get (converted, i));
}

static inline char *
convert_together (const Case *test)
{
  g_autoptr (CcpExchange) exchange = create_exchange (test->options);
  g_autoptr (OpenaiChatStream) stream = openai_chat_stream_new (exchange);
  g_autoptr (CcpEventBatch) in = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();

  for (guint i = 0; test->chunks[i] != NULL; i++)
    ccp_event_batch_take (in, create_event (test->chunks[i]));
  feed (stream, in, CCP_TRANSFORM_END, out);
  return transcript_render (out);
}

static inline char *
convert_one_by_one (const Case *test)
{
  g_autoptr (CcpExchange) exchange = create_exchange (test->options);
  g_autoptr (OpenaiChatStream) stream = openai_chat_stream_new (exchange);
  g_autoptr (CcpEventBatch) nothing = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();

  for (guint i = 0; test->chunks[i] != NULL; i++)
    {
      g_autoptr (CcpEventBatch) in = ccp_event_batch_new ();

      ccp_event_batch_take (in, create_event (test->chunks[i]));
      feed (stream, in, CCP_TRANSFORM_NONE, out);
    }
  feed (stream, nothing, CCP_TRANSFORM_END, out);
  return transcript_render (out);
}

static inline void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *together = convert_together (test);
  g_autofree char *one_by_one = convert_one_by_one (test);

  g_assert_cmpstr (together, ==, test->expected);
  g_assert_cmpstr (one_by_one, ==, test->expected);
}

static inline void
add_cases (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-chat-stream/feed/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}

G_END_DECLS
