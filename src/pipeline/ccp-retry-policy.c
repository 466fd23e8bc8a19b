/* ccp-retry-policy.c: whether a verdict is worth another attempt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-retry-policy"

#include "ccp-retry-policy.h"

#define MAX_REPEATED 1

/* a provider that refuses one parameter often refuses others, one at a time */
#define MAX_CHANGED 4

/* what the next moment may mend: no connection, a gateway's trouble, a server that starts
 */
static gboolean
is_passing (CcpVerdict *verdict)
{
  CcpError code = ccp_verdict_get_code (verdict);

  return (code == CCP_ERROR_UPSTREAM || code == CCP_ERROR_UNAVAILABLE) &&
         ccp_verdict_get_retry_after (verdict) == 0;
}

/* What a verdict teaches may be known by now, of another exchange that was under way at
 * the same time: all that counts is that the next attempt is not the same again. */
static gboolean
learn (CcpVerdict *verdict, CcpTarget *target, CcpExchange *exchange)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);

  ccp_target_learn (target, route, ccp_verdict_get_settings (verdict));
  return ccp_target_get_options (target, route) != ccp_exchange_get_options (exchange);
}

gboolean
ccp_retry_policy_allows (CcpRetryPolicy *self,
                         CcpVerdict *verdict,
                         CcpTarget *target,
                         CcpExchange *exchange)
{
  switch (ccp_verdict_get_kind (verdict))
    {
    case CCP_VERDICT_RETRY:
      return is_passing (verdict) && self->repeated++ < MAX_REPEATED;

    case CCP_VERDICT_RETRY_CHANGED:
      return learn (verdict, target, exchange) && self->changed++ < MAX_CHANGED;

    case CCP_VERDICT_FINE:
    case CCP_VERDICT_REST:
    case CCP_VERDICT_GIVE_UP:
    default:
      return FALSE;
    }
}

gboolean
ccp_retry_policy_renews (CcpRetryPolicy *self,
                         CcpVerdict *verdict,
                         CcpTarget *target,
                         CcpSecret *key)
{
  return key != NULL && ccp_verdict_get_code (verdict) == CCP_ERROR_AUTHENTICATION &&
         ccp_key_source_refuse (ccp_target_get_keys (target), key) &&
         self->renewed++ == 0;
}
