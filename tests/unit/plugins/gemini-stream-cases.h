/* gemini-stream-cases.h: chunks of an answer, and what is to become of them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

#include "ccp-framer.h"
#include "ccp-stream-guard.h"
#include "gemini-stream.h"
#include "transcript.h"

G_BEGIN_DECLS

#define PARTS(parts) "{\"candidates\":[{\"content\":{\"parts\":[" parts "]}}]}"
#define SAID(text) PARTS ("{\"text\":\"" text "\"}")
#define THOUGHT(text) PARTS ("{\"text\":\"" text "\",\"thought\":true}")
#define CALLED(members) PARTS ("{\"functionCall\":{" members "}}")
#define ENDED(reason)                                                                    \
  "{\"candidates\":[{\"finishReason\":" reason                                           \
  "}],\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":7}}"
#define STOP ENDED ("\"STOP\"")

#define MAX_CHUNKS 8

typedef struct
{
  const char *name;
  const char *options; /* (nullable) */
  const char *request; /* (nullable): members of the client's request */
  const char *chunks[MAX_CHUNKS];
  const char *expected;
} Case;

/* Replaces the place of the origin in what is expected. */
static inline char *
fill_origin (const char *text)
{
  g_autofree char *origin = ccp_signature_make_origin ("p", "gemini-3-pro-preview");
  g_autofree char *place = g_strdup_printf (":%s:", origin);
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, ":@:", place, 0);
  return g_steal_pointer (&filled->str);
}

static inline CcpExchange *
create_exchange (const Case *test)
{
  g_autofree char *text = g_strdup_printf (
      "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[],%s}",
      test->request != NULL
          ? test->request
          : "\"thinking\":{\"type\":\"adaptive\"},\"tools\":[{\"name\":\"A\"},{\"name\":"
            "\"B\"}]");
  g_autoptr (CcpJson) body = ccp_json_new_from_text (text, -1, NULL);
  g_autoptr (CcpJson) options =
      ccp_json_new_from_text (test->options != NULL ? test->options : "{}", -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "gemini-3-pro-preview");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

typedef struct
{
  CcpFramer framer;
  GeminiStream *stream;
  CcpStreamGuard *guard;
  CcpEventBatch *out;
} Pipe;

static inline void
collect (Pipe *pipe, CcpFramerInput input)
{
  g_autoptr (CcpEventBatch) framed = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) converted = NULL;
  g_autoptr (CcpEventBatch) passed = NULL;
  g_autoptr (GError) error = NULL;
  CcpTransformFlags flags = CCP_TRANSFORM_NONE;

  if (!ccp_framer_collect (&pipe->framer, input, framed, &error) ||
      input == CCP_FRAMER_CUT)
    flags |= CCP_TRANSFORM_CUT | CCP_TRANSFORM_END;
  else if (input == CCP_FRAMER_ENDED)
    flags |= CCP_TRANSFORM_END;
  converted = gemini_stream_feed (pipe->stream, framed, flags);
  passed = ccp_stream_guard_filter (pipe->guard, converted);
  for (guint i = 0; i < ccp_event_batch_get_length (passed); i++)
    ccp_event_batch_append (pipe->out, ccp_event_batch_get (passed, i));
}

/* @cut: (array zero-terminated): how long each piece is, the last one is what is left */
static inline char *
convert_bytes (const Case *test,
               const char *type,
               const char *bytes,
               gsize first,
               CcpFramerInput end)
{
  g_autoptr (CcpExchange) exchange = create_exchange (test);
  g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) last = NULL;
  gsize length = strlen (bytes);
  Pipe pipe = { .stream = gemini_stream_new (exchange),
                .guard = ccp_stream_guard_new (exchange),
                .out = out };
  char *text = NULL;

  ccp_framer_init (&pipe.framer, CCP_FRAMING_AUTO, type);
  ccp_framer_feed (&pipe.framer, (const guint8 *) bytes, first);
  collect (&pipe, CCP_FRAMER_OPEN);
  ccp_framer_feed (&pipe.framer, (const guint8 *) bytes + first, length - first);
  collect (&pipe, CCP_FRAMER_OPEN);
  collect (&pipe, end);
  last = ccp_stream_guard_finish (pipe.guard, NULL);
  for (guint i = 0; i < ccp_event_batch_get_length (last); i++)
    ccp_event_batch_append (out, ccp_event_batch_get (last, i));
  text = transcript_render (out);
  ccp_framer_clear (&pipe.framer);
  gemini_stream_free (pipe.stream);
  g_object_unref (pipe.guard);
  return text;
}

static inline char *
make_sse (const Case *test)
{
  g_autoptr (GString) bytes = g_string_new (NULL);

  for (guint i = 0; test->chunks[i] != NULL; i++)
    g_string_append_printf (bytes, "data: %s\r\n\r\n", test->chunks[i]);
  return g_steal_pointer (&bytes->str);
}

static inline char *
make_array (const Case *test)
{
  g_autofree char *list = g_strjoinv ("\n,\r\n", (char **) test->chunks);

  return g_strconcat ("[", list, "\n]\n", NULL);
}

/* Both framings, cut in two at each byte: the answer is the same. */
static inline void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *expected = fill_origin (test->expected);
  g_autofree char *sse = make_sse (test);
  g_autofree char *array = make_array (test);

  for (gsize i = 0; i < strlen (sse); i++)
    {
      g_autofree char *actual =
          convert_bytes (test, "text/event-stream", sse, i, CCP_FRAMER_ENDED);

      g_assert_cmpstr (actual, ==, expected);
    }
  for (gsize i = 0; i < strlen (array); i++)
    {
      g_autofree char *actual =
          convert_bytes (test, "application/json", array, i, CCP_FRAMER_ENDED);

      g_assert_cmpstr (actual, ==, expected);
    }
}

static inline void
add_cases (const char *group, const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/gemini-stream/%s/%s", group, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}

G_END_DECLS
