/* ccp-json-tape.c: the index over the text of a JSON document
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "private/ccp-json-tape.h"

/*
 * ccp_json_tape_get_depth:
 * @self: an index
 * @index: a node
 *
 * Gets how deep the arrays and objects from a node on are nested.
 *
 * Returns: 0 for what is neither array nor object
 */
guint
ccp_json_tape_get_depth (const CcpJsonTape *self, guint index)
{
  guint ends[CCP_JSON_MAX_WRITTEN_DEPTH];
  guint depth = 0;
  guint deepest = 0;

  g_assert (index < self->n_nodes);

  for (guint i = index; i < self->nodes[index].next; i++)
    {
      const CcpJsonNode *node = &self->nodes[i];

      while (depth > 0 && i >= ends[depth - 1])
        depth--;
      if (node->kind == CCP_JSON_ARRAY || node->kind == CCP_JSON_OBJECT)
        ends[depth++] = node->next;
      deepest = MAX (deepest, depth);
    }
  return deepest;
}
