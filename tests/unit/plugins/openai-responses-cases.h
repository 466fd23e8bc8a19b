/* openai-responses-cases.h: events of a stream, and what is to become of them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

#include "openai-responses-stream.h"
#include "transcript.h"

G_BEGIN_DECLS

#define EVENT(type, members) "{\"type\":\"response." type "\"," members "}"
#define NUMBERED(type, members) EVENT (type, "\"sequence_number\":1," members)
#define AT(index, id) "\"output_index\":" index ",\"item_id\":\"" id "\","

#define CREATED EVENT ("created", "\"response\":{\"id\":\"r\"}")
#define ADDED(index, item)                                                               \
  EVENT ("output_item.added", "\"output_index\":" index ",\"item\":{" item "}")
#define DONE(index, item)                                                                \
  EVENT ("output_item.done", "\"output_index\":" index ",\"item\":{" item "}")

#define MESSAGE(id) "\"type\":\"message\",\"id\":\"" id "\",\"content\":[]"
#define SAID(id, text)                                                                   \
  "\"type\":\"message\",\"id\":\"" id "\",\"role\":\"assistant\",\"content\":[{"         \
  "\"type\":\"output_text\",\"text\":\"" text "\",\"annotations\":[]}]"
#define REASONING(id) "\"type\":\"reasoning\",\"id\":\"" id "\",\"summary\":[]"
#define CALL(id, call, name, arguments)                                                  \
  "\"type\":\"function_call\",\"id\":\"" id "\",\"call_id\":\"" call                     \
  "\",\"name\":\"" name "\",\"arguments\":\"" arguments "\""

#define TEXT(place, text)                                                                \
  EVENT ("output_text.delta", place "\"content_index\":0,\"delta\":\"" text "\"")
#define SUMMARY(place, part, text)                                                       \
  EVENT ("reasoning_summary_text.delta",                                                 \
         place "\"summary_index\":" part ",\"delta\":\"" text "\"")
#define ARGUMENTS(place, text)                                                           \
  EVENT ("function_call_arguments.delta", place "\"delta\":\"" text "\"")

#define USAGE "\"usage\":{\"input_tokens\":5,\"output_tokens\":7}"
#define END(output)                                                                      \
  EVENT ("completed",                                                                    \
         "\"response\":{\"status\":\"completed\",\"output\":[" output "]," USAGE "}")
#define COMPLETED END ("")

#define MAX_CHUNKS 16

typedef struct
{
  const char *name;
  const char *options; /* NULL: none */
  const char *chunks[MAX_CHUNKS];
  const char *expected; /* @ stands for the mark of provider and model */
} Case;

static inline CcpExchange *
create_exchange (const char *options_text)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[],\"thinking\":{\"type\":"
      "\"adaptive\"},\"tools\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"stop_sequences\":["
      "\"END\",\"\\n\\n\"]}",
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
feed (OpenaiResponsesStream *stream,
      CcpEventBatch *in,
      CcpTransformFlags flags,
      CcpEventBatch *out)
{
  g_autoptr (CcpEventBatch) converted = openai_responses_stream_feed (stream, in, flags);

  for (guint i = 0; i < ccp_event_batch_get_length (converted); i++)
    ccp_event_batch_append (out, ccp_event_batch_get (converted, i));
}

/* Returns: (transfer full): what is expected, with the mark of provider and model */
static inline char *
fill_origin (const char *text)
{
  g_autofree char *origin = ccp_signature_make_origin ("p", "m1");
  GString *filled = g_string_new (text);

  g_string_replace (filled, "@", origin, 0);
  return g_string_free (filled, FALSE);
}

static inline char *
convert_together (const Case *test)
{
  g_autoptr (CcpExchange) exchange = create_exchange (test->options);
  g_autoptr (OpenaiResponsesStream) stream = openai_responses_stream_new (exchange);
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
  g_autoptr (OpenaiResponsesStream) stream = openai_responses_stream_new (exchange);
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
  g_autofree char *expected = fill_origin (test->expected);
  g_autofree char *together = convert_together (test);
  g_autofree char *one_by_one = convert_one_by_one (test);

  g_assert_cmpstr (together, ==, expected);
  g_assert_cmpstr (one_by_one, ==, expected);
}

static inline void
add_cases (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-responses-stream/feed/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}

G_END_DECLS
