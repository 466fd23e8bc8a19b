/* test-message-emitter.c: blocks, order, start and end of an answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

static void
test_start_once (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);

  g_assert_false (ccp_message_emitter_get_started (emitter));
  ccp_message_emitter_tool_begin (emitter, 0, "call_1", "Bash");
  ccp_message_emitter_start (emitter);
  ccp_message_emitter_text (emitter, "a", 1);

  g_assert_true (ccp_message_emitter_get_started (emitter));
  assert_lines (emitter, STARTED TOOL_START ("call_1", "Bash"));
}

static void
test_start_data (void)
{
  g_autoptr (CcpExchange) exchange =
      create_exchange ("{\"model\":\"claude-x\",\"messages\":[]}");
  g_autoptr (CcpMessageEmitter) emitter = ccp_message_emitter_new (exchange);
  g_autoptr (CcpEventBatch) events = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdup_printf (
      "{\"type\":\"message_start\",\"message\":{\"id\":\"%s\",\"type\":\"message\","
      "\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"stop_reason\":null,"
      "\"stop_sequence\":null,\"usage\":{\"input_tokens\":8,\"output_tokens\":1,"
      "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0}}}",
      ccp_exchange_get_message_id (exchange));

  ccp_message_emitter_start (emitter);
  events = ccp_message_emitter_take_events (emitter);
  text = ccp_json_to_text (ccp_event_get_data (ccp_event_batch_get (events, 0)));

  g_assert_cmpuint (ccp_event_batch_get_length (events), ==, 1);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_block_changes (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);

  ccp_message_emitter_text (emitter, "a", -1);
  ccp_message_emitter_text (emitter, "", -1);
  ccp_message_emitter_thinking (emitter, "b", -1);
  ccp_message_emitter_tool_begin (emitter, 7, "call_1", "Bash");
  ccp_message_emitter_tool_arguments (emitter, 7, "{}", -1);
  ccp_message_emitter_text (emitter, "c", -1);
  ccp_message_emitter_finish (emitter);

  assert_lines (emitter,
                STARTED TEXT_START TEXT ("a") STOP (0) THINKING_START THINKING ("b")
                    SIGNATURE ("ccp1:no") STOP (1) TOOL_START ("call_1", "Bash")
                        INPUT ("{}") STOP (2) TEXT_START TEXT ("c") STOP (3)
                            ENDED ("tool_use"));
}

static void
test_interleaved_tools (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);

  ccp_message_emitter_tool_begin (emitter, 0, "a", "A");
  ccp_message_emitter_tool_begin (emitter, 1, "b", "B");
  ccp_message_emitter_tool_arguments (emitter, 0, "{\"x\":", -1);
  ccp_message_emitter_tool_arguments (emitter, 1, "{\"y\"", -1);
  ccp_message_emitter_text (emitter, "after", -1);
  assert_lines (emitter, STARTED TOOL_START ("a", "A") INPUT ("{\\\"x\\\":"));

  ccp_message_emitter_tool_arguments (emitter, 0, "1}", -1);
  assert_lines (emitter,
                INPUT ("1}") STOP (0) TOOL_START ("b", "B") INPUT ("{\\\"y\\\""));

  ccp_message_emitter_tool_arguments (emitter, 1, ":2}", -1);
  assert_lines (emitter, INPUT (":2}") STOP (1) TEXT_START TEXT ("after"));
}

static void
test_same_tool_twice_at_once (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);

  ccp_message_emitter_tool_begin (emitter, 0, "a", "A");
  ccp_message_emitter_tool_arguments (emitter, 0, "{\"x\"", -1);
  ccp_message_emitter_tool_arguments (emitter, 0, ":1}", -1);

  assert_lines (emitter,
                STARTED TOOL_START ("a", "A") INPUT ("{\\\"x\\\"") INPUT (":1}")
                    STOP (0));
}

static void
test_id_and_name_in_pieces (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);

  ccp_message_emitter_tool_begin (emitter, 0, "a", NULL);
  ccp_message_emitter_tool_arguments (emitter, 0, "{", -1);
  ccp_message_emitter_tool_begin (emitter, 0, "", "");
  assert_lines (emitter, STARTED);

  ccp_message_emitter_tool_begin (emitter, 0, "", "A");
  ccp_message_emitter_tool_begin (emitter, 0, "other", "Other");
  ccp_message_emitter_tool_arguments (emitter, 0, "}", -1);
  assert_lines (emitter, TOOL_START ("a", "A") INPUT ("{") INPUT ("}") STOP (0));

  ccp_message_emitter_tool_begin (emitter, 1, NULL, "B");
  assert_lines (emitter, "");
  ccp_message_emitter_tool_begin (emitter, 1, "b", NULL);
  assert_lines (emitter, TOOL_START ("b", "B"));
}

static void
test_names_that_never_come (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);

  ccp_message_emitter_tool_begin (emitter, 0, "a", "");
  ccp_message_emitter_tool_arguments (emitter, 0, "{\"x\":1}", -1);
  ccp_message_emitter_tool_arguments (emitter, 9, "  ", -1);
  ccp_message_emitter_tool_begin (emitter, 3, "c", NULL);
  ccp_message_emitter_text (emitter, "t", -1);
  ccp_message_emitter_finish (emitter);

  assert_lines (emitter,
                STARTED TEXT_START TEXT ("t") STOP (0) TOOL_START ("a", "tool_1")
                    INPUT ("{\\\"x\\\":1}") STOP (1) TOOL_START ("c", "tool_3") STOP (2)
                        ENDED ("tool_use"));
}

static void
test_missing_and_repeated_ids (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);
  g_autofree char *lines = NULL;
  g_autoptr (GRegex) regex = g_regex_new (
      "toolu_[A-Za-z0-9]{24}.*toolu_x[A-Za-z0-9_-]+_[A-Za-z0-9]{6}\".*\"a\".*"
      "toolu_[A-Za-z0-9]{24}",
      G_REGEX_DOTALL,
      0,
      NULL);
  static const char *const ids[] = { NULL, "functions.A:0", "a", "a" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      ccp_message_emitter_tool_begin (emitter, i, ids[i], "A");
      ccp_message_emitter_tool_arguments (emitter, i, "{}", -1);
    }
  lines = take_lines (emitter);

  g_assert_true (g_regex_match (regex, lines, 0, NULL));
}

static void
test_names_are_mapped_back (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (ASKS_FOR_THINKING);
  g_autoptr (CcpMessageEmitter) emitter = ccp_message_emitter_new (exchange);

  ccp_tool_names_add (ccp_exchange_get_tool_names (exchange), "mcp.a", "mcp_a");
  ccp_message_emitter_tool_begin (emitter, 0, "a", "mcp_a");

  assert_lines (emitter, STARTED TOOL_START ("a", "mcp.a"));
}

typedef struct
{
  const char *name;
  const char *arguments[3];
  const char *input; /* (nullable): as it stands in the delta */
} ArgumentsCase;

