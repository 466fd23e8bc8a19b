/* ccp-retry-policy.h: whether a verdict is worth another attempt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-target.h"

G_BEGIN_DECLS

/* A plain value, zero at the start of a run (protocol E.7: one repetition; each learned
 * setting gives one more). */
typedef struct
{
  guint repeated;
  guint changed;
  guint renewed;
} CcpRetryPolicy;

/* What the verdict on an attempt at @exchange teaches is learned on the way. */
gboolean ccp_retry_policy_allows (CcpRetryPolicy *self,
                                  CcpVerdict *verdict,
                                  CcpTarget *target,
                                  CcpExchange *exchange);
/* @key: (nullable): what the attempt was sent with. A key that was refused is not used
 * again: a program that makes keys makes another one, once in a run. */
gboolean ccp_retry_policy_renews (CcpRetryPolicy *self,
                                  CcpVerdict *verdict,
                                  CcpTarget *target,
                                  CcpSecret *key);

G_END_DECLS
