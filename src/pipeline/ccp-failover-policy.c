/* ccp-failover-policy.c: which failures of a provider another one is tried after
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-failover-policy"

#include "ccp-failover-policy.h"

static CcpFailoverKind
judge_code (CcpError code, gboolean own_credentials)
{
  switch (code)
    {
    case CCP_ERROR_INVALID_REQUEST:
    case CCP_ERROR_TOO_LARGE:
    case CCP_ERROR_CANCELLED:
      return CCP_FAILOVER_STOP;

    case CCP_ERROR_AUTHENTICATION:
    case CCP_ERROR_PERMISSION:
      return own_credentials ? CCP_FAILOVER_STOP : CCP_FAILOVER_NEXT;

    case CCP_ERROR_BILLING:
    case CCP_ERROR_NOT_FOUND:
    case CCP_ERROR_METHOD_NOT_ALLOWED:
    case CCP_ERROR_CONFLICT:
    case CCP_ERROR_RATE_LIMITED:
    case CCP_ERROR_INTERNAL:
    case CCP_ERROR_UPSTREAM:
    case CCP_ERROR_UNAVAILABLE:
    case CCP_ERROR_TIMEOUT:
    case CCP_ERROR_OVERLOADED:
    case CCP_ERROR_JSON:
    case CCP_ERROR_CONFIG:
    case CCP_ERROR_PLUGIN:
    default:
      return CCP_FAILOVER_NEXT;
    }
}

/* whether the same request may be served a little later */
static gboolean
is_temporary (CcpVerdict *verdict)
{
  switch (ccp_verdict_get_code (verdict))
    {
    case CCP_ERROR_RATE_LIMITED:
    case CCP_ERROR_INTERNAL:
    case CCP_ERROR_UPSTREAM:
    case CCP_ERROR_UNAVAILABLE:
    case CCP_ERROR_TIMEOUT:
    case CCP_ERROR_OVERLOADED:
      return TRUE;
    default:
      return FALSE;
    }
}

CcpFailoverKind
ccp_failover_policy_judge (CcpVerdict *verdict, gboolean own_credentials)
{
  g_return_val_if_fail (verdict != NULL, CCP_FAILOVER_STOP);

  if (ccp_verdict_get_kind (verdict) == CCP_VERDICT_FINE)
    return CCP_FAILOVER_STOP;
  if (ccp_verdict_get_overflow (verdict))
    return CCP_FAILOVER_LARGER;
  /* what a dialect could have learned to leave out is no fault of the client's */
  if (ccp_verdict_get_kind (verdict) == CCP_VERDICT_RETRY_CHANGED)
    return CCP_FAILOVER_NEXT;
  return judge_code (ccp_verdict_get_code (verdict), own_credentials);
}

gboolean
ccp_failover_policy_says_more (CcpVerdict *later, CcpVerdict *earlier)
{
  guint64 later_pause = 0;
  guint64 earlier_pause = 0;

  g_return_val_if_fail (later != NULL, FALSE);
  g_return_val_if_fail (earlier != NULL, TRUE);

  later_pause = ccp_verdict_get_retry_after (later);
  earlier_pause = ccp_verdict_get_retry_after (earlier);
  if (later_pause > 0 && earlier_pause > 0)
    return later_pause <= earlier_pause;
  if (later_pause > 0 || earlier_pause > 0)
    return later_pause > 0;
  return is_temporary (later) || !is_temporary (earlier);
}
