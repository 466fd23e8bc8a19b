/* ccp-json-node.h: between JSON documents and json-glib trees
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-writer.h"

G_BEGIN_DECLS

JsonNode *ccp_json_node_read (const CcpJsonValue *value, GError **error);
gboolean
ccp_json_node_write (JsonNode *node, CcpJsonWriter *writer, guint depth, GError **error);

G_END_DECLS
