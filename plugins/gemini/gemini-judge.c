/* gemini-judge.c: what a provider's answer means (protocol D.6, E.7)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-judge"

#include "gemini-judge.h"

#include <string.h>

#include "gemini-quirks.h"

/* A quota of the day comes back at midnight; until then every hour is often enough. */
#define DAILY_QUOTA_PAUSE (60 * 60 * 1000)

static CcpJsonValue
get_first (const CcpJsonValue *value)
{
  return ccp_json_value_is_array (value) ? ccp_json_value_element (value, 0) : *value;
}

static gboolean
is_daily (const CcpJsonValue *violations)
{
  CcpJsonValue violation;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, violations);
  while (ccp_json_value_is_array (violations) &&
         ccp_json_iter_next (&iter, NULL, &violation))
    {
      CcpJsonValue value = ccp_json_value_member (&violation, "quotaId");
      g_autofree char *id = ccp_json_value_dup_string (&value, NULL);

      if (id != NULL && strstr (id, "PerDay") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The pause that comes with such a refusal is that of the quota of the minute. */
static gboolean
is_daily_quota (CcpJson *json)
{
  CcpJsonValue value;
  CcpJsonValue detail;
  CcpJsonIter iter;

  ccp_json_get_root (json, &value);
  value = get_first (&value);
  value = ccp_json_value_member (&value, "error");
  value = ccp_json_value_member (&value, "details");
  ccp_json_iter_init (&iter, &value);
  while (ccp_json_value_is_array (&value) && ccp_json_iter_next (&iter, NULL, &detail))
    {
      CcpJsonValue violations = ccp_json_value_member (&detail, "violations");

      if (is_daily (&violations))
        return TRUE;
    }
  return FALSE;
}

static CcpVerdict *
judge_status (CcpExchange *exchange,
              guint status,
              CcpHeaders *headers,
              GBytes *body,
              CcpJson *json)
{
  g_autoptr (CcpUpstreamError) error =
      ccp_upstream_error_new (status, headers, body, json);
  CcpVerdict *verdict = gemini_judge_error (exchange, error, FALSE);

  if (status == 429 && json != NULL && is_daily_quota (json))
    ccp_verdict_set_retry_after (
        verdict,
        MAX (ccp_verdict_get_retry_after (verdict), DAILY_QUOTA_PAUSE));
  return verdict;
}

CcpVerdict *
gemini_judge_error (CcpExchange *exchange, CcpUpstreamError *error, gboolean started)
{
  g_autoptr (CcpJson) settings = started ? NULL : gemini_quirks_learn (exchange, error);
  g_autofree char *message = NULL;

  if (settings == NULL)
    return ccp_upstream_judge_for_exchange (exchange, error, started);
  message =
      ccp_upstream_judge_describe (error, ccp_exchange_get_provider_name (exchange));
  return ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, message, settings);
}

CcpVerdict *
gemini_judge_end (CcpExchange *exchange,
                  const char *what,
                  const char *message,
                  gboolean started)
{
  g_autofree char *text = g_strdup_printf ("%s%s%s (upstream %s)",
                                           what,
                                           message != NULL ? ": " : "",
                                           message != NULL ? message : "",
                                           ccp_exchange_get_provider_name (exchange));
  g_autofree char *shown = ccp_redact_text (text);

  return ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_INTERNAL, shown);
}

CcpVerdict *
gemini_judge_answer (CcpExchange *exchange,
                     guint status,
                     CcpHeaders *headers,
                     GBytes *body,
                     CcpJson *json)
{
  CcpJsonValue root = CCP_JSON_VALUE_NONE;
  g_autoptr (CcpJson) first = NULL;
  g_autoptr (CcpUpstreamError) error = NULL;

  if (status < 200 || status > 299)
    return judge_status (exchange, status, headers, body, json);
  if (json == NULL)
    return ccp_verdict_new_fine ();
  ccp_json_get_root (json, &root);
  root = get_first (&root);
  if (!ccp_json_value_is_object (&root))
    return ccp_verdict_new_fine ();
  first = ccp_json_new_from_value (&root);
  error = ccp_upstream_error_new_from_event (first);
  return error != NULL ? gemini_judge_error (exchange, error, FALSE)
                       : ccp_verdict_new_fine ();
}
