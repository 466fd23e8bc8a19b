/* ccp-upstream-judge.c: what a provider's error means to the client and to the pipeline
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-upstream-judge"

#include "ccp-upstream-judge.h"

#include "ccp-exchange.h"
#include "ccp-json-value.h"
#include "private/ccp-context-overflow.h"

typedef struct
{
  const char *word;
  CcpError code;
} Meaning;

/* what errors are called that come without a status */
static const Meaning meanings[] = {
  { "rate_limit_exceeded", CCP_ERROR_RATE_LIMITED },
  { "rate_limit_error", CCP_ERROR_RATE_LIMITED },
  { "too_many_requests", CCP_ERROR_RATE_LIMITED },
  { "resource_exhausted", CCP_ERROR_RATE_LIMITED },
  { "billing_error", CCP_ERROR_BILLING },
  { "authentication_error", CCP_ERROR_AUTHENTICATION },
  { "unauthenticated", CCP_ERROR_AUTHENTICATION },
  { "unauthorized", CCP_ERROR_AUTHENTICATION },
  { "permission_error", CCP_ERROR_PERMISSION },
  { "permission_denied", CCP_ERROR_PERMISSION },
  { "not_found_error", CCP_ERROR_NOT_FOUND },
  { "model_not_found", CCP_ERROR_NOT_FOUND },
  { "request_too_large", CCP_ERROR_TOO_LARGE },
  { "overloaded_error", CCP_ERROR_OVERLOADED },
  { "engine_overloaded_error", CCP_ERROR_OVERLOADED },
  { "overloaded", CCP_ERROR_OVERLOADED },
  { "unavailable", CCP_ERROR_UNAVAILABLE },
  { "service_unavailable", CCP_ERROR_UNAVAILABLE },
  { "timeout_error", CCP_ERROR_TIMEOUT },
  { "timeout", CCP_ERROR_TIMEOUT },
  { "deadline_exceeded", CCP_ERROR_TIMEOUT },
  { "invalid_request_error", CCP_ERROR_INVALID_REQUEST },
  { "invalid_argument", CCP_ERROR_INVALID_REQUEST },
  { "badrequesterror", CCP_ERROR_INVALID_REQUEST },
};

static const char *const key_words[] = {
  "api_key_invalid",   "invalid_api_key", "api key not valid",
  "incorrect api key", "invalid api key",
};

static const char *const money_words[] = {
  "insufficient_quota",           "exceeded your current quota",
  "exceeded_current_quota_error", "insufficient balance",
  "insufficient_balance",         "insufficient credits",
  "billing_hard_limit",           "arrearage",
};

static const char *const overload_words[] = { "overloaded",
                                              "over capacity",
                                              "at capacity" };

static gboolean
says_any (CcpUpstreamError *error, const char *const *words, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (ccp_upstream_error_says (error, words[i]))
      return TRUE;
  return FALSE;
}

#define SAYS_ANY(error, words) says_any (error, words, G_N_ELEMENTS (words))

static gboolean
is_word (const char *text, const char *word)
{
  return text != NULL && g_ascii_strcasecmp (text, word) == 0;
}

static gboolean
find_meaning (CcpUpstreamError *error, CcpError *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (is_word (ccp_upstream_error_get_code (error), meanings[i].word) ||
        is_word (ccp_upstream_error_get_kind (error), meanings[i].word))
      {
        *code = meanings[i].code;
        return TRUE;
      }
  return FALSE;
}

/* The numbers that llama.cpp gives beside the text, and the wording for all others */
static char *
recognise_overflow (CcpUpstreamError *error, gint64 completion)
{
  guint status = ccp_upstream_error_get_status (error);
  const char *code = ccp_upstream_error_get_code (error);
  const char *kind = ccp_upstream_error_get_kind (error);
  g_autofree char *words =
      g_strconcat (code != NULL ? code : "", " ", kind != NULL ? kind : "", NULL);

  if (status == 401 || status == 402 || status == 403 || status == 429)
    return NULL;
  return ccp_context_overflow_recognise (
      ccp_upstream_error_get_message (error),
      words,
      ccp_upstream_error_get_number (error, "n_prompt_tokens"),
      ccp_upstream_error_get_number (error, "n_ctx"),
      completion);
}

/* A quota that is used up until somebody pays. Google says the same of a quota per
 * minute. */
