/* test-tools-exit-tool.c: requests with the exit tool, and answers that call it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tools-exit-tool.h"
#include "tools-fixture.h"

#define PARAMS "{\"name\":\"Exit\",\"description\":\"D\",\"reminder\":\"Use {name}.\"}"
#define TOOL(name)                                                                       \
  "{'name':'" name "','description':'D','input_schema':{'type':'object','properties':{'" \
  "response':{'type':'string','description':'The whole message, as the user is to read " \
  "it'}},'required':['response']}}"
/* a client that has tools */
#define REQUEST "{\"model\":\"m\",\"tools\":[{\"name\":\"Bash\"}]}"

/* in requests an apostrophe stands for a quote */
typedef struct
{
  const char *name;
  const char *body;
  const char *expected; /* (nullable): NULL if it stays as it is */
} Request;

typedef struct
{
  const char *name;
  ToolsAnswer answer;
  const char *expected;
} Stream;

typedef struct
{
  const char *name;
  const char *answer;
  const char *expected; /* (nullable): NULL if it stays as it is */
} Message;

static const Request requests[] = {
  { "no-tools", "{'model':'m'}", NULL },
  { "empty-tools", "{'model':'m','tools':[]}", NULL },
  { "tools-of-the-provider",
    "{'tools':[{'type':'web_search_20250305','name':'web_search'}]}",
    NULL },
  { "client-forbids", "{'tools':[{'name':'B'}],'tool_choice':{'type':'none'}}", NULL },
  { "client-forces-any", "{'tools':[{'name':'B'}],'tool_choice':{'type':'any'}}", NULL },
  { "client-forces-one",
    "{'tools':[{'name':'B'}],'tool_choice':{'type':'tool','name':'B'}}",
    NULL },
  { "nothing-else",
    "{'tools':[{'name':'B'}]}",
    "{'system':'Use Exit.','tool_choice':{'type':'any'},'tools':[{'name':'B'}," TOOL (
        "Exit") "]}" },
  { "prompt-in-a-string",
    "{'system':'One \\u00e9.','tools':[{'name':'B'}],'x':1.0}",
    "{'tool_choice':{'type':'any'},'system':'One \\u00e9.\\n\\nUse "
    "Exit.','tools':[{'name':"
    "'B'}," TOOL ("Exit") "],'x':1.0}" },
  { "empty-prompt",
    "{'system':'','tools':[{'name':'B'}]}",
    "{'tool_choice':{'type':'any'},'system':'Use Exit.','tools':[{'name':'B'}," TOOL (
        "Exit") "]}" },
  { "prompt-in-blocks",
    "{'system':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}],'tools':"
    "[{"
    "'name':'B'}]}",
    "{'tool_choice':{'type':'any'},'system':[{'type':'text','text':'a','cache_control':{"
    "'type':'ephemeral'}},{'type':'text','text':'Use "
    "Exit.'}],'tools':[{'name':'B'}," TOOL ("Exit") "]}" },
  { "no-blocks",
    "{'system':[],'tools':[{'name':'B'}]}",
    "{'tool_choice':{'type':'any'},'system':'Use Exit.','tools':[{'name':'B'}," TOOL (
        "Exit") "]}" },
  { "choice-is-free",
    "{'tool_choice':{'type':'auto','disable_parallel_tool_use':true},'tools':[{'name':'B'"
    "}"
    "]}",
    "{'system':'Use Exit.','tool_choice':{'type':'any','disable_parallel_tool_use':true},"
    "'tools':[{'name':'B'}," TOOL ("Exit") "]}" },
  { "choice-is-null",
    "{'tool_choice':null,'tools':[{'name':'B'}]}",
    "{'system':'Use Exit.','tool_choice':{'type':'any'},'tools':[{'name':'B'}," TOOL (
        "Exit") "]}" },
  { "name-is-taken",
    "{'tools':[{'name':'Exit_2'},{'name':'Exit'}]}",
    "{'system':'Use Exit_3.','tool_choice':{'type':'any'},'tools':[{'name':'Exit_2'},{"
    "'name':'Exit'}," TOOL ("Exit_3") "]}" },
};

