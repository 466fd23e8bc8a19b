/* ccp-config-consistency.h: what must fit together in a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-model-config.h"
#include "ccp-provider-config.h"

G_BEGIN_DECLS

/* Names that are unique without regard to case, and names that exist.
 * @has_all_providers: whether a provider that is not there is unknown */
void ccp_config_consistency_check (const CcpConfigContext *context,
                                   GPtrArray *providers,
                                   GPtrArray *models,
                                   gboolean has_all_providers);

G_END_DECLS
