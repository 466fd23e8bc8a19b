/* ccp-exchange-facts.c: what is known about the model that answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-exchange"

#include "ccp-exchange.h"
#include "private/ccp-exchange-fields.h"

/**
 * ccp_exchange_set_facts:
 * @self: an exchange
 * @facts: (nullable): what the configuration knows about the model of its route
 *
 * Sets the facts, before the request is transformed. The host does this for each attempt.
 */
void
ccp_exchange_set_facts (CcpExchange *self, const CcpModelFacts *facts)
{
  CcpModelFacts *copy = NULL;

  g_return_if_fail (CCP_IS_EXCHANGE (self));

  copy = facts != NULL ? ccp_model_facts_copy (facts) : NULL;
  g_clear_pointer (&self->facts, ccp_model_facts_free);
  self->facts = copy;
}

/**
 * ccp_exchange_get_facts:
 * @self: an exchange
 *
 * Gets what the configuration knows about the model that the request goes to.
 *
 * Returns: (transfer none) (nullable): the facts, %NULL if there are none
 */
const CcpModelFacts *
ccp_exchange_get_facts (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->facts;
}
