/* golden-dialect.c: the golden cases of one dialect, each a test of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-dialect.h"

#include "ccp-stream-guard.h"
#include "golden-compare.h"
#include "golden-pieces.h"

#define DEFAULT_PROVIDER "p"
#define DEFAULT_UPSTREAM_MODEL "m1"

/* What a file says beside the options of the dialect. */
static const char *const not_options[] = {
  "provider", "provider_kind", "upstream_model", "model", "request", NULL,
};

typedef struct
{
  const GoldenDialect *dialect; /* (not owned) */
  JsonNode *node;
  JsonObject *root;   /* (not owned) */
  JsonObject *config; /* (not owned) */
  CcpExchange *exchange;
  CcpSimpleProvider *provider;
  CcpSimpleTransformer *transformer;
} Golden;

static const char *
get_text (JsonObject *object, const char *name, const char *fallback)
{
  return json_object_get_string_member_with_default (object, name, fallback);
}

/* What the cases assume of the client's request, and what they say of it themselves. */
static CcpJson *
make_request (JsonObject *config)
{
  g_autoptr (JsonNode) node = json_from_string (
      "{\"model\":\"claude-x\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\","
      "\"content\":\"x\"}],\"thinking\":{\"type\":\"adaptive\"}}",
      NULL);
  JsonObject *request = json_node_get_object (node);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (json_object_has_member (config, "model"))
    json_object_set_member (request, "model", json_object_dup_member (config, "model"));
  if (json_object_has_member (config, "request"))
    {
      json_object_iter_init (&iter, json_object_get_object_member (config, "request"));
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (request, name, json_node_copy (value));
    }
  return golden_pieces_make_document (node);
}

static JsonObject *
make_options (const GoldenDialect *dialect, JsonObject *config)
{
  JsonObject *options = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_string_member (options, "url", dialect->url);
  json_object_iter_init (&iter, config);
  while (json_object_iter_next (&iter, &name, &value))
    if (!g_strv_contains (not_options, name))
      json_object_set_member (options, name, json_node_copy (value));
  return options;
}

static CcpJson *
wrap_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return golden_pieces_make_document (node);
}

static CcpExchange *
create_exchange (const Golden *self, CcpJson *body, CcpJson *options)
{
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRoute) route =
      ccp_route_new ("default",
                     get_text (self->config, "provider", DEFAULT_PROVIDER),
                     get_text (self->config, "upstream_model", DEFAULT_UPSTREAM_MODEL));

  ccp_exchange_set_options (exchange, options);
  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static CcpSimpleProvider *
create_provider (const Golden *self, JsonObject *options)
{
  CcpSimpleProvider *provider = g_object_new (self->dialect->provider_type, NULL);
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autoptr (CcpJson) document = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (settings, "name", DEFAULT_PROVIDER);
  json_object_set_string_member (settings, "url", self->dialect->url);
  json_object_set_object_member (settings, "options", json_object_ref (options));
  document = wrap_object (settings);
  ccp_provider_configure (CCP_PROVIDER (provider), document, &error);
  g_assert_no_error (error);
  return provider;
}

static Golden *
load_golden (const GoldenDialect *dialect, const char *path)
{
  Golden *self = g_new0 (Golden, 1);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  self->dialect = dialect;
  self->node = json_from_string (text, &error);
  g_assert_no_error (error);
  self->root = json_node_get_object (self->node);
  if (!json_object_has_member (self->root, "config"))
    json_object_set_object_member (self->root, "config", json_object_new ());
  self->config = json_object_get_object_member (self->root, "config");
  return self;
}

/* @body: of the client's request */
static void
prepare (Golden *self, CcpJson *body)
{
  g_autoptr (JsonObject) options = make_options (self->dialect, self->config);
  g_autoptr (CcpJson) document = wrap_object (options);

  self->exchange = create_exchange (self, body, document);
  self->provider = create_provider (self, options);
  self->transformer = g_object_new (self->dialect->transformer_type, NULL);
}

