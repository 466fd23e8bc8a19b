/* golden-dialect.c: the golden cases of one dialect, each a test of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-dialect.h"

#include "ccp-framer.h"
#include "ccp-stream-guard.h"
#include "golden-case.h"
#include "golden-compare.h"
#include "golden-pieces.h"

static const char *
get_text (JsonObject *object, const char *name, const char *fallback)
{
  return json_object_get_string_member_with_default (object, name, fallback);
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

static void
check_path (GoldenCase *golden, CcpJson *body, const char *path)
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
check_request (GoldenCase *golden)
{
  g_autoptr (CcpJson) body =
      golden_pieces_make_document (json_object_get_member (golden->root, "input"));
  JsonObject *expected = json_object_get_object_member (golden->root, "expected");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;
  g_autoptr (JsonNode) actual = NULL;

  g_assert_true (ccp_request_check (CCP_OPERATION_MESSAGES, body, &error));
  g_assert_no_error (error);
  golden_case_prepare (golden, body);

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
judge (GoldenCase *golden,
       guint status,
       CcpHeaders *headers,
       GBytes *bytes,
       CcpJson *json)
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
check_error (GoldenCase *golden, JsonObject *input)
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
check_response (GoldenCase *golden, JsonNode *input)
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
feed (GoldenCase *golden,
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

/* @step: how many bytes arrive at a time */
static void
run_stream (GoldenCase *golden,
            const GString *bytes,
            gsize step,
            JsonArray *events,
            CcpVerdict **verdict)
{
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (golden->exchange);
  g_autoptr (CcpEventBatch) end = NULL;
  CcpFramer framer;

  ccp_framer_init (&framer, CCP_FRAMING_AUTO, "text/event-stream");
  for (gsize sent = 0; sent <= bytes->len; sent += step)
    {
      g_autoptr (CcpEventBatch) framed = ccp_event_batch_new ();
      gboolean at_end = sent + step > bytes->len;

      ccp_framer_feed (&framer,
                       (const guint8 *) bytes->str + sent,
                       MIN (step, bytes->len - sent));
      g_assert_true (ccp_framer_collect (&framer, at_end, framed, NULL));
      feed (golden,
            guard,
            framed,
            at_end ? CCP_TRANSFORM_END : CCP_TRANSFORM_NONE,
            events,
            verdict);
    }
  ccp_framer_clear (&framer);
  end = ccp_stream_guard_finish (guard, NULL);
  append_events (events, end, verdict);
}

static void
check_events (GoldenCase *golden, JsonArray *events, CcpVerdict *verdict)
{
  JsonNode *expected = json_object_get_member (golden->root, "expected");
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), events);
  g_autoptr (JsonNode) actual = NULL;
  g_autoptr (JsonNode) wanted = NULL;

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

static void
check_stream (GoldenCase *golden, JsonNode *input)
{
  static const gsize steps[] = { 1, 7, 1 << 20 };
  g_autoptr (GString) bytes = make_bytes (input);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (JsonArray) events = json_array_new ();
      g_autoptr (CcpVerdict) verdict = NULL;

      golden_case_prepare_answered (golden);
      run_stream (golden, bytes, steps[i], events, &verdict);
      check_events (golden, events, verdict);
    }
}

static void
test_golden (gconstpointer data)
{
  GoldenCase *golden = (GoldenCase *) data;
  JsonNode *input = json_object_get_member (golden->root, "input");
  const char *direction = get_text (golden->root, "direction", "");

  if (g_str_equal (direction, "request"))
    {
      check_request (golden);
      return;
    }
  golden_case_prepare_answered (golden);
  if (g_str_equal (direction, "stream"))
    check_stream (golden, input);
  else if (JSON_NODE_HOLDS_OBJECT (input) &&
           json_object_has_member (json_node_get_object (input), "headers"))
    check_error (golden, json_node_get_object (input));
  else
    check_response (golden, input);
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
      g_autoptr (GoldenCase) golden = NULL;

      if (!g_str_has_suffix (file, ".json"))
        continue;
      golden = golden_case_load (dialect, path);
      if (!golden_case_is_about (golden, dialect))
        continue;
      test = g_strdup_printf ("/%s/golden/%s",
                              dialect->name,
                              get_text (golden->root, "name", file));
      g_test_add_data_func_full (test,
                                 g_steal_pointer (&golden),
                                 test_golden,
                                 (GDestroyNotify) golden_case_free);
      n++;
    }
  return n;
}