static gboolean
is_about_money (CcpUpstreamError *error)
{
  return SAYS_ANY (error, money_words) &&
         !ccp_upstream_error_says (error, "resource_exhausted");
}

static gboolean
is_overload (CcpUpstreamError *error, CcpError code)
{
  return code == CCP_ERROR_OVERLOADED ||
         (SAYS_ANY (error, overload_words) &&
          (code == CCP_ERROR_UNAVAILABLE || code == CCP_ERROR_INTERNAL ||
           code == CCP_ERROR_UPSTREAM));
}

static CcpError
find_client_fault (CcpUpstreamError *error, CcpError code)
{
  if (code == CCP_ERROR_INVALID_REQUEST && SAYS_ANY (error, key_words))
    return CCP_ERROR_AUTHENTICATION;
  if (code == CCP_ERROR_INVALID_REQUEST && is_about_money (error))
    return CCP_ERROR_BILLING;
  if (code == CCP_ERROR_INVALID_REQUEST &&
      ccp_upstream_error_says (error, "model_not_found"))
    return CCP_ERROR_NOT_FOUND;
  return code;
}

static CcpError
find_code (CcpUpstreamError *error, CcpUpstreamJudgeFlags flags)
{
  guint status = ccp_upstream_error_get_status (error);
  CcpError code = CCP_ERROR_UPSTREAM;

  if (status != 0)
    code = ccp_error_code_from_http_status (status);
  else if (!find_meaning (error, &code) && is_about_money (error))
    code = CCP_ERROR_BILLING;

  if (code == CCP_ERROR_TOO_LARGE && ccp_upstream_error_says (error, "tokens per min"))
    code = CCP_ERROR_RATE_LIMITED;
  if (code == CCP_ERROR_RATE_LIMITED && is_about_money (error))
    return CCP_ERROR_BILLING;
  /* 529 is kept for those who send it themselves: Claude Code soon gives up on it */
  if (status != 529 && is_overload (error, code))
    {
      if ((flags & CCP_UPSTREAM_JUDGE_STRICT_OVERLOAD) != 0 ||
          (ccp_upstream_error_get_in_stream (error) &&
           (flags & CCP_UPSTREAM_JUDGE_STARTED) != 0))
        return CCP_ERROR_OVERLOADED;
      return code == CCP_ERROR_OVERLOADED ? CCP_ERROR_UNAVAILABLE : code;
    }
  return find_client_fault (error, code);
}

/* What a gateway says that did not get through to the model (E.7). Without a status it is
 * an error within a stream, of which nothing has been passed on yet. */
static gboolean
is_passing (guint status)
{
  switch (status)
    {
    case 0:
    case 502:
    case 503:
    case 521: /* Cloudflare: refused, no route in time, unreachable */
    case 522:
    case 523:
      return TRUE;
    default:
      return FALSE;
    }
}

static CcpVerdictKind
find_kind (CcpUpstreamError *error, CcpError code)
{
  gboolean passing = is_passing (ccp_upstream_error_get_status (error));

  switch (code)
    {
    case CCP_ERROR_RATE_LIMITED:
      return CCP_VERDICT_REST;
    case CCP_ERROR_UNAVAILABLE:
    case CCP_ERROR_UPSTREAM:
    case CCP_ERROR_OVERLOADED:
      if (ccp_upstream_error_get_retry_after (error) > 0)
        return CCP_VERDICT_REST;
      return passing ? CCP_VERDICT_RETRY : CCP_VERDICT_GIVE_UP;
    default:
      return CCP_VERDICT_GIVE_UP;
    }
}

static gint64
read_limit (const CcpJsonValue *object)
{
  gint64 limit = -1;

  return ccp_json_value_get_int (object, &limit) && limit > 0 ? limit : -1;
}

/* How many tokens of answer were asked for */
static gint64
find_completion (CcpExchange *exchange)
{
  CcpJsonValue root;
  CcpJsonValue value;
  gint64 asked;
  gint64 most;

  ccp_json_get_root (ccp_exchange_get_body (exchange), &root);
  value = ccp_json_value_member (&root, "max_tokens");
  asked = read_limit (&value);
  ccp_exchange_get_option (exchange, "max_output", &value);
  most = read_limit (&value);
  return most > 0 && asked > most ? most : asked;
}

