/* ccp-plan.h: which transformers stand where between a client and a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-fault-log.h"
#include "ccp-model-config.h"
#include "ccp-plugin-registry.h"
#include "ccp-provider-config.h"

G_BEGIN_DECLS

/* Boxed, immutable. A place is one entry of a list; entries of the request and the
 * response list that are the same are one place, so that one instance sees both
 * directions. */
typedef struct _CcpPlan CcpPlan;

typedef enum
{
  CCP_ORIGIN_PROVIDER, /* the configuration of the provider */
  CCP_ORIGIN_MODEL,    /* that of the model */
  CCP_ORIGIN_DIALECT,  /* nobody wrote it down */
} CcpOrigin;

typedef struct
{
  char *class_name; /* "module.ClassName" */
  CcpJson *params;  /* with those of an alias */
  CcpSide side;
  CcpTransformAbilities abilities;
  CcpOnError on_error;
  CcpOrigin origin;
  CcpTransformerRef *ref; /* (nullable): its entry in the configuration */
} CcpPlace;

/* an entry that cannot be used, and is left out because it may be skipped */
typedef struct
{
  CcpTransformerRef *ref;
  CcpOrigin origin;
  gboolean is_request;
  char *reason;
} CcpOmission;

/* @dialect: (nullable): the transformer that converts, where the provider wants one
 * @faults: where what fails at run time is told */
CcpPlan *ccp_plan_new (CcpPluginRegistry *registry,
                       const char *dialect,
                       const CcpProviderConfig *provider,
                       const CcpModelConfig *model,
                       CcpFaultLog *faults,
                       GError **error);
CcpPlan *ccp_plan_ref (CcpPlan *self);
void ccp_plan_unref (CcpPlan *self);
GArray *ccp_plan_get_places (CcpPlan *self); /* (element-type CcpPlace) */
/* Returns: (nullable): the transformer that converts requests */
const char *ccp_plan_get_dialect (CcpPlan *self);
GArray *ccp_plan_get_request (CcpPlan *self);  /* (element-type guint): places in order */
GArray *ccp_plan_get_response (CcpPlan *self); /* (element-type guint): places in order */
GArray *ccp_plan_get_omissions (CcpPlan *self); /* (element-type CcpOmission) */
CcpFaultLog *ccp_plan_get_faults (CcpPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpPlan, ccp_plan_unref)

G_END_DECLS
