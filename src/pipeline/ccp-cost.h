/* ccp-cost.h: what the tokens of an exchange cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_COST_UNKNOWN (-1.0)

/* @facts: (nullable): of the model that answered
 * Returns: US dollars for the tokens that are counted, or CCP_COST_UNKNOWN if there are
 * tokens of a kind whose price is not known */
double ccp_cost_compute (const CcpModelFacts *facts, const CcpUsage *usage);

G_END_DECLS
