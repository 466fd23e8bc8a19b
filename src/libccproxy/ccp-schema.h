/* ccp-schema.h: JSON Schemas of tools and answers, as providers take them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-writer.h"

G_BEGIN_DECLS

/**
 * CcpSchemaFlags:
 * @CCP_SCHEMA_DEFAULT: what every provider wants
 * @CCP_SCHEMA_ANY_ROOT: the root need not be an object
 * @CCP_SCHEMA_NO_CLOSED_OBJECTS: `additionalProperties: false` is removed everywhere
 *
 * How to write a schema.
 */
typedef enum /*< flags >*/
{
  CCP_SCHEMA_DEFAULT = 0,
  CCP_SCHEMA_ANY_ROOT = 1 << 0,
  CCP_SCHEMA_NO_CLOSED_OBJECTS = 1 << 1,
} CcpSchemaFlags;

CCP_AVAILABLE_IN_1_0
void ccp_schema_write (CcpJsonWriter *writer,
                       const CcpJsonValue *schema,
                       CcpSchemaFlags flags);
CCP_AVAILABLE_IN_1_0
gboolean ccp_schema_is_strict (const CcpJsonValue *schema);

G_END_DECLS
