/* golden-runner.c: runs the golden cases of a dialect, each as a test of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-runner.h"

#include "ccp-framer.h"
#include "ccp-stream-guard.h"
#include "golden-compare.h"
#include "golden-pieces.h"

#define DEFAULT_PROVIDER "p"
#define DEFAULT_MODEL "claude-x"

/* What a golden file says beside the options of the dialect. */
static const char *const not_options[] = {
  "provider", "provider_kind", "upstream_model", "model", "request", NULL,
};

typedef struct
{
  const GoldenDialect *dialect;
  JsonNode *node;
  JsonObject *root;
  JsonObject *config;
} Golden;

/* One run of a case */
typedef struct
{
  CcpExchange *exchange;
  CcpSimpleTransformer *transformer;
  CcpStreamGuard *guard;
  JsonArray *events;
  CcpVerdict *verdict; /* (nullable) */
} Run;

static void
clear_run (Run *run)
{
  g_clear_object (&run->exchange);
  g_clear_object (&run->transformer);
  g_clear_object (&run->guard);
  g_clear_pointer (&run->events, json_array_unref);
  g_clear_pointer (&run->verdict, ccp_verdict_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static const char *
get_text (JsonObject *object, const char *name, const char *fallback)
{
  return json_object_get_string_member_with_default (object, name, fallback);
}

static CcpJson *
make_options (JsonObject *config)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *options = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_node_take_object (node, options);
  json_object_iter_init (&iter, config);
  while (json_object_iter_next (&iter, &name, &value))
    if (!g_strv_contains (not_options, name))
      json_object_set_member (options, name, json_node_copy (value));
  if (g_str_equal (get_text (config, "provider_kind", ""), "openai"))
    json_object_set_boolean_member (options, "openai", TRUE);
  return golden_pieces_make_document (node);
}

/* What the cases assume of the client's request, and what they say of it themselves */
static CcpJson *
make_request (JsonObject *config)
{
  g_autoptr (JsonNode) node = json_from_string (
      "{\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
      "\"thinking\":{\"type\":\"adaptive\"}}",
      NULL);
  JsonObject *request = json_node_get_object (node);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_string_member (request,
                                 "model",
                                 get_text (config, "model", DEFAULT_MODEL));
  if (json_object_has_member (config, "request"))
    {
      json_object_iter_init (&iter, json_object_get_object_member (config, "request"));
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (request, name, json_node_copy (value));
    }
  return golden_pieces_make_document (node);
}

/* Takes @request. */
static void
init_run (Run *run, const Golden *golden, CcpJson *request)
{
  g_autoptr (CcpJson) body = request;
  g_autoptr (CcpJson) options = make_options (golden->config);
  g_autoptr (CcpRoute) route =
      ccp_route_new ("default",
                     get_text (golden->config, "provider", DEFAULT_PROVIDER),
                     get_text (golden->config, "upstream_model", golden->dialect->model));

  *run = (Run){ .exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body) };
  ccp_exchange_set_route (run->exchange, route);
  ccp_exchange_set_options (run->exchange, options);
  run->transformer = g_object_new (golden->dialect->transformer, NULL);
  run->guard = ccp_stream_guard_new (run->exchange);
  run->events = json_array_new ();
}

/* An answer follows its request, whose names it needs. */
static void
init_answered_run (Run *run, const Golden *golden)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;

  init_run (run, golden, make_request (golden->config));
  converted =
      ccp_simple_transformer_transform_request (run->transformer,
                                                run->exchange,
                                                ccp_exchange_get_body (run->exchange),
                                                &error);
  g_assert_no_error (error);
}

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
get_expected (const Golden *golden)
{
  return json_object_get_member (golden->root, "expected");
}

static void
check_request (const Golden *golden, JsonNode *input)
{
  g_auto (Run) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;
  g_autoptr (JsonNode) actual = NULL;
  CcpJson *body = NULL;

  init_run (&run, golden, golden_pieces_make_document (input));
  body = ccp_exchange_get_body (run.exchange);
  ccp_request_check (CCP_OPERATION_MESSAGES, body, &error);
  g_assert_no_error (error);

  converted = ccp_simple_transformer_transform_request (run.transformer,
                                                        run.exchange,
                                                        body,
                                                        &error);

  g_assert_no_error (error);
  actual = golden_pieces_make_node (converted);
  assert_same (
      json_object_get_member (json_node_get_object (get_expected (golden)), "body"),
      actual);
}

