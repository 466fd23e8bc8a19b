/* test-openai-chat-corpus.c: recorded answers of real providers, cut into pieces of any
 * size, become messages that say the same. The recordings are not a part of this project:
 * CCPROXY_CORPUS names the folder that holds them in "recorded".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "ccp-framer.h"
#include "ccp-message-collector.h"
#include "ccp-stream-guard.h"
#include "chat-corpus.h"
#include "golden-compare.h"
#include "openai-chat-judge.h"
#include "openai-chat-response.h"
#include "openai-chat-stream.h"

#define SEED 20260101
#define MAX_PIECE 97

typedef enum
{
  FORM_AS_RECORDED,
  FORM_BYTES,
  FORM_CRLF,
  FORM_NO_DONE,
  FORM_COMMENTS,
  FORM_SHORT,
  FORM_CUT,
} Form;

typedef struct
{
  const char *name;
  Form form;
} Variant;

static const Variant variants[] = {
  { "as-recorded", FORM_AS_RECORDED },
  { "T82-byte-by-byte", FORM_BYTES },
  { "T83-crlf", FORM_CRLF },
  { "T83-no-done", FORM_NO_DONE },
  { "T83-comments", FORM_COMMENTS },
  { "T74-ends-early", FORM_SHORT },
  { "T74-cut", FORM_CUT },
};

/* How many of a hundred may be read differently, and each is looked at by a person */
#define MAX_PERCENT 1

static CcpExchange *
create_exchange (const ChatCorpusCase *test)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      "{\"model\":\"m\",\"max_tokens\":100000,\"messages\":[{\"role\":\"user\","
      "\"content\":\"x\"}]}",
      -1,
      NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static void
replace (GString *bytes, const char *from, const char *to)
{
  g_string_replace (bytes, from, to, 0);
}

static GString *
make_bytes (const ChatCorpusCase *test, Form form)
{
  GString *bytes = g_string_new_len (test->bytes->str, (gssize) test->bytes->len);

  if (form == FORM_SHORT || form == FORM_CUT)
    g_string_truncate (bytes, bytes->len * 6 / 10);
  if (!test->stream)
    return bytes;
  if (form == FORM_NO_DONE)
    replace (bytes, "data: [DONE]", "");
  if (form == FORM_COMMENTS)
    replace (bytes, "\n\ndata:", "\n\n: PROCESSING\n\ndata:");
  if (form == FORM_CRLF)
    {
      replace (bytes, "\r\n", "\n");
      replace (bytes, "\n", "\r\n");
    }
  return bytes;
}

typedef struct
{
  CcpFramer framer;
  OpenaiChatStream *stream;
  CcpStreamGuard *guard;
  CcpMessageCollector *collector;
} Pipe;

static void
collect (Pipe *pipe, gboolean at_end, Form form)
{
  CcpTransformFlags flags = at_end ? CCP_TRANSFORM_END : CCP_TRANSFORM_NONE;
  g_autoptr (CcpEventBatch) framed = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) converted = NULL;
  g_autoptr (CcpEventBatch) passed = NULL;
  g_autoptr (GError) error = NULL;

  /* a connection that breaks delivers nothing at its end */
  if (at_end && form == FORM_CUT)
    flags |= CCP_TRANSFORM_CUT;
  else
    ccp_framer_collect (&pipe->framer, at_end, framed, &error);
  if (error != NULL)
    flags |= CCP_TRANSFORM_CUT;
  if (ccp_event_batch_get_length (framed) == 0 && !at_end)
    return;
  converted = openai_chat_stream_feed (pipe->stream, framed, flags, NULL);
  passed = ccp_stream_guard_filter (pipe->guard, converted);
  g_assert_true (passed == converted || ccp_event_batch_get_length (passed) ==
                                            ccp_event_batch_get_length (converted));
  ccp_message_collector_add (pipe->collector, passed);
}

static CcpJson *
convert_stream (const ChatCorpusCase *test, Form form, GRand *random, GError **error)
{
  g_autoptr (CcpExchange) exchange = create_exchange (test);
  g_autoptr (GString) bytes = make_bytes (test, form);
  g_autoptr (CcpEventBatch) end = NULL;
  Pipe pipe = { .stream = openai_chat_stream_new (exchange),
                .guard = ccp_stream_guard_new (exchange),
                .collector = ccp_message_collector_new () };
  CcpJson *message = NULL;

  ccp_framer_init (&pipe.framer, CCP_FRAMING_AUTO, test->content_type);
  for (gsize sent = 0; sent < bytes->len;)
    {
      gsize length =
          form == FORM_BYTES ? 1 : (gsize) g_rand_int_range (random, 1, MAX_PIECE);

      length = MIN (length, bytes->len - sent);
      ccp_framer_feed (&pipe.framer, (const guint8 *) bytes->str + sent, length);
      collect (&pipe, FALSE, form);
      sent += length;
    }
  collect (&pipe, TRUE, form);
  end = ccp_stream_guard_finish (pipe.guard, NULL);
  ccp_message_collector_add (pipe.collector, end);
  message = ccp_message_collector_finish (pipe.collector, error);
  ccp_framer_clear (&pipe.framer);
  openai_chat_stream_free (pipe.stream);
  g_object_unref (pipe.guard);
  g_object_unref (pipe.collector);
  return message;
}

