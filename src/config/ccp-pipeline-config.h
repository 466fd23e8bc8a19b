/* ccp-pipeline-config.h: lists of transformers that have a name in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-transformer-ref.h"

G_BEGIN_DECLS

/* where a pipeline is named */
typedef struct
{
  CcpConfigNode *node; /* (not owned) */
  char *provider;      /* (nullable): of whom the requests are */
} CcpPipelineUser;

/* an entry of pipelines */
typedef struct
{
  char *name;
  GPtrArray *request;  /* (element-type CcpTransformerRef) */
  GPtrArray *response; /* (element-type CcpTransformerRef) */
  GPtrArray *users;    /* (element-type CcpPipelineUser) */
  CcpConfigNode *node; /* (not owned) */
} CcpPipelineConfig;

void ccp_pipeline_config_free (CcpPipelineConfig *self);
/* @root: of the whole configuration
 * Returns: (element-type CcpPipelineConfig): what is under pipelines */
GPtrArray *ccp_pipeline_config_read_all (const CcpConfigReader *root);
/* What an owner of transformers has: those of the pipelines that it names, and then its
 * own.
 * @owner: has the keys pipeline and transformers
 * @provider: (nullable): the name of the provider that they are for */
void ccp_pipeline_config_read_owner (const CcpConfigReader *owner,
                                     const char *provider,
                                     GPtrArray **request,
                                     GPtrArray **response);
/* warns of what nobody names, once all owners were read
 * @pipelines: (element-type CcpPipelineConfig) */
void ccp_pipeline_config_check_used (const CcpConfigContext *context,
                                     GPtrArray *pipelines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpPipelineConfig, ccp_pipeline_config_free)

G_END_DECLS
