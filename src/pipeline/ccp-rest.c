/* ccp-rest.c: until when a provider wants, or has, to be left alone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-rest"

#include "ccp-rest.h"

/* of a provider that refused its key or has no credit, unless it says more */
#define REFUSED_PAUSE (60 * G_TIME_SPAN_SECOND)

static gboolean
is_refusal (CcpError code)
{
  return code == CCP_ERROR_AUTHENTICATION || code == CCP_ERROR_BILLING;
}

/* Returns: microseconds, 0 for no rest */
static gint64
find_pause (CcpVerdict *verdict, gboolean own_credentials)
{
  gint64 told = (gint64) ccp_verdict_get_retry_after (verdict) * G_TIME_SPAN_MILLISECOND;

  if (is_refusal (ccp_verdict_get_code (verdict)))
    return own_credentials ? 0 : MAX (told, REFUSED_PAUSE);
  return ccp_verdict_get_kind (verdict) == CCP_VERDICT_REST ? told : 0;
}

gboolean
ccp_rest_is_over (const CcpRest *self, gint64 now)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return now >= self->until;
}

gboolean
ccp_rest_is_for_refusal (const CcpRest *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->until > 0 && is_refusal (self->cause);
}

void
ccp_rest_begin (CcpRest *self, CcpVerdict *verdict, gboolean own_credentials, gint64 now)
{
  gint64 pause;

  g_return_if_fail (self != NULL);
  g_return_if_fail (verdict != NULL);

  pause = find_pause (verdict, own_credentials);
  if (pause == 0 || now + pause < self->until)
    return;
  *self = (CcpRest){
    .since = now,
    .until = now + pause,
    .cause = ccp_verdict_get_code (verdict),
  };
}

/* Until when it wants to be left alone a provider says itself; a success before that may
 * be that of a model with a limit of its own, and changes nothing. */
void
ccp_rest_disprove (CcpRest *self, gint64 asked, gboolean has_paid)
{
  if (!ccp_rest_is_for_refusal (self) || asked < self->since)
    return;
  if (has_paid || self->cause == CCP_ERROR_AUTHENTICATION)
    *self = (CcpRest){ 0 };
}
