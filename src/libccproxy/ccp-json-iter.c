/* ccp-json-iter.c: walks over the members of an object or the elements of an array
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "ccp-json-value.h"

#include "private/ccp-json-tape.h"

/**
 * ccp_json_iter_init: (skip)
 * @self: (out caller-allocates): an iterator that need not be cleared
 * @container: an object or an array; in anything else there is nothing to walk over
 *
 * Starts to walk over what is in @container, in the order in which it is written.
 *
 * ```c
 * CcpJsonIter iter;
 * CcpJsonValue name, value;
 *
 * ccp_json_iter_init (&iter, &object);
 * while (ccp_json_iter_next (&iter, &name, &value))
 *   ...
 * ```
 */
void
ccp_json_iter_init (CcpJsonIter *self, const CcpJsonValue *container)
{
  const CcpJsonNode *node;

  g_return_if_fail (self != NULL);
  g_return_if_fail (container != NULL);

  *self = (CcpJsonIter){ 0 };
  node = ccp_json_value_get_node (container);
  if (node == NULL || node->count == 0)
    return;

  self->document = container->document;
  self->next = container->index + 1;
  self->end = node->next;
  self->members = node->kind == CCP_JSON_OBJECT;
}

/**
 * ccp_json_iter_next: (skip)
 * @self: an iterator
 * @name: (out) (optional): the name of a member, a string; does not exist in an array
 * @value: (out) (optional): the value of a member, or an element
 *
 * Goes to the next member or element. Members with the same name come one by one.
 *
 * Returns: whether there is one
 */
gboolean
ccp_json_iter_next (CcpJsonIter *self, CcpJsonValue *name, CcpJsonValue *value)
{
  guint index;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->next == self->end)
    return FALSE;

  index = self->next + (self->members ? 1 : 0);
  if (name != NULL)
    *name = self->members ? (CcpJsonValue){ self->document, self->next }
                          : CCP_JSON_VALUE_NONE;
  if (value != NULL)
    *value = (CcpJsonValue){ self->document, index };
  self->next = self->document->tape->nodes[index].next;
  return TRUE;
}
