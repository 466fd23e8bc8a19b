/* ccp-routing-check.h: checks the routing of a configuration against its router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

void ccp_routing_check_run (CcpPluginRegistry *registry,
                            const CcpConfigContext *context,
                            CcpConfig *config);

G_END_DECLS
