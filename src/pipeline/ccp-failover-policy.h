/* ccp-failover-policy.h: which failures of a provider another one is tried after
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_FAILOVER_STOP,   /* it is the client's own doing: others would say the same */
  CCP_FAILOVER_NEXT,   /* the next target may do better */
  CCP_FAILOVER_LARGER, /* a target may, whose model has a larger context window */
} CcpFailoverKind;

/* What is to follow when @verdict is the last word of a target (cases T111, T112).
 * @own_credentials: whether the request had the client's own in place of a key of the
 * configuration */
CcpFailoverKind ccp_failover_policy_judge (CcpVerdict *verdict, gboolean own_credentials);
/* Of a chain that failed as a whole the client is told one failure: that which says
 * soonest when to come again; else the last of those that time may mend; else the last.
 * Returns: whether @later goes before @earlier */
gboolean ccp_failover_policy_says_more (CcpVerdict *later, CcpVerdict *earlier);

G_END_DECLS
