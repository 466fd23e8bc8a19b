/* test-openai-chat-messages.c: what becomes of messages
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "chat-request-cases.h"

static const Case message_cases[] = {
  { "T01-late-tool-result",
    .messages =
        A ("[" CALL ("1") "," CALL ("2") "]") "," U ("[" RESULT ("1", "\"x\"") "," TEXT (
            "a") "]") "," U ("[" RESULT ("2", "\"y\"") "]"),
    .expected = MESSAGES ("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
                          "[" SENT_CALL ("1") "," SENT_CALL ("2") "]}," SENT_RESULT (
                              "1",
                              "x") "," SENT_RESULT ("2", "y") ",{\"role\":\"user\","
                                                              "\"content\":\"a\"}") },
  { "T02-tool-result-then-text",
    .messages =
        A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "\"x\"") "," TEXT ("a") "]"),
    .expected = MESSAGES (SENT_CALLS (
        "1") "," SENT_RESULT ("1", "x") ",{\"role\":\"user\",\"content\":\"a\"}") },
  { "T03-tool-result-without-call",
    .messages = U ("[" RESULT ("1", "\"x\"") "]"),
    .expected =
        MESSAGES ("{\"role\":\"user\",\"content\":\"[orphaned tool result 1]\\nx\"}") },
  { "T03-tool-call-without-result",
    .messages = A ("[" CALL ("1") "]"),
    .expected = MESSAGES (
        SENT_CALLS ("1") "," SENT_RESULT ("1", "Error: [no tool result was provided]")) },
  { "T04-tool-result-empty-array",
    .messages = A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "[]") "]"),
    .expected = MESSAGES (SENT_CALLS ("1") "," SENT_RESULT ("1", "(no output)")) },
  { "T04-tool-reference",
    .messages = A ("[" CALL ("1") "]") "," U (
        "[" RESULT ("1", "[{\"type\":\"tool_reference\",\"tool_name\":\"t\"}]") "]"),
    .expected =
        MESSAGES (SENT_CALLS ("1") "," SENT_RESULT ("1", "[tool available: t]")) },
  { "T05-image-in-tool-result",
    .messages = A ("[" CALL ("1") "]") "," U (
        "[" RESULT ("1", "[" TEXT ("x") "," IMAGE "," IMAGE "]") "]"),
    .expected = MESSAGES (SENT_CALLS ("1") "," SENT_RESULT (
        "1",
        "x") ",{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
             "\"[image from tool result 1]\"}," SENT_IMAGE "," SENT_IMAGE "]}") },
  { "T05-image-in-tool-message",
    .options = "{\"tool_images\":true}",
    .messages =
        A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "[" TEXT ("x") "," IMAGE "]") "]"),
    .expected = MESSAGES (SENT_CALLS (
        "1") ",{\"role\":\"tool\",\"tool_call_id\":\"1\","
             "\"content\":[{\"type\":\"text\",\"text\":\"x\"}," SENT_IMAGE "]}") },
  { "T06-lone-image-in-tool-result",
    .messages = A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "[" IMAGE "]") "]"),
    .expected = MESSAGES (SENT_CALLS ("1") "," SENT_RESULT (
        "1",
        "(no output)") ",{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                       "\"text\":\"[image from tool result 1]\"}," SENT_IMAGE "]}") },
  { "T07-model-without-images",
    .options = "{\"images\":false}",
    .messages = U ("[" TEXT ("a") "," IMAGE "," IMAGE "]"),
    .expected = MESSAGES ("{\"role\":\"user\",\"content\":\"a\\n\\n[image omitted: not "
                          "supported by this model]\"}") },
  { "T07-model-without-images-in-tool-result",
    .options = "{\"images\":false}",
    .messages = A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "[" IMAGE "]") "]"),
    .expected = MESSAGES (SENT_CALLS (
        "1") "," SENT_RESULT ("1", "[image omitted: not supported by this model]")) },
  { "T08-failed-tool",
    .messages = A ("[" CALL ("1") "]") "," U (
        "[{\"type\":\"tool_result\",\"tool_use_id\":\"1\",\"is_error\":true,"
        "\"content\":\"no\"}]"),
    .expected = MESSAGES (SENT_CALLS ("1") "," SENT_RESULT ("1", "Error: no")) },
  { "T09-mid-system",
    .messages = U ("\"a\"") "," S ("\"s\"") "," A ("\"b\"") "," U ("\"c\""),
    .expected =
        MESSAGES ("{\"role\":\"user\",\"content\":\"a\\n\\n<system-reminder>\\ns\\n"
                  "</system-reminder>\"}," A ("\"b\"") "," U ("\"c\"")) },
  { "T09-mid-system-developer",
    .options = "{\"mid_system\":\"developer\"}",
    .messages = U ("\"a\"") "," S ("\"s\""),
    .expected = MESSAGES (U ("\"a\"") ",{\"role\":\"developer\",\"content\":\"s\"}") },
  { "T09-mid-system-for-openai",
    .options = "{\"openai\":true}",
    .messages = U ("\"a\"") "," S ("\"s\""),
    .expected = MESSAGES (U ("\"a\"") "," S ("\"s\"")) },
  { "T11-empty-system",
    .messages = U ("\"q\""),
    .members = "\"system\":[]",
    .expected = PLAIN_BODY ("") },
  { "T12-empty-texts",
    .messages = U ("[" TEXT ("") "," TEXT ("q") "]"),
    .expected = PLAIN_BODY ("") },
  { "T13-billing-header",
    .messages = U ("\"q\""),
    .members = "\"system\":\"x-anthropic-billing-header: cc_version=1;\"",
    .expected = PLAIN_BODY ("") },
  { "T14-text-and-call",
    .messages =
        A ("[" TEXT ("a") "," CALL ("1") "]") "," U ("[" RESULT ("1", "\"x\"") "]"),
    .expected =
        MESSAGES ("{\"role\":\"assistant\",\"content\":\"a\",\"tool_calls\":[" SENT_CALL (
            "1") "]}," SENT_RESULT ("1", "x")) },
  { "T16-thinking-alone",
    .messages = U ("\"a\"") "," A ("[" THOUGHT ("x", "") "]") "," U ("\"b\""),
    .expected = MESSAGES (U ("\"a\\n\\nb\"")) },
  { "T16-thinking-alone-replayed",
    .options = "{\"reasoning_replay\":\"reasoning_content\"}",
    .messages = U ("\"a\"") "," A ("[" THOUGHT ("x", "") "]") "," U ("\"b\""),
    .expected = MESSAGES (U ("\"a\"") ",{\"role\":\"assistant\",\"content\":\"\","
                                      "\"reasoning_content\":\"x\"}," U ("\"b\"")) },
  { "T17-reasoning-without-signature",
    .options = "{\"reasoning_replay\":\"reasoning_content\"}",
    .messages = A ("[" THOUGHT ("x", "") "," THOUGHT ("y", "") "," CALL ("1") "]") "," U (
        "[" RESULT ("1", "\"z\"") "]"),
    .expected =
        MESSAGES ("{\"role\":\"assistant\",\"content\":null,"
                  "\"reasoning_content\":\"x\\n\\ny\",\"tool_calls\":[" SENT_CALL (
                      "1") "]}," SENT_RESULT ("1", "z")) },
  { "T17-reasoning-in-another-member",
    .options = "{\"reasoning_replay\":\"reasoning\"}",
    .messages =
        A ("[" THOUGHT ("x", "") "," TEXT ("a") "]") "," U ("\"b\"") "," A ("\"c\""),
    .expected = MESSAGES ("{\"role\":\"assistant\",\"content\":\"a\",\"reasoning\":"
                          "\"x\"}," U ("\"b\"") "," A ("\"c\"")) },
  { "T17-reasoning-details",
    .options = "{\"reasoning_replay\":\"reasoning_details\"}",
    .messages = A ("[" THOUGHT ("x", "ccp1:rd:@:WzEsMl0") "," THOUGHT (
        "x",
        "ccp1:rd:@:WzNd") "," TEXT ("a") "]"),
    .expected = MESSAGES ("{\"role\":\"assistant\",\"content\":\"a\","
                          "\"reasoning_details\":[1,2,3]}") },
  { "T21-reasoning-details-of-another-model",
    .options = "{\"reasoning_replay\":\"reasoning_details\"}",
    .messages = A ("[" THOUGHT ("x", "ccp1:rd:00000000:WzEsMl0") "," TEXT ("a") "]"),
    .expected = MESSAGES (A ("\"a\"")) },
  { "T24-redacted-thinking",
    .messages = A ("[{\"type\":\"redacted_thinking\",\"data\":\"x\"}," TEXT ("a") "]"),
    .expected = MESSAGES (A ("\"a\"")) },
  { "T25-thinking-is-not-shown",
    .messages = A ("[" THOUGHT ("secret", "sig") "," TEXT ("a") "]"),
    .expected = MESSAGES (A ("\"a\"")) },
  { "T26-signature-of-the-next-call",
    .messages = A ("[" THOUGHT ("", "ccp1:gc:@:SIG") "," CALL ("1") "," CALL (
        "2") "]") "," U ("[" RESULT ("1", "\"x\"") "," RESULT ("2", "\"y\"") "]"),
    .expected = MESSAGES (
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":"
        "\"function\",\"function\":{\"name\":\"n\",\"arguments\":\"{}\"},"
        "\"extra_content\":{\"google\":{\"thought_signature\":\"SIG\"}}}," SENT_CALL (
            "2") "]}," SENT_RESULT ("1", "x") "," SENT_RESULT ("2", "y")) },
  { "T34-ids-come-back",
    .messages = A ("[" CALL ("toolu_xZnVuY3Rpb25zLkJhc2g6MA_a1B2c3") "]") "," U (
        "[" RESULT ("toolu_xZnVuY3Rpb25zLkJhc2g6MA_a1B2c3", "\"x\"") "]"),
    .expected = MESSAGES (
        SENT_CALLS ("functions.Bash:0") "," SENT_RESULT ("functions.Bash:0", "x")) },
  { "T34-ids-of-mistral",
    .options = "{\"tool_ids\":\"mistral\"}",
    .messages =
        A ("[" CALL ("abcDEF123") "]") "," U ("[" RESULT ("abcDEF123", "\"x\"") "]"),
    .expected = MESSAGES (SENT_CALLS ("abcDEF123") "," SENT_RESULT ("abcDEF123", "x")) },
  { "T46-pdf-without-support",
    .messages = U ("[" PDF "," TEXT ("a") "]"),
    .expected = MESSAGES ("{\"role\":\"user\",\"content\":\"[PDF document "
                          "\\\"document.pdf\\\" omitted: not supported by this "
                          "model]\\n\\na\"}") },
  { "T46-pdf-in-tool-result",
    .options = "{\"pdf\":true}",
    .messages = A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "[" PDF "]") "]"),
    .expected = MESSAGES (SENT_CALLS ("1") "," SENT_RESULT (
        "1",
        "(no output)") ",{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                       "\"text\":\"[document from tool result "
                       "1]\"},{\"type\":\"file\",\"file\":"
                       "{\"filename\":\"document.pdf\",\"file_data\":\"data:application/"
                       "pdf;base64,"
                       "JVBERi0=\"}}]}") },
  { "T46-document-link",
    .options = "{\"pdf\":true}",
    .messages = U ("[{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":"
                   "\"http://x/a.pdf\"}}]"),
    .expected = MESSAGES (U ("\"[document: http://x/a.pdf]\"")) },
  { "T46-document-text",
    .messages = U ("[{\"type\":\"document\",\"title\":\"t\",\"source\":{\"type\":"
                   "\"text\",\"data\":\"a\"}}," TEXT ("b") "]"),
    .expected =
        MESSAGES (U ("\"<document title=\\\"t\\\">\\na\\n</document>\\n\\nb\"")) },
  { "T47-image-without-type",
    .messages = U ("[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":"
                   "\"/9j/AA==\"}}]"),
    .expected = MESSAGES ("{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                          "\"image_url\":{\"url\":\"data:image/jpeg;base64,/9j/AA==\"}}]"
                          "}") },
  { "T47-image-link",
    .messages =
        U ("[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"http://x\"}}]"),
    .expected = MESSAGES ("{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                          "\"image_url\":{\"url\":\"http://x\"}}]}") },
  { "T47-image-file",
    .messages = U ("[{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":"
                   "\"f1\"}}]"),
    .expected = MESSAGES (U ("\"[image file f1 is not available]\"")) },
  { "T50-web-search-in-history",
    .messages = A ("[{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\","
                   "\"input\":{\"query\":\"q\"}},{\"type\":\"web_search_tool_result\","
                   "\"tool_use_id\":\"s\",\"content\":[{\"type\":\"web_search_result\","
                   "\"title\":\"t\",\"url\":\"u\"}]}," TEXT ("a") "]"),
    .expected = MESSAGES (A ("\"[web search: q]\\n- t \xe2\x80\x94 u\\n\\na\"")) },
  { "search-result",
    .messages = U ("[{\"type\":\"search_result\",\"title\":\"t\",\"source\":\"s\","
                   "\"content\":[" TEXT ("a") "]}]"),
    .expected = MESSAGES (U (
        "\"<search_result title=\\\"t\\\" source=\\\"s\\\">\\na\\n</search_result>\"")) },
  { "empty-content-is-a-string",
    .options = "{\"empty_content\":\"string\"}",
    .messages = A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "\"x\"") "]"),
    .expected =
        MESSAGES ("{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[" SENT_CALL (
            "1") "]}," SENT_RESULT ("1", "x")) },
  { "empty-content-is-omitted",
    .options = "{\"empty_content\":\"omit\"}",
    .messages = A ("[" CALL ("1") "]") "," U ("[" RESULT ("1", "\"x\"") "]"),
    .expected = MESSAGES ("{\"role\":\"assistant\",\"tool_calls\":[" SENT_CALL (
        "1") "]}," SENT_RESULT ("1", "x")) },
  { "prefix-of-mistral",
    .options = "{\"prefix\":true}",
    .messages = U ("\"a\"") "," A ("\"b\""),
    .expected = MESSAGES (
        U ("\"a\"") ",{\"role\":\"assistant\",\"content\":\"b\",\"prefix\":true}") },
  { "system-role",
    .options = "{\"system_role\":\"developer\"}",
    .members = "\"system\":\"s\"",
    .expected = MESSAGES ("{\"role\":\"developer\",\"content\":\"s\"}," U ("\"q\"")) },
  { "arguments-are-copied",
    .messages = A ("[{\"type\":\"tool_use\",\"id\":\"1\",\"name\":\"n\",\"input\":"
                   "{ \"a\" : [1.50, \"x \\u00e9\"] }}]"),
    .expected = MESSAGES (
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":"
        "\"function\",\"function\":{\"name\":\"n\",\"arguments\":"
        "\"{\\\"a\\\":[1.50,\\\"x \\\\u00e9\\\"]}\"}}]},\"$ANY\"") },
};

static void
test_nothing_to_say (void)
{
  Case test = { .messages = U ("\" \"") };
  g_autoptr (CcpJson) body = create_body (&test);
  g_autoptr (CcpExchange) exchange = create_exchange (&test, body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = openai_chat_request_convert (exchange, body, &error);

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

  add_cases ("messages", message_cases, G_N_ELEMENTS (message_cases));
  g_test_add_func ("/chat-request/messages/nothing-to-say", test_nothing_to_say);

  return g_test_run ();
}
