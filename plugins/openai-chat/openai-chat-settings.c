/* openai-chat-settings.c: the options of the dialect, for one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-settings"

#include "openai-chat-settings.h"

/* The words of the options, in the order of their enums. */
static const char *const toggles[] = {
  "none", "thinking", "enable_thinking", "chat_template_kwargs", "openrouter", NULL,
};
static const char *const replays[] = { "none",
                                       "reasoning_content",
                                       "reasoning",
                                       "reasoning_details",
                                       NULL };
static const char *const id_forms[] = { "keep", "openai", "mistral", NULL };
static const char *const empty_contents[] = { "null", "string", "omit", NULL };
static const char *const token_fields[] = { "max_tokens", "max_completion_tokens", NULL };
static const char *const roles[] = { "system", "developer", "user", NULL };

/* What models elsewhere understand of OpenAI's words, and what OpenRouter does. */
static const char *const common_efforts[] = { "low", "medium", "high", NULL };
static const char *const openrouter_efforts[] = { "low",
                                                  "medium",
                                                  "high",
                                                  "xhigh",
                                                  NULL };

static const char *const openai_domains[] = {
  "api.openai.com",
  "openai.azure.com",
  "cognitiveservices.azure.com",
  NULL,
};

static gboolean
read_boolean (CcpExchange *exchange, const char *name, gboolean fallback)
{
  return ccp_exchange_get_option_boolean (exchange, name, fallback);
}

/* Returns: (transfer none) (nullable): one of words, NULL for "auto" and all others */
static const char *
read_name (CcpExchange *exchange, const char *name, const char *const *words)
{
  int index = ccp_exchange_get_option_word (exchange, name, words, -1);

  return index >= 0 ? words[index] : NULL;
}

static void
read_reasoning (OpenaiChatSettings *self, CcpExchange *exchange, const char *model)
{
  gboolean is_known = self->openai && ccp_openai_model_reasons (model);

  self->reasoning = read_boolean (exchange, "reasoning", is_known);
  self->toggle = ccp_exchange_get_option_word (exchange,
                                               "reasoning_toggle",
                                               toggles,
                                               OPENAI_CHAT_TOGGLE_NONE);
  self->replay = ccp_exchange_get_option_word (exchange,
                                               "reasoning_replay",
                                               replays,
                                               OPENAI_CHAT_REPLAY_NONE);
  self->replay_current = read_name (exchange,
                                    "reasoning_replay_scope",
                                    (const char *[]){ "current", NULL }) != NULL;
  self->listed_efforts = ccp_exchange_dup_option_strv (exchange, "reasoning_efforts");
  if (self->listed_efforts != NULL)
    self->efforts = (const char *const *) self->listed_efforts;
  else if (self->openai)
    self->efforts = ccp_openai_model_get_efforts (model);
  else if (self->toggle == OPENAI_CHAT_TOGGLE_OPENROUTER)
    self->efforts = openrouter_efforts;
  else
    self->efforts = common_efforts;
}

/* The reasoning models of OpenAI's refuse what decides how words are drawn. */
static void
read_sampling (OpenaiChatSettings *self, CcpExchange *exchange)
{
  gboolean is_free = !(self->openai && self->reasoning);

  self->stop = read_boolean (exchange, "stop", is_free);
  self->temperature = read_boolean (exchange, "temperature", is_free);
  self->top_p = read_boolean (exchange, "top_p", is_free);
  self->top_k = read_boolean (exchange, "top_k", FALSE);
  self->max_output = ccp_exchange_get_option_int (exchange, "max_output", 0);
  self->max_tokens_field = read_name (exchange, "max_tokens_field", token_fields);
  if (self->max_tokens_field == NULL)
    self->max_tokens_field = is_free ? "max_tokens" : "max_completion_tokens";
}

static void
read_messages (OpenaiChatSettings *self, CcpExchange *exchange)
{
  self->images = read_boolean (exchange, "images", TRUE);
  self->tool_images = read_boolean (exchange, "tool_images", FALSE);
  self->pdf = read_boolean (exchange, "pdf", self->openai);
  self->mid_system = read_name (exchange, "mid_system", roles);
  if (self->mid_system == NULL)
    self->mid_system = self->openai ? "system" : "user";
  if (g_str_equal (self->mid_system, "user"))
    self->mid_system = NULL;
  self->system_role = read_name (exchange, "system_role", roles);
  if (self->system_role == NULL)
    self->system_role = "system";
  self->tool_ids = ccp_exchange_get_option_word (exchange,
                                                 "tool_ids",
                                                 id_forms,
                                                 self->openai ? OPENAI_CHAT_IDS_OPENAI
                                                              : OPENAI_CHAT_IDS_KEEP);
  self->empty_content = ccp_exchange_get_option_word (exchange,
                                                      "empty_content",
                                                      empty_contents,
                                                      OPENAI_CHAT_EMPTY_NULL);
  self->prefix = read_boolean (exchange, "prefix", FALSE);
}

static void
read_tools (OpenaiChatSettings *self, CcpExchange *exchange)
{
  self->tool_choice = read_boolean (exchange, "tool_choice", TRUE);
  self->parallel_tool_calls = read_boolean (exchange, "parallel_tool_calls", TRUE);
  self->stub_tools = read_boolean (exchange, "stub_tools", FALSE);
  self->strict_tools = read_boolean (exchange, "strict_tools", TRUE);
  self->drop_additional_properties_false =
      read_boolean (exchange, "drop_additional_properties_false", FALSE);
  self->web_search =
      read_name (exchange, "web_search", (const char *[]){ "openrouter", NULL }) != NULL;
}

/*
 * openai_chat_settings_init:
 * @self: (out caller-allocates): the settings
 * @exchange: a request that has a route
 *
 * Reads the options that hold for a request, and fills in what depends on the provider
 * and on the model. They are good as long as the options of the exchange do not change.
 */
void
openai_chat_settings_init (OpenaiChatSettings *self, CcpExchange *exchange)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);
  const char *model = route != NULL ? ccp_route_get_model (route) : "";

  *self = (OpenaiChatSettings){ 0 };
  self->openai = read_boolean (exchange,
                               "openai",
                               ccp_exchange_is_upstream_at (exchange, openai_domains));
  read_reasoning (self, exchange, model);
  read_sampling (self, exchange);
  read_messages (self, exchange);
  read_tools (self, exchange);
  self->stream_options = read_boolean (exchange, "stream_options", TRUE);
  self->prompt_cache_key = read_boolean (exchange, "prompt_cache_key", self->openai);
  self->service_tier = self->openai;
  ccp_body_overrides_init (&self->overrides, exchange);
}

/*
 * openai_chat_settings_clear:
 * @self: settings
 *
 * Frees what they own.
 */
void
openai_chat_settings_clear (OpenaiChatSettings *self)
{
  g_clear_pointer (&self->listed_efforts, g_strfreev);
}
