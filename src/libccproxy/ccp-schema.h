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

/**
 * CcpSchemaHolding:
 * @CCP_SCHEMA_HOLDS_DATA: no schema: a value, a text, or a keyword that is not known
 * @CCP_SCHEMA_HOLDS_SCHEMA: a schema, or an array of schemas
 * @CCP_SCHEMA_HOLDS_SCHEMAS: an object whose members are schemas
 *
 * What a keyword of a JSON Schema holds, for whoever walks over one.
 */
typedef enum
{
  CCP_SCHEMA_HOLDS_DATA,
  CCP_SCHEMA_HOLDS_SCHEMA,
  CCP_SCHEMA_HOLDS_SCHEMAS,
} CcpSchemaHolding;

CCP_AVAILABLE_IN_1_0
void ccp_schema_write (CcpJsonWriter *writer,
                       const CcpJsonValue *schema,
                       CcpSchemaFlags flags);
CCP_AVAILABLE_IN_1_0
gboolean ccp_schema_is_strict (const CcpJsonValue *schema);
CCP_AVAILABLE_IN_1_0
CcpSchemaHolding ccp_schema_get_holding (const CcpJsonValue *keyword);
CCP_AVAILABLE_IN_1_0
CcpJsonValue ccp_schema_resolve (const CcpJsonValue *root, const CcpJsonValue *reference);

G_END_DECLS
