/* ccp-config-parser.h: YAML to nodes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-node.h"
#include "ccp-diagnostics.h"

G_BEGIN_DECLS

#define CCP_CONFIG_PARSER_MAX_SIZE (1u << 20) /* bytes */
#define CCP_CONFIG_PARSER_MAX_DEPTH 64
#define CCP_CONFIG_PARSER_MAX_NODES 20000 /* keys, values and the ends of both */

/* Returns: (nullable): the root, a mapping if the file is empty; NULL if the rest of the
 * file could not be read. What is merely refused (aliases, tags, duplicate keys) is in
 * @diagnostics and has a broken node, or none, in the tree. */
CcpConfigNode *ccp_config_parser_run (GBytes *yaml, CcpDiagnostics *diagnostics);

G_END_DECLS
