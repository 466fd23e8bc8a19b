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
} CcpRetryPolicy;

/* What the verdict teaches about @model is learned on the way. */
gboolean ccp_retry_policy_allows (CcpRetryPolicy *self,
                                  CcpVerdict *verdict,
                                  CcpTarget *target,
                                  const char *model);

G_END_DECLS
