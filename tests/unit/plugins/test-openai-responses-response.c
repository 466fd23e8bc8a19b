/* test-openai-responses-response.c: whole answers, and streams that search the web
 * (protocol C.3, E.5.5)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "ccp-message-collector.h"
#include "golden-compare.h"
#include "openai-responses-cases.h"
#include "openai-responses-response.h"

#define WHOLE(members, output)                                                           \
  "{\"id\":\"r\",\"object\":\"response\"," members ",\"output\":[" output "]," USAGE "}"
#define COMPLETE(output) WHOLE ("\"status\":\"completed\",\"error\":null", output)
#define CITED(url, title)                                                                \
  "{\"type\":\"url_citation\",\"url\":\"" url "\",\"title\":\"" title "\"}"
#define SEARCHED(id, action)                                                             \
  "\"type\":\"web_search_call\",\"id\":\"" id                                            \
  "\",\"status\":\"completed\",\"action\":" action
#define FOR(query) "{\"type\":\"search\",\"query\":\"" query "\"}"

#define BLOCK_CALL(n, query)                                                             \
  "{\"type\":\"server_tool_use\",\"id\":\"$SRV_ID:" n                                    \
  "\",\"name\":\"web_search\",\"input\":{\"query\":\"" query "\"}}"
#define BLOCK_RESULT(n, content)                                                         \
  "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"$SRV_ID:" n                    \
  "\",\"content\":" content "}"
#define PAGE(url, title)                                                                 \
  "{\"type\":\"web_search_result\",\"title\":\"" title "\",\"url\":\"" url               \
  "\",\"encrypted_content\":\"\",\"page_age\":null}"
#define NO_PAGES "[]"
#define PAGE_B "[" PAGE ("https://b", "B") "]"
#define BARE_PAGE_A "[" PAGE ("https://a", "https://a") "]"
#define PAGES_A_AND_B "[" PAGE ("https://a", "A") "," PAGE ("https://b", "https://b") "]"
#define NO_SEARCH                                                                        \
  "{\"type\":\"web_search_tool_result_error\",\"error_code\":\"unavailable\"}"

/* the blocks of a search, the text and the thinking between them */
#define FIRST(query, pages) BLOCK_CALL ("1", query) "," BLOCK_RESULT ("1", pages)
#define SECOND(query, pages) BLOCK_CALL ("2", query) "," BLOCK_RESULT ("2", pages)
#define THEN(block) "," block
#define BLOCK_TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define BLOCK_THINKING(text, signature)                                                  \
  "{\"type\":\"thinking\",\"thinking\":\"" text "\",\"signature\":\"" signature "\"}"
#define BLOCK_TOOL(id, name, input)                                                      \
  "{\"type\":\"tool_use\",\"id\":\"" id "\",\"name\":\"" name "\",\"input\":" input "}"

typedef struct
{
  const char *name;
  const char *response;
  const char *content; /* of the message; @ stands for the mark of provider and model */
  const char *reason;
} WholeCase;

static const WholeCase whole_cases[] = {
  { "text", COMPLETE ("{" SAID ("m", "Hi") "}"), BLOCK_TEXT ("Hi"), "end_turn" },
  { "T15-order-of-items",
    COMPLETE (
        "{\"type\":\"reasoning\",\"id\":\"rs\",\"summary\":[{\"text\":\"a\"},{"
        "\"text\":\"b\"}],\"encrypted_content\":\"E\"},{" SAID (
            "m",
            "x") "},{" CALL ("f", "c", "A", "{\\\"a\\\":1}") "},{" SAID ("n", "y") "}"),
    BLOCK_THINKING ("a\\n\\nb", "ccp1:or:@:rs:E") "," BLOCK_TEXT (
        "x") "," BLOCK_TOOL ("c", "A", "{\"a\":1}") "," BLOCK_TEXT ("y"),
    "tool_use" },
  { "T34-T52-odd-calls",
    COMPLETE ("{" CALL ("f", "functions.A:0", "A", "") "},{" CALL (
        "g",
        "d",
        "B",
        "\\\"{}\\\"") "},{" CALL ("h", "e", "A", "oops") "}"),
    BLOCK_TOOL ("$XID:functions.A:0", "A", "{}") "," BLOCK_TOOL (
        "d",
        "B",
        "{}") "," BLOCK_TOOL ("e", "A", "{\"raw_arguments\":\"oops\"}"),
    "tool_use" },
  { "T43-probe",
    WHOLE ("\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":"
           "\"max_output_tokens\"}",
           "{" REASONING ("rs") "}"),
    "",
    "max_tokens" },
  { "T72-filtered",
    WHOLE ("\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":"
           "\"content_filter\"}",
           "{" SAID ("m", "x") "}"),
    BLOCK_TEXT ("x"),
    "refusal" },
  { "T73-refusal",
    COMPLETE ("{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":"
              "\"no\"}]}"),
    BLOCK_TEXT ("no"),
    "refusal" },
  { "T41-stop-sequence",
    COMPLETE ("{" SAID ("m", "one END two") "},{" CALL ("f", "c", "A", "{}") "}"),
    BLOCK_TEXT ("one "),
    "stop_sequence" },
  { "no-status",
    "{\"output\":[{" SAID ("m", "x") "}]," USAGE "}",
    BLOCK_TEXT ("x"),
    "end_turn" },
  { "in-the-queue", WHOLE ("\"status\":\"queued\"", ""), "", "pause_turn" },
  { "items-that-are-not-known",
    COMPLETE ("{\"type\":\"file_search_call\"},7,null,{\"type\":\"mcp_call\"},{" SAID (
        "m",
        "x") "}"),
    BLOCK_TEXT ("x"),
    "end_turn" },
  { "T50-search-that-nobody-asked-for",
    COMPLETE ("{" SEARCHED ("w", FOR ("q")) "},{" SAID ("m", "x") "}"),
    FIRST ("q", NO_PAGES) THEN (BLOCK_TEXT ("x")),
    "end_turn" },
};

