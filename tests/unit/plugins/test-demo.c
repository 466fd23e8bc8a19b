/* test-demo.c: the demo answers over real HTTP, with text, reasoning, a tool call, errors
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <libsoup/soup.h>
#include <string.h>

#include "demo-provider.h"

#define ASK_TEXT "{\"role\":\"user\",\"content\":\"How are you?\"}"
#define TOOL                                                                             \
  "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","            \
  "\"parameters\":{\"type\":\"object\",\"required\":[\"city\",\"days\"],\"properties\":" \
  "{"                                                                                    \
  "\"city\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\"},"                      \
  "\"unit\":{\"type\":\"string\"}}}}}]"

typedef struct
{
  DemoProvider *provider;
  CcpExchange *exchange;
  SoupSession *session;
  GMainLoop *loop;
} Fixture;

typedef struct
{
  guint status;
  CcpHeaders *headers;
  char *text;
  guint read_count; /* how many reads gave bytes */
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_pointer (&self->text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return document;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpJson) body = parse ("{\"model\":\"demo\",\"messages\":[]}");

  fixture->provider = g_object_new (DEMO_TYPE_PROVIDER, NULL);
  fixture->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  fixture->session = soup_session_new ();
  soup_session_set_proxy_resolver (fixture->session, NULL);
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->provider);
  g_clear_object (&fixture->exchange);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->loop, g_main_loop_unref);
}

static CcpUpstreamRequest *
describe (Fixture *fixture, CcpOperation operation, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) document = body != NULL ? parse (body) : NULL;
  CcpUpstreamRequest *request =
      ccp_simple_provider_describe (CCP_SIMPLE_PROVIDER (fixture->provider),
                                    fixture->exchange,
                                    operation,
                                    document,
                                    &error);

  g_assert_no_error (error);
  return request;
}

static SoupMessage *
create_message (CcpUpstreamRequest *request)
{
  SoupMessage *message = soup_message_new (ccp_upstream_request_get_method (request),
                                           ccp_upstream_request_get_url (request));
  CcpJson *body = ccp_upstream_request_get_body (request);

  if (body != NULL)
    soup_message_set_request_body_from_bytes (message,
                                              "application/json",
                                              ccp_json_get_bytes (body));
  return message;
}

typedef struct
{
  GMainLoop *loop;
  GInputStream *stream;
  GString *text;
  guint read_count;
} Reading;

static void
take_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  g_assert_no_error (error);
  if (g_bytes_get_size (bytes) == 0)
    {
      g_main_loop_quit (reading->loop);
      return;
    }
  g_string_append_len (reading->text,
                       g_bytes_get_data (bytes, NULL),
                       (gssize) g_bytes_get_size (bytes));
  reading->read_count++;
  g_input_stream_read_bytes_async (reading->stream,
                                   65536,
                                   G_PRIORITY_DEFAULT,
                                   NULL,
                                   take_bytes,
                                   reading);
}

static void
take_head (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;

  reading->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_input_stream_read_bytes_async (reading->stream,
                                   65536,
                                   G_PRIORITY_DEFAULT,
                                   NULL,
                                   take_bytes,
                                   reading);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  ccp_headers_append (user_data, name, value);
}

static Answer
send (Fixture *fixture, CcpUpstreamRequest *request)
{
  g_autoptr (SoupMessage) message = create_message (request);
  Reading reading = { fixture->loop, NULL, g_string_new (NULL), 0 };
  Answer answer = { 0 };

  soup_session_send_async (fixture->session,
                           message,
                           G_PRIORITY_DEFAULT,
                           NULL,
                           take_head,
                           &reading);
  g_main_loop_run (fixture->loop);
  g_clear_object (&reading.stream);

  answer.status = soup_message_get_status (message);
  answer.headers = ccp_headers_new ();
  soup_message_headers_foreach (soup_message_get_response_headers (message),
                                copy_header,
                                answer.headers);
  answer.read_count = reading.read_count;
  answer.text = g_string_free (reading.text, FALSE);
  return answer;
}

static Answer
ask (Fixture *fixture, const char *body)
{
  g_autoptr (CcpUpstreamRequest) request =
      describe (fixture, CCP_OPERATION_MESSAGES, body);

  return send (fixture, request);
}

