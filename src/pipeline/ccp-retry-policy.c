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

gboolean
ccp_retry_policy_allows (CcpRetryPolicy *self,
                         CcpVerdict *verdict,
                         CcpTarget *target,
                         const char *model)
{
  switch (ccp_verdict_get_kind (verdict))
    {
    case CCP_VERDICT_RETRY:
      return is_passing (verdict) && self->repeated++ < MAX_REPEATED;

    case CCP_VERDICT_RETRY_CHANGED:
      return self->changed++ < MAX_CHANGED &&
             ccp_target_learn (target, model, ccp_verdict_get_settings (verdict));

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
