/* test-tools-repair-arguments.c: arguments of tools that are nearly JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tools-fixture.h"
#include "tools-repair-arguments.h"

typedef struct
{
  const char *name;
  const char *params;
  ToolsAnswer answer;
  const char *expected;
} Stream;

typedef struct
{
  const char *name;
  const char *params;
  const char *answer;
  const char *expected; /* (nullable): NULL if it stays as it is */
} Message;

static const Stream streams[] = {
  { "text-passes",
    "{}",
    { { { "text", "{'a'" } }, "end_turn" },
    "text \"{'a'\"; end_turn 5 7" },
  { "valid-stays",
    "{}",
    { { { "Bash", "{\"command\" : \"ls \\u00e9 \xc3\xa9\", \"n\":[1.0]}" } },
      "tool_use" },
    "tool Bash call_0 {\"command\" : \"ls \\u00e9 \xc3\xa9\", \"n\":[1.0]}; tool_use 5 "
    "7" },
  { "no-arguments-stay-none",
    "{}",
    { { { "Ping", "" } }, "tool_use" },
    "tool Ping call_0 ; tool_use 5 7" },
  { "python",
    "{}",
    { { { "Bash", "{'command': 'echo \"hi\"', 'background': True,}" } }, "tool_use" },
    "tool Bash call_0 {\"command\": \"echo \\\"hi\\\"\", \"background\": true}; tool_use "
    "5 "
    "7" },
  { "line-break",
    "{}",
    { { { "Write", "{\"text\":\"one\ntwo\"}" } }, "tool_use" },
    "tool Write call_0 {\"text\":\"one\\ntwo\"}; tool_use 5 7" },
  { "fence",
    "{}",
    { { { "Bash", "```json\n{\"a\":1}\n```" } }, "tool_use" },
    "tool Bash call_0 {\"a\":1}\n; tool_use 5 7" },
  { "T52-in-a-string",
    "{}",
    { { { "Bash", "\"{\\\"a\\\":1}\"" } }, "tool_use" },
    "tool Bash call_0 {\"a\":1}; tool_use 5 7" },
  { "T52-in-the-wrapper-of-the-dialect",
    "{}",
    { { { "Bash", "{\"raw_arguments\":\"```json\\n{'a': 'x\\\\n'}```\"}" } },
      "tool_use" },
    "tool Bash call_0 {\"a\": \"x\\n\"}; tool_use 5 7" },
  { "T52-no-object-in-the-wrapper",
    "{}",
    { { { "Bash", "{\"raw_arguments\":\"ls -l\"}" } }, "tool_use" },
    "tool Bash call_0 {\"raw_arguments\":\"ls -l\"}; tool_use 5 7" },
  { "not-the-wrapper",
    "{}",
    { { { "Bash", "{\"raw_arguments\":\"{'a':1}\",\"b\":2}" } }, "tool_use" },
    "tool Bash call_0 {\"raw_arguments\":\"{'a':1}\",\"b\":2}; tool_use 5 7" },
  { "parameter-of-that-name",
    "{}",
    { { { "Raw", "{\"raw_arguments\":\"{'a':1}\"}" } }, "tool_use" },
    "tool Raw call_0 {\"raw_arguments\":\"{'a':1}\"}; tool_use 5 7" },
  { "no-object",
    "{}",
    { { { "Bash", "[1, 2]" } }, "tool_use" },
    "tool Bash call_0 [1, 2]; tool_use 5 7" },
  { "missing-brackets",
    "{}",
    { { { "Bash", "{\"a\":[{\"b\":\"c" } }, "tool_use" },
    "tool Bash call_0 {\"a\":[{\"b\":\"c\"}]}; tool_use 5 7" },
  { "missing-brackets-before-another-call",
    "{}",
    { { { "Bash", "{\"a\":1" }, { "text", "x" }, { "Bash", "{'b':2" } }, "end_turn" },
    "tool Bash call_0 {\"a\":1}; text \"x\"; tool Bash call_2 {\"b\":2}; end_turn 5 7" },
  { "truncated-is-left",
    "{}",
    { { { "Write", "{\"path\":\"/x\",\"text\":\"half of" } }, "max_tokens" },
    "tool Write call_0 {\"path\":\"/x\",\"text\":\"half of; max_tokens 5 7" },
  { "truncated-is-closed",
    "{\"truncated\":\"close\"}",
    { { { "Write", "{\"path\":\"/x\",\"text\":\"half of" } }, "max_tokens" },
    "tool Write call_0 {\"path\":\"/x\",\"text\":\"half of\"}; max_tokens 5 7" },
  { "truncated-in-the-wrapper",
    "{}",
    { { { "Write", "{\"raw_arguments\":\"{'a':'b\"}" } }, "max_tokens" },
    "tool Write call_0 {\"raw_arguments\":\"{'a':'b\"}; max_tokens 5 7" },
  { "truncated-before-the-start",
    "{}",
    { { { "Write", "```js" } }, "max_tokens" },
    "tool Write call_0 ```js; max_tokens 5 7" },
  { "truncated-at-the-window",
    "{}",
    { { { "Write", "{\"a\":\"b" } }, "model_context_window_exceeded" },
    "tool Write call_0 {\"a\":\"b; model_context_window_exceeded 5 7" },
  { "complete-though-truncated",
    "{}",
    { { { "Bash", "{'a':1}" } }, "max_tokens" },
    "tool Bash call_0 {\"a\":1}; max_tokens 5 7" },
  { "T74-cut", "{}", { { { "Bash", "{'a':'b" } }, NULL }, "tool Bash call_0 {\"a\":\"b" },
};

