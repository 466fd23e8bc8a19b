/* test-message-splitter.c: whole messages into streams and back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-message-collector.h"
#include "ccp-message-splitter.h"
#include "ccp-stream-guard.h"
#include "streaming-fixture.h"

typedef struct
{
  const char *name;
  const char *content;
  guint n_events; /* without start and end of the message */
} BlockCase;

static const BlockCase block_cases[] = {
  { "empty", "[]", 0 },
  { "text", "[{\"type\":\"text\",\"text\":\"a\\n\\u00e4\"}]", 3 },
  { "empty-text", "[{\"type\":\"text\",\"text\":\"\"}]", 2 },
  { "citations",
    "[{\"type\":\"text\",\"text\":\"a\",\"citations\":[{\"type\":\"x\"},{\"type\":\"y\"}]"
    "}]",
    5 },
  { "no-citations", "[{\"type\":\"text\",\"text\":\"a\",\"citations\":null}]", 3 },
  { "thinking", "[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"s\"}]", 4 },
  { "signature-only",
    "[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"s\"}]",
    3 },
  { "redacted", "[{\"type\":\"redacted_thinking\",\"data\":\"d\"}]", 2 },
  { "tool",
    "[{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"n\",\"input\":{\"a\":[1.0,\"b\\n\"]}"
    ","
    "\"caller\":{}}]",
    3 },
  { "tool-without-input",
    "[{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"n\",\"input\":{}}]",
    2 },
  { "search",
    "[{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":"
    "{\"query\":\"q\"}},{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\","
    "\"content\":[{\"type\":\"web_search_result\"}]}]",
    5 },
  { "new-type", "[{\"type\":\"hologram\",\"text\":\"a\"}]", 2 },
};

static CcpJson *
create_message (const char *content)
{
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
      "\"stop_reason\":\"refusal\",\"stop_sequence\":null,\"stop_details\":{\"type\":"
      "\"refusal\"},\"content\":%s,\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}",
      content);

  return ccp_json_new_from_text (text, -1, NULL);
}

static CcpJson *
collect (CcpEventBatch *batch, GError **error)
{
  g_autoptr (CcpMessageCollector) collector = ccp_message_collector_new ();

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      g_autoptr (CcpEventBatch) one = ccp_event_batch_new ();

      ccp_event_batch_append (one, ccp_event_batch_get (batch, i));
      ccp_message_collector_add (collector, one);
    }
  return ccp_message_collector_finish (collector, error);
}

/* the stream is well-formed, and gives the same message again */
static void
test_round_trip (gconstpointer data)
{
  const BlockCase *c = data;
  g_autoptr (CcpJson) message = create_message (c->content);
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpStreamGuard) guard = ccp_stream_guard_new (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) batch = ccp_message_splitter_split (message, &error);
  g_autoptr (CcpEventBatch) passed = NULL;
  g_autoptr (CcpJson) again = NULL;
  g_autofree char *text = ccp_json_to_text (message);
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  passed = ccp_stream_guard_filter (guard, batch);
  g_assert_true (passed == batch);
  g_assert_cmpuint (ccp_event_batch_get_length (batch), ==, c->n_events + 3);

  again = collect (batch, &error);
  g_assert_no_error (error);
  text_again = ccp_json_to_text (again);
  /* only the place of stop_details among the members may differ */
  g_assert_cmpuint (strlen (text_again), ==, strlen (text));
  g_assert_nonnull (strstr (text_again, c->content));
  g_assert_nonnull (strstr (text_again, "\"stop_details\":{\"type\":\"refusal\"}"));
  g_assert_nonnull (strstr (text_again, "\"stop_reason\":\"refusal\""));
}

typedef struct
{
  const char *name;
  const char *message;
  const char *fault;
} BadCase;

#define HEAD "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
#define TAIL                                                                             \
  "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"

