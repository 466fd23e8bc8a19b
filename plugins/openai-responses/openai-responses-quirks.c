/* openai-responses-quirks.c: learns from refusals what a provider does not take (protocol
 * C.1, C.2, E.3.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-quirks"

#include "openai-responses-quirks.h"

#include <string.h>

/* what can be left out, with an answer that is still of use */
static const char *const droppable[] = {
  "temperature",
  "top_p",
  "include",
  "store",
  "tool_choice",
  "parallel_tool_calls",
  "max_output_tokens",
  "service_tier",
  "prompt_cache_key",
  "reasoning",
  "text",
};

/* how a provider says that it cannot read what was thought before: another model or
 * organisation has encrypted it, it was not kept, or it stands at the wrong place */
static const char *const replay_words[] = {
  "invalid_encrypted_content",
  "encrypted content could not be",
  "encrypted_content could not be",
  "without its required following item",
  "without its required 'reasoning' item",
};

/* how a provider says that it searches nothing */
static const char *const search_words[] = {
  "web_search",
  "hosted tool",
  "type' of tool must be 'function'",
  "tools[0].type",
};

static gboolean
says_any (CcpUpstreamError *error, const char *const *words, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (ccp_upstream_error_says (error, words[i]))
      return TRUE;
  return FALSE;
}

/* An item that was not kept is known by its id */
static gboolean
misses_reasoning (CcpUpstreamError *error)
{
  return ccp_upstream_error_says (error, "rs_") &&
         ccp_upstream_error_says (error, "not found");
}

static CcpJson *
learn_replay (CcpExchange *exchange, CcpUpstreamError *error)
{
  if (!says_any (error, replay_words, G_N_ELEMENTS (replay_words)) &&
      !misses_reasoning (error))
    return NULL;
  return ccp_quirk_learn_word (exchange, "reasoning_replay", "none");
}

static CcpJson *
learn_encryption (CcpExchange *exchange, CcpUpstreamError *error)
{
  if (!ccp_upstream_error_says (error, "encrypted content is not supported"))
    return NULL;
  return ccp_quirk_learn_drop (exchange, "include");
}

/* Summaries are for organisations that have shown who they are. */
static CcpJson *
learn_summary (CcpExchange *exchange, CcpUpstreamError *error)
{
  if (!ccp_quirk_is_about (error, "reasoning.summary") &&
      !ccp_upstream_error_says (error, "generate reasoning summaries"))
    return NULL;
  return ccp_quirk_learn_word (exchange, "reasoning_summary", "none");
}

/* Returns: (transfer full) (nullable): the words between quotes in a list of those that
 * are taken */
static char **
find_supported (CcpUpstreamError *error)
{
  const char *list =
      strstr (ccp_upstream_error_get_message (error), "Supported values are:");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) pieces = NULL;

  if (list == NULL)
    return NULL;
  pieces = g_strsplit (list, "'", -1);
  for (guint i = 1; pieces[i] != NULL && pieces[i + 1] != NULL; i += 2)
    g_strv_builder_add (builder, pieces[i]);
  return g_strv_builder_end (builder);
}

static CcpJson *
make_efforts (char **words)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "reasoning_efforts");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; words[i] != NULL; i++)
    ccp_json_writer_string (writer, words[i]);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

/* A list that was given already did not help */
static CcpJson *
learn_efforts (CcpExchange *exchange, CcpUpstreamError *error)
{
  g_auto (GStrv) words = NULL;
  CcpJsonValue known;

  if (!ccp_quirk_is_about (error, "reasoning.effort"))
    return NULL;
  ccp_exchange_get_option (exchange, "reasoning_efforts", &known);
  words = ccp_json_value_is_array (&known) ? NULL : find_supported (error);
  if (words != NULL && words[0] != NULL)
    return make_efforts (words);
  return ccp_quirk_learn_drop (exchange, "reasoning");
}

/* Servers of open models may know no role but those of old. */
static CcpJson *
learn_role (CcpExchange *exchange, CcpUpstreamError *error)
{
  if (!ccp_upstream_error_says (error, "developer") ||
      !ccp_upstream_error_says (error, "role"))
    return NULL;
  return ccp_quirk_learn_word (exchange, "mid_system", "user");
}

static CcpJson *
learn_search (CcpExchange *exchange, CcpUpstreamError *error)
{
  CcpJsonValue tool;

  if (!says_any (error, search_words, G_N_ELEMENTS (search_words)) ||
      !ccp_web_search_find_tool (ccp_exchange_get_body (exchange), &tool))
    return NULL;
  return ccp_quirk_learn_word (exchange, "web_search", "off");
}

static CcpJson *
learn_params (CcpExchange *exchange, CcpUpstreamError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (droppable); i++)
    if (ccp_quirk_is_about (error, droppable[i]))
      return ccp_quirk_learn_drop (exchange, droppable[i]);
  return NULL;
}

static CcpJson *
learn_refusal (CcpExchange *exchange, CcpUpstreamError *error)
{
  CcpJson *settings = learn_efforts (exchange, error);

  if (settings == NULL)
    settings = learn_role (exchange, error);
  if (settings == NULL)
    settings = learn_search (exchange, error);
  return settings != NULL ? settings : learn_params (exchange, error);
}

static gboolean
is_refused_request (CcpUpstreamError *error)
{
  guint status = ccp_upstream_error_get_status (error);

  return status == 400 || status == 404 || status == 422 ||
         (status == 0 && ccp_upstream_error_get_in_stream (error));
}

CcpJson *
openai_responses_quirks_learn (CcpExchange *exchange, CcpUpstreamError *error)
{
  CcpJson *settings = NULL;

  if (!is_refused_request (error))
    return NULL;
  settings = learn_replay (exchange, error);
  if (settings == NULL)
    settings = learn_encryption (exchange, error);
  if (settings == NULL)
    settings = learn_summary (exchange, error);
  if (settings == NULL)
    settings = ccp_quirk_learn_output_limit (exchange, error);
  if (settings == NULL && ccp_quirk_is_about_support (error))
    settings = learn_refusal (exchange, error);
  return settings;
}
