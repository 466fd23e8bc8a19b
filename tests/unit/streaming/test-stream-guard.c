/* test-stream-guard.c: what may pass, and what the stream ends with if not
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-stream-guard.h"
#include "streaming-fixture.h"

#define START                                                                            \
  "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","      \
  "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"          \
  "\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}"
#define BLOCK(index, block)                                                              \
  "{\"type\":\"content_block_start\",\"index\":" #index ",\"content_block\":" block "}"
#define TEXT "{\"type\":\"text\",\"text\":\"\"}"
#define THINKING "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"
#define TOOL "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"A\",\"input\":{}}"
#define DELTA(index, delta)                                                              \
  "{\"type\":\"content_block_delta\",\"index\":" #index ",\"delta\":" delta "}"
#define TEXT_DELTA "{\"type\":\"text_delta\",\"text\":\"x\"}"
#define INPUT_DELTA "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}"
#define STOP(index) "{\"type\":\"content_block_stop\",\"index\":" #index "}"
#define END                                                                              \
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","                 \
  "\"stop_sequence\":null},\"usage\":{\"input_tokens\":5,\"output_tokens\":7,"           \
  "\"cache_read_input_tokens\":2,\"output_tokens_details\":{\"thinking_tokens\":1},"     \
  "\"server_tool_use\":{\"web_search_requests\":4}}}"
#define END_WITHOUT_REASON                                                               \
  "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null},"                        \
  "\"usage\":{\"output_tokens\":7}}"
#define OVER "{\"type\":\"message_stop\"}"
#define PING "{\"type\":\"ping\"}"
#define ERROR                                                                            \
  "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}"

#define MAX_EVENTS 12

typedef struct
{
  const char *name;
  const char *events[MAX_EVENTS];
  guint n_passed;
  const char *fault; /* (nullable): what the error that follows says */
} Case;

static const Case cases[] = {
  { "text", { START, BLOCK (0, TEXT), DELTA (0, TEXT_DELTA), STOP (0), END, OVER }, 6 },
  { "all-blocks",
    { START,
      BLOCK (0, THINKING),
      DELTA (0, "{\"type\":\"thinking_delta\",\"thinking\":\"x\"}"),
      DELTA (0, "{\"type\":\"signature_delta\",\"signature\":\"x\"}"),
      STOP (0),
      BLOCK (1, TOOL),
      PING,
      DELTA (1, INPUT_DELTA),
      STOP (1),
      END,
      OVER },
    11 },
  { "whole-blocks",
    { START,
      BLOCK (0, "{\"type\":\"redacted_thinking\",\"data\":\"x\"}"),
      STOP (0),
      BLOCK (
          1,
          "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[]}"),
      STOP (1),
      END,
      OVER },
    7 },
  { "citation",
    { START,
      BLOCK (0, TEXT),
      DELTA (0, "{\"type\":\"citations_delta\",\"citation\":{}}"),
      STOP (0),
      END,
      OVER },
    6 },
  { "block-of-a-new-type",
    { START,
      BLOCK (0, "{\"type\":\"hologram\"}"),
      DELTA (0, "{\"type\":\"hologram_delta\"}"),
      STOP (0),
      END,
      OVER },
    6 },
  { "nothing-but-the-end", { START, END, OVER }, 3 },
  { "several-message-deltas", { START, END, END, OVER }, 4 },
  { "error-instead", { ERROR, START }, 1 },
  { "error-in-a-block", { START, BLOCK (0, TEXT), ERROR, STOP (0) }, 3 },
  { "nothing-after-the-end", { START, END, OVER, PING, START, ERROR }, 3 },
  { "no-start", { BLOCK (0, TEXT) }, 0, "before message_start" },
  { "delta-first", { DELTA (0, TEXT_DELTA) }, 0, "without an open block" },
  { "end-first", { END }, 0, "before message_start" },
  { "over-first", { START, OVER }, 1, "before message_delta" },
  { "T74-over-without-a-reason",
    { START, END_WITHOUT_REASON, OVER },
    2,
    "without a stop_reason" },
  { "reason-in-an-earlier-delta", { START, END, END_WITHOUT_REASON, OVER }, 4 },
  { "second-start", { START, START }, 1, "second message_start" },
  { "index-from-1", { START, BLOCK (1, TEXT) }, 1, "out of order" },
  { "index-again", { START, BLOCK (0, TEXT), STOP (0), BLOCK (0, TEXT) }, 3, "order" },
  { "overlap", { START, BLOCK (0, TEXT), BLOCK (1, TEXT) }, 2, "another one is open" },
  { "delta-elsewhere", { START, BLOCK (0, TEXT), DELTA (1, TEXT_DELTA) }, 2, "not open" },
  { "delta-after-stop",
    { START, BLOCK (0, TEXT), STOP (0), DELTA (0, TEXT_DELTA) },
    3,
    "without an open block" },
  { "stop-elsewhere", { START, BLOCK (0, TEXT), STOP (1) }, 2, "not open" },
  { "stop-twice", { START, BLOCK (0, TEXT), STOP (0), STOP (0) }, 3, "not open" },
  { "end-in-a-block", { START, BLOCK (0, TEXT), END }, 2, "is open" },
  { "over-in-a-block", { START, BLOCK (0, TEXT), OVER }, 2, "before message_delta" },
  { "block-after-end", { START, END, BLOCK (0, TEXT) }, 2, "after message_delta" },
  { "text-into-tool", { START, BLOCK (0, TOOL), DELTA (0, TEXT_DELTA) }, 2, "not fit" },
  { "input-into-text", { START, BLOCK (0, TEXT), DELTA (0, INPUT_DELTA) }, 2, "not fit" },
  { "delta-into-whole",
    { START,
      BLOCK (0, "{\"type\":\"redacted_thinking\",\"data\":\"x\"}"),
      DELTA (0, TEXT_DELTA) },
    2,
    "not fit" },
  { "delta-without-content",
    { START, BLOCK (0, TEXT), DELTA (0, "{\"type\":\"text_delta\",\"text\":1}") },
    2,
    "without content" },
  { "delta-without-type", { START, BLOCK (0, TEXT), DELTA (0, "{}") }, 2, "type" },
  { "tool-without-id",
    { START,
      BLOCK (0, "{\"type\":\"tool_use\",\"id\":\"\",\"name\":\"A\",\"input\":{}}") },
    1,
    "without an id" },
  { "tool-without-name",
    { START, BLOCK (0, "{\"type\":\"tool_use\",\"id\":\"a\",\"input\":{}}") },
    1,
    "without a name" },
  { "block-without-type", { START, BLOCK (0, "{}") }, 1, "without a type" },
  { "start-with-content",
    { "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\","
      "\"role\":\"assistant\",\"model\":\"m\",\"content\":[1],\"usage\":{}}}" },
    0,
    "with content" },
  { "start-of-nothing", { "{\"type\":\"message_start\"}" }, 0, "assistant" },
  { "stop-reason-number",
    { START, "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":1}}" },
    1,
    "stop_reason" },
  { "error-without-type",
    { "{\"type\":\"error\",\"error\":\"x\"}" },
    0,
    "type or message" },
};

