/* ccp-plan.h: which transformers stand where between a client and a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-model-config.h"
#include "ccp-plugin-registry.h"
#include "ccp-provider-config.h"

G_BEGIN_DECLS

/* Boxed, immutable. A place is one entry of a list; entries of the request and the
 * response list that are the same are one place, so that one instance sees both
 * directions. */
typedef struct _CcpPlan CcpPlan;

typedef struct
{
  char *class_name;
  CcpJson *params;
  CcpSide side;
} CcpPlace;

/* @dialect: (nullable): the transformer that converts, where the provider wants one */
CcpPlan *ccp_plan_new (CcpPluginRegistry *registry,
                       const char *dialect,
                       const CcpProviderConfig *provider,
                       const CcpModelConfig *model,
                       GError **error);
CcpPlan *ccp_plan_ref (CcpPlan *self);
void ccp_plan_unref (CcpPlan *self);
GArray *ccp_plan_get_places (CcpPlan *self); /* (element-type CcpPlace) */
/* Returns: (nullable): the transformer that converts requests */
const char *ccp_plan_get_dialect (CcpPlan *self);
GArray *ccp_plan_get_request (CcpPlan *self);  /* (element-type guint): places in order */
GArray *ccp_plan_get_response (CcpPlan *self); /* (element-type guint): places in order */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpPlan, ccp_plan_unref)

G_END_DECLS
