/* gemini-json-schema.h: JSON Schemas, as newer models take them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* How much a schema may grow when references in it are written out, in bytes */
#define GEMINI_SCHEMA_MAX_GROWTH (1024 * 1024)

/* Returns: whether it allows nothing but an empty object: such a function is declared
 * without parameters */
gboolean gemini_json_schema_is_empty (const CcpJsonValue *schema);
void gemini_json_schema_write (CcpJsonWriter *writer, const CcpJsonValue *schema);

G_END_DECLS
