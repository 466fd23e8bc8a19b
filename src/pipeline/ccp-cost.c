/* ccp-cost.c: what the tokens of an exchange cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-cost"

#include "ccp-cost.h"

/* prices are for so many tokens */
#define LOT 1e6

double
ccp_cost_compute (const CcpModelFacts *facts, const CcpUsage *usage)
{
  const CcpModelFacts unknown = CCP_MODEL_FACTS_UNKNOWN;
  const CcpModelFacts *known = facts != NULL ? facts : &unknown;
  double cost = 0;

  g_return_val_if_fail (usage != NULL, CCP_COST_UNKNOWN);

  const struct
  {
    gint64 tokens;
    double price;
  } kinds[] = {
    { usage->input_tokens, known->price_input },
    { usage->output_tokens, known->price_output },
    { usage->cache_read_tokens, known->price_cache_read },
    { usage->cache_creation_tokens, known->price_cache_write },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].tokens <= 0)
        continue;
      if (kinds[i].price < 0)
        return CCP_COST_UNKNOWN;
      cost += (double) kinds[i].tokens * kinds[i].price / LOT;
    }
  return cost;
}