static const ArgumentsCase arguments_cases[] = {
  { "none", { NULL }, NULL },
  { "blank", { " ", "\n" }, NULL },
  { "null", { "nu", "ll" }, NULL },
  { "object", { "{\"a\":1}" }, "{\\\"a\\\":1}" },
  { "blank-before", { " \t", "\n{}" }, "{}" },
  { "braces-in-strings", { "{\"}\":\"\\\"}{\"}" }, "{\\\"}\\\":\\\"\\\\\\\"}{\\\"}" },
  { "text-after-the-end", { "{\"a\":[]}{\"b\":1}" }, "{\\\"a\\\":[]}" },
  { "braces-in-single-quotes", { "{'a':'}'", ",b:1}" }, "{'a':'}',b:1}" },
  { "braces-in-comments", { "{// }\n", "}" }, "{// }\\n}" },
  { "unfinished", { "{\"a\":" }, "{\\\"a\\\":" },
  { "object-in-string", { "\"{\\\"a\\\":1}\"" }, "{\\\"a\\\":1}" },
  { "string", { "\"abc\"" }, "{\\\"value\\\":\\\"abc\\\"}" },
  { "array", { "[1,", "2]" }, "{\\\"value\\\":[1,2]}" },
  { "number", { "1.50" }, "{\\\"value\\\":1.50}" },
  { "text",
    { "ls -", "la \"x\"" },
    "{\\\"raw_arguments\\\":\\\"ls -la \\\\\\\"x\\\\\\\"\\\"}" },
};

