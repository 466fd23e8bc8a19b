/* ccp-json-tape.h: the index over the text of a JSON document, and the inside of CcpJson
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-value.h"

G_BEGIN_DECLS

/* What a writer makes of documents from outside may be deeper than they are, so that a
 * translator that wraps what it was given cannot fail. */
#define CCP_JSON_MAX_WRITTEN_DEPTH (2 * CCP_JSON_MAX_DEPTH)

/* One value or member name. A name is followed by its value, a container by its content.
 */
typedef struct
{
  guint32 start; /* offset of the first byte, quotes included */
  guint32 end;   /* offset of the byte after the last */
  guint32 next;  /* index of the node after this one and all that is in it */
  guint32 kind : 4;
  guint32 escaped : 1; /* a string that has a backslash in it */
  guint32 count : 27;  /* members of an object, elements of an array */
} CcpJsonNode;

typedef struct
{
  guint n_nodes; /* 0 for a text that is not JSON */
  guint depth;   /* how deep arrays and objects are nested */
  CcpJsonNode nodes[];
} CcpJsonTape;

struct _CcpJson
{
  gatomicrefcount ref_count;
  guint depth; /* no deeper than this, 0 for not known */
  GBytes *bytes;
  const char *text; /* of bytes */
  gsize length;
  const CcpJsonTape *tape; /* atomic; built when first needed */
};

const CcpJsonTape *
ccp_json_parser_run (const char *text, gsize length, guint max_depth, GError **error);
guint ccp_json_tape_get_depth (const CcpJsonTape *self, guint index);

const CcpJsonTape *ccp_json_get_tape (CcpJson *self);
CcpJson *ccp_json_new_known (GBytes *bytes, guint depth);
guint ccp_json_get_depth (CcpJson *self);

static inline const CcpJsonNode *
ccp_json_value_get_node (const CcpJsonValue *self)
{
  return self->document != NULL ? &self->document->tape->nodes[self->index] : NULL;
}

G_END_DECLS
