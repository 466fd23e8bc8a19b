/* test-openai-chat-golden-answers.c: the golden cases of answers, streams and errors
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "ccp-stream-guard.h"
#include "golden-compare.h"
#include "openai-chat-judge.h"
#include "openai-chat-response.h"
#include "openai-chat-stream.h"

typedef struct
{
  JsonNode *node;
  JsonObject *root;
  JsonObject *config;
  CcpExchange *exchange;
} Golden;

static CcpJson *
make_document (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_node (node, &error);

  g_assert_no_error (error);
  return document;
}

/* What the cases assume of the client's request, and what they say of it themselves */
static CcpJson *
make_request (JsonObject *config)
{
  g_autoptr (JsonNode) node = json_from_string (
      "{\"model\":\"claude-x\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\","
      "\"content\":\"x\"}],\"thinking\":{\"type\":\"adaptive\"}}",
      NULL);
  JsonObject *request = json_node_get_object (node);

  if (json_object_has_member (config, "model"))
    json_object_set_member (request, "model", json_object_dup_member (config, "model"));
  if (json_object_has_member (config, "request"))
    {
      JsonObject *more = json_object_get_object_member (config, "request");
      g_autoptr (GList) names = json_object_get_members (more);

      for (GList *name = names; name != NULL; name = name->next)
        json_object_set_member (request,
                                name->data,
                                json_object_dup_member (more, name->data));
    }
  return make_document (node);
}

static Golden *
load_golden (const char *path)
{
  Golden *self = g_new0 (Golden, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (CcpRoute) route = NULL;
  g_autoptr (CcpJson) request = NULL;
  g_autoptr (CcpJson) options = NULL;
  g_autoptr (JsonNode) options_node = NULL;
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  self->node = json_parser_steal_root (parser);
  self->root = json_node_get_object (self->node);
  self->config = json_object_get_object_member (self->root, "config");
  request = make_request (self->config);
  self->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, request);
  route = ccp_route_new ("default",
                         json_object_get_string_member (self->config, "provider"),
                         json_object_get_string_member (self->config, "upstream_model"));
  ccp_exchange_set_route (self->exchange, route);
  options_node = json_node_init_object (json_node_alloc (), self->config);
  options = make_document (options_node);
  ccp_exchange_set_options (self->exchange, options);
  return self;
}

static void
free_golden (Golden *self)
{
  g_clear_object (&self->exchange);
  json_node_unref (self->node);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Golden, free_golden)

static void
assert_same (JsonNode *expected, JsonNode *actual)
{
  g_autofree char *difference = golden_compare_find_difference (expected, actual);

  if (difference != NULL)
    {
      g_autofree char *text = json_to_string (actual, TRUE);

      g_test_message ("%s", text);
    }
  g_assert_cmpstr (difference, ==, NULL);
}

static JsonNode *
make_node (CcpJson *document)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = ccp_json_to_node (document, &error);

  g_assert_no_error (error);
  return node;
}

/* The HTTP answer that the client gets for a verdict */
static JsonNode *
make_error_answer (CcpExchange *exchange, CcpVerdict *verdict)
{
  g_autoptr (GError) error = ccp_verdict_to_error (verdict);
  g_autoptr (CcpJson) body = ccp_error_to_body (error, ccp_exchange_get_id (exchange));
  guint64 pause = ccp_verdict_get_retry_after (verdict);
  JsonObject *answer = json_object_new ();
  JsonNode *node = NULL;
  JsonObject *headers = json_object_new ();
  g_autofree char *seconds = g_strdup_printf ("%" G_GUINT64_FORMAT, (pause + 999) / 1000);

  json_object_set_int_member (answer,
                              "status",
                              ccp_error_get_http_status (ccp_verdict_get_code (verdict)));
  json_object_set_member (answer, "body", make_node (body));
  if (pause > 0)
    {
      json_object_set_string_member (headers, "retry-after", seconds);
      json_object_set_object_member (answer, "headers", json_object_ref (headers));
    }
  json_object_unref (headers);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, answer);
  return node;
}

static CcpHeaders *
make_headers (JsonObject *object)
{
  CcpHeaders *headers = ccp_headers_new ();
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    ccp_headers_set (headers,
                     name->data,
                     json_object_get_string_member (object, name->data));
  return headers;
}