static CcpJson *
convert_document (const ChatCorpusCase *test, Form form, GError **error)
{
  g_autoptr (CcpExchange) exchange = create_exchange (test);
  g_autoptr (GString) text = make_bytes (test, form);
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (CcpJson) json = ccp_json_new_from_bytes (bytes, error);
  g_autoptr (CcpVerdict) verdict = NULL;

  if (json == NULL && test->status < 400)
    return NULL;
  g_clear_error (error);
  verdict = openai_chat_judge_answer (exchange, test->status, NULL, bytes, json);
  if (ccp_verdict_get_kind (verdict) != CCP_VERDICT_FINE)
    {
      g_propagate_error (error, ccp_verdict_to_error (verdict));
      return NULL;
    }
  return openai_chat_response_convert (exchange, json, error);
}

static gboolean
contains_text (JsonArray *content, const ChatCorpusCase *test)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *wanted = g_strstrip (g_strdup (test->text->str));

  for (guint i = 0; i < json_array_get_length (content); i++)
    {
      JsonObject *block = json_array_get_object_element (content, i);

      if (g_str_equal (json_object_get_string_member (block, "type"), "text"))
        g_string_append (text, json_object_get_string_member (block, "text"));
    }
  /* what stands between these tags is shown as thinking */
  return strstr (wanted, "<think>") != NULL || strstr (text->str, wanted) != NULL;
}

static gboolean
has_calls (JsonArray *content, const ChatCorpusCase *test)
{
  guint n_calls = 0;

  if (test->odd_inputs)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (content); i++)
    {
      JsonObject *block = json_array_get_object_element (content, i);
      g_autofree char *difference = NULL;

      if (!g_str_equal (json_object_get_string_member (block, "type"), "tool_use"))
        continue;
      if (n_calls >= test->names->len ||
          !g_str_equal (json_object_get_string_member (block, "name"),
                        g_ptr_array_index (test->names, n_calls)))
        return FALSE;
      difference =
          golden_compare_find_difference (g_ptr_array_index (test->inputs, n_calls),
                                          json_object_get_member (block, "input"));
      if (difference != NULL)
        return FALSE;
      n_calls++;
    }
  return n_calls == test->names->len;
}

/* Returns: (nullable): what is wrong */
static const char *
find_fault (const ChatCorpusCase *test, CcpJson *message, Form form)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *content = NULL;

  if (test->status >= 400)
    return message == NULL ? NULL : "an error became a message";
  if (form == FORM_SHORT || form == FORM_CUT)
    return message == NULL ? NULL : "a part was passed off as the whole";
  if (test->failed || !test->answered)
    return NULL;
  if (message == NULL)
    return "a good answer became an error";
  node = ccp_json_to_node (message, NULL);
  content = json_object_get_array_member (json_node_get_object (node), "content");
  if (!contains_text (content, test))
    return "the text is another one";
  return has_calls (content, test) ? NULL : "the tool calls are others";
}

static gboolean
check_case (const ChatCorpusCase *test, Form form, GRand *random)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;
  const char *fault = NULL;

  if (test->stream && test->status < 400)
    message = convert_stream (test, form, random, &error);
  else
    message = convert_document (test, form, &error);
  g_assert_true ((message == NULL) == (error != NULL));
  if (message != NULL)
    {
      g_autoptr (GError) malformed = NULL;

      ccp_stream_guard_check_message (message, &malformed);
      g_assert_no_error (malformed);
    }
  fault = find_fault (test, message, form);
  if (fault != NULL)
    g_test_message ("%s: %s (%s)",
                    test->id,
                    fault,
                    error != NULL ? error->message : "no error");
  return fault == NULL;
}

static char *
find_folder (void)
{
  const char *shared = g_getenv ("CCPROXY_CORPUS");

  return shared != NULL ? g_build_filename (shared, "recorded", NULL) : NULL;
}

static void
test_variant (gconstpointer data)
{
  const Variant *variant = data;
  g_autofree char *folder = find_folder ();
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint n_clean = 0;

  if (folder == NULL)
    {
      g_test_skip ("CCPROXY_CORPUS does not name a folder with recorded answers");
      return;
    }
  cases = chat_corpus_load (folder);
  g_assert_cmpuint (cases->len, >, 0);
  for (guint i = 0; i < cases->len; i++)
    if (check_case (g_ptr_array_index (cases, i), variant->form, random))
      n_clean++;
  g_test_message ("%u of %u answers are clean", n_clean, cases->len);
  g_assert_cmpuint ((cases->len - n_clean) * 100, <=, cases->len * MAX_PERCENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-chat/corpus/", variants[i].name, NULL);

      g_test_add_data_func (path, &variants[i], test_variant);
    }
  return g_test_run ();
}