static void
test_arguments (gconstpointer data)
{
  const ArgumentsCase *c = data;
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);
  g_autoptr (CcpEventBatch) events = NULL;
  g_autoptr (GString) input = g_string_new (NULL);

  ccp_message_emitter_tool_begin (emitter, 0, "a", "A");
  for (guint i = 0; i < G_N_ELEMENTS (c->arguments) && c->arguments[i] != NULL; i++)
    ccp_message_emitter_tool_arguments (emitter, 0, c->arguments[i], -1);
  ccp_message_emitter_tool_end (emitter, 0);
  ccp_message_emitter_tool_arguments (emitter, 0, "{\"late\":1}", -1);
  events = ccp_message_emitter_take_events (emitter);

  for (guint i = 2; i + 1 < ccp_event_batch_get_length (events); i++)
    {
      CcpJsonValue root;
      CcpJsonValue delta;
      CcpJsonValue piece;
      g_autofree char *raw = NULL;

      ccp_json_get_root (ccp_event_get_data (ccp_event_batch_get (events, i)), &root);
      delta = get (&root, "delta");
      piece = get (&delta, "partial_json");
      raw = dup_raw (&piece);
      g_string_append_len (input, raw + 1, strlen (raw) - 2);
    }
  g_assert_cmpstr (input->str, ==, c->input != NULL ? c->input : "");
}

static void
test_values (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (
      "{\"text\":\"a\\u00e4\\n\",\"string\":\"{\\\"q\\\":\\\"\\u007b\\\"}\","
      "\"object\":{\"x\": [1, 2]},\"null\":null,\"number\":5,\"empty\":\"\"}",
      -1,
      NULL);
  CcpJsonValue root;
  CcpJsonValue value;

  ccp_json_get_root (json, &root);
  value = get (&root, "text");
  ccp_message_emitter_text_value (emitter, &value);
  value = get (&root, "null");
  ccp_message_emitter_text_value (emitter, &value);
  ccp_message_emitter_tool_begin (emitter, 0, "a", "A");
  ccp_message_emitter_tool_arguments_value (emitter, 0, &value);
  value = get (&root, "empty");
  ccp_message_emitter_tool_arguments_value (emitter, 0, &value);
  value = get (&root, "string");
  ccp_message_emitter_tool_arguments_value (emitter, 0, &value);
  ccp_message_emitter_tool_begin (emitter, 1, "b", "B");
  value = get (&root, "object");
  ccp_message_emitter_tool_arguments_value (emitter, 1, &value);
  ccp_message_emitter_tool_begin (emitter, 2, "c", "C");
  value = get (&root, "number");
  ccp_message_emitter_tool_arguments_value (emitter, 2, &value);
  value = get (&root, "text");
  ccp_message_emitter_thinking_value (emitter, &value);
  ccp_message_emitter_tool_end (emitter, 2);

  assert_lines (emitter,
                STARTED TEXT_START TEXT ("a\\u00e4\\n") STOP (0) TOOL_START ("a", "A")
                    INPUT ("{\\\"q\\\":\\\"\\u007b\\\"}") STOP (1) TOOL_START ("b", "B")
                        INPUT ("{\\\"x\\\":[1,2]}") STOP (2) TOOL_START ("c", "C")
                            INPUT ("{\\\"value\\\":5}") STOP (3)
                                THINKING_START THINKING ("a\\u00e4\\n"));
}

