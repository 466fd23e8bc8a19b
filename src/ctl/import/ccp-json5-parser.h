/* ccp-json5-parser.h: JSON5 to a tree
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CCP_JSON5_PARSER_MAX_SIZE (1u << 20) /* bytes */
#define CCP_JSON5_PARSER_MAX_DEPTH 32
#define CCP_JSON5_PARSER_MAX_VALUES 10000

/* Of two members of a name the last is meant.
 * @error: "LINE:COLUMN: what was expected"
 * Returns: (transfer full) (nullable) */
JsonNode *ccp_json5_parser_run (GBytes *text, GError **error);

G_END_DECLS