static void
free_golden (Golden *self)
{
  g_clear_object (&self->exchange);
  g_clear_object (&self->provider);
  g_clear_object (&self->transformer);
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

static void
check_path (Golden *golden, CcpJson *body, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpUpstreamRequest) request =
      ccp_simple_provider_describe (golden->provider,
                                    golden->exchange,
                                    CCP_OPERATION_MESSAGES,
                                    body,
                                    &error);

  g_assert_no_error (error);
  if (path != NULL && !g_str_has_suffix (ccp_upstream_request_get_url (request), path))
    g_assert_cmpstr (ccp_upstream_request_get_url (request), ==, path);
}

static void
check_request (Golden *golden)
{
  g_autoptr (CcpJson) body =
      golden_pieces_make_document (json_object_get_member (golden->root, "input"));
  JsonObject *expected = json_object_get_object_member (golden->root, "expected");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;
  g_autoptr (JsonNode) actual = NULL;

  g_assert_true (ccp_request_check (CCP_OPERATION_MESSAGES, body, &error));
  g_assert_no_error (error);
  prepare (golden, body);

  converted = ccp_simple_transformer_transform_request (golden->transformer,
                                                        golden->exchange,
                                                        body,
                                                        &error);

  g_assert_no_error (error);
  actual = golden_pieces_make_node (converted);
  assert_same (json_object_get_member (expected, "body"), actual);
  check_path (golden, converted, get_text (expected, "path", NULL));
}

static CcpVerdict *
judge (Golden *golden, guint status, CcpHeaders *headers, GBytes *bytes, CcpJson *json)
{
  g_autoptr (GError) error = NULL;
  CcpVerdict *verdict = ccp_simple_provider_judge (golden->provider,
                                                   golden->exchange,
                                                   status,
                                                   headers,
                                                   bytes,
                                                   json,
                                                   &error);

  g_assert_no_error (error);
  return verdict;
}

static void
check_error (Golden *golden, JsonObject *input)
{
  JsonNode *body = json_object_get_member (input, "body");
  g_autoptr (CcpHeaders) headers =
      golden_pieces_make_headers (json_object_get_object_member (input, "headers"));
  g_autofree char *text = JSON_NODE_HOLDS_VALUE (body) ? json_node_dup_string (body)
                                                       : json_to_string (body, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CcpJson) json = ccp_json_new_from_bytes (bytes, NULL);
  g_autoptr (CcpVerdict) verdict =
      judge (golden,
             (guint) json_object_get_int_member (input, "status"),
             headers,
             bytes,
             json);
  g_autoptr (JsonNode) actual =
      golden_pieces_make_error_answer (golden->exchange, verdict);

  assert_same (json_object_get_member (golden->root, "expected"), actual);
}

/* An answer that is none gets the status that the expectation names. */
static void
check_response (Golden *golden, JsonNode *input)
{
  JsonNode *expected = json_object_get_member (golden->root, "expected");
  g_autoptr (CcpJson) body = golden_pieces_make_document (input);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpVerdict) verdict =
      judge (golden, 200, headers, ccp_json_get_bytes (body), body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;
  g_autoptr (JsonNode) actual = NULL;

  if (ccp_verdict_get_kind (verdict) == CCP_VERDICT_FINE)
    message = ccp_simple_transformer_transform_response (golden->transformer,
                                                         golden->exchange,
                                                         body,
                                                         &error);
  if (error != NULL)
    {
      ccp_verdict_unref (verdict);
      verdict = ccp_verdict_new_from_error (error);
    }
  actual = message != NULL ? golden_pieces_make_node (message)
                           : golden_pieces_make_error_answer (golden->exchange, verdict);
  assert_same (expected, actual);
}

static void
append_events (JsonArray *events, CcpEventBatch *batch, CcpVerdict **verdict)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);

      json_array_add_element (events,
                              golden_pieces_make_node (ccp_event_get_data (event)));
      if (ccp_event_get_verdict (event) != NULL && *verdict == NULL)
        *verdict = ccp_verdict_ref (ccp_event_get_verdict (event));
    }
}