static void
test_signatures (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);

  ccp_message_emitter_set_default_signature (emitter, "ccp1:rc");
  ccp_message_emitter_thinking (emitter, "a", -1);
  ccp_message_emitter_signature (emitter, "ccp1:or:00000000:rs_1:x");
  ccp_message_emitter_thinking (emitter, "b", -1);
  ccp_message_emitter_text (emitter, "c", -1);
  ccp_message_emitter_signature (emitter, "ccp1:gm:00000000:e:y");
  ccp_message_emitter_signature (emitter, "");
  ccp_message_emitter_text (emitter, "d", -1);

  assert_lines (emitter,
                STARTED THINKING_START THINKING ("a")
                    SIGNATURE ("ccp1:or:00000000:rs_1:x") STOP (0)
                        THINKING_START THINKING ("b") SIGNATURE ("ccp1:rc") STOP (1)
                            TEXT_START TEXT ("c") STOP (2)
                                THINKING_START SIGNATURE ("ccp1:gm:00000000:e:y") STOP (3)
                                    TEXT_START TEXT ("d"));
}

static void
test_queued_thinking (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);

  ccp_message_emitter_tool_begin (emitter, 0, "a", "A");
  ccp_message_emitter_thinking (emitter, "b", -1);
  ccp_message_emitter_thinking (emitter, "c", -1);
  ccp_message_emitter_signature (emitter, "s");
  ccp_message_emitter_thinking (emitter, "d", -1);
  ccp_message_emitter_text (emitter, "e", -1);
  ccp_message_emitter_signature (emitter, "t");
  ccp_message_emitter_tool_end (emitter, 0);

  assert_lines (emitter,
                STARTED TOOL_START ("a", "A") STOP (0) THINKING_START THINKING ("bc")
                    SIGNATURE ("s") STOP (1) THINKING_START THINKING ("d")
                        SIGNATURE ("ccp1:no") STOP (2) TEXT_START TEXT ("e") STOP (3)
                            THINKING_START SIGNATURE ("t") STOP (4));
}

typedef struct
{
  const char *name;
  const char *body;
  const char *options;
  const char *expected; /* of thinking "x" that is signed with no state */
} ThinkingCase;

#define SHOWN                                                                            \
  STARTED THINKING_START THINKING ("x") SIGNATURE ("ccp1:no") STOP (0)                   \
      TEXT_START TEXT ("y")
#define OMITTED                                                                          \
  STARTED THINKING_START SIGNATURE ("ccp1:no") STOP (0) TEXT_START TEXT ("y")
#define HIDDEN STARTED TEXT_START TEXT ("y")

static const ThinkingCase thinking_cases[] = {
  { "absent", "{}", NULL, HIDDEN },
  { "disabled", "{\"thinking\":{\"type\":\"disabled\"}}", NULL, HIDDEN },
  { "between-tools", "{\"thinking\":{\"type\":\"between_tools\"}}", NULL, HIDDEN },
  { "adaptive", "{\"thinking\":{\"type\":\"adaptive\"}}", NULL, SHOWN },
  { "enabled", "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":9}}", NULL, SHOWN },
  { "omitted",
    "{\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}}",
    NULL,
    OMITTED },
  { "always", "{}", "{\"always_show_thinking\":true}", SHOWN },
};

static void
test_thinking_policy (gconstpointer data)
{
  const ThinkingCase *c = data;
  g_autoptr (CcpExchange) exchange = create_exchange (c->body);
  g_autoptr (CcpMessageEmitter) emitter = NULL;
  g_autoptr (CcpJson) options = NULL;

  if (c->options != NULL)
    {
      options = ccp_json_new_from_text (c->options, -1, NULL);
      ccp_exchange_set_options (exchange, options);
    }
  emitter = ccp_message_emitter_new (exchange);
  ccp_message_emitter_thinking (emitter, "x", -1);
  ccp_message_emitter_text (emitter, "y", -1);

  assert_lines (emitter, c->expected);
}