/* The pieces of a field of all deltas, put together; @count: (out) (optional) */
static char *
collect (const char *stream, const char *field, guint *count)
{
  g_auto (GStrv) frames = g_strsplit (stream, "\n\n", -1);
  GString *text = g_string_new (NULL);
  guint found = 0;

  for (guint i = 0; frames[i] != NULL; i++)
    {
      g_autoptr (CcpJson) chunk = NULL;
      CcpJsonValue value;

      if (!g_str_has_prefix (frames[i], "data: {"))
        continue;
      chunk = parse (frames[i] + strlen ("data: "));
      ccp_json_get_root (chunk, &value);
      value = ccp_json_value_member (&value, "choices");
      value = ccp_json_value_element (&value, 0);
      value = ccp_json_value_member (&value, "delta");
      if (g_str_equal (field, "arguments"))
        {
          value = ccp_json_value_member (&value, "tool_calls");
          value = ccp_json_value_element (&value, 0);
          value = ccp_json_value_member (&value, "function");
        }
      value = ccp_json_value_member (&value, field);
      found += ccp_json_value_is_string (&value);
      ccp_json_value_append_string (&value, text);
    }
  if (count != NULL)
    *count = found;
  return g_string_free (text, FALSE);
}

static gint64
get_count (CcpJson *document, const char *name)
{
  CcpJsonValue value;
  gint64 count = -1;

  ccp_json_get_root (document, &value);
  value = ccp_json_value_member (&value, "usage");
  value = ccp_json_value_member (&value, name);
  ccp_json_value_get_int (&value, &count);
  return count;
}

static void
test_own_server (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpUpstreamRequest) first = NULL;
  g_autoptr (CcpUpstreamRequest) second = NULL;

  first = describe (fixture, CCP_OPERATION_MESSAGES, "{\"messages\":[]}");
  second = describe (fixture, CCP_OPERATION_MESSAGES, "{\"messages\":[]}");

  g_assert_true (
      g_str_has_prefix (ccp_upstream_request_get_url (first), "http://127.0.0.1:"));
  g_assert_true (
      g_str_has_suffix (ccp_upstream_request_get_url (first), "/v1/chat/completions"));
  g_assert_cmpstr (ccp_upstream_request_get_url (first),
                   ==,
                   ccp_upstream_request_get_url (second));
  g_assert_null (ccp_upstream_request_get_key_header (first));
}

static void
test_stream (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = ask (fixture,
                                "{\"model\":\"m\",\"stream\":true,\"messages\":[" ASK_TEXT
                                "],\"stream_options\":{\"include_usage\":true}}");
  guint pieces = 0;
  g_autofree char *text = collect (answer.text, "content", &pieces);
  g_autofree char *reasoning = collect (answer.text, "reasoning_content", NULL);

  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_cmpstr (ccp_headers_get (answer.headers, "content-type"),
                   ==,
                   "text/event-stream");
  g_assert_nonnull (strstr (text, "You wrote: “How are you?”"));
  g_assert_cmpuint (pieces, >, 20);
  g_assert_cmpuint (answer.read_count, >, pieces / 2);
  g_assert_cmpstr (reasoning, ==, "");
  g_assert_nonnull (strstr (answer.text, "\"finish_reason\":\"stop\""));
  g_assert_nonnull (strstr (answer.text, "\"choices\":[],\"usage\":{"));
  g_assert_true (g_str_has_suffix (answer.text, "\n\ndata: [DONE]\n\n"));
}

static void
test_no_usage_unasked (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = ask (fixture, "{\"stream\":true,\"messages\":[" ASK_TEXT "]}");

  g_assert_null (strstr (answer.text, "usage"));
}

static void
test_reasoning (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = ask (fixture,
                                "{\"stream\":true,\"reasoning_effort\":\"high\","
                                "\"messages\":[" ASK_TEXT "]}");
  g_autofree char *reasoning = collect (answer.text, "reasoning_content", NULL);

  g_assert_nonnull (strstr (reasoning, "think aloud"));
  g_assert_cmpuint (strstr (answer.text, "reasoning_content") - answer.text,
                    <,
                    strstr (answer.text, "\"content\":\"Hello!") - answer.text);
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = ask (fixture,
                                "{\"model\":\"m\",\"reasoning_effort\":\"low\","
                                "\"messages\":[" ASK_TEXT "]}");
  g_autoptr (CcpJson) document = parse (answer.text);
  gint64 prompt = get_count (document, "prompt_tokens");
  gint64 completion = get_count (document, "completion_tokens");

  g_assert_cmpstr (ccp_headers_get (answer.headers, "content-type"),
                   ==,
                   "application/json");
  g_assert_cmpint (prompt, >, 0);
  g_assert_cmpint (completion, >, 50);
  g_assert_cmpint (get_count (document, "total_tokens"), ==, prompt + completion);
  g_assert_nonnull (strstr (answer.text, "\"model\":\"m\""));
  g_assert_nonnull (strstr (answer.text, "\"reasoning_content\":\""));
}

