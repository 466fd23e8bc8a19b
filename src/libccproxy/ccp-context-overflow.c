/* ccp-context-overflow.c: recognises that a prompt was too long, in every provider's
 * words
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-context-overflow"

#include "private/ccp-context-overflow.h"

#include <string.h>

/* an error text longer than this quotes the prompt; the reason stands at its begin */
#define MAX_TEXT 8192

/* the first request of Claude Code alone is longer than this */
#define SMALL_LIMIT 24000

#define NUMBER "([0-9][0-9,]{0,18})"

/* lower case, with single spaces */
static const char *const signs[] = {
  "maximum context length",
  "context_length_exceeded",
  "context length exceeded",
  "context length is exceeded",
  "context_window_exceeded",
  "context window exceed",
  "exceeds the context window",
  "exceeds the model's context window",
  "exceed context limit",
  "exceed_context_size_error",
  "exceeds the available context size",
  "context size has been exceeded",
  "exceeds the maximum number of tokens allowed",
  "range of input length should be",
  "exceeded model token limit",
  "input token length too long",
  "input tokens exceed",
  "input is too long",
  "input length exceeds",
  "prompt is too long",
  "prompt too long",
  "prompt exceeds max length",
  "prompt token count of",
  "maximum prompt length is",
  "too large for model with",
  "reduce the length of the messages",
  "reduce the length of your prompt",
  "longer than the maximum model length",
  "longer than the model's context length",
  "model is loaded with context length of",
  "number of tokens in the prompt cannot exceed",
  "`inputs` tokens + `max_new_tokens` must be",
};

/* those that count tokens over time do not speak of one prompt */
static const char *const other_signs[] = {
  "tokens per min",
  "tokens per day",
  "(tpm)",
  "(tpd)",
};

static const char *const limit_patterns[] = {
  "maximum context length(?: is| of|:) " NUMBER,
  NUMBER " maximum context length",
  "maximum number of tokens allowed \\(" NUMBER,
  "available context size \\(" NUMBER,
  "maximum prompt length is " NUMBER,
  "input length should be \\[[0-9]+, ?" NUMBER,
  "token limit:? " NUMBER,
  "> " NUMBER " maximum",
  "context limit: [0-9]+ \\+ [0-9]+ > " NUMBER,
  "context length of only " NUMBER,
  "context length \\(" NUMBER,
  "maximum model length of " NUMBER,
  "must be <= " NUMBER,
  "cannot exceed " NUMBER,
  "limit (?:is|of) " NUMBER,
};

static const char *const prompt_patterns[] = {
  "messages resulted in " NUMBER,
  "\\(" NUMBER " in the messages",
  NUMBER " tokens from the input messages",
  NUMBER " input tokens",
  "input token count \\(" NUMBER,
  "\\bcontains " NUMBER " tokens",
  "\\(" NUMBER " of text input",
  "too long: " NUMBER,
  "context limit: " NUMBER " \\+",
  "request \\(" NUMBER " tokens",
  "\\binput \\(" NUMBER " tokens",
  "prompt \\(length " NUMBER,
  "given: " NUMBER " .?inputs",
  "current length is " NUMBER,
  "token count of " NUMBER,
  "keep the first " NUMBER " tokens",
  "received " NUMBER,
};

static const char *const completion_patterns[] = {
  NUMBER " in the completion",       NUMBER " tokens for the completion",
  NUMBER " in the output",           NUMBER " output tokens",
  "is too large: " NUMBER,           "context limit: [0-9]+ \\+ " NUMBER,
  "and " NUMBER " .?max_new_tokens",
};

static const char *const total_patterns[] = {
  "requested a total of " NUMBER " tokens",
  "for a total of at least " NUMBER,
  "requested (?:about )?" NUMBER " tokens",
  "\\(requested:? " NUMBER,
};

