/* ccp-attempt-note.c: tells the state of a provider what became of an attempt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-attempt-note"

#include "ccp-attempt-note.h"

static void
note_failure (CcpAttempt *attempt, CcpVerdict *verdict)
{
  ccp_provider_visit_fail (attempt->visit,
                           verdict,
                           ccp_attempt_has_own_credentials (attempt));
}

static gboolean
is_the_providers_fault (CcpError code)
{
  return code == CCP_ERROR_UPSTREAM || code == CCP_ERROR_UNAVAILABLE ||
         code == CCP_ERROR_TIMEOUT;
}

/* A provider that only wants the request otherwise, or with a new key, works. */
static gboolean
is_mended (CcpVerdict *verdict)
{
  return ccp_verdict_get_kind (verdict) == CCP_VERDICT_RETRY_CHANGED ||
         ccp_verdict_get_code (verdict) == CCP_ERROR_AUTHENTICATION;
}

/* A held stream that has begun is a success when the provider has answered: what comes of
 * it is not awaited. */
void
ccp_attempt_note_success (CcpAttempt *attempt, CcpExchange *exchange)
{
  gboolean has_paid;

  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  if (attempt == NULL || attempt->visit == NULL || attempt->response == NULL)
    return;
  has_paid = ccp_exchange_get_operation (exchange) == CCP_OPERATION_MESSAGES &&
             ccp_upstream_response_get_status (attempt->response) < 300;
  ccp_provider_visit_succeed (attempt->visit, has_paid);
}

void
ccp_attempt_note_verdict (CcpAttempt *attempt,
                          CcpExchange *exchange,
                          CcpVerdict *verdict,
                          gboolean is_allowed)
{
  g_return_if_fail (verdict != NULL);

  if (is_allowed && is_mended (verdict))
    ccp_attempt_note_success (attempt, exchange);
  else if (attempt != NULL && attempt->visit != NULL)
    note_failure (attempt, verdict);
}

void
ccp_attempt_note_error (CcpAttempt *attempt, CcpVerdict *verdict)
{
  g_return_if_fail (verdict != NULL);

  if (attempt != NULL && attempt->visit != NULL &&
      is_the_providers_fault (ccp_verdict_get_code (verdict)))
    note_failure (attempt, verdict);
}

void
ccp_attempt_note_breaks (CcpAttempt *attempt, CcpReplySource *begun)
{
  CcpReplySource *events = NULL;

  if (attempt == NULL || attempt->visit == NULL || attempt->response == NULL)
    return;
  events = begun != NULL ? begun : attempt->events;
  if (events != NULL)
    ccp_reply_source_watch (events, attempt->visit);
}