static const Message messages[] = {
  { "object-stays",
    "{}",
    "{'content':[{'type':'tool_use','name':'B','input':{'a':1.0}}]}",
    NULL },
  { "wrapper",
    "{}",
    "{'content':[{'type':'text','text':'t'},{'type':'tool_use','name':'B','input':{"
    "'raw_arguments':'{a:1,}'}}],'stop_reason':'tool_use'}",
    "{'content':[{'type':'text','text':'t'},{'type':'tool_use','name':'B','input':{'a':1}"
    "}"
    "],'stop_reason':'tool_use'}" },
  { "wrapper-without-an-object",
    "{}",
    "{'content':[{'type':'tool_use','name':'B','input':{'raw_arguments':'no'}}]}",
    NULL },
  { "parameter-of-that-name",
    "{}",
    "{'content':[{'type':'tool_use','name':'Raw','input':{'raw_arguments':'{}'}}]}",
    NULL },
  { "not-of-the-client",
    "{}",
    "{'content':[{'type':'server_tool_use','name':'B','input':{'raw_arguments':'{}'}}]}",
    NULL },
  { "missing-brackets",
    "{}",
    "{'content':[{'type':'tool_use','name':'B','input':{'raw_arguments':'{a:[1'}}],"
    "'stop_reason':'tool_use'}",
    "{'content':[{'type':'tool_use','name':'B','input':{'a':[1]}}],'stop_reason':'tool_"
    "use'}" },
  { "truncated-is-left",
    "{}",
    "{'content':[{'type':'tool_use','name':'B','input':{'raw_arguments':'{a:[1'}}],"
    "'stop_reason':'max_tokens'}",
    NULL },
  { "truncated-is-closed",
    "{'truncated':'close'}",
    "{'content':[{'type':'tool_use','name':'B','input':{'raw_arguments':'{a:[1'}}],"
    "'stop_reason':'max_tokens'}",
    "{'content':[{'type':'tool_use','name':'B','input':{'a':[1]}}],'stop_reason':'max_"
    "tokens'}" },
  { "no-message", "{}", "{'content':'x'}", NULL },
};

static CcpExchange *
create_exchange (void)
{
  return tools_fixture_create_exchange ("{\"model\":\"m\",\"tools\":[{\"name\":\"Bash\"},"
                                        "{\"name\":\"Raw\",\"input_schema\":"
                                        "{\"type\":\"object\",\"properties\":{\"raw_"
                                        "arguments\":{\"type\":\"string\"}}}}]}");
}

static void
assert_stream (const Stream *wanted, gsize split, gsize step)
{
  g_autoptr (CcpSimpleTransformer) transformer =
      tools_fixture_create (TOOLS_TYPE_REPAIR_ARGUMENTS, wanted->params);
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpEventBatch) stream =
      tools_fixture_create_stream (&wanted->answer, split, step);
  g_autoptr (CcpEventBatch) changed =
      tools_fixture_transform (transformer, exchange, stream);
  g_autofree char *shown = transcript_render (changed);

  g_assert_cmpstr (shown, ==, wanted->expected);
}

static void
test_stream (gconstpointer data)
{
  const Stream *wanted = data;

  for (gsize split = 0; split < 60; split++)
    assert_stream (wanted, split, 1000);
  assert_stream (wanted, 0, 1);
}

static void
test_message (gconstpointer data)
{
  const Message *wanted = data;
  g_autofree char *params = g_strdelimit (g_strdup (wanted->params), "'", '"');
  g_autofree char *answer = g_strdelimit (g_strdup (wanted->answer), "'", '"');
  g_autofree char *expected =
      g_strdelimit (g_strdup (wanted->expected != NULL ? wanted->expected : ""),
                    "'",
                    '"');
  g_autoptr (CcpSimpleTransformer) transformer =
      tools_fixture_create (TOOLS_TYPE_REPAIR_ARGUMENTS, params);
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpJson) message = tools_fixture_parse (answer);
  g_autoptr (CcpJson) changed =
      ccp_simple_transformer_transform_response (transformer, exchange, message, NULL);
  g_autofree char *text = ccp_json_to_text (changed);

  if (wanted->expected == NULL)
    g_assert_true (changed == message);
  else
    g_assert_cmpstr (text, ==, expected);
}

/* Arguments that are good go on at once, in the events in which they came. */
static void
test_goes_on_at_once (void)
{
  static const ToolsAnswer answer = {
    { { "Write", "{\"text\":\"one two three four five six seven eight\"}" } },
    "tool_use"
  };
  g_autoptr (CcpSimpleTransformer) transformer =
      tools_fixture_create (TOOLS_TYPE_REPAIR_ARGUMENTS, "{}");
  g_autoptr (CcpExchange) exchange = create_exchange ();
  g_autoptr (CcpEventBatch) stream = tools_fixture_create_stream (&answer, 0, 12);
  g_autoptr (CcpEventBatch) changed =
      tools_fixture_transform (transformer, exchange, stream);
  guint n = ccp_event_batch_get_length (stream);

  g_assert_cmpuint (ccp_event_batch_get_length (changed), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_true (ccp_event_batch_get (changed, i) == ccp_event_batch_get (stream, i));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *path =
          g_strconcat ("/tools-repair-arguments/stream/", streams[i].name, NULL);

      g_test_add_data_func (path, &streams[i], test_stream);
    }
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *path =
          g_strconcat ("/tools-repair-arguments/message/", messages[i].name, NULL);

      g_test_add_data_func (path, &messages[i], test_message);
    }
  g_test_add_func ("/tools-repair-arguments/goes-on-at-once", test_goes_on_at_once);

  return g_test_run ();
}