/* @body: (nullable): NULL when @bytes are no JSON */
static CcpVerdict *
judge (const Golden *golden,
       CcpExchange *exchange,
       guint status,
       CcpHeaders *headers,
       GBytes *bytes,
       CcpJson *body)
{
  g_autoptr (CcpSimpleProvider) provider = g_object_new (golden->dialect->provider, NULL);

  return ccp_simple_provider_judge (provider,
                                    exchange,
                                    status,
                                    headers,
                                    bytes,
                                    body,
                                    NULL);
}

static void
check_error (const Golden *golden, JsonObject *input)
{
  JsonNode *body = json_object_get_member (input, "body");
  g_autoptr (CcpHeaders) headers =
      golden_pieces_make_headers (json_object_get_object_member (input, "headers"));
  g_autofree char *text = JSON_NODE_HOLDS_VALUE (body) ? json_node_dup_string (body)
                                                       : json_to_string (body, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CcpJson) json = ccp_json_new_from_bytes (bytes, NULL);
  g_auto (Run) run = { 0 };
  g_autoptr (JsonNode) actual = NULL;

  init_answered_run (&run, golden);

  run.verdict = judge (golden,
                       run.exchange,
                       (guint) json_object_get_int_member (input, "status"),
                       headers,
                       bytes,
                       json);

  actual = golden_pieces_make_error_answer (run.exchange, run.verdict);
  assert_same (get_expected (golden), actual);
}

static void
check_response (const Golden *golden, JsonNode *input)
{
  g_autoptr (CcpJson) body = golden_pieces_make_document (input);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;
  g_auto (Run) run = { 0 };
  g_autoptr (JsonNode) actual = NULL;

  init_answered_run (&run, golden);
  run.verdict =
      judge (golden, run.exchange, 200, headers, ccp_json_get_bytes (body), body);

  if (ccp_verdict_get_kind (run.verdict) == CCP_VERDICT_FINE)
    message = ccp_simple_transformer_transform_response (run.transformer,
                                                         run.exchange,
                                                         body,
                                                         &error);

  g_assert_no_error (error);
  actual = message != NULL ? golden_pieces_make_node (message)
                           : golden_pieces_make_error_answer (run.exchange, run.verdict);
  assert_same (get_expected (golden), actual);
}

static void
append_events (Run *run, CcpEventBatch *batch)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);

      json_array_add_element (run->events,
                              golden_pieces_make_node (ccp_event_get_data (event)));
      if (ccp_event_get_verdict (event) != NULL && run->verdict == NULL)
        run->verdict = ccp_verdict_ref (ccp_event_get_verdict (event));
    }
}

static void
feed (Run *run, CcpEventBatch *batch, CcpTransformFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) converted =
      ccp_simple_transformer_transform_events (run->transformer,
                                               run->exchange,
                                               batch,
                                               flags,
                                               &error);
  g_autoptr (CcpEventBatch) passed = NULL;

  g_assert_no_error (error);
  passed = ccp_stream_guard_filter (run->guard, converted);
  append_events (run, passed);
}

/* Returns: (transfer full): the payloads as bytes of a stream */
static GString *
make_bytes (JsonNode *input)
{
  GString *bytes = g_string_new (NULL);
  JsonArray *payloads = NULL;

  if (JSON_NODE_HOLDS_OBJECT (input))
    return g_string_append (bytes, get_text (json_node_get_object (input), "sse", ""));
  payloads = json_node_get_array (input);
  for (guint i = 0; i < json_array_get_length (payloads); i++)
    {
      JsonNode *payload = json_array_get_element (payloads, i);
      g_autofree char *text = JSON_NODE_HOLDS_VALUE (payload)
                                  ? json_node_dup_string (payload)
                                  : json_to_string (payload, FALSE);

      g_string_append_printf (bytes, "data: %s\n\n", text);
    }
  return bytes;
}

