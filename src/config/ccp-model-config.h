/* ccp-model-config.h: a model in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-pipeline-config.h"

G_BEGIN_DECLS

/* an entry of models, or what a provider lists */
typedef struct
{
  char *id;
  char *provider;
  char *upstream; /* the name that the provider knows it by; id when absent */
  CcpModelFacts facts;
  GPtrArray *request;  /* (element-type CcpTransformerRef): of its pipelines, and its own;
                          after the provider's */
  GPtrArray *response; /* (element-type CcpTransformerRef) */
  CcpJson *options;    /* an object; over the provider's */
  CcpConfigNode *node; /* (not owned) */
} CcpModelConfig;

void ccp_model_config_free (CcpModelConfig *self);
CcpModelConfig *ccp_model_config_copy (const CcpModelConfig *self);
/* what is wrong is reported, and NULL or the default in the result */
CcpModelConfig *ccp_model_config_read (const CcpConfigContext *context,
                                       CcpConfigNode *node);
/* the same for what a provider lists: a name, or a mapping
 * @provider: (nullable): its name
 * Returns: (nullable): NULL if it has no name, which is reported */
CcpModelConfig *ccp_model_config_read_listed (const CcpConfigContext *context,
                                              CcpConfigNode *node,
                                              const char *provider);
/* whether there is no more to it than its name */
gboolean ccp_model_config_is_plain (const CcpModelConfig *self);
/* what the model is able to, as an object by the names of options */
CcpJson *ccp_model_config_describe_facts (const CcpModelConfig *self);
/* fills in what @listed, which is the same model, knows more */
void ccp_model_config_complete (CcpModelConfig *self, const CcpModelConfig *listed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpModelConfig, ccp_model_config_free)

G_END_DECLS