static CcpEventBatch *
create_batch (const Case *c)
{
  CcpEventBatch *batch = ccp_event_batch_new ();

  for (guint i = 0; i < MAX_EVENTS && c->events[i] != NULL; i++)
    add_typed (batch, c->events[i]);
  return batch;
}

static char *
dup_member (CcpEvent *event, const char *object, const char *member)
{
  CcpJsonValue value;

  ccp_json_get_root (ccp_event_get_data (event), &value);
  if (object != NULL)
    value = ccp_json_value_member (&value, object);
  value = ccp_json_value_member (&value, member);
  return ccp_json_value_dup_string (&value, NULL);
}

static void
check_passed (const Case *c, CcpEventBatch *batch, CcpEventBatch *passed)
{
  guint length = ccp_event_batch_get_length (passed);
  g_autofree char *message = NULL;

  g_assert_cmpuint (length, ==, c->n_passed + (c->fault != NULL ? 1 : 0));
  for (guint i = 0; i < c->n_passed; i++)
    if (!ccp_event_is (ccp_event_batch_get (passed, i), "error"))
      g_assert_true (ccp_event_batch_get (passed, i) == ccp_event_batch_get (batch, i));
  if (c->fault == NULL)
    return;
  g_assert_true (ccp_event_is (ccp_event_batch_get (passed, length - 1), "error"));
  message = dup_member (ccp_event_batch_get (passed, length - 1), "error", "message");
  g_assert_nonnull (strstr (message, c->fault));
}

static void
test_together (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = create_batch (c);
  g_autoptr (CcpEventBatch) passed = ccp_stream_guard_filter (guard, batch);
  g_autoptr (CcpEventBatch) end = NULL;

  check_passed (c, batch, passed);
  g_assert_true (ccp_stream_guard_get_finished (guard));
  end = ccp_stream_guard_finish (guard, NULL);
  g_assert_cmpuint (ccp_event_batch_get_length (end), ==, 0);
}

