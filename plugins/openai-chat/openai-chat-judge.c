/* openai-chat-judge.c: what a provider's answer means (protocol E.7, E.8)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-judge"

#include "openai-chat-judge.h"

#include "openai-chat-finish.h"
#include "openai-chat-quirks.h"

/* A model that thinks may use up a small limit before it has said a word. OpenAI calls
 * that an error; to a client that only probes it is an answer. */
#define NO_TOKENS_LEFT "could not finish the message because max_tokens"

static CcpJsonValue
find_choice (CcpJson *body)
{
  CcpJsonValue root;
  CcpJsonValue choices;

  ccp_json_get_root (body, &root);
  choices = ccp_json_value_member (&root, "choices");
  return ccp_json_value_is_array (&choices) ? ccp_json_value_element (&choices, 0)
                                            : CCP_JSON_VALUE_NONE;
}

CcpVerdict *
openai_chat_judge_error (CcpExchange *exchange, CcpUpstreamError *error, gboolean started)
{
  const char *provider = ccp_exchange_get_provider_name (exchange);
  g_autoptr (CcpJson) settings = NULL;

  if (ccp_upstream_error_says (error, NO_TOKENS_LEFT))
    return ccp_verdict_new_fine ();
  settings = started ? NULL : openai_chat_quirks_learn (exchange, error);
  if (settings != NULL)
    {
      g_autofree char *message = ccp_upstream_judge_describe (error, provider);

      return ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, message, settings);
    }
  return ccp_upstream_judge_for_exchange (exchange, error, started);
}

/* OpenRouter puts into the choice what went wrong; others have a word for it. What is
 * beside a good reason is a remark. */
gboolean
openai_chat_judge_is_failed (const CcpJsonValue *choice)
{
  CcpJsonValue word = ccp_json_value_member (choice, "finish_reason");
  CcpJsonValue error = ccp_json_value_member (choice, "error");

  if (ccp_json_value_is_string (&word) && !ccp_json_value_is_empty_string (&word))
    return openai_chat_finish_parse (&word).failed;
  return ccp_json_value_get_length (&error) > 0 ||
         (ccp_json_value_is_string (&error) && !ccp_json_value_is_blank_string (&error));
}

CcpVerdict *
openai_chat_judge_choice (CcpExchange *exchange,
                          const CcpJsonValue *choice,
                          gboolean started)
{
  g_autoptr (CcpJson) document = ccp_json_new_from_value (choice);
  g_autoptr (CcpUpstreamError) error = ccp_upstream_error_new_from_event (document);
  CcpJsonValue word = ccp_json_value_member (choice, "finish_reason");
  CcpError code = openai_chat_finish_parse (&word).code;
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;

  if (error != NULL)
    return openai_chat_judge_error (exchange, error, started);
  text = ccp_json_value_dup_string (&word, NULL);
  message = g_strdup_printf ("the upstream ended its answer with \"%s\" (upstream %s)",
                             text,
                             ccp_exchange_get_provider_name (exchange));
  /* before anything was sent it is a status, on which clients keep trying */
  if (code == CCP_ERROR_OVERLOADED && !started)
    code = CCP_ERROR_UNAVAILABLE;
  return ccp_verdict_new (CCP_VERDICT_RETRY, code, message);
}

CcpVerdict *
openai_chat_judge_answer (CcpExchange *exchange,
                          guint status,
                          CcpHeaders *headers,
                          GBytes *body,
                          CcpJson *json)
{
  g_autoptr (CcpUpstreamError) error =
      ccp_upstream_error_new_from_answer (status, headers, body, json);
  CcpJsonValue choice = CCP_JSON_VALUE_NONE;

  if (error != NULL)
    return openai_chat_judge_error (exchange, error, FALSE);
  if (json != NULL)
    choice = find_choice (json);
  if (openai_chat_judge_is_failed (&choice))
    return openai_chat_judge_choice (exchange, &choice, FALSE);
  return ccp_verdict_new_fine ();
}
