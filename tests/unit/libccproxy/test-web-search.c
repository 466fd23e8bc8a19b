/* test-web-search.c: tests of ccp-web-search.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

typedef struct
{
  const char *name;
  const char *body;
  const char *query; /* (nullable): NULL if no search is wanted */
} Case;

#define SEARCH "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}"
#define OTHER "{\"name\":\"Read\",\"input_schema\":{\"type\":\"object\"}}"
#define SAID(content) "\"messages\":[{\"role\":\"user\",\"content\":" content "}]"

static const Case cases[] = {
  { "only-tool", "{\"tools\":[" SEARCH "]," SAID ("\"cats\"") "}", "cats" },
  { "words-of-claude-code",
    "{\"tools\":[" SEARCH "]," SAID ("[{\"type\":\"text\",\"text\":\"Perform a web "
                                     "search for the query: cats\"}]") "}",
    "cats" },
  { "chosen",
    "{\"tools\":[" OTHER "," SEARCH "],\"tool_choice\":{\"type\":\"tool\",\"name\":"
    "\"web_search\"}," SAID ("\"dogs\"") "}",
    "dogs" },
  { "among-others", "{\"tools\":[" OTHER "," SEARCH "]," SAID ("\"a\"") "}", NULL },
  { "no-tools", "{" SAID ("\"a\"") "}", NULL },
};

static void
test_answer (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpExchange) exchange = create_exchange (wanted->body);
  CcpJson *answer = NULL;
  CcpJsonValue value;
  CcpJsonValue content;

  ccp_web_search_answer_unavailable (exchange, ccp_exchange_get_body (exchange));

  answer = ccp_exchange_get_answer (exchange);
  g_assert_cmpint (answer != NULL, ==, wanted->query != NULL);
  if (answer == NULL)
    return;
  ccp_json_get_root (answer, &value);
  content = get (&value, "content");
  g_assert_cmpuint (ccp_json_value_get_length (&content), ==, 3);
  value = ccp_json_value_element (&content, 0);
  value = get (&value, "input");
  value = get (&value, "query");
  g_assert_true (ccp_json_value_equals_string (&value, wanted->query));
  value = ccp_json_value_element (&content, 1);
  value = get (&value, "content");
  value = get (&value, "error_code");
  g_assert_true (ccp_json_value_equals_string (&value, "unavailable"));
}

/* the configuration has said which model searches */
static void
test_routed (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (cases[0].body);
  g_autoptr (CcpRoute) route = ccp_route_new ("web_search", "p", "searcher");

  ccp_exchange_set_route (exchange, route);
  ccp_web_search_answer_unavailable (exchange, ccp_exchange_get_body (exchange));

  g_assert_null (ccp_exchange_get_answer (exchange));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/web-search/answer-unavailable/", cases, test_answer);

  g_test_add_func ("/web-search/answer-unavailable/not-if-routed-to-search", test_routed);

  return g_test_run ();
}