static const Stream streams[] = {
  { "text-passes", { { { "text", "Hi" } }, "end_turn" }, "text \"Hi\"; end_turn 5 7" },
  { "other-tool",
    { { { "Bash", "{\"a\":1}" } }, "tool_use" },
    "tool Bash call_0 {\"a\":1}; tool_use 5 7" },
  { "exit",
    { { { "Exit",
          "{\"response\":\"Hi \\\"you\\\" \\n\\u00e9 \xc3\xa9 \\ud83d\\ude00 \\\\\"}" } },
      "tool_use" },
    "text \"Hi \"you\" \n\xc3\xa9 \xc3\xa9 \xf0\x9f\x98\x80 \\\"; end_turn 5 7" },
  { "white-space",
    { { { "Exit", " {\n \"response\" :\n \"Hi\" }\n" } }, "tool_use" },
    "text \"Hi\"; end_turn 5 7" },
  { "other-members-around",
    { { { "Exit",
          "{\"x\":{\"response\":\"no\"},\"y\":[\"response\",\"no\"],\"response\":\"Hi\","
          "\"z\":\"no\"}" } },
      "tool_use" },
    "text \"Hi\"; end_turn 5 7" },
  { "text-before",
    { { { "text", "So: " }, { "Exit", "{\"response\":\"Hi\"}" } }, "tool_use" },
    "text \"So: \"; text \"Hi\"; end_turn 5 7" },
  { "beside-another-tool",
    { { { "Exit", "{\"response\":\"Hi\"}" }, { "Bash", "{}" } }, "tool_use" },
    "text \"Hi\"; tool Bash call_1 {}; tool_use 5 7" },
  { "behind-another-tool",
    { { { "Bash", "{}" }, { "Exit", "{\"response\":\"Hi\"}" } }, "tool_use" },
    "tool Bash call_0 {}; text \"Hi\"; tool_use 5 7" },
  { "twice",
    { { { "Exit", "{\"response\":\"a\"}" }, { "Exit", "{\"response\":\"b\"}" } },
      "tool_use" },
    "text \"a\"; text \"b\"; end_turn 5 7" },
  { "empty-and-others-move-up",
    { { { "Exit", "{\"response\":\"\"}" },
        { "Exit", "" },
        { "text", "Hi" },
        { "Bash", "{\"a\":1}" } },
      "tool_use" },
    "text \"Hi\"; tool Bash call_3 {\"a\":1}; tool_use 5 7" },
  { "empty-alone",
    { { { "Exit", "{\"response\":null}" } }, "tool_use" },
    "end_turn 5 7" },
  { "other-parameter",
    { { { "Exit", "{\"n\":1,\"message\":\"Hi\"}" } }, "tool_use" },
    "text \"Hi\"; end_turn 5 7" },
  { "no-string",
    { { { "Exit", "{\"response\":{\"a\":[1.0]}}" } }, "tool_use" },
    "text \"{\"a\":[1.0]}\"; end_turn 5 7" },
  { "nothing-that-is-text",
    { { { "Exit", "{\"a\":1}" } }, "tool_use" },
    "text \"{\"a\":1}\"; end_turn 5 7" },
  { "no-object",
    { { { "Exit", "Hi there" } }, "tool_use" },
    "text \"Hi there\"; end_turn 5 7" },
  { "string",
    { { { "Exit", "\"Hi\\n\"" } }, "tool_use" },
    "text \"Hi\n\"; end_turn 5 7" },
  { "null", { { { "Exit", "null" } }, "tool_use" }, "end_turn 5 7" },
  { "wrapper-of-the-dialect",
    { { { "Exit", "{\"raw_arguments\":\"Hi\"}" } }, "tool_use" },
    "text \"Hi\"; end_turn 5 7" },
  { "broken-in-the-wrapper",
    { { { "Exit", "{\"raw_arguments\":\"```\\n{response: 'Hi'}```\"}" } }, "tool_use" },
    "text \"Hi\"; end_turn 5 7" },
  { "broken",
    { { { "Exit", "{'response': 'one\ntwo',}" } }, "tool_use" },
    "text \"one\ntwo\"; end_turn 5 7" },
  { "truncated",
    { { { "Exit", "{\"response\":\"half of\\" } }, "max_tokens" },
    "text \"half of\"; max_tokens 5 7" },
  { "T74-cut", { { { "Exit", "{\"response\":\"half of" } }, NULL }, "text \"half of\"" },
};

