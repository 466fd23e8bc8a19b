/* test-openai-responses-input.c: conversations, and the items that come of them (protocol
 * C.2, E.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "responses-request-cases.h"

#define ASK U ("\"q\"")
#define ASKED USER (IN ("q"))

/* "@" stands for the mark of provider and model */
#define STATE(id, state) "ccp1:or:@:" id ":" state
#define SENT_THOUGHT(id, summary, state)                                                 \
  "{\"type\":\"reasoning\",\"id\":\"" id "\",\"summary\":[" summary                      \
  "],\"encrypted_content\":\"" state "\"}"
#define SUMMARY(text) "{\"type\":\"summary_text\",\"text\":\"" text "\"}"

#define LONG_ID                                                                          \
  "toolu_0123456789012345678901234567890123456789012345678901234567890123456789"
#define SHORT_ID "call_81a9e45036b770601b98e2ccaeceaeac"
#define LONG_NAME                                                                        \
  "mcp__a_server_with_a_rather_long_name__and_a_tool_with_a_longer_one_still"

static const Case message_cases[] = {
  { "text",
    .messages = ASK "," A ("\"a\"") "," U ("[" TEXT ("b") "," TEXT ("c") "]"),
    .expected = INPUT (ASKED "," SAID ("a") "," USER (IN ("b") "," IN ("c"))) },
  { "assistant-in-parts-for-openai",
    .options = "{\"openai\":true}",
    .messages = ASK "," A ("\"a\""),
    .expected = INPUT (ASKED "," MESSAGE ("assistant", OUT ("a"))) },
  { "assistant-in-parts-if-the-options-say-so",
    .options = "{\"assistant_text\":\"parts\"}",
    .messages = ASK "," A ("\"a\""),
    .expected = INPUT (ASKED "," MESSAGE ("assistant", OUT ("a"))) },
  { "T12-blank-text",
    .messages = U ("[" TEXT ("") "," TEXT (" ") "," TEXT ("q") "]"),
    .expected = INPUT (ASKED) },
  { "T11-system-string",
    .members = "\"system\":\"s\"",
    .expected = OPEN ("\"instructions\":\"s\"") },
  { "T11-system-blocks",
    .members = "\"system\":[" TEXT ("s") "," TEXT ("t") "]",
    .expected = OPEN ("\"instructions\":\"s\\n\\nt\"") },
  { "T11-system-empty", .members = "\"system\":[]", .expected = BODY ("") },
  { "T13-billing-line",
    .members = "\"system\":[" TEXT ("x-anthropic-billing-header: a;") "," TEXT ("s") "]",
    .expected = OPEN ("\"instructions\":\"s\"") },
  { "system-as-a-message",
    .options = "{\"system_role\":\"developer\"}",
    .members = "\"system\":[" TEXT ("s") "," TEXT ("t") "]",
    .expected = "{\"model\":\"m1\",\"input\":[" MESSAGE (
        "developer",
        IN ("s") "," IN ("t")) "," ASKED "],\"store\":false,\"include\":\"$ANY\","
                               "\"max_output_tokens\":16}" },
  { "T09-system-in-the-midst",
    .messages = ASK "," S ("\"s\"") "," A ("\"a\"") "," U ("\"b\""),
    .expected = INPUT (
        ASKED "," MESSAGE ("developer", IN ("s")) "," SAID ("a") "," USER (IN ("b"))) },
  { "T09-system-in-the-midst-as-system",
    .options = "{\"mid_system\":\"system\"}",
    .messages = ASK "," S ("\"s\""),
    .expected = INPUT (ASKED "," MESSAGE ("system", IN ("s"))) },
  { "T09-system-in-the-midst-as-a-reminder",
    .options = "{\"mid_system\":\"user\"}",
    .messages = ASK "," S ("\"s\""),
    .expected =
        INPUT (USER (IN ("q") "," IN ("<system-reminder>\\ns\\n</system-reminder>"))) },
  { "T09-system-between-call-and-result",
    .messages = ASK
    "," A ("[" CALL ("c") "]") "," S ("\"s\"") "," U ("[" RESULT ("c", "\"r\"") "]"),
    .expected = INPUT (ASKED "," SENT_CALL (
        "c") "," SENT_RESULT ("c", "r") "," MESSAGE ("developer", IN ("s"))) },
  { "T47-image",
    .messages = U ("[" TEXT ("q") "," IMAGE "]"),
    .expected = INPUT (USER (IN ("q") "," SENT_IMAGE)) },
  { "T47-image-of-the-web",
    .messages = U ("[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":"
                   "\"https://x/y.png\"}}]"),
    .expected = INPUT (USER ("{\"type\":\"input_image\",\"image_url\":"
                             "\"https://x/y.png\",\"detail\":\"auto\"}")) },
  { "T47-image-without-a-type",
    .messages = U ("[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":"
                   "\"/9j/4AAQ\"}}]"),
    .expected = INPUT (USER ("{\"type\":\"input_image\",\"image_url\":"
                             "\"data:image/jpeg;base64,/9j/4AAQ\",\"detail\":"
                             "\"auto\"}")) },
  { "T47-image-among-anthropics-files",
    .messages =
        U ("[{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}]"),
    .expected = INPUT (USER (IN ("[image file f is not available]"))) },
  { "T07-no-images",
    .options = "{\"images\":false}",
    .messages = U ("[" TEXT ("q") "," IMAGE "]"),
    .expected =
        INPUT (USER (IN ("q") "," IN ("[image omitted: not supported by this model]"))) },
  { "T46-pdf", .messages = U ("[" PDF "]"), .expected = INPUT (USER (SENT_PDF)) },
  { "T46-pdf-with-a-title",
    .messages = U ("[{\"type\":\"document\",\"title\":\"a.pdf\",\"source\":{\"type\":"
                   "\"base64\",\"media_type\":\"application/pdf\",\"data\":\"JVBERi0=\"}}"
                   "]"),
    .expected =
        INPUT (USER ("{\"type\":\"input_file\",\"filename\":\"a.pdf\","
                     "\"file_data\":\"data:application/pdf;base64,JVBERi0=\"}")) },
  { "T46-pdf-of-the-web",
    .messages = U ("[{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":"
                   "\"https://x/y.pdf\"}}]"),
    .expected =
        INPUT (USER ("{\"type\":\"input_file\",\"file_url\":\"https://x/y.pdf\"}")) },
  { "T46-no-pdf",
    .options = "{\"pdf\":false}",
    .messages = U ("[" PDF "]"),
    .expected = INPUT (
        USER (IN ("[PDF document \\\"document.pdf\\\" omitted: not supported by this "
                  "model]"))) },
  { "T46-text-document",
    .messages = U ("[{\"type\":\"document\",\"title\":\"t\",\"source\":{\"type\":"
                   "\"text\",\"data\":\"d\"}}]"),
    .expected = INPUT (USER (IN ("<document title=\\\"t\\\">\\nd\\n</document>"))) },
  { "prefill",
    .messages = ASK "," A ("\"a\""),
    .expected = INPUT (ASKED "," SAID ("a")) },
};

