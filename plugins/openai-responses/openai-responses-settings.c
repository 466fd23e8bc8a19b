/* openai-responses-settings.c: the options of the dialect, for one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-settings"

#include "openai-responses-settings.h"

/* What models elsewhere understand of OpenAI's words. */
static const char *const common_efforts[] = { "low", "medium", "high", NULL };

static const char *const openai_domains[] = {
  "api.openai.com",
  "openai.azure.com",
  "cognitiveservices.azure.com",
  NULL,
};

/* The words of the options, in the order of their enums. */
static const char *const replays[] = { "encrypted", "text", "none", NULL };

static gboolean
read_boolean (CcpExchange *exchange, const char *name, gboolean fallback)
{
  return ccp_exchange_get_option_boolean (exchange, name, fallback);
}

/* words: the first one is for an option that is not set. Returns: (transfer none)
 * (nullable): NULL for the word that stands for nothing */
static const char *
read_word (CcpExchange *exchange,
           const char *name,
           const char *const *words,
           const char *nothing)
{
  int index = ccp_exchange_get_option_word (exchange, name, words, 0);

  return g_str_equal (words[index], nothing) ? NULL : words[index];
}

static void
read_reasoning (OpenaiResponsesSettings *self, CcpExchange *exchange)
{
  static const char *const summaries[] = { "auto", "concise", "detailed", "none", NULL };
  const char *model = ccp_exchange_get_upstream_model (exchange);

  self->reasoning = read_boolean (exchange,
                                  "reasoning",
                                  self->openai && ccp_openai_model_reasons (model));
  self->summary = read_word (exchange, "reasoning_summary", summaries, "none");
  self->replay = (OpenaiResponsesReplay) ccp_exchange_get_option_word (
      exchange,
      "reasoning_replay",
      replays,
      OPENAI_RESPONSES_REPLAY_ENCRYPTED);
  self->listed_efforts = ccp_exchange_dup_option_strv (exchange, "reasoning_efforts");
  self->knows_off = self->openai || self->listed_efforts != NULL;
  if (self->listed_efforts != NULL)
    self->efforts = (const char *const *) self->listed_efforts;
  else if (self->openai)
    self->efforts = ccp_openai_model_get_efforts (model);
  else
    self->efforts = common_efforts;
}

static void
read_input (OpenaiResponsesSettings *self, CcpExchange *exchange)
{
  static const char *const system_roles[] = { "instructions",
                                              "developer",
                                              "system",
                                              NULL };
  static const char *const forms[] = { "parts", "string", NULL };
  static const char *const mid_systems[] = { "developer", "system", "user", NULL };

  self->images = read_boolean (exchange, "images", TRUE);
  self->tool_media = read_boolean (exchange, "tool_media", TRUE);
  self->pdf = read_boolean (exchange, "pdf", TRUE);
  self->system_role = read_word (exchange, "system_role", system_roles, "instructions");
  self->assistant_parts =
      ccp_exchange_get_option_word (exchange, "assistant_text", forms, !self->openai) ==
      0;
  self->mid_system = read_word (exchange, "mid_system", mid_systems, "user");
}

static void
read_tools (OpenaiResponsesSettings *self, CcpExchange *exchange)
{
  static const char *const searches[] = { "web_search",
                                          "web_search_preview",
                                          "off",
                                          NULL };
  int search = ccp_exchange_get_option_word (exchange,
                                             "web_search",
                                             searches,
                                             self->openai ? 0 : 2);

  self->web_search = search < 2 ? searches[search] : NULL;
  self->tool_choice = read_boolean (exchange, "tool_choice", TRUE);
  self->parallel_tool_calls = read_boolean (exchange, "parallel_tool_calls", TRUE);
  self->strict_tools = read_boolean (exchange, "strict_tools", TRUE);
  self->drop_additional_properties_false =
      read_boolean (exchange, "drop_additional_properties_false", FALSE);
}

void
openai_responses_settings_init (OpenaiResponsesSettings *self, CcpExchange *exchange)
{
  gboolean is_free;

  *self = (OpenaiResponsesSettings){ 0 };
  self->openai = read_boolean (exchange,
                               "openai",
                               ccp_exchange_is_upstream_at (exchange, openai_domains));
  read_reasoning (self, exchange);
  read_input (self, exchange);
  read_tools (self, exchange);
  /* the reasoning models of OpenAI's refuse what decides how words are drawn */
  is_free = !(self->openai && self->reasoning);
  self->temperature = read_boolean (exchange, "temperature", is_free);
  self->top_p = read_boolean (exchange, "top_p", is_free);
  self->max_output = ccp_exchange_get_option_int (exchange, "max_output", 0);
  self->prompt_cache_key = read_boolean (exchange, "prompt_cache_key", self->openai);
  ccp_body_overrides_init (&self->overrides, exchange);
}

void
openai_responses_settings_clear (OpenaiResponsesSettings *self)
{
  g_clear_pointer (&self->listed_efforts, g_strfreev);
}
