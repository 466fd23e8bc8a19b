/* openai-chat-judge.c: what a provider's answer means (protocol E.7, E.8)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-judge"

#include "openai-chat-judge.h"

#include "openai-chat-quirks.h"

/* A model that thinks may use up a small limit before it has said a word. OpenAI calls
 * that an error; to a client that only probes it is an answer. */
#define NO_TOKENS_LEFT "could not finish the message because max_tokens"

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
  CcpJsonValue strict;

  ccp_exchange_get_option (exchange, "strict_overload", &strict);
  if (ccp_json_value_get_boolean (&strict, FALSE))
    flags |= CCP_UPSTREAM_JUDGE_STRICT_OVERLOAD;
  if (started)
    flags |= CCP_UPSTREAM_JUDGE_STARTED;
  return flags;
}

const char *
openai_chat_judge_get_provider (CcpExchange *exchange)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);

  return route != NULL ? ccp_route_get_provider (route) : "unknown";
}

CcpVerdict *
openai_chat_judge_error (CcpExchange *exchange, CcpUpstreamError *error, gboolean started)
{
  const char *provider = openai_chat_judge_get_provider (exchange);
  g_autoptr (CcpJson) settings = NULL;

  if (ccp_upstream_error_says (error, NO_TOKENS_LEFT))
    return ccp_verdict_new_fine ();
  settings = started ? NULL : openai_chat_quirks_learn (exchange, error);
  if (settings != NULL)
    {
      g_autofree char *message = ccp_upstream_judge_describe (error, provider);

      return ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, message, settings);
    }
  return ccp_upstream_judge_error (error,
                                   provider,
                                   find_flags (exchange, started),
                                   find_completion (exchange));
}

CcpVerdict *
openai_chat_judge_answer (CcpExchange *exchange,
                          guint status,
                          CcpHeaders *headers,
                          GBytes *body,
                          CcpJson *json)
{
  g_autoptr (CcpUpstreamError) error = NULL;

  if (status < 200 || status > 299)
    error = ccp_upstream_error_new (status, headers, body, json);
  else if (json != NULL)
    error = ccp_upstream_error_new_from_event (json);
  if (error == NULL)
    return ccp_verdict_new_fine ();
  return openai_chat_judge_error (exchange, error, FALSE);
}
