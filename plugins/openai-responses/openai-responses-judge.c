/* openai-responses-judge.c: what a provider's answer means (protocol C.3, E.7, E.8)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-judge"

#include "openai-responses-judge.h"

#include "openai-responses-quirks.h"
#include "openai-responses-status.h"

/* the beginnings of codes that come without a status: it is the request that is wrong */
static const char *const request_codes[] = {
  "invalid_prompt",
  "invalid_image",
  "invalid_base64_image",
  "invalid_encrypted_content",
  "invalid_request",
  "image_",
  "unsupported_",
  "empty_image_file",
  "failed_to_download_image",
  "bio_policy",
  "cyber_policy",
  "data_residency_mismatch",
};

static gboolean
is_about_request (CcpUpstreamError *error)
{
  const char *code = ccp_upstream_error_get_code (error);

  if (ccp_upstream_error_get_status (error) != 0 || code == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (request_codes); i++)
    if (g_str_has_prefix (code, request_codes[i]))
      return TRUE;
  return FALSE;
}

static char *
describe (CcpExchange *exchange, CcpUpstreamError *error)
{
  return ccp_upstream_judge_describe (error, ccp_exchange_get_provider_name (exchange));
}

CcpVerdict *
openai_responses_judge_error (CcpExchange *exchange,
                              CcpUpstreamError *error,
                              gboolean started)
{
  g_autoptr (CcpJson) settings =
      started ? NULL : openai_responses_quirks_learn (exchange, error);
  g_autofree char *message = NULL;

  if (settings != NULL)
    {
      message = describe (exchange, error);
      return ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, message, settings);
    }
  if (is_about_request (error))
    {
      message = describe (exchange, error);
      return ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, message);
    }
  return ccp_upstream_judge_for_exchange (exchange, error, started);
}

/* Returns: (transfer full) (nullable) */
static CcpUpstreamError *
find_error (const CcpJsonValue *response)
{
  g_autoptr (CcpJson) document = NULL;

  if (!ccp_json_value_is_object (response))
    return NULL;
  document = ccp_json_new_from_value (response);
  return ccp_upstream_error_new_from_event (document);
}

CcpVerdict *
openai_responses_judge_response (CcpExchange *exchange,
                                 const CcpJsonValue *response,
                                 gboolean started)
{
  g_autoptr (CcpUpstreamError) error = find_error (response);
  g_autofree char *message = NULL;

  if (error != NULL)
    return openai_responses_judge_error (exchange, error, started);
  message = g_strdup_printf ("the upstream could not finish its answer and does not say "
                             "why (upstream %s)",
                             ccp_exchange_get_provider_name (exchange));
  return ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, message);
}

CcpVerdict *
openai_responses_judge_answer (CcpExchange *exchange,
                               guint status,
                               CcpHeaders *headers,
                               GBytes *body,
                               CcpJson *json)
{
  g_autoptr (CcpUpstreamError) error =
      ccp_upstream_error_new_from_answer (status, headers, body, json);
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  if (error != NULL)
    return openai_responses_judge_error (exchange, error, FALSE);
  if (json != NULL)
    ccp_json_get_root (json, &root);
  if (openai_responses_status_read (&root, NULL).failed)
    return openai_responses_judge_response (exchange, &root, FALSE);
  return ccp_verdict_new_fine ();
}