static const Case tool_cases[] = {
  { "T14-text-and-call",
    .messages = ASK
    "," A ("[" TEXT ("a") "," CALL ("c") "]") "," U ("[" RESULT ("c", "\"r\"") "]"),
    .expected =
        INPUT (ASKED "," SAID ("a") "," SENT_CALL ("c") "," SENT_RESULT ("c", "r")) },
  { "T15-text-call-text",
    .messages = ASK "," A ("[" TEXT ("a") "," CALL ("c") "," TEXT ("b") "]") "," U (
        "[" RESULT ("c", "\"r\"") "]"),
    .expected = INPUT (ASKED "," SAID ("a") "," SENT_CALL ("c") "," SAID (
        "b") "," SENT_RESULT ("c", "r")) },
  { "T01-late-result",
    .messages = ASK
    "," A ("[" CALL ("a") "," CALL ("b") "]") "," U ("[" RESULT ("a", "\"1\"") "," TEXT (
        "x") "]") "," U ("[" RESULT ("b", "\"2\"") "]"),
    .expected = INPUT (ASKED "," SENT_CALL ("a") "," SENT_CALL (
        "b") "," SENT_RESULT ("a", "1") "," SENT_RESULT ("b", "2") "," USER (IN ("x"))) },
  { "T02-text-before-the-result",
    .messages = ASK
    "," A ("[" CALL ("c") "]") "," U ("[" TEXT ("x") "," RESULT ("c", "\"r\"") "]"),
    .expected = INPUT (
        ASKED "," SENT_CALL ("c") "," SENT_RESULT ("c", "r") "," USER (IN ("x"))) },
  { "T03-orphan",
    .messages = U ("[" RESULT ("c", "\"r\"") "]"),
    .expected = INPUT (USER (IN ("[orphaned tool result c]\\nr"))) },
  { "T03-no-result",
    .messages = ASK "," A ("[" CALL ("c") "]") "," U ("\"b\""),
    .expected = INPUT (ASKED "," SENT_CALL ("c") "," SENT_RESULT (
        "c",
        "Error: [no tool result was provided]") "," USER (IN ("b"))) },
  { "T04-empty-result",
    .messages = ASK "," A ("[" CALL ("c") "]") "," U ("[" RESULT ("c", "[]") "]"),
    .expected = INPUT (ASKED "," SENT_CALL ("c") "," SENT_RESULT ("c", "(no output)")) },
  { "T04-texts",
    .messages = ASK "," A ("[" CALL ("c") "]") "," U (
        "[" RESULT ("c", "[" TEXT ("a") "," TEXT ("b") "]") "]"),
    .expected = INPUT (ASKED "," SENT_CALL ("c") "," SENT_RESULT ("c", "a\\nb")) },
  { "T05-text-and-image",
    .messages = ASK
    "," A ("[" CALL ("c") "]") "," U ("[" RESULT ("c", "[" TEXT ("a") "," IMAGE "]") "]"),
    .expected = INPUT (ASKED "," SENT_CALL (
        "c") "," SENT_OUTPUT ("c", "[" IN ("a") "," SENT_IMAGE "]")) },
  { "T06-image-alone",
    .messages =
        ASK "," A ("[" CALL ("c") "]") "," U ("[" RESULT ("c", "[" IMAGE "]") "]"),
    .expected =
        INPUT (ASKED "," SENT_CALL ("c") "," SENT_OUTPUT ("c", "[" SENT_IMAGE "]")) },
  { "T46-pdf-in-a-result",
    .messages = ASK "," A ("[" CALL ("c") "]") "," U ("[" RESULT ("c", "[" PDF "]") "]"),
    .expected =
        INPUT (ASKED "," SENT_CALL ("c") "," SENT_OUTPUT ("c", "[" SENT_PDF "]")) },
  { "T05-media-follow-where-outputs-are-texts",
    .options = "{\"tool_media\":false}",
    .messages = ASK "," A ("[" CALL ("c") "]") "," U (
        "[" RESULT ("c", "[" TEXT ("a") "," IMAGE "]") "," TEXT ("x") "]"),
    .expected = INPUT (ASKED "," SENT_CALL ("c") "," SENT_RESULT ("c", "a") "," USER (
        IN ("[image from tool result c]") "," SENT_IMAGE "," IN ("x"))) },
  { "T07-no-images-in-a-result",
    .options = "{\"images\":false}",
    .messages =
        ASK "," A ("[" CALL ("c") "]") "," U ("[" RESULT ("c", "[" IMAGE "]") "]"),
    .expected = INPUT (ASKED "," SENT_CALL (
        "c") "," SENT_RESULT ("c", "[image omitted: not supported by this model]")) },
  { "T08-failure",
    .messages = ASK "," A ("[" CALL ("c") "]") "," U (
        "[{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"is_error\":true,"
        "\"content\":\"boom\"}]"),
    .expected = INPUT (ASKED "," SENT_CALL ("c") "," SENT_RESULT ("c", "Error: boom")) },
  { "T08-failure-with-an-image",
    .messages = ASK "," A ("[" CALL ("c") "]") "," U (
        "[{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"is_error\":true,"
        "\"content\":[" IMAGE "]}]"),
    .expected = INPUT (ASKED "," SENT_CALL (
        "c") "," SENT_OUTPUT ("c", "[" IN ("Error: (no output)") "," SENT_IMAGE "]")) },
  { "T33-long-name-in-the-history",
    .messages =
        ASK "," A ("[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"" LONG_NAME
                   "\",\"input\":{\"a\":1}}]") "," U ("[" RESULT ("c", "\"r\"") "]"),
    .members = "\"tools\":[{\"name\":\"" LONG_NAME "\"}]",
    .expected = OPEN (
        "\"input\":[" ASKED ",{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":"
        "\"mcp__a_server_with_a_rather_long_name__and_a_tool_with__118c7547\","
        "\"arguments\":\"{\\\"a\\\":1}\"}," SENT_RESULT ("c", "r") "]") },
  { "T34-long-id",
    .messages =
        ASK "," A ("[" CALL (LONG_ID) "]") "," U ("[" RESULT (LONG_ID, "\"r\"") "]"),
    .expected = INPUT (ASKED "," SENT_CALL (SHORT_ID) "," SENT_RESULT (SHORT_ID, "r")) },
  { "T34-encoded-id",
    .messages = ASK "," A ("[" CALL ("toolu_xZnVuY3Rpb25zLkI6MA_abc123") "]") "," U (
        "[" RESULT ("toolu_xZnVuY3Rpb25zLkI6MA_abc123", "\"r\"") "]"),
    .expected = INPUT (
        ASKED "," SENT_CALL ("functions.B:0") "," SENT_RESULT ("functions.B:0", "r")) },
};

