/* ccp-merged-object.h: one JSON object of several
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-writer.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *members;      /* (nullable) (element-type Member) */
  GHashTable *places;   /* (element-type utf8 guint): of a name in @members, from 1 */
  GPtrArray *documents; /* (element-type CcpJson): what the members stand in */
} CcpMergedObject;

/* Starts as { 0 }. */
void ccp_merged_object_clear (CcpMergedObject *self);
gboolean ccp_merged_object_is_empty (const CcpMergedObject *self);
void ccp_merged_object_add (CcpMergedObject *self,
                            CcpJson *document,
                            const CcpJsonValue *object);
void ccp_merged_object_write (const CcpMergedObject *self,
                              CcpJsonWriter *writer,
                              const char *const *omitted);

G_END_DECLS
