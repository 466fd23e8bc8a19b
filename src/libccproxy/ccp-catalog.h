/* ccp-catalog.h: the models that the configuration knows
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-model-facts.h"

G_BEGIN_DECLS

/**
 * CCP_CATALOG_ALIAS_PREFIX:
 *
 * What stands before the id of a model in its second name, which clients that offer only
 * Anthropic's models offer as well.
 */
#define CCP_CATALOG_ALIAS_PREFIX "claude-via-"

#define CCP_TYPE_CATALOG (ccp_catalog_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_catalog_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpCatalog *ccp_catalog_new (void);
CCP_AVAILABLE_IN_1_0
CcpCatalog *ccp_catalog_ref (CcpCatalog *self);
CCP_AVAILABLE_IN_1_0
void ccp_catalog_unref (CcpCatalog *self);
CCP_AVAILABLE_IN_1_0
void ccp_catalog_add_provider (CcpCatalog *self, const char *name);
CCP_AVAILABLE_IN_1_0
void ccp_catalog_add_model (CcpCatalog *self,
                            const char *id,
                            const char *provider,
                            const char *upstream);
CCP_AVAILABLE_IN_1_0
void ccp_catalog_add_namesake (CcpCatalog *self,
                               const char *provider,
                               const char *upstream,
                               const CcpModelFacts *facts);
CCP_AVAILABLE_IN_1_0
void ccp_catalog_set_facts (CcpCatalog *self, guint index, const CcpModelFacts *facts);
CCP_AVAILABLE_IN_1_0
guint ccp_catalog_get_n_providers (CcpCatalog *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_catalog_get_provider_name (CcpCatalog *self, guint index);
CCP_AVAILABLE_IN_1_0
guint ccp_catalog_get_n_models (CcpCatalog *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_catalog_get_id (CcpCatalog *self, guint index);
CCP_AVAILABLE_IN_1_0
const char *ccp_catalog_get_provider (CcpCatalog *self, guint index);
CCP_AVAILABLE_IN_1_0
const char *ccp_catalog_get_upstream (CcpCatalog *self, guint index);
CCP_AVAILABLE_IN_1_0
const CcpModelFacts *ccp_catalog_get_facts (CcpCatalog *self, guint index);
CCP_AVAILABLE_IN_1_0
const CcpModelFacts *ccp_catalog_find_facts (CcpCatalog *self, CcpRoute *route);
CCP_AVAILABLE_IN_1_0
gboolean ccp_catalog_has_provider (CcpCatalog *self, const char *name);
CCP_AVAILABLE_IN_1_0
CcpRoute *ccp_catalog_resolve (CcpCatalog *self,
                               const char *stage,
                               const char *target,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpCatalog, ccp_catalog_unref)

G_END_DECLS