static void
test_one_by_one (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = create_batch (c);
  g_autoptr (CcpEventBatch) passed = ccp_event_batch_new ();

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      g_autoptr (CcpEventBatch) one = ccp_event_batch_new ();
      g_autoptr (CcpEventBatch) part = NULL;

      ccp_event_batch_append (one, ccp_event_batch_get (batch, i));
      part = ccp_stream_guard_filter (guard, one);
      for (guint j = 0; j < ccp_event_batch_get_length (part); j++)
        ccp_event_batch_append (passed, ccp_event_batch_get (part, j));
    }

  check_passed (c, batch, passed);
}

typedef struct
{
  const char *name;
  const char *events[MAX_EVENTS];
  const char *expected; /* the last event */
} EndCase;

static const EndCase end_cases[] = {
  { "nothing", { NULL }, "error" },
  { "start-only", { START }, "error" },
  { "in-a-block", { START, BLOCK (0, TEXT), DELTA (0, TEXT_DELTA) }, "error" },
  { "between-blocks", { START, BLOCK (0, TEXT), STOP (0) }, "error" },
  { "no-stop-reason",
    { START, "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null}}" },
    "error" },
  { "after-the-stop-reason", { START, END }, "message_stop" },
};

static void
test_end (gconstpointer data)
{
  const EndCase *c = data;
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed = NULL;
  g_autoptr (CcpEventBatch) end = NULL;
  g_autoptr (CcpEventBatch) again = NULL;

  for (guint i = 0; i < MAX_EVENTS && c->events[i] != NULL; i++)
    add_typed (batch, c->events[i]);
  passed = ccp_stream_guard_filter (guard, batch);
  end = ccp_stream_guard_finish (guard, NULL);
  again = ccp_stream_guard_finish (guard, NULL);

  g_assert_true (passed == batch);
  g_assert_cmpuint (ccp_event_batch_get_length (end), ==, 1);
  g_assert_true (ccp_event_is (ccp_event_batch_get (end, 0), c->expected));
  g_assert_true (ccp_stream_guard_get_finished (guard));
  g_assert_cmpuint (ccp_event_batch_get_length (again), ==, 0);
}

static void
test_cut_is_told (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (GError) cut = g_error_new (CCP_ERROR, CCP_ERROR_TIMEOUT, "too slow");
  g_autoptr (CcpEventBatch) end = ccp_stream_guard_finish (guard, cut);
  CcpEvent *event = ccp_event_batch_get (end, 0);
  g_autofree char *type = dup_member (event, "error", "type");
  g_autofree char *message = dup_member (event, "error", "message");
  g_autofree char *request_id = dup_member (event, NULL, "request_id");

  g_assert_cmpstr (type, ==, "timeout_error");
  g_assert_cmpstr (message, ==, "too slow");
  g_assert_cmpstr (request_id, ==, ccp_exchange_get_id (exchange));
  g_assert_cmpint (ccp_verdict_get_code (ccp_event_get_verdict (event)),
                   ==,
                   CCP_ERROR_TIMEOUT);
}

static void
test_error_gets_request_id (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdup_printf (
      "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}"
      ",\"request_id\":\"%s\"}",
      ccp_exchange_get_id (exchange));

  add_typed (batch, ERROR);
  passed = ccp_stream_guard_filter (guard, batch);
  text = ccp_json_to_text (ccp_event_get_data (ccp_event_batch_get (passed, 0)));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_error_keeps_verdict (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed = NULL;
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_OVERLOADED, "busy");
  g_autofree char *request_id = NULL;

  ccp_event_batch_take (batch, ccp_event_new_error (verdict, NULL));
  passed = ccp_stream_guard_filter (guard, batch);
  request_id = dup_member (ccp_event_batch_get (passed, 0), NULL, "request_id");

  g_assert_true (ccp_event_get_verdict (ccp_event_batch_get (passed, 0)) == verdict);
  g_assert_cmpstr (request_id, ==, ccp_exchange_get_id (exchange));
}

static void
test_usage_is_noted (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed = NULL;
  const CcpUsage *usage = ccp_exchange_get_usage (exchange);

  add_typed (batch, START);
  add_typed (batch, END);
  passed = ccp_stream_guard_filter (guard, batch);

  g_assert_cmpint (usage->input_tokens, ==, 5);
  g_assert_cmpint (usage->output_tokens, ==, 7);
  g_assert_cmpint (usage->cache_read_tokens, ==, 2);
  g_assert_cmpint (usage->cache_creation_tokens, ==, -1);
  g_assert_cmpint (usage->thinking_tokens, ==, 1);
  g_assert_cmpint (usage->web_searches, ==, 4);
}

static GLogWriterOutput
count_warning (GLogLevelFlags level,
               const GLogField *fields,
               gsize n_fields,
               gpointer data)
{
  guint *n_warnings = data;

  *n_warnings += level & G_LOG_LEVEL_WARNING ? 1 : 0;
  return G_LOG_WRITER_HANDLED;
}

