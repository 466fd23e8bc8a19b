/* ccp-provider-config.h: one entry of providers in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-key-command.h"
#include "ccp-model-config.h"
#include "ccp-secret.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *preset; /* (nullable): where the keys are from that the entry does not have */
  char *type;   /* (nullable): the plugin that speaks the dialect; inferred when absent */
  char *url;
  CcpSecret *key;             /* (nullable) */
  CcpKeyCommand *key_command; /* (nullable): what makes the key instead */
  guint timeout; /* seconds until the head of an answer, and between two reads of it */
  GPtrArray *models;   /* (element-type CcpModelConfig): what the provider lists */
  GPtrArray *request;  /* (element-type CcpTransformerRef): of its pipelines, and its own
                        */
  GPtrArray *response; /* (element-type CcpTransformerRef); the mirror runs them */
  CcpJson *options;    /* an object */
  CcpConfigNode *node; /* (not owned) */
} CcpProviderConfig;

void ccp_provider_config_free (CcpProviderConfig *self);
/* what is wrong is reported, and NULL or the default in the result */
CcpProviderConfig *ccp_provider_config_read (const CcpConfigContext *context,
                                             CcpConfigNode *node);

/* what a CcpProvider is configured with: name, url and options */
CcpJson *ccp_provider_config_describe (const CcpProviderConfig *self,
                                       CcpJson *complete_options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpProviderConfig, ccp_provider_config_free)

G_END_DECLS
