/* ccp-model-facts.c: what is known about a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-model-facts"

#include "ccp-model-facts.h"

G_DEFINE_BOXED_TYPE (CcpModelFacts,
                     ccp_model_facts,
                     ccp_model_facts_copy,
                     ccp_model_facts_free)

static void
complete_price (double *price, double other)
{
  if (*price < 0)
    *price = other;
}

/**
 * ccp_model_facts_new:
 *
 * Creates the facts of a model that nothing is known about.
 *
 * Returns: (transfer full): the facts
 */
CcpModelFacts *
ccp_model_facts_new (void)
{
  return ccp_model_facts_copy (&CCP_MODEL_FACTS_UNKNOWN);
}

/**
 * ccp_model_facts_copy:
 * @self: facts
 *
 * Copies facts.
 *
 * Returns: (transfer full): a copy
 */
CcpModelFacts *
ccp_model_facts_copy (const CcpModelFacts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * ccp_model_facts_free:
 * @self: (transfer full): facts
 *
 * Frees facts.
 */
void
ccp_model_facts_free (CcpModelFacts *self)
{
  g_return_if_fail (self != NULL);

  g_free (self);
}

/**
 * ccp_model_facts_is_empty:
 * @self: facts
 *
 * Checks whether nothing is known.
 *
 * Returns: %TRUE if nothing is
 */
gboolean
ccp_model_facts_is_empty (const CcpModelFacts *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->context_window == 0 && self->max_output == 0 &&
         self->modalities == CCP_MODALITY_UNKNOWN && self->price_input < 0 &&
         self->price_output < 0 && self->price_cache_read < 0 &&
         self->price_cache_write < 0;
}

/**
 * ccp_model_facts_complete:
 * @self: facts
 * @other: what else is known about the same model
 *
 * Fills in what is not known in @self.
 */
void
ccp_model_facts_complete (CcpModelFacts *self, const CcpModelFacts *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL);

  if (self->context_window == 0)
    self->context_window = other->context_window;
  if (self->max_output == 0)
    self->max_output = other->max_output;
  if (self->modalities == CCP_MODALITY_UNKNOWN)
    self->modalities = other->modalities;
  complete_price (&self->price_input, other->price_input);
  complete_price (&self->price_output, other->price_output);
  complete_price (&self->price_cache_read, other->price_cache_read);
  complete_price (&self->price_cache_write, other->price_cache_write);
}
