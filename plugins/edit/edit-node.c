/* edit-node.c: a value of a document that is being changed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-node"

#include "edit-node.h"

static void
write_children (const EditNode *self, CcpJsonWriter *writer)
{
  for (const EditNode *child = self->first; child != NULL; child = child->next)
    {
      if (self->kind == CCP_JSON_OBJECT && child->name != NULL)
        ccp_json_writer_key (writer, child->name);
      else if (self->kind == CCP_JSON_OBJECT)
        ccp_json_writer_key_value (writer, &child->key);
      edit_node_write (child, writer);
    }
}

CcpJsonKind
edit_node_get_kind (const EditNode *self)
{
  return self->opened ? self->kind : ccp_json_value_get_kind (&self->raw);
}

gboolean
edit_node_is_named (const EditNode *self, const char *name)
{
  return self->name != NULL ? g_str_equal (self->name, name)
                            : ccp_json_value_equals_string (&self->key, name);
}

EditNode *
edit_node_find_member (const EditNode *self, const char *name)
{
  g_assert (self->opened);

  for (EditNode *child = self->last; child != NULL; child = child->previous)
    if (self->kind == CCP_JSON_OBJECT && edit_node_is_named (child, name))
      return child;
  return NULL;
}

void
edit_node_mark (EditNode *self)
{
  for (; self != NULL && !self->changed; self = self->parent)
    self->changed = TRUE;
}

void
edit_node_assign (EditNode *self, const CcpJsonValue *value)
{
  for (EditNode *child = self->first; child != NULL; child = child->next)
    child->parent = NULL;
  self->raw = *value;
  self->first = NULL;
  self->last = NULL;
  self->opened = FALSE;
  self->changed = FALSE;
  if (self->parent != NULL)
    edit_node_mark (self->parent);
}

void
edit_node_rename (EditNode *self, const char *name)
{
  self->name = name;
  edit_node_mark (self->parent);
}

void
edit_node_unlink (EditNode *self)
{
  EditNode *parent = self->parent;

  if (parent == NULL)
    return;
  if (self->previous != NULL)
    self->previous->next = self->next;
  else
    parent->first = self->next;
  if (self->next != NULL)
    self->next->previous = self->previous;
  else
    parent->last = self->previous;
  self->parent = NULL;
  self->previous = NULL;
  self->next = NULL;
  edit_node_mark (parent);
}

void
edit_node_insert (EditNode *self, EditNode *child, EditNode *before)
{
  g_assert (self->opened && child->parent == NULL);

  child->parent = self;
  child->next = before;
  child->previous = before != NULL ? before->previous : self->last;
  if (child->previous != NULL)
    child->previous->next = child;
  else
    self->first = child;
  if (before != NULL)
    before->previous = child;
  else
    self->last = child;
  edit_node_mark (self);
}

gboolean
edit_node_is_within (const EditNode *self, const EditNode *other)
{
  for (; self != NULL; self = self->parent)
    if (self == other)
      return TRUE;
  return FALSE;
}

gsize
edit_node_measure (const EditNode *self)
{
  gsize length = 0;

  if (!self->changed)
    ccp_json_value_peek_raw (&self->raw, &length);
  for (EditNode *child = self->changed ? self->first : NULL; child != NULL;
       child = child->next)
    length += edit_node_measure (child) + 1;
  return length;
}

void
edit_node_write (const EditNode *self, CcpJsonWriter *writer)
{
  if (!self->changed)
    ccp_json_writer_value (writer, &self->raw);
  else if (self->kind == CCP_JSON_OBJECT)
    {
      ccp_json_writer_begin_object (writer);
      write_children (self, writer);
      ccp_json_writer_end_object (writer);
    }
  else
    {
      ccp_json_writer_begin_array (writer);
      write_children (self, writer);
      ccp_json_writer_end_array (writer);
    }
}
