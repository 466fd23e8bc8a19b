/* gemini-schema-view.h: one schema, together with what it refers to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* A schema, the targets of its references, the branches of its allOf, and the branch of
 * an anyOf that has no other: as if all of that stood in one object. */
typedef struct
{
  CcpJsonValue root;    /* of the document that references are looked up in */
  GArray *parts;        /* (element-type CcpJsonValue): objects, the first one wins */
  gboolean is_nullable; /* one of the choices is null */
  gboolean is_broken;   /* it refers to itself, or to what is not there */
} GeminiSchemaView;

void gemini_schema_view_init (GeminiSchemaView *self,
                              const CcpJsonValue *root,
                              const CcpJsonValue *schema);
void gemini_schema_view_clear (GeminiSchemaView *self);
/* Returns: the member of the first part that has it */
CcpJsonValue gemini_schema_view_get (const GeminiSchemaView *self, const char *name);
/* Returns: (transfer full) (element-type CcpJsonValue): the branches of its anyOf and
 * oneOf, without null; none where there is no choice */
GArray *gemini_schema_view_list_choices (const GeminiSchemaView *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GeminiSchemaView, gemini_schema_view_clear)

G_END_DECLS