static const Message messages[] = {
  { "text-stays",
    "{'content':[{'type':'text','text':'a'}],'stop_reason':'end_turn'}",
    NULL },
  { "other-tool-stays",
    "{'content':[{'type':'tool_use','name':'Bash','input':{}}],'stop_reason':'tool_use'}",
    NULL },
  { "exit",
    "{'stop_reason':'tool_use','content':[{'type':'text','text':'a'},{'type':'tool_use',"
    "'name':'Exit','input':{'response':'Hi \\u00e9'}}],'usage':{}}",
    "{'stop_reason':'end_turn','content':[{'type':'text','text':'a'},{'type':'text','"
    "text':"
    "'Hi \xc3\xa9'}],'usage':{}}" },
  { "beside-another-tool",
    "{'content':[{'type':'tool_use','name':'Bash','input':{}},{'type':'tool_use','name':"
    "'Exit','input':{'response':'Hi'}}],'stop_reason':'tool_use'}",
    "{'content':[{'type':'tool_use','name':'Bash','input':{}},{'type':'text','text':'Hi'}"
    "],"
    "'stop_reason':'tool_use'}" },
  { "empty",
    "{'content':[{'type':'tool_use','name':'Exit','input':{}}],'stop_reason':'tool_use'}",
    "{'content':[],'stop_reason':'end_turn'}" },
  { "wrapper-of-the-dialect",
    "{'content':[{'type':'tool_use','name':'Exit','input':{'raw_arguments':'{response: "
    "Hi'}}],'stop_reason':'max_tokens'}",
    "{'content':[{'type':'text','text':'Hi'}],'stop_reason':'max_tokens'}" },
};

static CcpJson *
parse_easy (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');

  return tools_fixture_parse (json);
}

static void
test_request (gconstpointer data)
{
  const Request *wanted = data;
  g_autoptr (CcpSimpleTransformer) transformer =
      tools_fixture_create (TOOLS_TYPE_EXIT_TOOL, PARAMS);
  g_autoptr (CcpExchange) exchange = tools_fixture_create_exchange ("{}");
  g_autoptr (CcpJson) body = parse_easy (wanted->body);
  g_autoptr (CcpJson) changed =
      ccp_simple_transformer_transform_request (transformer, exchange, body, NULL);
  g_autofree char *text = ccp_json_to_text (changed);
  g_autofree char *expected =
      g_strdelimit (g_strdup (wanted->expected != NULL ? wanted->expected : ""),
                    "'",
                    '"');

  if (wanted->expected == NULL)
    g_assert_true (changed == body);
  else
    g_assert_cmpstr (text, ==, expected);
}

/* Returns: (transfer full): a transformer that has seen the request @body */
static CcpSimpleTransformer *
create_active (const char *body, CcpExchange **exchange)
{
  CcpSimpleTransformer *transformer = tools_fixture_create (TOOLS_TYPE_EXIT_TOOL, PARAMS);
  g_autoptr (CcpJson) changed = NULL;

  *exchange = tools_fixture_create_exchange (body);
  changed = ccp_simple_transformer_transform_request (transformer,
                                                      *exchange,
                                                      ccp_exchange_get_body (*exchange),
                                                      NULL);
  g_assert_nonnull (changed);
  return transformer;
}

static void
assert_stream (const Stream *wanted, gsize split, gsize step)
{
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpSimpleTransformer) transformer = create_active (REQUEST, &exchange);
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

  for (gsize split = 0; split < 90; split++)
    assert_stream (wanted, split, 1000);
  assert_stream (wanted, 0, 1);
}

