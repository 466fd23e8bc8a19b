/* openai-chat-quirks.c: learns from refusals what a provider does not take (protocol
 * E.3.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-quirks"

#include "openai-chat-quirks.h"

#include <string.h>

#define NUMBER "`?([0-9][0-9,]*)"

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

/* how a provider says that it does not want a parameter, in lower case */
static const char *const refusals[] = {
  "unsupported",     "not support",    "unrecognized",     "unknown",
  "unexpected",      "not permitted",  "not allowed",      "extra",
  "not available",   "deprecated",     "only the default", "cannot be specified",
  "cannot both be",  "not compatible", "incompatible",     "does not exist",
  "not implemented", "not accept",
};

/* a limit that is the model's own, which is not the context */
static const char *const output_limits[] = {
  "supports at most " NUMBER " completion tokens",
  "range of max_tokens (?:is|should be) \\[[0-9]+, ?" NUMBER,
  "max(?:_completion)?_tokens`? must be less than or equal to " NUMBER,
  "max(?:_completion)?_tokens.{0,40}maximum (?:allowed )?(?:value )?(?:is|of) " NUMBER,
};

static gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Some names are words as well: those count only where they stand as names */
static gboolean
stands_as_name (const char *text, const char *place, const char *name)
{
  if (strchr (name, '_') != NULL || g_str_equal (name, "temperature"))
    return TRUE;
  if (place == text)
    return FALSE;
  if (place[-1] == ' ' && place - text >= 2)
    return place[-2] == ':';
  return strchr ("'`\":.", place[-1]) != NULL;
}

static gboolean
contains_name (const char *text, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = strstr (text, name); p != NULL; p = strstr (p + 1, name))
    if ((p == text || !is_name_character (p[-1])) && !is_name_character (p[length]) &&
        stands_as_name (text, p, name))
      return TRUE;
  return FALSE;
}

/* The parameter that the provider names as the wrong one, or mentions if it names none */
static gboolean
is_about (CcpUpstreamError *error, const char *name)
{
  const char *param = ccp_upstream_error_get_param (error);
  g_autofree char *message = g_ascii_strdown (ccp_upstream_error_get_message (error), -1);

  if (param != NULL && *param != '\0')
    return g_str_equal (param, name);
  return contains_name (message, name);
}

static gboolean
is_refusal (CcpUpstreamError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (ccp_upstream_error_says (error, refusals[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_setting (CcpExchange *exchange, const char *name, const char *value)
{
  CcpJsonValue setting;

  ccp_exchange_get_option (exchange, name, &setting);
  return ccp_json_value_equals_string (&setting, value);
}

static CcpJson *
make_string_setting (CcpExchange *exchange, const char *name, const char *value)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  if (has_setting (exchange, name, value))
    return NULL;
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, name);
  ccp_json_writer_string (writer, value);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static gboolean
contains_string (const CcpJsonValue *array, const char *text)
{
  CcpJsonValue element;
  CcpJsonIter iter;

  if (!ccp_json_value_is_array (array))
    return FALSE;
  ccp_json_iter_init (&iter, array);
  while (ccp_json_iter_next (&iter, NULL, &element))
    if (ccp_json_value_equals_string (&element, text))
      return TRUE;
  return FALSE;
}

/* What was dropped before stays dropped: settings replace each other as a whole */
static CcpJson *
drop (CcpExchange *exchange, const char *name)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue dropped;
  CcpJsonValue element;
  CcpJsonIter iter;

  ccp_exchange_get_option (exchange, "drop_params", &dropped);
  if (contains_string (&dropped, name))
    return NULL;
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "drop_params");
  ccp_json_writer_begin_array (writer);
  if (ccp_json_value_is_array (&dropped))
    {
      ccp_json_iter_init (&iter, &dropped);
      while (ccp_json_iter_next (&iter, NULL, &element))
        ccp_json_writer_value (writer, &element);
    }
  ccp_json_writer_string (writer, name);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

/* The proxy looks for stop sequences itself from then on */
static CcpJson *
disable_stop (CcpExchange *exchange)
{
  CcpJsonValue stop;

  ccp_exchange_get_option (exchange, "stop", &stop);
  if (!ccp_json_value_get_boolean (&stop, TRUE))
    return NULL;
  return ccp_json_new_from_text ("{\"stop\":false}", -1, NULL);
}

static gint64
find_output_limit (CcpUpstreamError *error)
{
  const char *message = ccp_upstream_error_get_message (error);

  for (gsize i = 0; i < G_N_ELEMENTS (output_limits); i++)
    {
      g_autoptr (GRegex) regex =
          g_regex_new (output_limits[i], G_REGEX_CASELESS, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *digits = NULL;
      g_auto (GStrv) groups = NULL;

      g_assert (regex != NULL);
      if (!g_regex_match (regex, message, 0, &match))
        continue;
      digits = g_match_info_fetch (match, 1);
      groups = g_strsplit (digits, ",", -1);
      g_clear_pointer (&digits, g_free);
      digits = g_strjoinv (NULL, groups);
      return g_ascii_strtoll (digits, NULL, 10);
    }
  return -1;
}

/* Most models write less than a client asks for that knows only Anthropic's */
static CcpJson *
learn_output_limit (CcpExchange *exchange, CcpUpstreamError *error)
{
  gint64 limit = find_output_limit (error);
  gint64 known = G_MAXINT64;
  CcpJsonValue option;
  g_autofree char *text = NULL;

  ccp_exchange_get_option (exchange, "max_output", &option);
  if (limit <= 0 || (ccp_json_value_get_int (&option, &known) && known <= limit))
    return NULL;
  text = g_strdup_printf ("{\"max_output\":%" G_GINT64_FORMAT "}", limit);
  return ccp_json_new_from_text (text, -1, NULL);
}

static CcpJson *
learn_token_field (CcpExchange *exchange, CcpUpstreamError *error)
{
  if (ccp_upstream_error_says (error, "max_completion_tokens' instead") ||
      ccp_upstream_error_says (error, "max_completion_tokens` instead") ||
      is_about (error, "max_tokens"))
    return make_string_setting (exchange, "max_tokens_field", "max_completion_tokens");
  if (is_about (error, "max_completion_tokens"))
    return make_string_setting (exchange, "max_tokens_field", "max_tokens");
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

  if (!is_refusal (error))
    return NULL;
  settings = learn_token_field (exchange, error);
  if (settings == NULL && is_about (error, "stop"))
    settings = disable_stop (exchange);
  for (gsize i = 0; i < G_N_ELEMENTS (droppable) && settings == NULL; i++)
    if (is_about (error, droppable[i]))
      settings = drop (exchange, droppable[i]);
  return settings;
}

CcpJson *
openai_chat_quirks_learn (CcpExchange *exchange, CcpUpstreamError *error)
{
  guint status = ccp_upstream_error_get_status (error);
  CcpJson *settings = NULL;

  if (status != 400 && status != 422)
    return NULL;
  settings = learn_output_limit (exchange, error);
  if (settings == NULL)
    settings = learn_replay (exchange, error);
  if (settings == NULL)
    settings = learn_refusal (exchange, error);
  return settings;
}
