/* ccp-model-facts.h: what is known about a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_MODEL_FACTS (ccp_model_facts_get_type ())

/**
 * CcpModelFacts:
 * @context_window: tokens of a conversation and its answer, 0 if it is not known
 * @max_output: tokens of an answer, 0 if it is not known
 * @modalities: what it reads
 * @price_input: US dollars for a million tokens of the prompt, -1 if it is not known
 * @price_output: the same for tokens of answers
 * @price_cache_read: the same for tokens of the prompt that are read from a cache
 * @price_cache_write: the same for tokens of the prompt that are written to a cache
 *
 * What the configuration knows about a model.
 */
struct _CcpModelFacts
{
  gint64 context_window;
  gint64 max_output;
  CcpModalities modalities;
  double price_input;
  double price_output;
  double price_cache_read;
  double price_cache_write;
};

/**
 * CCP_MODEL_FACTS_UNKNOWN: (skip)
 *
 * Initialises a [struct@ModelFacts] of a model that nothing is known about.
 */
#define CCP_MODEL_FACTS_UNKNOWN                                                          \
  ((CcpModelFacts){ 0, 0, CCP_MODALITY_UNKNOWN, -1, -1, -1, -1 })

CCP_AVAILABLE_IN_1_0
GType ccp_model_facts_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpModelFacts *ccp_model_facts_new (void);
CCP_AVAILABLE_IN_1_0
CcpModelFacts *ccp_model_facts_copy (const CcpModelFacts *self);
CCP_AVAILABLE_IN_1_0
void ccp_model_facts_free (CcpModelFacts *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_model_facts_is_empty (const CcpModelFacts *self);
CCP_AVAILABLE_IN_1_0
void ccp_model_facts_complete (CcpModelFacts *self, const CcpModelFacts *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpModelFacts, ccp_model_facts_free)

G_END_DECLS
