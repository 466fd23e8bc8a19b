/* ccp-schema-merge.h: makes one object schema of one that is a choice of several
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-value.h"

G_BEGIN_DECLS

/* One property, and what the branches say about it. */
typedef struct
{
  char *name;
  CcpJsonValue key;
  GArray *schemas; /* (element-type CcpJsonValue): all different */
} CcpSchemaProperty;

typedef struct
{
  GPtrArray *properties; /* (element-type CcpSchemaProperty) */
  GPtrArray *required;   /* (element-type utf8) */

  /*< private >*/
  GHashTable *by_name;      /* (element-type utf8 CcpSchemaProperty) */
  GHashTable *statements;   /* (element-type Statement): to find those said before */
  GHashTable *required_set; /* (element-type utf8): the names in @required */
  GHashTable *definitions;  /* (element-type utf8 CcpJsonValue): by their reference */
} CcpSchemaMerge;

gboolean ccp_schema_merge_is_needed (const CcpJsonValue *root);
CcpSchemaMerge *ccp_schema_merge_new (const CcpJsonValue *root);
void ccp_schema_merge_free (CcpSchemaMerge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpSchemaMerge, ccp_schema_merge_free)

G_END_DECLS