static void
test_message (gconstpointer data)
{
  const Message *wanted = data;
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpSimpleTransformer) transformer = create_active (REQUEST, &exchange);
  g_autoptr (CcpJson) message = parse_easy (wanted->answer);
  g_autoptr (CcpJson) changed =
      ccp_simple_transformer_transform_response (transformer, exchange, message, NULL);
  g_autofree char *text = ccp_json_to_text (changed);
  g_autofree char *expected =
      g_strdelimit (g_strdup (wanted->expected != NULL ? wanted->expected : ""),
                    "'",
                    '"');

  if (wanted->expected == NULL)
    g_assert_true (changed == message);
  else
    g_assert_cmpstr (text, ==, expected);
}

/* A client that has a tool of that name calls it as ever. */
static void
test_taken_name (void)
{
  static const ToolsAnswer answer = { { { "Exit", "{}" }, { "Exit_2", "{response:Hi}" } },
                                      "tool_use" };
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpSimpleTransformer) transformer =
      create_active ("{\"tools\":[{\"name\":\"Exit\"}]}", &exchange);
  g_autoptr (CcpEventBatch) stream = tools_fixture_create_stream (&answer, 0, 1000);
  g_autoptr (CcpEventBatch) changed =
      tools_fixture_transform (transformer, exchange, stream);
  g_autofree char *shown = transcript_render (changed);

  g_assert_cmpstr (shown, ==, "tool Exit call_0 {}; text \"Hi\"; tool_use 5 7");
}

/* Where the request was left alone, so is the answer. */
static void
test_inactive (void)
{
  static const ToolsAnswer answer = { { { "Exit", "{\"response\":\"Hi\"}" } },
                                      "tool_use" };
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpSimpleTransformer) transformer =
      create_active ("{\"model\":\"m\"}", &exchange);
  g_autoptr (CcpEventBatch) stream = tools_fixture_create_stream (&answer, 0, 1000);
  g_autoptr (CcpEventBatch) changed =
      ccp_simple_transformer_transform_events (transformer,
                                               exchange,
                                               stream,
                                               CCP_TRANSFORM_END,
                                               NULL);

  g_assert_true (changed == stream);
}

/* The text comes as it is written, not at the end. */
static void
test_streams (void)
{
  static const ToolsAnswer answer = { { { "Exit",
                                          "{\"response\":\"one two three four\"}" } },
                                      "tool_use" };
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpSimpleTransformer) transformer = create_active (REQUEST, &exchange);
  g_autoptr (CcpEventBatch) stream = tools_fixture_create_stream (&answer, 0, 6);
  g_autoptr (CcpEventBatch) changed =
      tools_fixture_transform (transformer, exchange, stream);
  guint n_deltas = 0;

  for (guint i = 0; i < ccp_event_batch_get_length (changed); i++)
    n_deltas +=
        ccp_event_is (ccp_event_batch_get (changed, i), "content_block_delta") ? 1 : 0;
  g_assert_cmpuint (n_deltas, ==, 4);
}

static void
test_wrong_name (void)
{
  static const char *const names[] = { "", "two words", "a.b", "\xc3\xa9" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CcpTransformer) transformer = g_object_new (TOOLS_TYPE_EXIT_TOOL, NULL);
      g_autofree char *text = g_strdup_printf ("{\"name\":\"%s\"}", names[i]);
      g_autoptr (CcpJson) params = tools_fixture_parse (text);
      g_autoptr (GError) error = NULL;

      g_assert_false (ccp_transformer_configure (transformer, params, &error));
      g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
      g_assert_true (g_str_has_prefix (error->message, "name: "));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *path =
          g_strconcat ("/tools-exit-tool/request/", requests[i].name, NULL);

      g_test_add_data_func (path, &requests[i], test_request);
    }
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *path =
          g_strconcat ("/tools-exit-tool/stream/", streams[i].name, NULL);

      g_test_add_data_func (path, &streams[i], test_stream);
    }
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *path =
          g_strconcat ("/tools-exit-tool/message/", messages[i].name, NULL);

      g_test_add_data_func (path, &messages[i], test_message);
    }
  g_test_add_func ("/tools-exit-tool/taken-name", test_taken_name);
  g_test_add_func ("/tools-exit-tool/inactive", test_inactive);
  g_test_add_func ("/tools-exit-tool/streams", test_streams);
  g_test_add_func ("/tools-exit-tool/wrong-name", test_wrong_name);

  return g_test_run ();
}
