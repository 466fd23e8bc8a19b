/* ccp-model-variant.h: how one model of a provider is asked
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plan.h"

G_BEGIN_DECLS

typedef struct
{
  CcpPlan *plan;
  CcpJson *configured; /* as the configuration and the plugin's table have the settings */
  CcpJson *settings;   /* the same with what was learned */
  CcpJson *options;    /* the same and the provider's URL: what an exchange is given */
} CcpModelVariant;

/* @settings: as the plugin's table has them
 * @url: of the provider */
CcpModelVariant *
ccp_model_variant_new (CcpPlan *plan, CcpJson *settings, const char *url);
void ccp_model_variant_free (CcpModelVariant *self);
/* Returns: (transfer full): the same model with other settings */
CcpModelVariant *
ccp_model_variant_learn (const CcpModelVariant *self, CcpJson *settings, const char *url);
/* @other: what the same model was before the configuration was read again
 * Returns: (transfer full) (nullable): @self with what @other has learned; NULL if that
 * is nothing, or the settings are not the same any more */
CcpModelVariant *ccp_model_variant_take_over (const CcpModelVariant *self,
                                              const CcpModelVariant *other,
                                              const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpModelVariant, ccp_model_variant_free)

G_END_DECLS
