/* test-message-emitter-end.c: stop reasons, usage, the end and whole messages
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

typedef struct
{
  const char *name;
  CcpStopReason reasons[2];
  gboolean tool;
  const char *detail;
  const char *expected;
} StopCase;

#define DELTA(reason, sequence)                                                          \
  "{\"stop_reason\":\"" reason "\",\"stop_sequence\":" sequence "}"

static const StopCase stop_cases[] = {
  { "none", { CCP_STOP_NONE }, FALSE, NULL, DELTA ("end_turn", "null") },
  { "none-with-tool", { CCP_STOP_NONE }, TRUE, NULL, DELTA ("tool_use", "null") },
  { "end-with-tool", { CCP_STOP_END_TURN }, TRUE, NULL, DELTA ("tool_use", "null") },
  { "tool-use-without", { CCP_STOP_TOOL_USE }, FALSE, NULL, DELTA ("end_turn", "null") },
  { "max-tokens", { CCP_STOP_MAX_TOKENS }, TRUE, NULL, DELTA ("max_tokens", "null") },
  { "sequence", { CCP_STOP_SEQUENCE }, FALSE, "END", DELTA ("stop_sequence", "\"END\"") },
  { "pause", { CCP_STOP_PAUSE_TURN }, FALSE, NULL, DELTA ("pause_turn", "null") },
  { "context-window",
    { CCP_STOP_CONTEXT_WINDOW },
    FALSE,
    NULL,
    DELTA ("model_context_window_exceeded", "null") },
  { "refusal",
    { CCP_STOP_REFUSAL, CCP_STOP_END_TURN },
    FALSE,
    NULL,
    "{\"stop_reason\":\"refusal\",\"stop_sequence\":null,\"stop_details\":{\"type\":"
    "\"refusal\",\"category\":null,\"explanation\":null}}" },
  { "refusal-explained",
    { CCP_STOP_END_TURN, CCP_STOP_REFUSAL },
    FALSE,
    "no",
    "{\"stop_reason\":\"refusal\",\"stop_sequence\":null,\"stop_details\":{\"type\":"
    "\"refusal\",\"category\":null,\"explanation\":\"no\"}}" },
};

static void
test_stop_reason (gconstpointer data)
{
  const StopCase *c = data;
  g_autoptr (CcpMessageEmitter) emitter = create_emitter ("{}");
  g_autofree char *expected =
      g_strdup_printf ("message_delta %s\nmessage_stop\n", c->expected);

  if (c->tool)
    ccp_message_emitter_tool_begin (emitter, 0, "a", "A");
  ccp_message_emitter_stop (emitter, c->reasons[0], c->detail);
  ccp_message_emitter_stop (emitter, c->reasons[1], c->detail);
  g_free (take_lines (emitter));
  ccp_message_emitter_finish (emitter);

  {
    g_autofree char *lines = take_lines (emitter);

    g_assert_true (g_str_has_suffix (lines, expected));
  }
}

static char *
take_usage (CcpMessageEmitter *emitter)
{
  g_autoptr (CcpEventBatch) events = ccp_message_emitter_take_events (emitter);
  guint last = ccp_event_batch_get_length (events) - 1;
  CcpJsonValue root;
  CcpJsonValue usage;

  ccp_json_get_root (ccp_event_get_data (ccp_event_batch_get (events, last - 1)), &root);
  usage = get (&root, "usage");
  return dup_raw (&usage);
}

static void
test_usage (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ("{}");
  g_autoptr (CcpMessageEmitter) emitter = ccp_message_emitter_new (exchange);
  CcpUsage first = { 40, 2, 960, -1, 0, -1 };
  CcpUsage second = { -1, 7, -1, -1, 5, 2 };
  g_autofree char *usage = NULL;

  ccp_message_emitter_usage (emitter, &first);
  ccp_message_emitter_stop (emitter, CCP_STOP_END_TURN, NULL);
  ccp_message_emitter_usage (emitter, &second);
  ccp_message_emitter_finish (emitter);
  usage = take_usage (emitter);

  g_assert_cmpstr (usage,
                   ==,
                   "{\"input_tokens\":40,\"output_tokens\":7,"
                   "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":960,"
                   "\"output_tokens_details\":{\"thinking_tokens\":5},"
                   "\"server_tool_use\":{\"web_search_requests\":2}}");
  g_assert_cmpint (ccp_exchange_get_usage (exchange)->input_tokens, ==, 40);
  g_assert_cmpint (ccp_exchange_get_usage (exchange)->output_tokens, ==, 7);
}

static void
test_usage_is_estimated (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter ("{\"model\":\"claude-xyz\"}");
  CcpUsage zero = { 0, -1, 0, 0, 0, 0 };
  g_autofree char *usage = NULL;

  ccp_message_emitter_usage (emitter, &zero);
  ccp_message_emitter_text (emitter, "twelve bytes", -1);
  ccp_message_emitter_finish (emitter);
  usage = take_usage (emitter);

  g_assert_cmpstr (usage,
                   ==,
                   "{\"input_tokens\":5,\"output_tokens\":3,"
                   "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0}");
}

static void
test_nothing_at_all (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter ("{}");

  ccp_message_emitter_finish (emitter);

  assert_lines (emitter, STARTED ENDED ("end_turn"));
  g_assert_true (ccp_message_emitter_get_finished (emitter));
}

static void
test_nothing_after_the_end (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, "late");
  g_autoptr (CcpJson) block = ccp_json_new_from_text ("{\"type\":\"x\"}", -1, NULL);

  ccp_message_emitter_finish (emitter);
  g_free (take_lines (emitter));
  ccp_message_emitter_start (emitter);
  ccp_message_emitter_text (emitter, "a", -1);
  ccp_message_emitter_thinking (emitter, "a", -1);
  ccp_message_emitter_signature (emitter, "a");
  ccp_message_emitter_block (emitter, block);
  ccp_message_emitter_tool_begin (emitter, 0, "a", "A");
  ccp_message_emitter_tool_arguments (emitter, 0, "a", -1);
  ccp_message_emitter_tool_end (emitter, 0);
  ccp_message_emitter_stop (emitter, CCP_STOP_END_TURN, NULL);
  ccp_message_emitter_usage (emitter, &CCP_USAGE_UNKNOWN);
  ccp_message_emitter_finish (emitter);
  ccp_message_emitter_fail (emitter, verdict);

  assert_lines (emitter, "");
}

static void
test_failure (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_OVERLOADED, "busy");
  g_autoptr (CcpEventBatch) events = NULL;
  g_autoptr (CcpJson) message = NULL;
  g_autoptr (GError) error = NULL;

  ccp_message_emitter_tool_begin (emitter, 0, "a", "A");
  ccp_message_emitter_text (emitter, "waits", -1);
  ccp_message_emitter_fail (emitter, verdict);
  ccp_message_emitter_text (emitter, "late", -1);
  ccp_message_emitter_finish (emitter);
  events = ccp_message_emitter_take_events (emitter);
  message = ccp_message_emitter_take_message (emitter, &error);

  g_assert_cmpuint (ccp_event_batch_get_length (events), ==, 3);
  g_assert_true (ccp_event_is (ccp_event_batch_get (events, 2), "error"));
  g_assert_true (ccp_event_get_verdict (ccp_event_batch_get (events, 2)) == verdict);
  g_assert_null (message);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_OVERLOADED);
}

static void
test_whole_message (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (ASKS_FOR_THINKING);
  g_autoptr (CcpMessageEmitter) emitter = ccp_message_emitter_new (exchange);
  CcpUsage usage = { 5, 7, -1, -1, -1, -1 };
  g_autoptr (CcpJson) message = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdup_printf (
      "{\"id\":\"%s\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\","
      "\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"content\":["
      "{\"type\":\"thinking\",\"thinking\":\"ab\",\"signature\":\"ccp1:rc\"},"
      "{\"type\":\"text\",\"text\":\"c\\n\"},"
      "{\"type\":\"tool_use\",\"id\":\"x\",\"name\":\"A\",\"input\":{\"n\":1.0}},"
      "{\"type\":\"tool_use\",\"id\":\"y\",\"name\":\"B\",\"input\":{}},"
      "{\"type\":\"tool_use\",\"id\":\"z\",\"name\":\"C\",\"input\":"
      "{\"raw_arguments\":\"{\\\"cut\"}}],"
      "\"usage\":{\"input_tokens\":5,\"output_tokens\":7,"
      "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0}}",
      ccp_exchange_get_message_id (exchange));

  ccp_message_emitter_set_default_signature (emitter, "ccp1:rc");
  ccp_message_emitter_thinking (emitter, "a", -1);
  ccp_message_emitter_thinking (emitter, "b", -1);
  ccp_message_emitter_text (emitter, "c\n", -1);
  ccp_message_emitter_tool_begin (emitter, 0, "x", "A");
  ccp_message_emitter_tool_arguments (emitter, 0, "{\"n\":1.0}", -1);
  ccp_message_emitter_tool_begin (emitter, 1, "y", "B");
  ccp_message_emitter_tool_begin (emitter, 2, "z", "C");
  ccp_message_emitter_tool_arguments (emitter, 2, "{\"cut", -1);
  ccp_message_emitter_usage (emitter, &usage);
  ccp_message_emitter_finish (emitter);
  message = ccp_message_emitter_take_message (emitter, &error);

  g_assert_no_error (error);
  text = ccp_json_to_text (message);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_no_message_before_the_end (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter ("{}");
  g_autoptr (CcpJson) message = NULL;
  g_autoptr (GError) error = NULL;

  ccp_message_emitter_text (emitter, "a", -1);
  message = ccp_message_emitter_take_message (emitter, &error);

  g_assert_null (message);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UPSTREAM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-emitter/usage/T78-last-one-counts", test_usage);
  g_test_add_func ("/message-emitter/usage/T78-T80-estimated", test_usage_is_estimated);
  g_test_add_func ("/message-emitter/finish/T77-nothing-at-all", test_nothing_at_all);
  g_test_add_func ("/message-emitter/finish/nothing-after", test_nothing_after_the_end);
  g_test_add_func ("/message-emitter/fail/ends-without-stop", test_failure);
  g_test_add_func ("/message-emitter/message/whole", test_whole_message);
  g_test_add_func ("/message-emitter/message/not-before-the-end",
                   test_no_message_before_the_end);
  ADD_TABLE ("/message-emitter/stop/T72-", stop_cases, test_stop_reason);

  return g_test_run ();
}