static const BadCase bad_cases[] = {
  { "array", "[]", "no object" },
  { "chat-completion", "{\"choices\":[]}", "type" },
  { "no-role", "{\"type\":\"message\"}", "role" },
  { "no-id", "{\"type\":\"message\",\"role\":\"assistant\"}", "id" },
  { "no-content", HEAD TAIL, "content" },
  { "no-stop-reason",
    HEAD "\"content\":[],\"stop_reason\":null,\"usage\":{}}",
    "stop_reason" },
  { "no-usage", HEAD "\"content\":[],\"stop_reason\":\"end_turn\"}", "usage" },
  { "block-without-type", HEAD "\"content\":[{}]," TAIL, "type" },
  { "text-without-text", HEAD "\"content\":[{\"type\":\"text\"}]," TAIL, "text" },
  { "tool-with-string",
    HEAD "\"content\":[{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"n\",\"input\":\"\"}"
         "]," TAIL,
    "input" },
};

static void
test_refused (gconstpointer data)
{
  const BadCase *c = data;
  g_autoptr (CcpJson) message = ccp_json_new_from_text (c->message, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) check_error = NULL;
  g_autoptr (CcpEventBatch) batch = ccp_message_splitter_split (message, &error);

  g_assert_null (batch);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UPSTREAM);
  g_assert_nonnull (strstr (error->message, c->fault));
  g_assert_false (ccp_stream_guard_check_message (message, &check_error));
  g_assert_cmpstr (check_error->message, ==, error->message);
}

static void
test_error_event (void)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;

  add_typed (batch,
             "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
             "\"message\":\"slow down\"}}");
  message = collect (batch, &error);

  g_assert_null (message);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_RATE_LIMITED);
  g_assert_cmpstr (error->message, ==, "slow down");
}

static void
test_verdict_tells_more (void)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, "later");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;

  ccp_event_batch_take (batch, ccp_event_new_error (verdict, NULL));
  message = collect (batch, &error);

  g_assert_null (message);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UNAVAILABLE);
}

static void
test_unfinished (void)
{
  g_autoptr (CcpJson) message = create_message ("[]");
  g_autoptr (CcpEventBatch) batch = ccp_message_splitter_split (message, NULL);
  g_autoptr (CcpEventBatch) part = ccp_event_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) again = NULL;

  ccp_event_batch_append (part, ccp_event_batch_get (batch, 0));
  again = collect (part, &error);

  g_assert_null (again);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UPSTREAM);
}

/* counters are totals: the newest counts, and what it does not name stays */
static void
test_usage_is_merged (void)
{
  g_autoptr (CcpJson) message = create_message ("[]");
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) split = ccp_message_splitter_split (message, NULL);
  g_autoptr (CcpJson) again = NULL;
  g_autofree char *text = NULL;

  ccp_event_batch_append (batch, ccp_event_batch_get (split, 0));
  add_typed (batch,
             "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null},\"usage\":"
             "{\"output_tokens\":9}}");
  add_typed (batch,
             "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
             "\"usage\":{\"output_tokens\":12,\"cache_read_input_tokens\":3}}");
  add_typed (batch, "{\"type\":\"message_stop\"}");
  again = collect (batch, NULL);
  text = ccp_json_to_text (again);

  g_assert_nonnull (strstr (text,
                            "\"usage\":{\"input_tokens\":1,\"output_tokens\":12,"
                            "\"cache_read_input_tokens\":3}"));
  g_assert_nonnull (strstr (text, "\"stop_reason\":\"end_turn\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/message-splitter/round-trip/T86-", block_cases, test_round_trip);
  ADD_TABLE ("/message-splitter/refused/", bad_cases, test_refused);
  g_test_add_func ("/message-collector/error/event", test_error_event);
  g_test_add_func ("/message-collector/error/verdict", test_verdict_tells_more);
  g_test_add_func ("/message-collector/error/T74-unfinished", test_unfinished);
  g_test_add_func ("/message-collector/usage/merged", test_usage_is_merged);

  return g_test_run ();
}
