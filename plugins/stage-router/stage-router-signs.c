/* stage-router-signs.c: what tells the kinds of requests apart
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-signs.h"

#include "stage-router-text.h"

#define AGENT_HEADER "x-claude-code-agent-id"

/* The first block of the system prompt of newer clients is no prompt. */
#define BILLING "x-anthropic-billing-header:"
#define BILLING_SUBAGENT "cc_is_subagent=true"

/* how the search of providers is called, before its date */
#define WEB_SEARCH "web_search_20"

/* What the clients that tell of subagents in no other way begin their prompts with. */
static const char *const agent_prompts[] = {
  "You are an agent for Claude Code",
  "You are a file search specialist for Claude Code",
  "You are a software architect and planning specialist for Claude Code",
};

typedef struct
{
  CcpJsonValue system;
  CcpJsonValue messages;
  CcpJsonValue tools;
  CcpJsonValue thinking;
  CcpJsonValue output_config;
} Body;

/* Where members have the same name, the last one counts. */
static void
find_members (Body *self, CcpJson *body)
{
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (body, &root);
  if (!ccp_json_value_is_object (&root))
    return;
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (ccp_json_value_equals_string (&name, "system"))
        self->system = value;
      else if (ccp_json_value_equals_string (&name, "messages"))
        self->messages = value;
      else if (ccp_json_value_equals_string (&name, "tools"))
        self->tools = value;
      else if (ccp_json_value_equals_string (&name, "thinking"))
        self->thinking = value;
      else if (ccp_json_value_equals_string (&name, "output_config"))
        self->output_config = value;
    }
}

static gboolean
is_claude_code (CcpHeaders *headers)
{
  const char *agent = ccp_headers_get (headers, "user-agent");
  const char *app = ccp_headers_get (headers, "x-app");

  return (agent != NULL && g_str_has_prefix (agent, "claude-cli/")) ||
         (app != NULL && (g_str_equal (app, "cli") || g_str_has_prefix (app, "cli-")));
}

static void
read_tools (StageRouterSigns *self, const CcpJsonValue *tools)
{
  CcpJsonIter iter;
  CcpJsonValue tool;

  if (!ccp_json_value_is_array (tools))
    return;
  ccp_json_iter_init (&iter, tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue type = ccp_json_value_member (&tool, "type");

      self->has_tools = TRUE;
      if (ccp_json_value_has_prefix (&type, WEB_SEARCH))
        self->web_search = "the provider's web search is among the tools";
    }
}

/* Returns: (nullable) */
static const char *
find_subagent_in (const CcpJsonValue *text)
{
  StageRouterText words = stage_router_text_get (text);

  if (ccp_json_value_has_prefix (text, BILLING))
    return stage_router_text_find (&words, words.start, BILLING_SUBAGENT) != NULL
               ? "the client says so in the system prompt"
               : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (agent_prompts); i++)
    if (ccp_json_value_has_prefix (text, agent_prompts[i]))
      return "the system prompt is one of a subagent";
  return NULL;
}

/* Returns: (nullable) */
static const char *
find_subagent (CcpHeaders *headers, const CcpJsonValue *system)
{
  const char *id = ccp_headers_get (headers, AGENT_HEADER);
  const char *found = NULL;
  CcpJsonIter iter;
  CcpJsonValue block;

  if (id != NULL && *id != '\0')
    return "the header " AGENT_HEADER " is there";
  if (!ccp_json_value_is_array (system))
    return find_subagent_in (system);
  ccp_json_iter_init (&iter, system);
  while (found == NULL && ccp_json_iter_next (&iter, NULL, &block))
    {
      CcpJsonValue text = ccp_json_value_member (&block, "text");

      found = find_subagent_in (&text);
    }
  return found;
}

static void
read_thinking (StageRouterSigns *self, const CcpJsonValue *thinking, CcpJson *body)
{
  CcpJsonValue type = ccp_json_value_member (thinking, "type");
  CcpJsonValue budget = ccp_json_value_member (thinking, "budget_tokens");

  if (!ccp_json_value_is_string (&type))
    return;
  self->depth = ccp_thinking_level_read (body);
  self->is_thinking = self->depth != CCP_THINKING_OFF;
  if (self->is_thinking && !ccp_json_value_get_int (&budget, &self->budget))
    self->budget = 0;
}

static gboolean
asks_for_title (const CcpJsonValue *output_config)
{
  CcpJsonValue value = ccp_json_value_member (output_config, "format");

  value = ccp_json_value_member (&value, "schema");
  value = ccp_json_value_member (&value, "properties");
  value = ccp_json_value_member (&value, "title");
  return ccp_json_value_exists (&value);
}

/* Work that the client does beside the conversation. The name of the model is no sign of
 * it: clients have the small work done by the main model, and subagents by a small one.
 */
static const char *
find_background (const StageRouterSigns *self, const CcpJsonValue *output_config)
{
  if (!self->is_claude_code || self->has_tools)
    return NULL;
  if (asks_for_title (output_config))
    return "no tools, and a title is asked for";
  if (!self->is_thinking && self->turns.n_user == 1 && self->turns.n_assistant == 0)
    return "one message, no tools and no thinking";
  return NULL;
}

void
stage_router_signs_read (StageRouterSigns *self, CcpExchange *exchange)
{
  CcpHeaders *headers = NULL;
  CcpJson *json = NULL;
  Body body = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  *self = (StageRouterSigns){ 0 };
  headers = ccp_exchange_get_headers (exchange);
  json = ccp_exchange_get_body (exchange);
  find_members (&body, json);
  self->is_claude_code = is_claude_code (headers);
  stage_router_turns_read (&self->turns, &body.messages);
  read_tools (self, &body.tools);
  read_thinking (self, &body.thinking, json);
  self->subagent = find_subagent (headers, &body.system);
  self->background = find_background (self, &body.output_config);
  if (self->turns.is_planning)
    self->planning = "plan mode is active";
  if (self->turns.has_images)
    self->image = "there are images since the last prompt";
}
