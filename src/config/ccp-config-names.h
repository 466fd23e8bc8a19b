/* ccp-config-names.h: whether the names of a configuration could be read
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-node.h"
#include "ccp-config-schema.h"

G_BEGIN_DECLS

/* Where a name could not be read, another that is not found may be that one: it must not
 * be called unknown. */

/* Returns: whether @mapping does not have @key because it was refused or misspelt */
gboolean ccp_config_names_is_lost (CcpConfigNode *mapping,
                                   const CcpConfigSection *section,
                                   const char *key);
/* @root: the configuration
 * Returns: whether every provider has its name */
gboolean ccp_config_names_has_providers (CcpConfigNode *root);
/* Returns: whether every model has its name, also those that providers list */
gboolean ccp_config_names_has_models (CcpConfigNode *root);

G_END_DECLS
