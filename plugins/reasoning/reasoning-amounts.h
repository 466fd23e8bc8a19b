/* reasoning-amounts.h: how much is to be thought for what a client asks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef enum
{
  REASONING_AMOUNT_AS_ASKED,
  REASONING_AMOUNT_OFF,
  REASONING_AMOUNT_EFFORT,
  REASONING_AMOUNT_BUDGET,
} ReasoningAmountKind;

typedef struct
{
  ReasoningAmountKind kind;
  const char *effort; /* for EFFORT: one of the API's words */
  gint64 budget;      /* for BUDGET: tokens */
} ReasoningAmount;

/* by level; those below DEFAULT are not used */
typedef struct
{
  ReasoningAmount of[CCP_THINKING_MAX + 1];
} ReasoningAmounts;

/* Reads `effort`, `budget` and `map`, of which one can be set. */
gboolean reasoning_amounts_read (ReasoningAmounts *self,
                                 const CcpJsonValue *params,
                                 GError **error);

G_END_DECLS