static void
run_bytes (Run *run, const GString *bytes, gsize step)
{
  g_autoptr (CcpEventBatch) end = NULL;
  CcpFramer framer;

  ccp_framer_init (&framer, CCP_FRAMING_AUTO, "text/event-stream");
  for (gsize sent = 0; sent <= bytes->len; sent += step)
    {
      g_autoptr (CcpEventBatch) framed = ccp_event_batch_new ();
      gsize length = MIN (step, bytes->len - sent);
      gboolean at_end = sent + step > bytes->len;

      ccp_framer_feed (&framer, (const guint8 *) bytes->str + sent, length);
      g_assert_true (ccp_framer_collect (&framer, at_end, framed, NULL));
      feed (run, framed, at_end ? CCP_TRANSFORM_END : CCP_TRANSFORM_NONE);
    }
  ccp_framer_clear (&framer);
  end = ccp_stream_guard_finish (run->guard, NULL);
  append_events (run, end);
}

static void
check_events (const Golden *golden, Run *run)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), run->events);
  JsonNode *expected = get_expected (golden);
  g_autoptr (JsonNode) actual = NULL;
  g_autoptr (JsonNode) wanted = NULL;

  if (JSON_NODE_HOLDS_OBJECT (expected))
    {
      g_assert_nonnull (run->verdict);
      actual = golden_pieces_make_error_answer (run->exchange, run->verdict);
      assert_same (expected, actual);
      return;
    }
  actual = golden_compare_coalesce (node);
  wanted = golden_compare_coalesce (expected);
  assert_same (wanted, actual);
}

static void
check_stream (const Golden *golden, JsonNode *input)
{
  static const gsize steps[] = { 1, 7, 1 << 20 };
  g_autoptr (GString) bytes = make_bytes (input);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_auto (Run) run = { 0 };

      init_answered_run (&run, golden);
      run_bytes (&run, bytes, steps[i]);
      check_events (golden, &run);
    }
}

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  const char *direction = get_text (golden->root, "direction", "");
  JsonNode *input = json_object_get_member (golden->root, "input");

  if (g_str_equal (direction, "request"))
    check_request (golden, input);
  else if (g_str_equal (direction, "stream"))
    check_stream (golden, input);
  else if (JSON_NODE_HOLDS_OBJECT (input) &&
           json_object_has_member (json_node_get_object (input), "headers"))
    check_error (golden, json_node_get_object (input));
  else
    check_response (golden, input);
}

static void
free_golden (gpointer data)
{
  Golden *golden = data;

  json_node_unref (golden->node);
  g_free (golden);
}

static Golden *
load (const GoldenDialect *dialect, const char *path)
{
  Golden *golden = g_new0 (Golden, 1);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  golden->dialect = dialect;
  golden->node = json_from_string (text, &error);
  g_assert_no_error (error);
  golden->root = json_node_get_object (golden->node);
  if (!json_object_has_member (golden->root, "config"))
    json_object_set_object_member (golden->root, "config", json_object_new ());
  golden->config = json_object_get_object_member (golden->root, "config");
  return golden;
}

static gboolean
is_ours (const Golden *golden)
{
  const char *dialect = golden->dialect->dialect;

  return g_str_equal (get_text (golden->root, "to", ""), dialect) ||
         g_str_equal (get_text (golden->root, "from", ""), dialect);
}

void
golden_runner_add_tests (const GoldenDialect *dialect)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "golden", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_added = 0;

  g_assert_nonnull (dir);
  for (const char *file = g_dir_read_name (dir); file != NULL;
       file = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autofree char *test = NULL;
      Golden *golden = NULL;

      if (!g_str_has_suffix (file, ".json"))
        continue;
      golden = load (dialect, path);
      if (!is_ours (golden))
        {
          free_golden (golden);
          continue;
        }
      test = g_strdup_printf ("/%s/golden/%s",
                              dialect->dialect,
                              get_text (golden->root, "name", file));
      g_test_add_data_func_full (test, golden, test_golden, free_golden);
      n_added++;
    }
  g_assert_cmpuint (n_added, >, 0);
}
