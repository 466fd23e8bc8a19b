/* ccp-routing-schema.h: the routing of a configuration as a JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* writes the schema of what stands under routing: the keys of the router that is used
 * where none is named, and any keys where one is
 * @plugins: (element-type CcpPluginInfo) */
void ccp_routing_schema_write (CcpJsonWriter *writer, GPtrArray *plugins);

G_END_DECLS