static gboolean
contains_any (const char *text, const char *const *phrases, gsize n_phrases)
{
  for (gsize i = 0; i < n_phrases; i++)
    if (strstr (text, phrases[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Lower case and one space where there was white space, so that phrases can be compared
 */
static char *
normalize (const char *text)
{
  GString *normal = g_string_new (NULL);

  for (const char *p = text; *p != '\0' && p - text < MAX_TEXT; p++)
    {
      gboolean space = g_ascii_isspace (*p);

      if (!space || (normal->len > 0 && normal->str[normal->len - 1] != ' '))
        g_string_append_c (normal, space ? ' ' : g_ascii_tolower (*p));
    }
  return g_string_free (normal, FALSE);
}

static gint64
parse_number (const char *text)
{
  gint64 number = 0;

  for (; *text != '\0'; text++)
    if (*text != ',')
      {
        if (number > (G_MAXINT64 - 9) / 10)
          return -1;
        number = number * 10 + g_ascii_digit_value (*text);
      }
  return number;
}

/* Returns the first number that one of the patterns finds, or -1 */
static gint64
find_number (const char *text, const char *const *patterns, gsize n_patterns)
{
  for (gsize i = 0; i < n_patterns; i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (patterns[i], G_REGEX_RAW, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      g_assert (regex != NULL);
      if (g_regex_match (regex, text, 0, &match))
        {
          g_autofree char *digits = g_match_info_fetch (match, 1);

          return parse_number (digits);
        }
    }
  return -1;
}

#define FIND_NUMBER(text, patterns) find_number (text, patterns, G_N_ELEMENTS (patterns))

static char *
describe_text (const char *text, gint64 prompt, gint64 limit, gint64 completion)
{
  gint64 said_prompt = FIND_NUMBER (text, prompt_patterns);
  gint64 said_limit = FIND_NUMBER (text, limit_patterns);
  gint64 said_completion = FIND_NUMBER (text, completion_patterns);
  gint64 total = FIND_NUMBER (text, total_patterns);

  /* the parts may be listed in more detail than the patterns know; their sum is exact */
  if (total > 0 && said_completion >= 0 && said_completion < total)
    said_prompt = total - said_completion;
  else if (said_prompt < 0)
    said_prompt = total;
  if (said_limit > 0 && said_limit < SMALL_LIMIT)
    g_message ("a model that takes %" G_GINT64_FORMAT " tokens is too small for Claude "
               "Code, whose own prompt is longer",
               said_limit);
  return ccp_context_overflow_describe (said_prompt >= 0 ? said_prompt : prompt,
                                        said_limit >= 0 ? said_limit : limit,
                                        said_completion >= 0 ? said_completion
                                                             : completion);
}

/*
 * ccp_context_overflow_describe:
 * @prompt: tokens of the prompt, or -1 if that is not known
 * @limit: how many tokens the model takes, or -1 if that is not known
 * @completion: how many tokens of answer were asked for, or -1 if that is not known
 *
 * Says that a request does not fit into the context of the model, in one of the two
 * wordings that Claude Code acts on (protocol E.8): it shortens the conversation when the
 * prompt is too long, and asks for less when only the answer does not fit any more.
 *
 * Returns: (transfer full): the text
 */
char *
ccp_context_overflow_describe (gint64 prompt, gint64 limit, gint64 completion)
{
  if (prompt < 0 || limit <= 0)
    return g_strdup ("Prompt is too long");
  if (prompt >= limit)
    return g_strdup_printf ("prompt is too long: %" G_GINT64_FORMAT
                            " tokens > %" G_GINT64_FORMAT " maximum",
                            prompt,
                            limit);
  if (completion <= 0)
    return g_strdup ("Prompt is too long");
  return g_strdup_printf ("input length and `max_tokens` exceed context limit: "
                          "%" G_GINT64_FORMAT " + %" G_GINT64_FORMAT
                          " > %" G_GINT64_FORMAT
                          ", decrease input length or `max_tokens` and try again",
                          prompt,
                          completion,
                          limit);
}

/*
 * ccp_context_overflow_recognise:
 * @text: (nullable): what the provider says
 * @code: (nullable): the code or type that it gives with it
 * @prompt: tokens of the prompt if they are known otherwise, else -1
 * @limit: tokens that the model takes if they are known otherwise, else -1
 * @completion: how many tokens of answer were asked for, or -1
 *
 * Recognises that a provider refuses a request because it does not fit into the context
 * of the model. The numbers in @text go before those that are given.
 *
 * Returns: (transfer full) (nullable): what [func@context_overflow_describe] makes of it,
 *   or %NULL if the provider speaks of something else
 */
char *
ccp_context_overflow_recognise (const char *text,
                                const char *code,
                                gint64 prompt,
                                gint64 limit,
                                gint64 completion)
{
  g_autofree char *normal = normalize (text != NULL ? text : "");
  g_autofree char *normal_code = normalize (code != NULL ? code : "");

  if (contains_any (normal, other_signs, G_N_ELEMENTS (other_signs)))
    return NULL;
  if (!contains_any (normal, signs, G_N_ELEMENTS (signs)) &&
      !contains_any (normal_code, signs, G_N_ELEMENTS (signs)))
    return NULL;
  return describe_text (normal, prompt, limit, completion);
}