static void
test_tool_call (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = ask (fixture,
                                "{\"stream\":true," TOOL ",\"messages\":[{\"role\":"
                                "\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                                "\"Please call get_weather.\"}]}]}");
  g_autofree char *arguments = collect (answer.text, "arguments", NULL);

  g_assert_cmpstr (arguments, ==, "{\"city\":\"Paris\",\"days\":1}");
  g_assert_nonnull (strstr (answer.text, "\"name\":\"get_weather\""));
  g_assert_nonnull (strstr (answer.text, "\"finish_reason\":\"tool_calls\""));
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = ask (fixture,
                                "{\"stream\":true,\"messages\":[{\"role\":\"user\","
                                "\"content\":\"demo: error 429\"}]}");
  g_autoptr (CcpJson) document = parse (answer.text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpVerdict) verdict =
      ccp_simple_provider_judge (CCP_SIMPLE_PROVIDER (fixture->provider),
                                 fixture->exchange,
                                 answer.status,
                                 answer.headers,
                                 NULL,
                                 document,
                                 &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answer.status, ==, 429);
  g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, CCP_VERDICT_GIVE_UP);
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, CCP_ERROR_RATE_LIMITED);
  g_assert_cmpstr (ccp_verdict_get_message (verdict),
                   ==,
                   "the demo answers with 429, as it was asked to");
  g_assert_cmpuint (ccp_verdict_get_retry_after (verdict), ==, 1000);
}

static void
test_not_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpUpstreamRequest) request =
      describe (fixture, CCP_OPERATION_MESSAGES, NULL);
  g_auto (Answer) answer = send (fixture, request);

  g_assert_cmpuint (answer.status, ==, 400);
}

static void
test_models (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpUpstreamRequest) request = describe (fixture, CCP_OPERATION_MODELS, NULL);
  g_auto (Answer) answer = send (fixture, request);

  g_assert_cmpstr (
      answer.text,
      ==,
      "{\"object\":\"list\",\"data\":[{\"id\":\"demo\",\"object\":\"model\"}]}");
}

static void
test_count_tokens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpUpstreamRequest) request =
      ccp_simple_provider_describe (CCP_SIMPLE_PROVIDER (fixture->provider),
                                    fixture->exchange,
                                    CCP_OPERATION_COUNT_TOKENS,
                                    NULL,
                                    &error);

  g_assert_null (request);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_NOT_FOUND);
}

static void
refuse_head (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_main_loop_quit (user_data);
}

static void
test_ends_with_provider (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpUpstreamRequest) request = describe (fixture, CCP_OPERATION_MODELS, NULL);
  g_autoptr (SoupMessage) message = create_message (request);

  g_clear_object (&fixture->provider);
  soup_session_send_async (fixture->session,
                           message,
                           G_PRIORITY_DEFAULT,
                           NULL,
                           refuse_head,
                           fixture->loop);
  g_main_loop_run (fixture->loop);
}

static gboolean
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
leave_after_head (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  g_timeout_add (100, quit, user_data);
}

/* What was left half-way must not disturb the next, nor outlive the server. */
static void
test_client_leaves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpUpstreamRequest) request =
      describe (fixture,
                CCP_OPERATION_MESSAGES,
                "{\"stream\":true,\"messages\":[" ASK_TEXT "]}");
  g_autoptr (SoupMessage) message = create_message (request);
  g_auto (Answer) answer = { 0 };

  soup_session_send_async (fixture->session,
                           message,
                           G_PRIORITY_DEFAULT,
                           NULL,
                           leave_after_head,
                           fixture->loop);
  g_main_loop_run (fixture->loop);
  soup_session_abort (fixture->session);
  answer = ask (fixture, "{\"messages\":[" ASK_TEXT "]}");

  g_assert_cmpuint (answer.status, ==, 200);
}

#define ADD(path, function)                                                              \
  g_test_add ("/demo/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("describe/names-its-own-server", test_own_server);
  ADD ("describe/models", test_models);
  ADD ("describe/refuses-to-count", test_count_tokens);
  ADD ("stream/comes-in-pieces", test_stream);
  ADD ("stream/no-usage-unasked", test_no_usage_unasked);
  ADD ("stream/client-leaves", test_client_leaves);
  ADD ("answer/reasoning", test_reasoning);
  ADD ("answer/whole", test_whole);
  ADD ("answer/tool-call", test_tool_call);
  ADD ("answer/not-json", test_not_json);
  ADD ("judge/error", test_error);
  ADD ("finalize/ends-the-server", test_ends_with_provider);
  return g_test_run ();
}