static void
test_unknown_is_left_out (void)
{
  static guint n_warnings = 0;
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed = NULL;

  add_typed (batch, START);
  add_typed (batch, "{\"type\":\"novelty\"}");
  add_typed (batch, BLOCK (0, TEXT));
  add_typed (batch, DELTA (0, "{\"type\":\"novel_delta\"}"));
  add_event (batch, "", "{}");
  add_typed (batch, STOP (0));
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_writer_func (count_warning, &n_warnings, NULL);
  passed = ccp_stream_guard_filter (guard, batch);

  g_assert_cmpuint (n_warnings, ==, 1);
  g_assert_cmpuint (ccp_event_batch_get_length (passed), ==, 3);
  g_assert_false (ccp_stream_guard_get_finished (guard));
}

static void
test_data_of_another_type (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) text_guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpStreamGuard) type_guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) text = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) type = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed_text = NULL;
  g_autoptr (CcpEventBatch) passed_type = NULL;

  ccp_event_batch_take (text, ccp_event_new_text ("message_start", "hi", -1));
  add_event (type, "ping", START);
  passed_text = ccp_stream_guard_filter (text_guard, text);
  passed_type = ccp_stream_guard_filter (type_guard, type);

  g_assert_true (ccp_event_is (ccp_event_batch_get (passed_text, 0), "error"));
  g_assert_true (ccp_event_is (ccp_event_batch_get (passed_type, 0), "error"));
}

static void
test_ping_does_not_start (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed = NULL;

  add_typed (batch, PING);
  passed = ccp_stream_guard_filter (guard, batch);

  g_assert_cmpuint (ccp_event_batch_get_length (passed), ==, 0);
}

static void
test_keep_alive_before_start (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) first = ccp_stream_guard_keep_alive (guard);
  g_autoptr (CcpEventBatch) second = ccp_stream_guard_keep_alive (guard);
  g_autoptr (CcpEventBatch) passed = NULL;
  g_autofree char *id = dup_member (ccp_event_batch_get (first, 0), "message", "id");

  add_typed (batch, START);
  add_typed (batch, BLOCK (0, TEXT));
  passed = ccp_stream_guard_filter (guard, batch);

  g_assert_cmpuint (ccp_event_batch_get_length (first), ==, 2);
  g_assert_cmpstr (id, ==, ccp_exchange_get_message_id (exchange));
  g_assert_true (ccp_event_is (ccp_event_batch_get (first, 1), "ping"));
  g_assert_cmpuint (ccp_event_batch_get_length (second), ==, 1);
  g_assert_cmpuint (ccp_event_batch_get_length (passed), ==, 1);
  g_assert_true (ccp_event_is (ccp_event_batch_get (passed, 0), "content_block_start"));
}

static void
test_keep_alive_later (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) passed = NULL;
  g_autoptr (CcpEventBatch) during = NULL;
  g_autoptr (CcpEventBatch) end = NULL;
  g_autoptr (CcpEventBatch) after = NULL;

  add_typed (batch, START);
  passed = ccp_stream_guard_filter (guard, batch);
  during = ccp_stream_guard_keep_alive (guard);
  end = ccp_stream_guard_finish (guard, NULL);
  after = ccp_stream_guard_keep_alive (guard);

  g_assert_cmpuint (ccp_event_batch_get_length (during), ==, 1);
  g_assert_true (ccp_event_is (ccp_event_batch_get (during, 0), "ping"));
  g_assert_cmpuint (ccp_event_batch_get_length (after), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/stream-guard/together/T60-T61-", cases, test_together);
  ADD_TABLE ("/stream-guard/one-by-one/T60-T61-", cases, test_one_by_one);
  ADD_TABLE ("/stream-guard/finish/T74-T77-", end_cases, test_end);
  g_test_add_func ("/stream-guard/finish/T74-cut-is-told", test_cut_is_told);
  g_test_add_func ("/stream-guard/error/T75-request-id", test_error_gets_request_id);
  g_test_add_func ("/stream-guard/error/T76-keeps-verdict", test_error_keeps_verdict);
  g_test_add_func ("/stream-guard/usage/noted", test_usage_is_noted);
  g_test_add_func ("/stream-guard/data/of-another-type", test_data_of_another_type);
  g_test_add_func ("/stream-guard/ping/does-not-start", test_ping_does_not_start);
  g_test_add_func ("/stream-guard/keep-alive/T87-before-start",
                   test_keep_alive_before_start);
  g_test_add_func ("/stream-guard/keep-alive/T87-later", test_keep_alive_later);
  /* the last one, for it takes the log over */
  g_test_add_func ("/stream-guard/unknown/left-out", test_unknown_is_left_out);

  return g_test_run ();
}