static JsonNode *
parse_expected (const char *content, const char *reason)
{
  g_autofree char *filled = fill_origin (content);
  g_autofree char *text =
      g_strdup_printf ("{\"$OPEN\":true,\"content\":[%s],\"stop_reason\":\"%s\"}",
                       filled,
                       reason);
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_message (CcpJson *message, const char *content, const char *reason)
{
  g_autoptr (JsonNode) expected = parse_expected (content, reason);
  g_autoptr (JsonNode) actual = ccp_json_to_node (message, NULL);
  g_autofree char *difference = golden_compare_find_difference (expected, actual);

  g_assert_cmpstr (difference, ==, NULL);
}

static void
test_whole (gconstpointer data)
{
  const WholeCase *test = data;
  g_autoptr (CcpExchange) exchange = create_exchange (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (test->response, -1, &error);
  g_autoptr (CcpJson) message = NULL;

  g_assert_no_error (error);

  message = openai_responses_response_convert (exchange, body, &error);

  g_assert_no_error (error);
  assert_message (message, test->content, test->reason);
}

typedef struct
{
  const char *name;
  const char *response;
  CcpError code;
  const char *message;
} WrongCase;

static const WrongCase wrong_cases[] = {
  { "T85-another-format",
    "{\"choices\":[]}",
    CCP_ERROR_UPSTREAM,
    "the upstream's answer has no \"output\": it is not of the OpenAI Responses format; "
    "check the provider's url and type (upstream p)" },
  { "failed",
    "{\"object\":\"response\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\","
    "\"message\":\"m\"},\"output\":[]}",
    CCP_ERROR_UPSTREAM,
    "m (upstream p)" },
  { "cancelled",
    "{\"object\":\"response\",\"status\":\"cancelled\",\"output\":[]}",
    CCP_ERROR_UPSTREAM,
    "the upstream could not finish its answer and does not say why (upstream p)" },
};

static void
test_wrong (gconstpointer data)
{
  const WrongCase *test = data;
  g_autoptr (CcpExchange) exchange = create_exchange (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (test->response, -1, NULL);
  g_autoptr (CcpJson) message =
      openai_responses_response_convert (exchange, body, &error);

  g_assert_null (message);
  g_assert_error (error, CCP_ERROR, (int) test->code);
  g_assert_cmpstr (error->message, ==, test->message);
}

typedef struct
{
  const char *name;
  const char *chunks[MAX_CHUNKS];
  const char *content;
} SearchCase;

static const SearchCase search_cases[] = {
  { "T50-call-result-text",
    { ADDED ("0", "\"type\":\"web_search_call\",\"id\":\"w\",\"status\":\"in_progress\""),
      EVENT ("web_search_call.searching", AT ("0", "w") "\"x\":1"),
      DONE ("0", SEARCHED ("w", FOR ("glib"))),
      ADDED ("1", MESSAGE ("m")),
      TEXT (AT ("1", "m"), "It "),
      EVENT ("output_text.annotation.added",
             AT ("1", "m") "\"annotation\":" CITED ("https://a", "A")),
      TEXT (AT ("1", "m"), "is."),
      EVENT ("output_text.annotation.added",
             AT ("1", "m") "\"annotation\":" CITED ("https://b", "")),
      DONE ("1",
            "\"type\":\"message\",\"id\":\"m\",\"content\":[{\"type\":\"output_text\","
            "\"text\":\"It is.\",\"annotations\":[" CITED ("https://a", "A") "]}]"),
      COMPLETED },
    FIRST ("glib", PAGES_A_AND_B) THEN (BLOCK_TEXT ("It is.")) },
  { "T50-two-searches",
    { DONE ("0",
            SEARCHED ("w",
                      "{\"type\":\"search\",\"queries\":[\"one\",\"x\"],\"sources\":[{"
                      "\"type\":\"url\",\"url\":\"https://a\"}]}")),
      SUMMARY (AT ("1", "rs"), "0", "t"),
      DONE ("1", REASONING ("rs") ",\"encrypted_content\":\"E\""),
      DONE ("2", SEARCHED ("v", FOR ("two"))),
      DONE ("3",
            "\"type\":\"message\",\"id\":\"m\",\"content\":[{\"type\":\"output_text\","
            "\"text\":\"x\",\"annotations\":[" CITED ("https://b", "B") "]}]"),
      COMPLETED },
    FIRST ("one", BARE_PAGE_A) THEN (BLOCK_THINKING ("t", "ccp1:or:@:rs:E"))
        THEN (SECOND ("two", PAGE_B)) THEN (BLOCK_TEXT ("x")) },
  { "pages-that-are-opened-are-no-searches",
    { DONE ("0", SEARCHED ("w", "{\"type\":\"open_page\",\"url\":\"https://a\"}")),
      TEXT (AT ("1", "m"), "x"),
      COMPLETED },
    BLOCK_TEXT ("x") },
  { "search-that-failed",
    { DONE ("0",
            "\"type\":\"web_search_call\",\"id\":\"w\",\"status\":\"failed\",\"action\":"
            "" FOR ("q")),
      TEXT (AT ("1", "m"), "x"),
      COMPLETED },
    FIRST ("q", NO_SEARCH) THEN (BLOCK_TEXT ("x")) },
  { "query-in-arguments",
    { DONE ("0",
            "\"type\":\"web_search_call\",\"id\":\"w\",\"arguments\":\"{\\\"query\\\":"
            "\\\"q\\\"}\""),
      COMPLETED },
    FIRST ("q", NO_PAGES) },
  { "T68-search-of-the-last-event-alone",
    { END ("{" SEARCHED ("w", FOR ("q")) "},{" SAID ("m", "x") "}") },
    FIRST ("q", NO_PAGES) THEN (BLOCK_TEXT ("x")) },
};

static CcpExchange *
create_search_exchange (void)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[],\"thinking\":{\"type\":"
      "\"adaptive\"},\"tools\":[{\"type\":\"web_search_20250305\",\"name\":"
      "\"web_search\"}]}",
      -1,
      NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static void
test_search (gconstpointer data)
{
  const SearchCase *test = data;
  g_autoptr (CcpExchange) exchange = create_search_exchange ();
  g_autoptr (OpenaiResponsesStream) stream = openai_responses_stream_new (exchange);
  g_autoptr (CcpMessageCollector) collector = ccp_message_collector_new ();
  g_autoptr (CcpJson) message = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; test->chunks[i] != NULL; i++)
    {
      g_autoptr (CcpEventBatch) in = ccp_event_batch_new ();
      g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();

      ccp_event_batch_take (in, create_event (test->chunks[i]));
      feed (stream, in, CCP_TRANSFORM_NONE, out);
      ccp_message_collector_add (collector, out);
    }

  message = ccp_message_collector_finish (collector, &error);
  g_assert_no_error (error);
  assert_message (message, test->content, "end_turn");
}

static void
test_search_count (void)
{
  g_autoptr (CcpExchange) exchange = create_search_exchange ();
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      COMPLETE ("{" SEARCHED ("w", FOR ("q")) "},{" SEARCHED ("v", FOR ("r")) "}"),
      -1,
      NULL);
  g_autoptr (CcpJson) message = openai_responses_response_convert (exchange, body, NULL);

  g_assert_nonnull (message);
  g_assert_cmpint (ccp_exchange_get_usage (exchange)->web_searches, ==, 2);
}

/* Who did not ask for thinking does not see it; what goes back to the provider stays */
static void
test_hidden_thinking (void)
{
  g_autoptr (CcpJson) request =
      ccp_json_new_from_text ("{\"model\":\"m\",\"max_tokens\":9,\"messages\":[]}",
                              -1,
                              NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, request);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      COMPLETE ("{\"type\":\"reasoning\",\"id\":\"rs\",\"summary\":[{\"text\":\"a\"}],"
                "\"encrypted_content\":\"E\"},{\"type\":\"reasoning\",\"id\":\"rs2\","
                "\"summary\":[{\"text\":\"b\"}]},{" SAID ("m", "x") "}"),
      -1,
      NULL);
  g_autoptr (CcpJson) message = NULL;

  ccp_exchange_set_route (exchange, route);

  message = openai_responses_response_convert (exchange, body, NULL);

  assert_message (message,
                  BLOCK_THINKING ("", "ccp1:or:@:rs:E") "," BLOCK_TEXT ("x"),
                  "end_turn");
}

#define ADD_CASES(group, cases, function)                                                \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)                                       \
    {                                                                                    \
      g_autofree char *path =                                                            \
          g_strconcat ("/openai-responses-" group "/", cases[i].name, NULL);             \
                                                                                         \
      g_test_add_data_func (path, &cases[i], function);                                  \
    }

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASES ("response/convert", whole_cases, test_whole);
  ADD_CASES ("response/refuse", wrong_cases, test_wrong);
  ADD_CASES ("search/stream", search_cases, test_search);
  g_test_add_func ("/openai-responses-search/count/each-search", test_search_count);
  g_test_add_func ("/openai-responses-response/convert/hidden-thinking",
                   test_hidden_thinking);
  return g_test_run ();
}