static void
feed (Golden *golden,
      CcpStreamGuard *guard,
      CcpEventBatch *batch,
      CcpTransformFlags flags,
      JsonArray *events,
      CcpVerdict **verdict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) converted =
      ccp_simple_transformer_transform_events (golden->transformer,
                                               golden->exchange,
                                               batch,
                                               flags,
                                               &error);
  g_autoptr (CcpEventBatch) passed = NULL;

  g_assert_no_error (error);
  passed = ccp_stream_guard_filter (guard, converted);
  append_events (events, passed, verdict);
}

static void
run_stream (Golden *golden, JsonNode *input, JsonArray *events, CcpVerdict **verdict)
{
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (golden->exchange);
  g_autoptr (CcpEventBatch) chunks = golden_pieces_read_chunks (input);
  g_autoptr (CcpEventBatch) nothing = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) end = NULL;

  for (guint i = 0; i < ccp_event_batch_get_length (chunks); i++)
    {
      g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();

      ccp_event_batch_append (batch, ccp_event_batch_get (chunks, i));
      feed (golden, guard, batch, CCP_TRANSFORM_NONE, events, verdict);
    }
  feed (golden, guard, nothing, CCP_TRANSFORM_END, events, verdict);
  end = ccp_stream_guard_finish (guard, NULL);
  append_events (events, end, verdict);
}

static void
check_stream (Golden *golden, JsonNode *input)
{
  JsonNode *expected = json_object_get_member (golden->root, "expected");
  g_autoptr (JsonArray) events = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), events);
  g_autoptr (CcpVerdict) verdict = NULL;
  g_autoptr (JsonNode) actual = NULL;
  g_autoptr (JsonNode) wanted = NULL;

  run_stream (golden, input, events, &verdict);

  if (JSON_NODE_HOLDS_OBJECT (expected))
    {
      g_assert_nonnull (verdict);
      actual = golden_pieces_make_error_answer (golden->exchange, verdict);
      assert_same (expected, actual);
      return;
    }
  actual = golden_compare_coalesce (node);
  wanted = golden_compare_coalesce (expected);
  assert_same (wanted, actual);
}

/* An answer follows its request, whose names it needs. */
static void
prepare_answered (Golden *golden)
{
  g_autoptr (CcpJson) request = make_request (golden->config);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;

  prepare (golden, request);
  converted = ccp_simple_transformer_transform_request (golden->transformer,
                                                        golden->exchange,
                                                        request,
                                                        &error);
  g_assert_no_error (error);
}

static void
test_golden (gconstpointer data)
{
  Golden *golden = (Golden *) data;
  JsonNode *input = json_object_get_member (golden->root, "input");
  const char *direction = get_text (golden->root, "direction", "");

  if (g_str_equal (direction, "request"))
    {
      check_request (golden);
      return;
    }
  prepare_answered (golden);
  if (g_str_equal (direction, "stream"))
    check_stream (golden, input);
  else if (JSON_NODE_HOLDS_OBJECT (input) &&
           json_object_has_member (json_node_get_object (input), "status"))
    check_error (golden, json_node_get_object (input));
  else
    check_response (golden, input);
}

static gboolean
is_about (Golden *golden, const GoldenDialect *dialect)
{
  const char *direction = get_text (golden->root, "direction", "");
  const char *side = g_str_equal (direction, "request") ? "to" : "from";

  return g_str_equal (get_text (golden->root, side, ""), dialect->name);
}

guint
golden_dialect_add_tests (const GoldenDialect *dialect)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "golden", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) files = g_dir_open (folder, 0, &error);
  const char *file;
  guint n = 0;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autofree char *test = NULL;
      g_autoptr (Golden) golden = NULL;

      if (!g_str_has_suffix (file, ".json"))
        continue;
      golden = load_golden (dialect, path);
      if (!is_about (golden, dialect))
        continue;
      test = g_strdup_printf ("/%s/golden/%s",
                              dialect->name,
                              get_text (golden->root, "name", file));
      g_test_add_data_func_full (test,
                                 g_steal_pointer (&golden),
                                 test_golden,
                                 (GDestroyNotify) free_golden);
      n++;
    }
  return n;
}