static void
check_error (Golden *golden, JsonObject *input)
{
  JsonNode *body = json_object_get_member (input, "body");
  g_autoptr (CcpHeaders) headers =
      make_headers (json_object_get_object_member (input, "headers"));
  g_autofree char *text = JSON_NODE_HOLDS_VALUE (body) ? json_node_dup_string (body)
                                                       : json_to_string (body, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CcpJson) json = ccp_json_new_from_bytes (bytes, NULL);
  g_autoptr (CcpVerdict) verdict =
      openai_chat_judge_answer (golden->exchange,
                                (guint) json_object_get_int_member (input, "status"),
                                headers,
                                bytes,
                                json);
  g_autoptr (JsonNode) actual = make_error_answer (golden->exchange, verdict);

  assert_same (json_object_get_member (golden->root, "expected"), actual);
}

static void
check_response (Golden *golden, JsonNode *input)
{
  g_autoptr (CcpJson) body = make_document (input);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message =
      openai_chat_response_convert (golden->exchange, body, &error);
  g_autoptr (JsonNode) actual = NULL;

  g_assert_no_error (error);
  actual = make_node (message);
  assert_same (json_object_get_member (golden->root, "expected"), actual);
}

static CcpEvent *
make_event (JsonNode *chunk)
{
  g_autoptr (CcpJson) data = NULL;

  if (JSON_NODE_HOLDS_VALUE (chunk))
    return NULL;
  data = make_document (chunk);
  return ccp_event_new (NULL, data);
}

static void
append_events (JsonArray *events, CcpEventBatch *batch, CcpVerdict **verdict)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);

      json_array_add_element (events, make_node (ccp_event_get_data (event)));
      if (ccp_event_get_verdict (event) != NULL && *verdict == NULL)
        *verdict = ccp_verdict_ref (ccp_event_get_verdict (event));
    }
}

static void
run_stream (Golden *golden, JsonArray *chunks, JsonArray *events, CcpVerdict **verdict)
{
  g_autoptr (OpenaiChatStream) stream = openai_chat_stream_new (golden->exchange);
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (golden->exchange);
  g_autoptr (CcpEventBatch) end = NULL;
  guint n_chunks = json_array_get_length (chunks);

  for (guint i = 0; i < n_chunks; i++)
    {
      g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
      CcpEvent *event = make_event (json_array_get_element (chunks, i));
      g_autoptr (CcpEventBatch) converted = NULL;
      g_autoptr (CcpEventBatch) passed = NULL;

      if (event != NULL)
        ccp_event_batch_take (batch, event);
      converted = openai_chat_stream_feed (stream,
                                           batch,
                                           i + 1 == n_chunks ? CCP_TRANSFORM_END
                                                             : CCP_TRANSFORM_NONE,
                                           NULL);
      passed = ccp_stream_guard_filter (guard, converted);
      append_events (events, passed, verdict);
    }
  end = ccp_stream_guard_finish (guard, NULL);
  append_events (events, end, verdict);
}

static void
check_stream (Golden *golden, JsonArray *chunks)
{
  JsonNode *expected = json_object_get_member (golden->root, "expected");
  g_autoptr (JsonArray) events = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), events);
  g_autoptr (CcpVerdict) verdict = NULL;
  g_autoptr (JsonNode) actual = NULL;
  g_autoptr (JsonNode) wanted = NULL;

  run_stream (golden, chunks, events, &verdict);

  if (JSON_NODE_HOLDS_OBJECT (expected))
    {
      g_assert_nonnull (verdict);
      actual = make_error_answer (golden->exchange, verdict);
      assert_same (expected, actual);
      return;
    }
  actual = golden_compare_coalesce (node);
  wanted = golden_compare_coalesce (expected);
  assert_same (wanted, actual);
}

static void
test_golden (gconstpointer data)
{
  g_autoptr (Golden) golden = load_golden (data);
  JsonNode *input = json_object_get_member (golden->root, "input");

  if (JSON_NODE_HOLDS_ARRAY (input))
    check_stream (golden, json_node_get_array (input));
  else if (json_object_has_member (json_node_get_object (input), "status"))
    check_error (golden, json_node_get_object (input));
  else
    check_response (golden, input);
}

static gboolean
is_ours (const char *path, char **name)
{
  g_autoptr (Golden) golden = load_golden (path);

  *name = g_strdup (json_object_get_string_member (golden->root, "name"));
  return g_str_equal (json_object_get_string_member (golden->root, "from"),
                      "openai-chat");
}

static void
add_tests (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "golden", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_added = 0;

  g_assert_nonnull (dir);
  for (const char *file = g_dir_read_name (dir); file != NULL;
       file = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autofree char *name = NULL;
      g_autofree char *test = NULL;

      if (!g_str_has_suffix (file, ".json") || !is_ours (path, &name))
        continue;
      test = g_strconcat ("/openai-chat/golden/", name, NULL);
      g_test_add_data_func_full (test, g_steal_pointer (&path), test_golden, g_free);
      n_added++;
    }
  g_assert_cmpuint (n_added, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  return g_test_run ();
}
