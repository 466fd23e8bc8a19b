/* gemini-schema-enum.h: values that a schema lists
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-schema-view.h"

G_BEGIN_DECLS

/* Returns: whether a schema lists values that can be said: texts, or what can be written
 * as texts */
gboolean gemini_schema_enum_exists (const GeminiSchemaView *view);
/* Returns: whether null is among them */
gboolean gemini_schema_enum_has_null (const GeminiSchemaView *view);
/* Writes the member enum of a schema that lists values */
void gemini_schema_enum_write (CcpJsonWriter *writer, const GeminiSchemaView *view);

G_END_DECLS