static void
test_hidden_thinking_keeps_state (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter ("{}");
  static const char *const signatures[] = {
    "ccp1:gm:00000000:n:a",
    "ccp1:rc",
    "ccp1:gm:00000000:e:c",
    "ccp1:gm:00000000:t:d",
    "ccp1:or:00000000:i:b",
    "ccp1:rd:00000000:c",
    "ccp1:no",
    "ccp1:gc:00000000:d",
  };

  g_assert_true (ccp_message_emitter_get_hides_thinking (emitter));
  ccp_message_emitter_thinking (emitter, "x", -1);
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    ccp_message_emitter_signature (emitter, signatures[i]);

  assert_lines (emitter,
                STARTED THINKING_START SIGNATURE ("ccp1:gm:00000000:n:a") STOP (0)
                    THINKING_START SIGNATURE ("ccp1:or:00000000:i:b") STOP (1)
                        THINKING_START SIGNATURE ("ccp1:gc:00000000:d") STOP (2));
}

static void
test_whole_blocks (void)
{
  g_autoptr (CcpMessageEmitter) emitter = create_emitter (ASKS_FOR_THINKING);
  g_autoptr (CcpJson) use =
      ccp_json_new_from_text ("{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\","
                              "\"name\":\"web_search\",\"input\":{\"query\": \"q\"}}",
                              -1,
                              NULL);
  g_autoptr (CcpJson) result =
      ccp_json_new_from_text ("{\"type\":\"web_search_tool_result\","
                              "\"tool_use_id\":\"srvtoolu_1\",\"content\":[]}",
                              -1,
                              NULL);
  g_autoptr (CcpJson) no_block = ccp_json_new_from_text ("[]", -1, NULL);

  g_assert_false (ccp_message_emitter_get_hides_thinking (emitter));
  ccp_message_emitter_text (emitter, "a", -1);
  ccp_message_emitter_block (emitter, use);
  ccp_message_emitter_block (emitter, result);
  ccp_message_emitter_block (emitter, no_block);
  ccp_message_emitter_finish (emitter);

  assert_lines (
      emitter,
      STARTED TEXT_START TEXT ("a") STOP (
          0) "content_block_start {\"type\":\"server_tool_use\",\"id\":"
             "\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}\n" INPUT (
                 "{\\\"query\\\":\\\"q\\\"}")
                 STOP (1) "content_block_start {\"type\":\"web_search_tool_result\","
                          "\"tool_use_id\":\"srvtoolu_1\",\"content\":[]}\n" STOP (2)
                              ENDED ("end_turn"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-emitter/start/T60-once-before-anything", test_start_once);
  g_test_add_func ("/message-emitter/start/T80-T91-data", test_start_data);
  g_test_add_func ("/message-emitter/text/T61-T62-block-changes", test_block_changes);
  g_test_add_func ("/message-emitter/tool/T63-interleaved", test_interleaved_tools);
  g_test_add_func ("/message-emitter/tool/T64-two-deltas", test_same_tool_twice_at_once);
  g_test_add_func ("/message-emitter/tool/T65-id-and-name-in-pieces",
                   test_id_and_name_in_pieces);
  g_test_add_func ("/message-emitter/tool/T65-names-that-never-come",
                   test_names_that_never_come);
  g_test_add_func ("/message-emitter/tool/T66-missing-and-repeated-ids",
                   test_missing_and_repeated_ids);
  g_test_add_func ("/message-emitter/tool/names-are-mapped-back",
                   test_names_are_mapped_back);
  g_test_add_func ("/message-emitter/values/spliced", test_values);
  g_test_add_func ("/message-emitter/signature/T70-T71-with-and-without-text",
                   test_signatures);
  g_test_add_func ("/message-emitter/thinking/queued", test_queued_thinking);
  g_test_add_func ("/message-emitter/thinking/hidden-keeps-state",
                   test_hidden_thinking_keeps_state);
  g_test_add_func ("/message-emitter/block/whole", test_whole_blocks);
  ADD_TABLE ("/message-emitter/arguments/T67-", arguments_cases, test_arguments);
  ADD_TABLE ("/message-emitter/thinking/", thinking_cases, test_thinking_policy);

  return g_test_run ();
}
