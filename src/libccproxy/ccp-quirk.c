/* ccp-quirk.c: what a provider that refuses a request teaches
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-quirk"

#include "ccp-quirk.h"

#include <string.h>

#include "ccp-exchange.h"
#include "ccp-json-writer.h"
#include "ccp-upstream-error.h"

#define NUMBER "`?([0-9][0-9,]*)"
#define MAX_TOKENS "max(?:_completion|_output)?_tokens"

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
  MAX_TOKENS "`? must be less than or equal to " NUMBER,
  MAX_TOKENS ".{0,40}maximum (?:allowed )?(?:value )?(?:is|of) " NUMBER,
  MAX_TOKENS "'?: integer above maximum value\\. expected a value <= " NUMBER,
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

/* Returns: (transfer full): where the value of the setting is to be written */
static CcpJsonWriter *
begin_setting (const char *option)
{
  CcpJsonWriter *writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, option);
  return writer;
}

static CcpJson *
end_setting (CcpJsonWriter *writer)
{
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

/**
 * ccp_quirk_is_about_support:
 * @error: what a provider says went wrong
 *
 * Tells whether a provider says that it does not take something, and not merely that
 * something is wrong with it.
 *
 * Returns: %TRUE if it does
 */
gboolean
ccp_quirk_is_about_support (CcpUpstreamError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (ccp_upstream_error_says (error, refusals[i]))
      return TRUE;
  return FALSE;
}

/**
 * ccp_quirk_is_about:
 * @error: what a provider says went wrong
 * @name: the name of a member of the request
 *
 * Tells whether an error is about a parameter: the one that the provider names as the
 * wrong one, or one that it mentions if it names none.
 *
 * Returns: %TRUE if it is
 */
gboolean
ccp_quirk_is_about (CcpUpstreamError *error, const char *name)
{
  const char *param = NULL;
  g_autofree char *message = NULL;

  g_return_val_if_fail (error != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  param = ccp_upstream_error_get_param (error);
  if (param != NULL && *param != '\0')
    return g_str_equal (param, name);
  message = g_ascii_strdown (ccp_upstream_error_get_message (error), -1);
  return contains_name (message, name);
}

/**
 * ccp_quirk_learn_drop:
 * @exchange: the request that was refused
 * @name: the member of the request that the provider does not take
 *
 * Makes the setting `drop_params` with one more member. What was dropped before stays
 * dropped: settings replace each other as a whole.
 *
 * Returns: (transfer full) (nullable): the setting, %NULL if it is made already
 */
CcpJson *
ccp_quirk_learn_drop (CcpExchange *exchange, const char *name)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue dropped;
  CcpJsonValue element;
  CcpJsonIter iter;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  ccp_exchange_get_option (exchange, "drop_params", &dropped);
  if (contains_string (&dropped, name))
    return NULL;
  writer = begin_setting ("drop_params");
  ccp_json_writer_begin_array (writer);
  ccp_json_iter_init (&iter,
                      ccp_json_value_is_array (&dropped) ? &dropped
                                                         : &CCP_JSON_VALUE_NONE);
  while (ccp_json_iter_next (&iter, NULL, &element))
    ccp_json_writer_value (writer, &element);
  ccp_json_writer_string (writer, name);
  ccp_json_writer_end_array (writer);
  return end_setting (writer);
}

/**
 * ccp_quirk_learn_word:
 * @exchange: the request that was refused
 * @option: the name of an option
 * @word: what it should be
 *
 * Makes a setting that is a word.
 *
 * Returns: (transfer full) (nullable): the setting, %NULL if it is made already
 */
CcpJson *
ccp_quirk_learn_word (CcpExchange *exchange, const char *option, const char *word)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue value;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (option != NULL, NULL);
  g_return_val_if_fail (word != NULL, NULL);

  ccp_exchange_get_option (exchange, option, &value);
  if (ccp_json_value_equals_string (&value, word))
    return NULL;
  writer = begin_setting (option);
  ccp_json_writer_string (writer, word);
  return end_setting (writer);
}

/**
 * ccp_quirk_learn_off:
 * @exchange: the request that was refused
 * @option: the name of an option
 *
 * Makes a setting that switches something off.
 *
 * Returns: (transfer full) (nullable): the setting, %NULL if it is made already
 */
CcpJson *
ccp_quirk_learn_off (CcpExchange *exchange, const char *option)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue value;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (option != NULL, NULL);

  ccp_exchange_get_option (exchange, option, &value);
  if (!ccp_json_value_get_boolean (&value, TRUE))
    return NULL;
  writer = begin_setting (option);
  ccp_json_writer_boolean (writer, FALSE);
  return end_setting (writer);
}

/**
 * ccp_quirk_learn_output_limit:
 * @exchange: the request that was refused
 * @error: what the provider says went wrong
 *
 * Makes the setting `max_output`, if the error says how much the model can write. Most
 * models write less than a client asks for that knows only Anthropic's.
 *
 * Returns: (transfer full) (nullable): the setting, %NULL if there is nothing to learn
 */
CcpJson *
ccp_quirk_learn_output_limit (CcpExchange *exchange, CcpUpstreamError *error)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  gint64 limit;
  gint64 known = G_MAXINT64;
  CcpJsonValue option;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (error != NULL, NULL);

  limit = find_output_limit (error);
  ccp_exchange_get_option (exchange, "max_output", &option);
  if (limit <= 0 || (ccp_json_value_get_int (&option, &known) && known <= limit))
    return NULL;
  writer = begin_setting ("max_output");
  ccp_json_writer_int (writer, limit);
  return end_setting (writer);
}
