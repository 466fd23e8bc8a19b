/* gemini-openapi-schema.h: schemas in the form that older models take
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Writes a JSON Schema in the subset of OpenAPI, of which one word too much is refused */
void gemini_openapi_schema_write (CcpJsonWriter *writer, const CcpJsonValue *schema);

G_END_DECLS
