/* openai-chat-quirks.c: learns from refusals what a provider does not take (protocol
 * E.3.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-quirks"

#include "openai-chat-quirks.h"

/* what can be left out, with an answer that is still of use */
static const char *const droppable[] = {
  "stream_options",
  "temperature",
  "top_p",
  "top_k",
  "reasoning_effort",
  "tool_choice",
  "parallel_tool_calls",
  "prompt_cache_key",
  "safety_identifier",
  "metadata",
  "user",
  "store",
  "verbosity",
  "service_tier",
};

static gboolean
has_setting (CcpExchange *exchange, const char *name, const char *value)
{
  CcpJsonValue setting;

  ccp_exchange_get_option (exchange, name, &setting);
  return ccp_json_value_equals_string (&setting, value);
}

static CcpJson *
learn_token_field (CcpExchange *exchange, CcpUpstreamError *error)
{
  if (ccp_upstream_error_says (error, "max_completion_tokens' instead") ||
      ccp_upstream_error_says (error, "max_completion_tokens` instead") ||
      ccp_quirk_is_about (error, "max_tokens"))
    return ccp_quirk_learn_word (exchange, "max_tokens_field", "max_completion_tokens");
  if (ccp_quirk_is_about (error, "max_completion_tokens"))
    return ccp_quirk_learn_word (exchange, "max_tokens_field", "max_tokens");
  return NULL;
}

/* DeepSeek wants its reasoning back, some models of the running turn only, others all of
 * it (protocol B.5) */
static CcpJson *
learn_replay (CcpExchange *exchange, CcpUpstreamError *error)
{
  const char *scope = NULL;
  g_autofree char *text = NULL;

  if (!ccp_upstream_error_says (error, "reasoning_content"))
    return NULL;
  if (ccp_upstream_error_says (error, "must be passed back"))
    scope = "all";
  else if (ccp_upstream_error_says (error, "missing"))
    scope = "current";
  if (scope == NULL || (has_setting (exchange, "reasoning_replay", "reasoning_content") &&
                        has_setting (exchange, "reasoning_replay_scope", scope)))
    return NULL;
  text = g_strdup_printf ("{\"reasoning_replay\":\"reasoning_content\","
                          "\"reasoning_replay_scope\":\"%s\"}",
                          scope);
  return ccp_json_new_from_text (text, -1, NULL);
}

static CcpJson *
learn_refusal (CcpExchange *exchange, CcpUpstreamError *error)
{
  CcpJson *settings = NULL;

  if (!ccp_quirk_is_about_support (error))
    return NULL;
  settings = learn_token_field (exchange, error);
  if (settings == NULL && ccp_quirk_is_about (error, "stop"))
    settings = ccp_quirk_learn_off (exchange, "stop");
  for (gsize i = 0; i < G_N_ELEMENTS (droppable) && settings == NULL; i++)
    if (ccp_quirk_is_about (error, droppable[i]))
      settings = ccp_quirk_learn_drop (exchange, droppable[i]);
  return settings;
}

CcpJson *
openai_chat_quirks_learn (CcpExchange *exchange, CcpUpstreamError *error)
{
  guint status = ccp_upstream_error_get_status (error);
  CcpJson *settings = NULL;

  if (status != 400 && status != 422)
    return NULL;
  settings = ccp_quirk_learn_output_limit (exchange, error);
  if (settings == NULL)
    settings = learn_replay (exchange, error);
  if (settings == NULL)
    settings = learn_refusal (exchange, error);
  return settings;
}
