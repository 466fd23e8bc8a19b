/* ccp-config-json-schema.h: the configuration file as a JSON Schema, for editors
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

/* Made of the tables that the configuration is read with, and of those of the router that
 * is used where none is named.
 * Returns: a schema of JSON Schema 2020-12 */
CcpJson *ccp_config_json_schema_write (CcpPluginRegistry *registry);

G_END_DECLS
