/* test-openai-chat-request.c: what becomes of tools, settings and everything else
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "chat-request-cases.h"

static const Case tool_cases[] = {
  { "T32-custom-type",
    .members = "\"tools\":[{\"type\":\"custom\",\"name\":\"n\",\"input_schema\":"
               "{\"type\":\"object\",\"properties\":{}},\"cache_control\":{},"
               "\"defer_loading\":true,\"input_examples\":[]}]",
    .expected = PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T35-no-schema",
    .members = "\"tools\":[{\"name\":\"n\"}]",
    .expected = PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T36-blank-names",
    .messages = A ("[{\"type\":\"tool_use\",\"id\":\"1\",\"name\":\"\",\"input\":{}}]"),
    .members = "\"tools\":[" TOOL ("") "," TOOL ("") "]",
    .expected = OPEN (
        "\"messages\":[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":"
        "\"1\",\"type\":\"function\",\"function\":{\"name\":\"unnamed_tool\","
        "\"arguments\":\"{}\"}}]},\"$ANY\"],\"tools\":[" SENT_TOOL (
            "unnamed_tool") "]") },
  { "T31-names-that-fit-come-first",
    .members = "\"tools\":[" TOOL ("a.b") "," TOOL ("a_b") "]",
    .expected =
        PLAIN_BODY (",\"tools\":[{\"type\":\"function\",\"function\":"
                    "{\"$OPEN\":true,\"name\":\"$STR~a_b_\"}}," SENT_TOOL ("a_b") "]") },
  { "T38-auto",
    .members = "\"tools\":[" TOOL ("n") "],\"tool_choice\":{\"type\":\"auto\"}",
    .expected =
        PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "],\"tool_choice\":\"auto\"") },
  { "T38-any",
    .members = "\"tools\":[" TOOL ("n") "],\"tool_choice\":{\"type\":\"any\"}",
    .expected =
        PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "],\"tool_choice\":\"required\"") },
  { "T38-none",
    .members = "\"tools\":[" TOOL ("n") "],\"tool_choice\":{\"type\":\"none\"}",
    .expected =
        PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "],\"tool_choice\":\"none\"") },
  { "T38-absent",
    .members = "\"tools\":[" TOOL ("n") "]",
    .expected = PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T38-without-tools",
    .members = "\"tools\":[],\"tool_choice\":{\"type\":\"none\"}",
    .expected = PLAIN_BODY ("") },
  { "T39-provider-without-choice",
    .options = "{\"tool_choice\":false}",
    .members = "\"tools\":[" TOOL ("n") "],\"tool_choice\":{\"type\":\"tool\",\"name\":"
                                        "\"n\"}",
    .expected = PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T39-qwen-while-it-thinks",
    .options = "{\"reasoning_toggle\":\"enable_thinking\"}",
    .members = "\"thinking\":{\"type\":\"adaptive\"},\"tools\":[" TOOL (
        "n") "],\"tool_choice\":{\"type\":\"any\"}",
    .expected = PLAIN_BODY (",\"enable_thinking\":true,\"tools\":[" SENT_TOOL (
        "n") "],\"tool_choice\":\"auto\"") },
  { "T40-no-parallel-calls",
    .members = "\"tools\":[" TOOL ("n") "],\"tool_choice\":{\"type\":\"auto\","
                                        "\"disable_parallel_tool_use\":true}",
    .expected = PLAIN_BODY (",\"tools\":[" SENT_TOOL (
        "n") "],\"tool_choice\":\"auto\",\"parallel_tool_calls\":false") },
  { "T40-parallel-calls-not-known",
    .options = "{\"parallel_tool_calls\":false}",
    .members = "\"tools\":[" TOOL ("n") "],\"tool_choice\":{\"type\":\"auto\","
                                        "\"disable_parallel_tool_use\":true}",
    .expected =
        PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "],\"tool_choice\":\"auto\"") },
  { "T49-web-search-of-the-server",
    .members = "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\","
               "\"max_uses\":8}],\"tool_choice\":{\"type\":\"tool\",\"name\":"
               "\"web_search\"}",
    .expected = PLAIN_BODY ("") },
  { "T49-web-search-beside-a-tool",
    .members =
        "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}," TOOL (
            "n") "],\"tool_choice\":{\"type\":\"tool\",\"name\":\"web_search\"}",
    .expected = PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "T49-web-search-of-openrouter",
    .options = "{\"web_search\":\"openrouter\"}",
    .members = "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]",
    .expected = PLAIN_BODY (",\"plugins\":[{\"id\":\"web\"}]") },
  { "T49-other-server-tools",
    .members = "\"tools\":[{\"type\":\"mcp_toolset\",\"mcp_server_name\":\"x\"},"
               "{\"type\":\"computer_20250124\",\"name\":\"computer\"}]",
    .expected = PLAIN_BODY ("") },
  { "strict-tool",
    .members = "\"tools\":[{\"name\":\"n\",\"strict\":true,\"input_schema\":{\"type\":"
               "\"object\",\"properties\":{},\"additionalProperties\":false}}]",
    .expected = OPEN ("\"tools\":[{\"type\":\"function\",\"function\":{\"$OPEN\":true,"
                      "\"strict\":true}}]") },
  { "strict-tool-with-optional-property",
    .members = "\"tools\":[{\"name\":\"n\",\"strict\":true,\"input_schema\":{\"type\":"
               "\"object\",\"properties\":{}}}]",
    .expected = PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "closed-objects-of-xai",
    .options = "{\"drop_additional_properties_false\":true}",
    .members = "\"tools\":[{\"name\":\"n\",\"strict\":true,\"input_schema\":{\"type\":"
               "\"object\",\"properties\":{},\"additionalProperties\":false}}]",
    .expected = PLAIN_BODY (",\"tools\":[" SENT_TOOL ("n") "]") },
  { "stub-tools",
    .options = "{\"stub_tools\":true}",
    .messages = A ("[" CALL ("1") "," CALL ("2") "]"),
    .expected = OPEN ("\"tools\":[" SENT_TOOL ("n") "],\"tool_choice\":\"none\"") },
  { "stub-tools-of-calls-that-repeat",
    .options = "{\"stub_tools\":true}",
    .messages = A ("[" CALL ("1") "," CALL ("2") "," CALL ("3") "," CALL ("4") "]"),
    .expected = OPEN ("\"tools\":[" SENT_TOOL ("n") "],\"tool_choice\":\"none\"") },
  { "stub-tools-without-calls",
    .options = "{\"stub_tools\":true}",
    .expected = PLAIN_BODY ("") },
};

static const Case setting_cases[] = {
  { "T18-thinking-off",
    .options = "{\"reasoning\":true}",
    .members = "\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":"
               "\"high\"}",
    .expected = PLAIN_BODY ("") },
  { "T18-thinking-off-for-openrouter",
    .options = "{\"reasoning\":true,\"reasoning_toggle\":\"openrouter\"}",
    .members = "\"thinking\":{\"type\":\"disabled\"}",
    .expected = PLAIN_BODY (",\"reasoning\":{\"enabled\":false}") },
  { "T18-thinking-on-for-openrouter",
    .options = "{\"reasoning_toggle\":\"openrouter\"}",
    .members = "\"output_config\":{\"effort\":\"max\"}",
    .expected = PLAIN_BODY (",\"reasoning\":{\"effort\":\"xhigh\"}") },
  { "T18-adaptive-for-openrouter",
    .options = "{\"reasoning_toggle\":\"openrouter\"}",
    .members = "\"thinking\":{\"type\":\"adaptive\"}",
    .expected = PLAIN_BODY (",\"reasoning\":{\"enabled\":true}") },
  { "T18-thinking-off-for-deepseek",
    .options = "{\"reasoning_toggle\":\"thinking\"}",
    .members = "\"thinking\":{\"type\":\"disabled\"}",
    .expected = PLAIN_BODY (",\"thinking\":{\"type\":\"disabled\"}") },
  { "T18-thinking-off-where-there-are-efforts-too",
    .options = "{\"reasoning\":true,\"reasoning_toggle\":\"thinking\","
               "\"reasoning_efforts\":[\"low\",\"high\"]}",
    .members = "\"thinking\":{\"type\":\"disabled\"}",
    .expected = PLAIN_BODY (",\"thinking\":{\"type\":\"disabled\"}") },
  { "T19-adaptive-for-deepseek",
    .options = "{\"reasoning_toggle\":\"thinking\"}",
    .members = "\"thinking\":{\"type\":\"adaptive\"}",
    .expected = PLAIN_BODY (",\"thinking\":{\"type\":\"enabled\"}") },
  { "T19-template-argument",
    .options = "{\"reasoning_toggle\":\"chat_template_kwargs\"}",
    .members = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}",
    .expected = PLAIN_BODY (",\"chat_template_kwargs\":{\"enable_thinking\":true}") },
  { "T19-toggle-unset",
    .options = "{\"reasoning\":true,\"reasoning_toggle\":\"thinking\"}",
    .expected = PLAIN_BODY ("") },
  { "T19-effort-above-the-list",
    .options = "{\"reasoning\":true}",
    .members = "\"output_config\":{\"effort\":\"max\"}",
    .expected = PLAIN_BODY (",\"reasoning_effort\":\"high\"") },
  { "T19-efforts-of-the-options",
    .options = "{\"reasoning\":true,\"reasoning_efforts\":[\"none\",\"max\"]}",
    .members = "\"output_config\":{\"effort\":\"max\"}",
    .expected = PLAIN_BODY (",\"reasoning_effort\":\"max\"") },
  { "T19-off-by-the-options",
    .options = "{\"reasoning\":true,\"reasoning_efforts\":[\"none\",\"max\"]}",
    .members = "\"thinking\":{\"type\":\"disabled\"}",
    .expected = PLAIN_BODY (",\"reasoning_effort\":\"none\"") },
  { "T19-adaptive-without-effort",
    .options = "{\"reasoning\":true}",
    .members = "\"thinking\":{\"type\":\"adaptive\"}",
    .expected = PLAIN_BODY ("") },
  { "T19-model-that-does-not-reason",
    .members = "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":"
               "\"high\"}",
    .expected = PLAIN_BODY ("") },
  { "T41-stop-sequences",
    .members = "\"stop_sequences\":[\"a\"]",
    .expected = PLAIN_BODY (",\"stop\":[\"a\"]") },
  { "T41-stop-sequences-of-white-space",
    .members = "\"stop_sequences\":[\"\\n\"]",
    .expected = PLAIN_BODY ("") },
  { "T41-provider-without-stop",
    .options = "{\"stop\":false}",
    .members = "\"stop_sequences\":[\"a\"]",
    .expected = PLAIN_BODY ("") },
  { "T42-newer-field",
    .model = "gpt-5",
    .options = "{\"openai\":true}",
    .expected = "{\"model\":\"gpt-5\",\"messages\":\"$ANY\","
                "\"max_completion_tokens\":9}" },
  { "T42-field-of-the-options",
    .options = "{\"max_tokens_field\":\"max_completion_tokens\",\"max_output\":5}",
    .expected = "{\"model\":\"m1\",\"messages\":\"$ANY\",\"max_completion_tokens\":5}" },
  { "T44-sampling",
    .options = "{\"top_k\":true}",
    .members = "\"temperature\":0.10,\"top_p\":0.5,\"top_k\":7",
    .expected = PLAIN_BODY (",\"temperature\":0.10,\"top_p\":0.5,\"top_k\":7") },
  { "T44-no-top-k",
    .members = "\"top_k\":7,\"temperature\":null",
    .expected = PLAIN_BODY ("") },
  { "T44-reasoning-model-of-openai",
    .model = "o3-mini",
    .options = "{\"openai\":true}",
    .members = "\"temperature\":1,\"top_p\":0.5,\"stop_sequences\":[\"a\"],"
               "\"output_config\":{\"effort\":\"xhigh\"}",
    .expected = "{\"model\":\"o3-mini\",\"messages\":\"$ANY\",\"max_completion_tokens\":"
                "9,\"reasoning_effort\":\"high\"}" },
  { "T44-effort-none-of-openai",
    .model = "gpt-5.2",
    .options = "{\"openai\":true}",
    .members = "\"thinking\":{\"type\":\"disabled\"}",
    .expected = "{\"model\":\"gpt-5.2\",\"messages\":\"$ANY\",\"max_completion_tokens\":"
                "9,\"reasoning_effort\":\"none\"}" },
  { "T45-unknown-fields",
    .members = "\"context_management\":{},\"speed\":\"fast\",\"container\":\"c\","
               "\"mcp_servers\":[{}],\"metadata\":{\"user_id\":\"u\"},\"service_tier\":"
               "\"standard_only\",\"cache_control\":{},\"betas\":[]",
    .expected = PLAIN_BODY ("") },
  { "T48-format",
    .members = "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
               "{\"$schema\":\"x\",\"type\":\"object\",\"properties\":{\"a\":{}}}}}",
    .expected = PLAIN_BODY (
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":"
        "\"response\",\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{}}}}}") },
  { "T48-format-in-the-old-place",
    .members = "\"output_format\":{\"type\":\"json_schema\",\"schema\":{\"type\":"
               "\"object\",\"properties\":{},\"additionalProperties\":false}}",
    .expected = PLAIN_BODY (
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":"
        "\"response\",\"strict\":true,\"schema\":{\"type\":\"object\",\"properties\":{},"
        "\"additionalProperties\":false}}}") },
  { "T110-cache-key-of-openai",
    .options = "{\"openai\":true}",
    .members = "\"metadata\":{\"user_id\":\"{\\\"session_id\\\":\\\"s-1\\\"}\"},"
               "\"service_tier\":\"standard_only\"",
    .expected = PLAIN_BODY (",\"prompt_cache_key\":\"s-1\",\"service_tier\":"
                            "\"default\"") },
  { "T110-own-cache-key-wins",
    .options = "{\"openai\":true,\"extra_body\":{\"prompt_cache_key\":\"mine\"}}",
    .members = "\"metadata\":{\"user_id\":\"{\\\"session_id\\\":\\\"s-1\\\"}\"}",
    .expected = PLAIN_BODY (",\"prompt_cache_key\":\"mine\"") },
  { "T110-no-cache-key-elsewhere",
    .members = "\"metadata\":{\"user_id\":\"{\\\"session_id\\\":\\\"s-1\\\"}\"}",
    .expected = PLAIN_BODY ("") },
  { "T110-long-cache-key",
    .options = "{\"prompt_cache_key\":true}",
    .members = "\"metadata\":{\"user_id\":\"{\\\"session_id\\\":\\\"0123456789012345678"
               "90123456789012345678901234567890123456789012345678901234567890\\\"}\"}",
    .expected = PLAIN_BODY (
        ",\"prompt_cache_key\":"
        "\"4a3967baa12f4d27de2789e79aadacd11a0ba16787d61a3521a3932a3b35153a\"") },
  { "openai-by-its-address",
    .model = "o4-mini",
    .options = "{\"url\":\"https://api.openai.com/v1\"}",
    .expected = "{\"model\":\"o4-mini\",\"messages\":\"$ANY\","
                "\"max_completion_tokens\":9}" },
  { "not-openai-by-its-address",
    .model = "o4-mini",
    .options = "{\"url\":\"https://api.openai.com.example/v1\"}",
    .expected = "{\"model\":\"o4-mini\",\"messages\":\"$ANY\",\"max_tokens\":9}" },
  { "stream",
    .members = "\"stream\":true",
    .expected = PLAIN_BODY (",\"stream\":true,\"stream_options\":{\"include_usage\":"
                            "true}") },
  { "stream-without-options",
    .options = "{\"stream_options\":false}",
    .members = "\"stream\":true",
    .expected = PLAIN_BODY (",\"stream\":true") },
  { "no-stream", .members = "\"stream\":false", .expected = PLAIN_BODY ("") },
  { "learned-parameters-are-left-out",
    .options = "{\"drop_params\":[\"temperature\",\"stream_options\"]}",
    .members = "\"temperature\":1,\"top_p\":1,\"stream\":true",
    .expected = PLAIN_BODY (",\"top_p\":1,\"stream\":true") },
  { "extra-body",
    .options = "{\"extra_body\":{\"seed\":1,\"temperature\":0}}",
    .members = "\"temperature\":1",
    .expected = PLAIN_BODY (",\"temperature\":0,\"seed\":1") },
};

/* Names of an attempt before must not stand in the way of those of the next. */
static void
test_second_attempt (void)
{
  Case test = { .members = "\"tools\":[" TOOL ("a.b") "]" };
  g_autoptr (CcpJson) body = create_body (&test);
  g_autoptr (CcpExchange) exchange = create_exchange (&test, body);
  g_autoptr (CcpJson) first = openai_chat_request_convert (exchange, body, NULL);
  g_autoptr (CcpJson) second = openai_chat_request_convert (exchange, body, NULL);
  g_autofree char *first_text = ccp_json_to_text (first);
  g_autofree char *second_text = ccp_json_to_text (second);
  CcpToolNames *names = ccp_exchange_get_tool_names (exchange);

  g_assert_cmpstr (first_text, ==, second_text);
  g_assert_cmpstr (ccp_tool_names_get_client (names, "a_b"), ==, "a.b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("tools", tool_cases, G_N_ELEMENTS (tool_cases));
  add_cases ("settings", setting_cases, G_N_ELEMENTS (setting_cases));
  g_test_add_func ("/chat-request/tools/second-attempt", test_second_attempt);

  return g_test_run ();
}
