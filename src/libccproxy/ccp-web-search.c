/* ccp-web-search.c: requests that ask for a web search, and the answer that there is none
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-web-search"

#include "ccp-web-search.h"

#include <string.h>

#include "ccp-message-emitter.h"
#include "ccp-web-results.h"
#include "private/ccp-builtin-tools.h"

/* the stage of requests that routing sends to a model because it searches */
#define SEARCH_STAGE "web_search"

/* what Claude Code writes before the words to search for */
#define QUERY_PREFIX "Perform a web search for the query: "

static gboolean
is_search_tool (const CcpJsonValue *tool)
{
  CcpJsonValue value = ccp_json_value_member (tool, "type");
  g_autofree char *type = ccp_json_value_dup_string (&value, NULL);

  return type != NULL && ccp_builtin_tools_is_web_search (type);
}

static gboolean
is_chosen (const CcpJsonValue *choice, const CcpJsonValue *tool)
{
  CcpJsonValue type = ccp_json_value_member (choice, "type");
  CcpJsonValue chosen = ccp_json_value_member (choice, "name");
  CcpJsonValue own = ccp_json_value_member (tool, "name");
  g_autofree char *name = ccp_json_value_dup_string (&own, NULL);

  return ccp_json_value_equals_string (&type, "tool") && name != NULL &&
         ccp_json_value_equals_string (&chosen, name);
}

/* Returns: (transfer full) (nullable): the text of a string or of the last text block */
static char *
dup_text (const CcpJsonValue *content)
{
  CcpJsonValue last = CCP_JSON_VALUE_NONE;
  CcpJsonValue block;
  CcpJsonIter iter;

  if (ccp_json_value_is_string (content))
    return ccp_json_value_dup_string (content, NULL);
  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      CcpJsonValue text = ccp_json_value_member (&block, "text");

      if (ccp_json_value_is_string (&text))
        last = text;
    }
  return ccp_json_value_dup_string (&last, NULL);
}

static char *
find_query (CcpJson *body)
{
  g_autofree char *query = NULL;
  CcpJsonValue messages;
  CcpJsonValue message;
  CcpJsonIter iter;

  ccp_json_get_root (body, &messages);
  messages = ccp_json_value_member (&messages, "messages");
  ccp_json_iter_init (&iter, &messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    {
      CcpJsonValue role = ccp_json_value_member (&message, "role");
      CcpJsonValue content = ccp_json_value_member (&message, "content");

      if (!ccp_json_value_equals_string (&role, "user"))
        continue;
      g_free (query);
      query = dup_text (&content);
    }
  if (query == NULL)
    return g_strdup ("");
  return g_strdup (query +
                   (g_str_has_prefix (query, QUERY_PREFIX) ? strlen (QUERY_PREFIX) : 0));
}

/**
 * ccp_web_search_find_tool: (skip)
 * @body: the body of a Messages request
 * @tool: (out caller-allocates): the tool
 *
 * Finds the tool of a request that makes Anthropic search the web, for a provider that
 * can search the web itself.
 *
 * Returns: whether the request has one
 */
gboolean
ccp_web_search_find_tool (CcpJson *body, CcpJsonValue *tool)
{
  CcpJsonValue tools;
  CcpJsonIter iter;

  g_return_val_if_fail (body != NULL, FALSE);
  g_return_val_if_fail (tool != NULL, FALSE);

  ccp_json_get_root (body, &tools);
  tools = ccp_json_value_member (&tools, "tools");
  ccp_json_iter_init (&iter, &tools);
  while (ccp_json_iter_next (&iter, NULL, tool))
    if (is_search_tool (tool))
      return TRUE;
  *tool = CCP_JSON_VALUE_NONE;
  return FALSE;
}

/* The call with its query, its result, which is the error, and a sentence. */
static CcpJson *
make_unavailable (CcpExchange *exchange, CcpJson *body)
{
  g_autoptr (CcpMessageEmitter) emitter = NULL;
  g_autofree char *query = NULL;
  g_autoptr (CcpWebResults) results = NULL;

  query = find_query (body);
  results = ccp_web_results_new (query);
  ccp_web_results_set_error (results, "unavailable");
  emitter = ccp_message_emitter_new (exchange);
  ccp_web_results_emit (results, emitter);
  ccp_message_emitter_text (emitter,
                            "Web search is not available through this proxy.",
                            -1);
  ccp_message_emitter_stop (emitter, CCP_STOP_END_TURN, NULL);
  ccp_message_emitter_finish (emitter);
  return ccp_message_emitter_take_message (emitter, NULL);
}

/* Whoever has set a model for searches knows that it searches by itself. */
static gboolean
is_routed_to_search (CcpExchange *exchange)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);

  return route != NULL && g_str_equal (ccp_route_get_stage (route), SEARCH_STAGE);
}

/**
 * ccp_web_search_is_wanted:
 * @body: the body of a Messages request
 *
 * Tells whether a request is nothing without a web search: the only tool that it offers
 * is the one for searching, or its `tool_choice` names it. That is what Claude Code sends
 * when its own WebSearch tool is called (protocol A.3, fact 10).
 *
 * Returns: %TRUE if it is
 */
gboolean
ccp_web_search_is_wanted (CcpJson *body)
{
  CcpJsonValue root;
  CcpJsonValue tools;
  CcpJsonValue choice;
  CcpJsonValue tool;
  CcpJsonIter iter;

  g_return_val_if_fail (body != NULL, FALSE);

  ccp_json_get_root (body, &root);
  tools = ccp_json_value_member (&root, "tools");
  choice = ccp_json_value_member (&root, "tool_choice");
  ccp_json_iter_init (&iter, &tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    if (is_search_tool (&tool) &&
        (ccp_json_value_get_length (&tools) == 1 || is_chosen (&choice, &tool)))
      return TRUE;
  return FALSE;
}

/**
 * ccp_web_search_answer_unavailable:
 * @exchange: the context of the request
 * @body: the body of a Messages request
 *
 * Answers a request that is nothing without a web search, as
 * [func@web_search_is_wanted] tells, with the message that there is none (protocol
 * E.5.5), instead of a model that pretends. Other requests are left alone, and those
 * whose route has the stage `web_search`: the configuration has said which model
 * searches.
 */
void
ccp_web_search_answer_unavailable (CcpExchange *exchange, CcpJson *body)
{
  g_autoptr (CcpJson) answer = NULL;

  g_return_if_fail (CCP_IS_EXCHANGE (exchange));
  g_return_if_fail (body != NULL);

  if (is_routed_to_search (exchange) || !ccp_web_search_is_wanted (body))
    return;
  answer = make_unavailable (exchange, body);
  ccp_exchange_set_answer (exchange, answer);
}
