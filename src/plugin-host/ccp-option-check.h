/* ccp-option-check.h: checks settings where they stand in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-context.h"
#include "ccp-option-table.h"

G_BEGIN_DECLS

/* @table: (nullable): NULL for what takes nothing
 * @mapping: (nullable): the settings
 * @owner: (nullable): what must have the required ones; NULL if they may be missing
 * Returns: whether all of it could be read and nothing had to be reported */
gboolean ccp_option_check_mapping (const CcpConfigContext *context,
                                   CcpOptionTable *table,
                                   CcpConfigNode *mapping,
                                   CcpConfigNode *owner);
/* whether @mapping has what @owner must have */
gboolean ccp_option_check_required (const CcpConfigContext *context,
                                    CcpOptionTable *table,
                                    CcpConfigNode *mapping,
                                    CcpConfigNode *owner);
/* the same for one value */
gboolean ccp_option_check_value (const CcpConfigContext *context,
                                 const CcpOptionSpec *spec,
                                 CcpConfigNode *node);

G_END_DECLS
