/* test-gemini-request.c: what a provider of the Gemini format gets beside the messages
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gemini-request-cases.h"

#define TOOL(name) "{\"name\":\"" name "\",\"input_schema\":{\"type\":\"object\"}}"
#define TOOL_OF(schema) "\"tools\":[{\"name\":\"t\",\"input_schema\":" schema "}]"
#define SENT_TOOLS(functions)                                                            \
  OPEN ("\"tools\":[{\"functionDeclarations\":[" functions "]}]")
#define JSON_SCHEMA(schema)                                                              \
  SENT_TOOLS ("{\"name\":\"t\",\"parametersJsonSchema\":" schema "}")
#define SEARCH "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}"
#define BLOCKING                                                                         \
  "{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"blocked_domains\":["      \
  "\"a\"]}"
#define FORMAT                                                                           \
  "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":"        \
  "\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"$schema\":\"s\"}}}"
#define SENT_FORMAT(name)                                                                \
  ",\"responseMimeType\":\"application/json\",\"" name "\":{\"type\":\"object\","        \
  "\"properties\":{\"a\":{\"type\":\"string\"}}}"

static const Case members[] = {
  { "plain", NULL, NULL, NULL, NULL, PLAIN_BODY (LIMIT) },
  { "T42-limit",
    NULL,
    "{\"max_output\":5}",
    NULL,
    NULL,
    PLAIN_BODY (",\"generationConfig\":{\"maxOutputTokens\":5}") },
  { "T44-sampling",
    NULL,
    NULL,
    NULL,
    "\"temperature\":0.1,\"top_p\":0.90,\"top_k\":3",
    CONFIG (",\"temperature\":0.1,\"topP\":0.90,\"topK\":3") },
  { "T41-five-stop-sequences",
    NULL,
    NULL,
    NULL,
    "\"stop_sequences\":[\"a\",\" \",\"b\",\"c\",\"d\",\"e\",\"f\"]",
    CONFIG (",\"stopSequences\":[\"a\",\"b\",\"c\",\"d\",\"e\"]") },
  { "T45-unknown-members",
    NULL,
    NULL,
    NULL,
    "\"context_management\":{\"edits\":[]},\"speed\":\"fast\",\"container\":\"c\","
    "\"mcp_servers\":[],\"service_tier\":\"auto\",\"metadata\":{\"user_id\":\"u\"}",
    PLAIN_BODY (LIMIT) },
  { "T48-format", NULL, NULL, NULL, FORMAT, CONFIG (SENT_FORMAT ("responseJsonSchema")) },
  { "T48-format-in-its-old-place",
    NULL,
    NULL,
    NULL,
    "\"output_format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\","
    "\"properties\":{\"a\":{\"type\":\"string\"}}}}",
    CONFIG (SENT_FORMAT ("responseJsonSchema")) },
  { "T48-format-of-older-models",
    "gemini-2.0-flash",
    NULL,
    NULL,
    FORMAT,
    CONFIG (SENT_FORMAT ("responseSchema")) },
  { "T48-no-format-beside-tools",
    GEMINI_2_5_MODEL,
    NULL,
    NULL,
    FORMAT ",\"tools\":[" TOOL ("t") "]",
    CONFIG ("") },
  { "safety",
    NULL,
    "{\"safety\":{\"all\":\"off\",\"harassment\":\"BLOCK_NONE\"}}",
    NULL,
    NULL,
    OPEN ("\"safetySettings\":["
          "{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"BLOCK_NONE\"},"
          "{\"category\":\"HARM_CATEGORY_HATE_SPEECH\",\"threshold\":\"OFF\"},"
          "{\"category\":\"HARM_CATEGORY_SEXUALLY_EXPLICIT\",\"threshold\":\"OFF\"},"
          "{\"category\":\"HARM_CATEGORY_DANGEROUS_CONTENT\",\"threshold\":\"OFF\"},"
          "{\"category\":\"HARM_CATEGORY_CIVIC_INTEGRITY\",\"threshold\":\"OFF\"}]") },
  { "safety-of-one-category",
    NULL,
    "{\"safety\":{\"HARM_CATEGORY_HARASSMENT\":\"BLOCK_NONE\"}}",
    NULL,
    NULL,
    OPEN ("\"safetySettings\":["
          "{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"BLOCK_NONE\"}]") },
  { "dropped-members",
    NULL,
    "{\"drop_params\":[\"temperature\",\"systemInstruction\"]}",
    NULL,
    "\"temperature\":1,\"system\":\"s\"",
    PLAIN_BODY (LIMIT) },
  { "extra-members",
    NULL,
    "{\"extra_body\":{\"labels\":{\"a\":\"b\"},\"contents\":[],\"generationConfig\":"
    "{\"seed\":7,\"temperature\":0.5}}}",
    NULL,
    "\"temperature\":1",
    PLAIN_BODY (",\"labels\":{\"a\":\"b\"},\"generationConfig\":{\"maxOutputTokens\":9,"
                "\"seed\":7,\"temperature\":0.5}") },
};

#define EFFORT(word)                                                                     \
  "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"" word "\"}"
#define ENABLED(budget) "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":" budget "}"
#define THINKING_CONFIG(members) CONFIG (",\"thinkingConfig\":{" members "}")
#define SHOWN_LEVEL(level)                                                               \
  THINKING_CONFIG ("\"includeThoughts\":true,\"thinkingLevel\":\"" level "\"")
#define SHOWN_BUDGET(budget)                                                             \
  THINKING_CONFIG ("\"includeThoughts\":true,\"thinkingBudget\":" budget)

static const Case thinking[] = {
  { "T19-absent", NULL, NULL, NULL, NULL, CONFIG ("") },
  { "T19-adaptive",
    NULL,
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"adaptive\"}",
    THINKING_CONFIG ("\"includeThoughts\":true") },
  { "T19-unknown-type",
    NULL,
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"auto\"}",
    THINKING_CONFIG ("\"includeThoughts\":true") },
  { "T19-low", NULL, NULL, NULL, EFFORT ("low"), SHOWN_LEVEL ("LOW") },
  { "T19-medium-of-3.0-pro", NULL, NULL, NULL, EFFORT ("medium"), SHOWN_LEVEL ("HIGH") },
  { "T19-medium-of-3.1-pro",
    "gemini-3.1-pro-preview",
    NULL,
    NULL,
    EFFORT ("medium"),
    SHOWN_LEVEL ("MEDIUM") },
  { "T19-medium-of-flash",
    "gemini-3-flash-preview",
    NULL,
    NULL,
    EFFORT ("medium"),
    SHOWN_LEVEL ("MEDIUM") },
  { "T19-max", NULL, NULL, NULL, EFFORT ("max"), SHOWN_LEVEL ("HIGH") },
  { "T18-off-of-pro",
    NULL,
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"disabled\"}",
    THINKING_CONFIG ("\"thinkingLevel\":\"LOW\"") },
  { "T18-off-of-flash",
    "gemini-3-flash-preview",
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"disabled\"}",
    THINKING_CONFIG ("\"thinkingLevel\":\"MINIMAL\"") },
  { "T18-off-of-later-flash",
    "gemini-3.8-flash",
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"disabled\"}",
    THINKING_CONFIG ("\"thinkingLevel\":\"LOW\"") },
  { "T18-off-of-latest",
    "gemini-flash-latest",
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"disabled\"}",
    THINKING_CONFIG ("\"thinkingLevel\":\"LOW\"") },
  { "T18-off-of-2.5-flash",
    GEMINI_2_5_MODEL,
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"disabled\"}",
    THINKING_CONFIG ("\"thinkingBudget\":0") },
  { "T18-off-of-2.5-pro",
    "gemini-2.5-pro",
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"between_tools\"}",
    THINKING_CONFIG ("\"thinkingBudget\":128") },
  { "T18-off-wins-over-effort",
    GEMINI_2_5_MODEL,
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"high\"}",
    THINKING_CONFIG ("\"thinkingBudget\":0") },
  { "2.5-adaptive",
    GEMINI_2_5_MODEL,
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"adaptive\"}",
    SHOWN_BUDGET ("-1") },
  { "2.5-medium",
    GEMINI_2_5_MODEL,
    NULL,
    NULL,
    EFFORT ("medium"),
    SHOWN_BUDGET ("8192") },
  { "2.5-pro-max", "gemini-2.5-pro", NULL, NULL, EFFORT ("max"), SHOWN_BUDGET ("32768") },
  { "2.5-flash-max",
    GEMINI_2_5_MODEL,
    NULL,
    NULL,
    EFFORT ("max"),
    SHOWN_BUDGET ("24576") },
  { "2.5-budget", GEMINI_2_5_MODEL, NULL, NULL, ENABLED ("5000"), SHOWN_BUDGET ("5000") },
  { "T20-budget-below-the-least",
    "gemini-2.5-flash-lite",
    NULL,
    NULL,
    ENABLED ("100"),
    SHOWN_BUDGET ("512") },
  { "budget-in-the-options",
    GEMINI_2_5_MODEL,
    "{\"least_thinking\":600,\"most_thinking\":700}",
    NULL,
    ENABLED ("5000"),
    SHOWN_BUDGET ("700") },
  { "T23-omitted",
    NULL,
    NULL,
    NULL,
    "\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},"
    "\"output_config\":{\"effort\":\"low\"}",
    THINKING_CONFIG ("\"thinkingLevel\":\"LOW\"") },
  { "models-that-do-not-think",
    "gemini-2.0-flash",
    NULL,
    NULL,
    EFFORT ("high"),
    CONFIG ("") },
  { "models-that-draw",
    "gemini-2.5-flash-image",
    NULL,
    NULL,
    EFFORT ("high"),
    CONFIG ("") },
  { "no-gemini", "gemma-3-27b-it", NULL, NULL, EFFORT ("high"), CONFIG ("") },
  { "name-of-vertex",
    "publishers/google/models/gemini-2.5-pro",
    NULL,
    NULL,
    EFFORT ("low"),
    SHOWN_BUDGET ("2048") },
  { "name-of-its-own",
    "my-tuned-model",
    "{\"generation\":\"3.1\"}",
    NULL,
    EFFORT ("low"),
    SHOWN_LEVEL ("LOW") },
  { "switched-off", NULL, "{\"reasoning\":false}", NULL, EFFORT ("low"), CONFIG ("") },
};

static const Case tools[] = {
  { "T38-auto",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL ("t") "],\"tool_choice\":{\"type\":\"auto\"}",
    OPEN ("\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"AUTO\"}}") },
  { "T38-any",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL ("t") "],\"tool_choice\":{\"type\":\"any\"}",
    OPEN ("\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\"}}") },
  { "T38-none",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL ("t") "],\"tool_choice\":{\"type\":\"none\"}",
    OPEN ("\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"NONE\"}}") },
  { "T38-named",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL ("a b") "],\"tool_choice\":{\"type\":\"tool\",\"name\":\"a b\"}",
    OPEN ("\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\","
          "\"allowedFunctionNames\":[\"a_b\"]}}") },
  { "T38-absent",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL ("t") "]",
    PLAIN_BODY (LIMIT ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\"}]}]") },
  { "T38-no-choice-without-tools",
    NULL,
    NULL,
    NULL,
    "\"tools\":[],\"tool_choice\":{\"type\":\"any\"}",
    PLAIN_BODY (LIMIT) },
  { "T40-parallel-is-not-said",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL (
        "t") "],\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
    PLAIN_BODY (LIMIT ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\"}]}],"
                      "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"AUTO\"}}") },
  { "T30-extras",
    NULL,
    NULL,
    NULL,
    "\"tools\":[{\"name\":\"t\",\"type\":\"custom\",\"strict\":true,\"cache_control\":"
    "{\"type\":\"ephemeral\"},\"input_examples\":[],\"defer_loading\":true,"
    "\"eager_input_streaming\":true,\"description\":\"d\",\"input_schema\":{\"type\":"
    "\"object\"}}]",
    SENT_TOOLS ("{\"name\":\"t\",\"description\":\"d\"}") },
  { "T31-names",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL ("1 x") "," TOOL ("a.b:c-d") "," TOOL ("_1_x") "]",
    SENT_TOOLS ("{\"name\":\"_1_x_9764ed1a\"},{\"name\":\"a.b:c-d\"},{\"name\":"
                "\"_1_x\"}") },
  { "T33-long-name",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL ("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee"
                        "ffffffffffgggggggggg") "]",
    SENT_TOOLS ("{\"name\":\"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeefffff_"
                "c64673b9\"}") },
  { "T36-blank-name",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" TOOL ("") "]",
    SENT_TOOLS ("{\"name\":\"unnamed_tool\"}") },
  { "bash",
    NULL,
    NULL,
    NULL,
    "\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}]",
    SENT_TOOLS ("{\"name\":\"bash\",\"description\":\"$ANY\",\"parametersJsonSchema\":"
                "\"$ANY\"}") },
  { "T49-search",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" SEARCH "]",
    PLAIN_BODY (LIMIT ",\"tools\":[{\"googleSearch\":{}}]") },
  { "T49-search-that-is-chosen",
    GEMINI_2_5_MODEL,
    NULL,
    NULL,
    "\"tools\":[" SEARCH "],\"tool_choice\":{\"type\":\"tool\",\"name\":\"web_search\"}",
    PLAIN_BODY (LIMIT ",\"tools\":[{\"googleSearch\":{}}]") },
  { "T49-search-beside-tools",
    NULL,
    NULL,
    NULL,
    "\"tools\":[" SEARCH "," TOOL ("t") "]",
    OPEN (
        "\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\"}]},{\"googleSearch\":{}}],"
        "\"toolConfig\":{\"includeServerSideToolInvocations\":true}") },
  { "T49-no-search-beside-tools-of-older-models",
    GEMINI_2_5_MODEL,
    NULL,
    NULL,
    "\"tools\":[" SEARCH "," TOOL ("t") "]",
    PLAIN_BODY (LIMIT ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\"}]}]") },
  { "T49-domains-on-vertex",
    NULL,
    "{\"vertex\":true}",
    NULL,
    "\"tools\":[" BLOCKING "]",
    OPEN ("\"tools\":[{\"googleSearch\":{\"excludeDomains\":[\"a\"]}}]") },
  { "T49-switched-off",
    NULL,
    "{\"web_search\":\"off\"}",
    NULL,
    "\"tools\":[" SEARCH "," TOOL ("t") "]",
    PLAIN_BODY (LIMIT ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\"}]}]") },
  { "T35-no-properties",
    NULL,
    NULL,
    NULL,
    TOOL_OF ("{\"type\":\"object\",\"properties\":{}}"),
    SENT_TOOLS ("{\"name\":\"t\"}") },
  { "T29-notes-are-removed",
    NULL,
    NULL,
    NULL,
    TOOL_OF ("{\"$schema\":\"s\",\"type\":\"object\",\"properties\":{\"a\":{\"type\":"
             "\"string\",\"$comment\":\"c\",\"deprecated\":true,\"default\":null,"
             "\"examples\":[1],\"format\":\"uri\"},\"title\":{\"type\":\"string\"},"
             "\"examples\":{\"readOnly\":true,\"type\":\"string\"}},"
             "\"additionalProperties\":false}"),
    JSON_SCHEMA ("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\","
                 "\"format\":\"uri\"},\"title\":{\"type\":\"string\"},\"examples\":"
                 "{\"type\":\"string\"}},\"additionalProperties\":false}") },
  { "T29-references",
    NULL,
    NULL,
    NULL,
    TOOL_OF ("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\","
             "\"description\":\"mine\"},\"b\":{\"$ref\":\"#/definitions/B~1C\"},"
             "\"c\":{\"$ref\":\"http://elsewhere\"}},\"$defs\":{\"A\":{\"type\":"
             "\"string\",\"description\":\"its\"}},\"definitions\":{\"B/C\":{\"type\":"
             "\"array\",\"items\":{\"$ref\":\"#/definitions/B~1C\"}}}}"),
    JSON_SCHEMA (
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\","
        "\"description\":\"mine\"},\"b\":{\"type\":\"array\",\"items\":{\"type\":"
        "\"object\"}},\"c\":{\"type\":\"object\"}}}") },
};

static void
test_unavailable_search_is_answered (void)
{
  const Case test = { .options = "{\"web_search\":\"off\"}",
                      .members = "\"tools\":[" SEARCH "]" };
  g_autoptr (CcpJson) body = create_body (&test);
  g_autoptr (CcpExchange) exchange = create_exchange (&test, body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = gemini_request_convert (exchange, body, &error);

  g_assert_no_error (error);
  g_assert_nonnull (converted);
  g_assert_nonnull (ccp_exchange_get_answer (exchange));
}

static void
test_nothing_said (void)
{
  const Case test = { .messages = U ("\" \"") };
  g_autoptr (CcpJson) body = create_body (&test);
  g_autoptr (CcpExchange) exchange = create_exchange (&test, body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = gemini_request_convert (exchange, body, &error);

  g_assert_null (converted);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST);
  g_assert_cmpstr (error->message,
                   ==,
                   "messages: at least one message must have content");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("members", members, G_N_ELEMENTS (members));
  add_cases ("thinking", thinking, G_N_ELEMENTS (thinking));
  add_cases ("tools", tools, G_N_ELEMENTS (tools));
  g_test_add_func ("/gemini-request/tools/T49-unavailable-search-is-answered",
                   test_unavailable_search_is_answered);
  g_test_add_func ("/gemini-request/messages/nothing-said", test_nothing_said);

  return g_test_run ();
}
