/* test-openai-responses-request.c: what becomes of tools, settings and everything else
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "responses-request-cases.h"

#define CHOICE(members) "\"tools\":[" TOOL ("n") "],\"tool_choice\":{" members "}"
#define SENT_CHOICE(choice)                                                              \
  BODY (",\"tools\":[" SENT_TOOL ("n") "],\"tool_choice\":" choice)
#define SEARCH(members)                                                                  \
  "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"" members "}"
#define CLOSED                                                                           \
  "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":"      \
  "[\"a\"],\"additionalProperties\":false}"
#define OPENED                                                                           \
  "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":"      \
  "[\"a\"]}"

#define THINK(type) "\"thinking\":{\"type\":\"" type "\"}"
#define EFFORT(effort) "\"output_config\":{\"effort\":\"" effort "\"}"
#define REASONING(members) BODY (",\"reasoning\":{" members "}")
#define OPENAI "{\"openai\":true}"
#define REASONS "{\"reasoning\":true}"

static const Case tool_cases[] = {
  { "T37-strict-is-always-said",
    .members = "\"tools\":[" TOOL ("n") "]",
    .expected = BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T32-custom-type",
    .members = "\"tools\":[{\"type\":\"custom\",\"name\":\"n\",\"input_schema\":{"
               "\"type\":\"object\"},\"cache_control\":{},\"defer_loading\":true}]",
    .expected = BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T35-no-schema",
    .members = "\"tools\":[{\"name\":\"n\"}]",
    .expected = BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "strict-that-can-be",
    .members = "\"tools\":[{\"name\":\"n\",\"strict\":true,\"input_schema\":" CLOSED "}]",
    .expected = BODY (",\"tools\":[{\"type\":\"function\",\"name\":\"n\",\"parameters\":"
                      "" CLOSED ",\"strict\":true}]") },
  { "strict-that-cannot-be",
    .members = "\"tools\":[{\"name\":\"n\",\"strict\":true,\"input_schema\":" OPENED "}]",
    .expected = BODY (",\"tools\":[{\"type\":\"function\",\"name\":\"n\",\"parameters\":"
                      "" OPENED ",\"strict\":false}]") },
  { "strict-that-is-not-taken",
    .options = "{\"strict_tools\":false}",
    .members = "\"tools\":[{\"name\":\"n\",\"strict\":true,\"input_schema\":" CLOSED "}]",
    .expected = BODY (",\"tools\":[{\"type\":\"function\",\"name\":\"n\",\"parameters\":"
                      "" CLOSED ",\"strict\":false}]") },
  { "objects-that-must-not-be-closed",
    .options = "{\"drop_additional_properties_false\":true}",
    .members = "\"tools\":[{\"name\":\"n\",\"strict\":true,\"input_schema\":" CLOSED "}]",
    .expected = BODY (",\"tools\":[{\"type\":\"function\",\"name\":\"n\",\"parameters\":"
                      "" OPENED ",\"strict\":false}]") },
  { "T33-long-name",
    .members = "\"tools\":[{\"name\":\"mcp__a_server_with_a_rather_long_name__and_a_tool_"
               "with_a_longer_one_still\"}]",
    .expected = BODY (",\"tools\":[" SENT_TOOL (
        "mcp__a_server_with_a_rather_long_name__and_a_tool_with__118c7547") "]") },
  { "T36-no-name",
    .members = "\"tools\":[{\"name\":\" \"}]",
    .expected = BODY (",\"tools\":[" SENT_TOOL ("unnamed_tool") "]") },
  { "tool-known-by-type",
    .members = "\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}]",
    .expected = BODY (",\"tools\":[{\"type\":\"function\",\"name\":\"bash\","
                      "\"description\":\"$ANY\",\"parameters\":\"$ANY\",\"strict\":false}"
                      "]") },
  { "T38-auto",
    .members = CHOICE ("\"type\":\"auto\""),
    .expected = SENT_CHOICE ("\"auto\"") },
  { "T38-any",
    .members = CHOICE ("\"type\":\"any\""),
    .expected = SENT_CHOICE ("\"required\"") },
  { "T38-none",
    .members = CHOICE ("\"type\":\"none\""),
    .expected = SENT_CHOICE ("\"none\"") },
  { "T38-tool",
    .members = CHOICE ("\"type\":\"tool\",\"name\":\"n\""),
    .expected = SENT_CHOICE ("{\"type\":\"function\",\"name\":\"n\"}") },
  { "T38-choice-without-tools",
    .members = "\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":true}",
    .expected = BODY ("") },
  { "T39-choice-that-is-not-taken",
    .options = "{\"tool_choice\":false}",
    .members = CHOICE ("\"type\":\"any\""),
    .expected = BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T40-no-parallel-calls",
    .members = CHOICE ("\"type\":\"auto\",\"disable_parallel_tool_use\":true"),
    .expected = SENT_CHOICE ("\"auto\",\"parallel_tool_calls\":false") },
  { "T40-parallel-that-is-not-taken",
    .options = "{\"parallel_tool_calls\":false}",
    .members = CHOICE ("\"type\":\"auto\",\"disable_parallel_tool_use\":true"),
    .expected = SENT_CHOICE ("\"auto\"") },
  { "T49-web-search-of-openai",
    .options = OPENAI,
    .members = "\"tools\":[" TOOL ("n") "," SEARCH ("") "]",
    .expected = BODY (",\"tools\":[" SENT_TOOL ("n") ",{\"type\":\"web_search\"}]") },
  { "T49-web-search-as-the-options-say",
    .options = "{\"web_search\":\"web_search_preview\"}",
    .members =
        "\"tools\":[" SEARCH (",\"max_uses\":8,\"allowed_domains\":[\"a.example\"],"
                              "\"user_location\":{\"type\":\"approximate\",\"city\":"
                              "\"B\",\"country\":null,\"x\":1}") "]",
    .expected = BODY (",\"tools\":[{\"type\":\"web_search_preview\",\"filters\":{"
                      "\"allowed_domains\":[\"a.example\"]},\"user_location\":{\"type\":"
                      "\"approximate\",\"city\":\"B\"}}]") },
  { "T49-no-web-search",
    .members =
        "\"tools\":[" TOOL ("n") "," SEARCH ("") "],\"tool_choice\":{\"type\":"
                                                 "\"tool\",\"name\":\"web_search\"}",
    .expected = BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T49-other-server-tools",
    .options = OPENAI,
    .members = "\"tools\":[{\"type\":\"code_execution_20250522\",\"name\":"
               "\"code_execution\"}]",
    .expected = BODY ("") },
};

static const Case setting_cases[] = {
  { "T42-floor", .members = "\"x\":1", .expected = BODY ("") },
  { "T42-limit-of-the-model",
    .options = "{\"max_output\":4096}",
    .members = "\"max_tokens\":64000",
    .expected = "{" COMMON ",\"max_output_tokens\":4096}" },
  { "T45-unknown-members",
    .members = "\"context_management\":{},\"container\":\"c\",\"mcp_servers\":[],"
               "\"speed\":\"fast\",\"metadata\":{\"user_id\":\"u\"},\"top_k\":5",
    .expected = BODY ("") },
  { "T44-sampling",
    .members = "\"temperature\":0.10,\"top_p\":0.5",
    .expected = BODY (",\"temperature\":0.1,\"top_p\":0.5") },
  { "T44-sampling-of-a-reasoning-model",
    .model = "gpt-5.1",
    .options = OPENAI,
    .members = "\"temperature\":0.1,\"top_p\":0.5",
    .expected = "{\"model\":\"gpt-5.1\",\"input\":\"$ANY\",\"store\":false,\"include\":"
                "\"$ANY\",\"max_output_tokens\":16}" },
  { "T44-sampling-of-a-model-of-openai-that-does-not-reason",
    .model = "gpt-4o",
    .options = OPENAI,
    .members = "\"temperature\":0.1",
    .expected = OPEN ("\"model\":\"gpt-4o\",\"temperature\":0.1") },
  { "T41-stop-sequences-are-not-sent",
    .members = "\"stop_sequences\":[\"END\"]",
    .expected = BODY ("") },
  { "stream", .members = "\"stream\":true", .expected = BODY (",\"stream\":true") },
  { "service-tier-of-openai",
    .options = OPENAI,
    .members = "\"service_tier\":\"standard_only\"",
    .expected = BODY (",\"service_tier\":\"default\"") },
  { "service-tier-of-others",
    .members = "\"service_tier\":\"standard_only\"",
    .expected = BODY ("") },
  { "T110-cache-key",
    .options = OPENAI,
    .members = "\"metadata\":{\"user_id\":\"{\\\"session_id\\\":\\\"s-1\\\"}\"}",
    .expected = BODY (",\"prompt_cache_key\":\"s-1\"") },
  { "T110-cache-key-of-others",
    .members = "\"metadata\":{\"user_id\":\"{\\\"session_id\\\":\\\"s-1\\\"}\"}",
    .expected = BODY ("") },
  { "T48-format",
    .members = "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
               "" OPENED "}}",
    .expected = BODY (",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":"
                      "\"response\",\"schema\":" OPENED "}}") },
  { "T48-strict-format",
    .members = "\"output_format\":{\"type\":\"json_schema\",\"schema\":" CLOSED "}",
    .expected = BODY (",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":"
                      "\"response\",\"schema\":" CLOSED ",\"strict\":true}}") },
  { "drop-and-extra",
    .options =
        "{\"drop_params\":[\"store\",\"include\",\"max_output_tokens\"],"
        "\"extra_body\":{\"truncation\":\"disabled\",\"model\":\"x\",\"input\":1}}",
    .expected = "{\"model\":\"x\",\"input\":\"$ANY\",\"truncation\":\"disabled\"}" },
};

static const Case reasoning_cases[] = {
  { "T19-adaptive-with-effort",
    .options = REASONS,
    .members = THINK ("adaptive") "," EFFORT ("high"),
    .expected = REASONING ("\"effort\":\"high\",\"summary\":\"auto\"") },
  { "T19-adaptive",
    .options = REASONS,
    .members = THINK ("adaptive"),
    .expected = REASONING ("\"summary\":\"auto\"") },
  { "T19-budget",
    .options = REASONS,
    .members = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":31999}",
    .expected = REASONING ("\"effort\":\"high\",\"summary\":\"auto\"") },
  { "T20-small-budget",
    .options = REASONS,
    .members = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":500}",
    .expected = REASONING ("\"effort\":\"low\",\"summary\":\"auto\"") },
  { "T19-effort-that-is-not-known",
    .options = REASONS,
    .members = THINK ("adaptive") "," EFFORT ("max"),
    .expected = REASONING ("\"effort\":\"high\",\"summary\":\"auto\"") },
  { "T19-effort-that-is-listed",
    .options = "{\"reasoning\":true,\"reasoning_efforts\":[\"low\",\"max\"]}",
    .members = THINK ("adaptive") "," EFFORT ("max"),
    .expected = REASONING ("\"effort\":\"max\",\"summary\":\"auto\"") },
  { "T18-off-at-openai",
    .options = "{\"openai\":true,\"reasoning\":true}",
    .members = THINK ("disabled") "," EFFORT ("high"),
    .expected = REASONING ("\"effort\":\"none\"") },
  { "T18-off-elsewhere",
    .options = REASONS,
    .members = THINK ("disabled"),
    .expected = BODY ("") },
  { "nothing-said", .options = REASONS, .members = "\"x\":1", .expected = BODY ("") },
  { "T19-model-that-does-not-reason",
    .members = THINK ("adaptive") "," EFFORT ("high"),
    .expected = BODY ("") },
  { "T19-model-that-reasons-by-its-name",
    .model = "o4-mini",
    .options = OPENAI,
    .members = THINK ("adaptive") "," EFFORT ("xhigh"),
    .expected = OPEN ("\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"}") },
  { "no-summary",
    .options = "{\"reasoning\":true,\"reasoning_summary\":\"none\"}",
    .members = THINK ("adaptive") "," EFFORT ("high"),
    .expected = REASONING ("\"effort\":\"high\"") },
  { "no-summary-and-no-effort",
    .options = "{\"reasoning\":true,\"reasoning_summary\":\"none\"}",
    .members = THINK ("adaptive"),
    .expected = BODY ("") },
  { "other-summary",
    .options = "{\"reasoning\":true,\"reasoning_summary\":\"detailed\"}",
    .members = THINK ("adaptive"),
    .expected = REASONING ("\"summary\":\"detailed\"") },
};

/* What counts the tokens of a request takes less than what answers it */
static void
test_count (void)
{
  g_autoptr (CcpJson) body = parse ("{\"model\":\"m\",\"system\":\"s\",\"messages\":[" U (
      "\"q\"") "],\"tools\":"
               "[" TOOL ("n") "],\"max_tokens\":99}");
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_COUNT_TOKENS, NULL, body);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;
  g_autofree char *text = NULL;

  ccp_exchange_set_route (exchange, route);

  converted = CONVERT (exchange, body, &error);

  g_assert_no_error (error);
  text = ccp_json_to_text (converted);
  g_assert_cmpstr (
      text,
      ==,
      "{\"model\":\"m1\",\"instructions\":\"s\",\"input\":[{\"type\":\"message\","
      "\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"q\"}]}],"
      "\"tools\":[" SENT_TOOL ("n") "]}");
}

static void
test_no_message (void)
{
  g_autoptr (CcpJson) body = parse ("{\"model\":\"m\",\"messages\":[" U ("[]") "]}");
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = CONVERT (exchange, body, &error);

  g_assert_null (converted);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST);
}

/* Who wants nothing but a search is told at once that there is none */
static void
test_no_search (void)
{
  g_autoptr (CcpJson) body = parse (
      "{\"model\":\"m\",\"messages\":[" U ("\"q\"") "],\"tools\":[" SEARCH ("") "]}");
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpJson) converted = CONVERT (exchange, body, NULL);

  g_assert_nonnull (converted);
  g_assert_nonnull (ccp_exchange_get_answer (exchange));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("tools", tool_cases, G_N_ELEMENTS (tool_cases));
  add_cases ("settings", setting_cases, G_N_ELEMENTS (setting_cases));
  add_cases ("reasoning", reasoning_cases, G_N_ELEMENTS (reasoning_cases));
  g_test_add_func ("/responses-request/convert/T115-counts-tokens", test_count);
  g_test_add_func ("/responses-request/convert/no-message", test_no_message);
  g_test_add_func ("/responses-request/convert/T49-search-alone", test_no_search);
  return g_test_run ();
}
