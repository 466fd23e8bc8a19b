/* ccp-model-config.h: one entry of models in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-transformer-ref.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *provider;
  char *upstream;      /* the name that the provider knows it by; id when absent */
  GPtrArray *request;  /* (element-type CcpTransformerRef): after the provider's */
  GPtrArray *response; /* (element-type CcpTransformerRef) */
  CcpJson *options;    /* an object; over the provider's */
  CcpConfigNode *node; /* (not owned) */
  gboolean is_listed;  /* the provider lists it, and nobody has said more about it */
} CcpModelConfig;

void ccp_model_config_free (CcpModelConfig *self);
/* what is wrong is reported, and NULL or the default in the result */
CcpModelConfig *ccp_model_config_read (const CcpConfigContext *context,
                                       CcpConfigNode *node);
/* a model that the provider lists and nobody has said more about */
CcpModelConfig *
ccp_model_config_new (const char *id, const char *provider, CcpConfigNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpModelConfig, ccp_model_config_free)

G_END_DECLS