static const Case thought_cases[] = {
  { "own-reasoning-goes-back",
    .messages = ASK
    "," A ("[" THOUGHT ("t", STATE ("rs_1", "E")) "," TEXT ("a") "]") ","
                                                                      "" U ("\"b\""),
    .expected = INPUT (ASKED "," SENT_THOUGHT ("rs_1", SUMMARY ("t"), "E") "," SAID (
        "a") "," USER (IN ("b"))) },
  { "T70-reasoning-without-a-word",
    .messages = ASK "," A ("[" THOUGHT ("", STATE ("rs_1", "E")) "," CALL (
        "c") "]") ","
                  "" U ("[" RESULT ("c", "\"r\"") "]"),
    .expected = INPUT (ASKED "," SENT_THOUGHT ("rs_1", "", "E") "," SENT_CALL (
        "c") "," SENT_RESULT ("c", "r")) },
  { "no-id",
    .messages = ASK "," A ("[" THOUGHT ("", STATE ("", "E")) "," TEXT ("a") "]"),
    .expected = INPUT (ASKED ",{\"type\":\"reasoning\",\"summary\":[],"
                             "\"encrypted_content\":\"E\"}," SAID ("a")) },
  { "T21-reasoning-of-another-model",
    .messages =
        ASK "," A ("[" THOUGHT ("t", "ccp1:or:deadbeef:rs_1:E") "," TEXT ("a") "]"),
    .expected = INPUT (ASKED "," SAID ("a")) },
  { "T21-reasoning-of-other-dialects",
    .messages =
        ASK "," A ("[" THOUGHT ("t", "ccp1:rc") "," THOUGHT ("t", "ccp1:no") "," THOUGHT (
            "t",
            "c2lnbmF0dXJl") "," THOUGHT ("t", "ccp1:gm:@:n:S") "," TEXT ("a") "]"),
    .expected = INPUT (ASKED "," SAID ("a")) },
  { "nothing-encrypted",
    .messages = ASK "," A ("[" THOUGHT ("t", STATE ("rs_1", "")) "," TEXT ("a") "]"),
    .expected = INPUT (ASKED "," SAID ("a")) },
  { "T24-redacted",
    .messages =
        ASK "," A ("[{\"type\":\"redacted_thinking\",\"data\":\"x\"}," TEXT ("a") "]"),
    .expected = INPUT (ASKED "," SAID ("a")) },
  { "T16-nothing-but-thinking",
    .messages = ASK "," A ("[" THOUGHT ("t", STATE ("rs_1", "E")) "]") "," U ("\"b\""),
    .expected = INPUT (USER (IN ("q") "," IN ("b"))) },
  { "reasoning-that-nothing-follows",
    .messages = ASK "," A ("[" THOUGHT ("t", STATE ("rs_1", "E")) "," TEXT (
        "a") "," THOUGHT ("t", STATE ("rs_2", "F")) "]") "," U ("\"b\""),
    .expected = INPUT (ASKED "," SENT_THOUGHT ("rs_1", SUMMARY ("t"), "E") "," SAID (
        "a") "," USER (IN ("b"))) },
  { "T25-thinking-never-becomes-text",
    .options = "{\"reasoning_replay\":\"none\"}",
    .messages = ASK "," A ("[" THOUGHT ("t", STATE ("rs_1", "E")) "," TEXT ("a") "]"),
    .expected = INPUT (ASKED "," SAID ("a")) },
  { "text-of-an-open-model",
    .options = "{\"reasoning_replay\":\"text\"}",
    .messages = ASK
    "," A ("[" THOUGHT ("t", "ccp1:no") "," THOUGHT ("u", STATE ("rs_1", "E")) "," TEXT (
        "a") "]"),
    .expected = INPUT (
        ASKED ",{\"type\":\"reasoning\",\"id\":"
              "\"rs_e3b98a4da31a127d4bde6e43033f66ba\",\"summary\":[],\"content\":[{"
              "\"type\":\"reasoning_text\",\"text\":\"t\"}]}," SENT_THOUGHT (
                  "rs_1",
                  SUMMARY ("u"),
                  "E") "," SAID ("a")) },
  { "web-search-of-before",
    .messages = ASK "," A (
        "[{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{"
        "\"query\":\"glib\"}},{\"type\":\"web_search_tool_result\",\"tool_use_id\":"
        "\"s\",\"content\":[{\"type\":\"web_search_result\",\"title\":\"T\",\"url\":"
        "\"https://x\",\"encrypted_content\":\"\"}]}," TEXT ("a") "]"),
    .expected = INPUT (ASKED "," SAID (
        "[web search: glib]\\n- T \xe2\x80\x94 https://x") "," SAID ("a")) },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("messages", message_cases, G_N_ELEMENTS (message_cases));
  add_cases ("tools", tool_cases, G_N_ELEMENTS (tool_cases));
  add_cases ("reasoning", thought_cases, G_N_ELEMENTS (thought_cases));
  return g_test_run ();
}
