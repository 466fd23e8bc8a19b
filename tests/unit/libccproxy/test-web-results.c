/* test-web-results.c: a provider's own web search, as a client sees it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

/* Returns: (transfer full): the blocks, as the message has them */
static char *
emit (CcpWebResults *results, char **id)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"m\"}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpMessageEmitter) emitter = ccp_message_emitter_new (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;
  g_autoptr (GString) text = NULL;
  CcpJsonValue content;
  CcpJsonValue call;
  CcpJsonValue value;
  const char *raw = NULL;
  gsize length;

  ccp_web_results_emit (results, emitter);
  ccp_message_emitter_finish (emitter);
  message = ccp_message_emitter_take_message (emitter, &error);
  g_assert_no_error (error);

  ccp_json_get_root (message, &content);
  content = ccp_json_value_member (&content, "content");
  call = ccp_json_value_element (&content, 0);
  value = ccp_json_value_member (&call, "id");
  *id = ccp_json_value_dup_string (&value, NULL);
  raw = ccp_json_value_peek_raw (&content, &length);
  text = g_string_new_len (raw, (gssize) length);
  g_string_replace (text, *id, "@", 0);
  return g_steal_pointer (&text->str);
}

static void
test_pages (void)
{
  g_autoptr (CcpWebResults) results = ccp_web_results_new ("glib");
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  ccp_web_results_add (results, "https://a.example/", "");
  ccp_web_results_add (results, "https://a.example/", "A");
  ccp_web_results_add (results, "https://b.example/", NULL);
  ccp_web_results_add (results, "https://a.example/", "A again");
  ccp_web_results_add (results, "", "nowhere");
  text = emit (results, &id);

  g_assert_true (g_regex_match_simple ("^srvtoolu_[A-Za-z0-9]{24}$", id, 0, 0));
  g_assert_cmpstr (
      text,
      ==,
      "[{\"type\":\"server_tool_use\",\"id\":\"@\",\"name\":\"web_search\",\"input\":{"
      "\"query\":\"glib\"}},{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"@\","
      "\"content\":[{\"type\":\"web_search_result\",\"title\":\"A\",\"url\":"
      "\"https://a.example/\",\"encrypted_content\":\"\",\"page_age\":null},{\"type\":"
      "\"web_search_result\",\"title\":\"https://b.example/\",\"url\":"
      "\"https://b.example/\",\"encrypted_content\":\"\",\"page_age\":null}]}]");
}

static void
test_failure (void)
{
  g_autoptr (CcpWebResults) results = ccp_web_results_new ("glib");
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  ccp_web_results_set_error (results, "unavailable");
  text = emit (results, &id);

  g_assert_nonnull (strstr (text,
                            "\"content\":{\"type\":\"web_search_tool_result_error\","
                            "\"error_code\":\"unavailable\"}"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/web-results/emit/T50-pages", test_pages);
  g_test_add_func ("/web-results/emit/failure", test_failure);

  return g_test_run ();
}