static CcpUpstreamJudgeFlags
find_flags (CcpExchange *exchange, gboolean started)
{
  CcpUpstreamJudgeFlags flags = CCP_UPSTREAM_JUDGE_NONE;

  if (ccp_exchange_get_option_boolean (exchange, "strict_overload", FALSE))
    flags |= CCP_UPSTREAM_JUDGE_STRICT_OVERLOAD;
  if (started)
    flags |= CCP_UPSTREAM_JUDGE_STARTED;
  return flags;
}

/**
 * ccp_upstream_judge_describe:
 * @error: what the provider said
 * @provider: the name of the provider in the configuration
 *
 * Puts into words what the client is told: what the provider says, and who says it
 * (protocol E.7).
 *
 * Returns: (transfer full): the text, without what looks like a key
 */
char *
ccp_upstream_judge_describe (CcpUpstreamError *error, const char *provider)
{
  const char *message = NULL;
  guint status = 0;

  g_return_val_if_fail (error != NULL, NULL);
  g_return_val_if_fail (provider != NULL, NULL);

  message = ccp_upstream_error_get_message (error);
  if (*message == '\0')
    message = ccp_upstream_error_get_code (error);
  if (message == NULL)
    message = "the provider gave no reason";
  status = ccp_upstream_error_get_status (error);
  if (status == 0)
    return g_strdup_printf ("%s (upstream %s)", message, provider);
  return g_strdup_printf ("%s (upstream %s, HTTP %u)", message, provider, status);
}

/**
 * ccp_upstream_judge_error:
 * @error: what the provider said
 * @provider: the name of the provider in the configuration
 * @flags: what matters beside it
 * @completion: how many tokens of answer were asked for, or -1
 *
 * Judges an error as protocol E.7 and E.8 have it: which status and type the client sees,
 * in which words, and whether it can help to try again. A context that overflowed gets
 * one of the wordings on which Claude Code acts.
 *
 * Returns: (transfer full): the verdict
 */
CcpVerdict *
ccp_upstream_judge_error (CcpUpstreamError *error,
                          const char *provider,
                          CcpUpstreamJudgeFlags flags,
                          gint64 completion)
{
  g_autofree char *message = NULL;
  CcpVerdict *verdict = NULL;
  CcpError code;

  g_return_val_if_fail (error != NULL, NULL);
  g_return_val_if_fail (provider != NULL, NULL);

  message = recognise_overflow (error, completion);
  if (message != NULL)
    {
      verdict = ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, message);
      ccp_verdict_set_overflow (verdict, TRUE);
      return verdict;
    }
  code = find_code (error, flags);
  message = ccp_upstream_judge_describe (error, provider);
  verdict = ccp_verdict_new (find_kind (error, code), code, message);
  ccp_verdict_set_retry_after (verdict, ccp_upstream_error_get_retry_after (error));
  return verdict;
}

/**
 * ccp_upstream_judge_for_exchange:
 * @exchange: a request that has a route
 * @error: what the provider says went wrong
 * @started: whether a part of the answer has gone to the client
 *
 * Judges an error, as `ccp_upstream_judge_error ()` does, with what the exchange says:
 * the name of the provider, the option `strict_overload`, and how many tokens were asked
 * for (`max_tokens` of the client, but not more than the option `max_output`).
 *
 * Returns: (transfer full): the verdict
 */
CcpVerdict *
ccp_upstream_judge_for_exchange (CcpExchange *exchange,
                                 CcpUpstreamError *error,
                                 gboolean started)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (error != NULL, NULL);

  return ccp_upstream_judge_error (error,
                                   ccp_exchange_get_provider_name (exchange),
                                   find_flags (exchange, started),
                                   find_completion (exchange));
}

/**
 * ccp_upstream_judge_fragment:
 * @exchange: the context of the request
 * @text: (nullable): the text of an event that is not JSON
 *
 * Judges an event that no dialect can read: what begins like a JSON object is a part of
 * the answer that is lost, everything else means nothing.
 *
 * Returns: (transfer full) (nullable): the verdict, %NULL if nothing is lost
 */
CcpVerdict *
ccp_upstream_judge_fragment (CcpExchange *exchange, const char *text)
{
  g_autofree char *message = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  while (text != NULL && g_ascii_isspace (*text))
    text++;
  if (text == NULL || *text != '{')
    return NULL;
  message = g_strdup_printf ("the upstream sent a piece of its answer that is not JSON "
                             "(upstream %s)",
                             ccp_exchange_get_provider_name (exchange));
  return ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, message);
}
