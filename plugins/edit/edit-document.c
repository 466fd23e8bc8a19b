/* edit-document.c: a JSON document that is being changed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-document"

#include "edit-document.h"

/* events are small and many, so the first block is small */
#define FIRST_BLOCK 16
#define LARGEST_BLOCK 4096

struct _EditDocument
{
  CcpJson *json;
  GPtrArray *kept;   /* (element-type CcpJson) (nullable) */
  GPtrArray *blocks; /* (element-type EditNode): each an array of nodes */
  guint block_size;
  guint block_used;
  guint n_nodes;
  gsize added;
  EditNode *root;
};

static EditNode *
take_node (EditDocument *self)
{
  EditNode *block = NULL;

  self->n_nodes++;
  if (self->block_used == self->block_size)
    {
      self->block_size =
          CLAMP (self->block_size * 2, (guint) FIRST_BLOCK, (guint) LARGEST_BLOCK);
      self->block_used = 0;
      g_ptr_array_add (self->blocks, g_new0 (EditNode, self->block_size));
    }
  block = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  return &block[self->block_used++];
}

EditDocument *
edit_document_new (CcpJson *json)
{
  EditDocument *self = g_new0 (EditDocument, 1);

  self->json = ccp_json_ref (json);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->root = take_node (self);
  ccp_json_get_root (json, &self->root->raw);
  return self;
}

void
edit_document_free (EditDocument *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->json, ccp_json_unref);
  g_free (self);
}

EditNode *
edit_document_get_root (EditDocument *self)
{
  return self->root;
}

void
edit_document_keep (EditDocument *self, CcpJson *json)
{
  if (self->kept == NULL)
    self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_json_unref);
  g_ptr_array_add (self->kept, json);
}

EditNode *
edit_document_create (EditDocument *self, const CcpJsonValue *value)
{
  EditNode *node = take_node (self);
  gsize length = 0;

  ccp_json_value_peek_raw (value, &length);
  edit_document_charge (self, length);
  node->raw = *value;
  return node;
}

EditNode *
edit_document_create_container (EditDocument *self, CcpJsonKind kind)
{
  EditNode *node = take_node (self);

  node->kind = kind;
  node->opened = TRUE;
  node->changed = TRUE;
  return node;
}

EditNode *
edit_document_copy (EditDocument *self, const EditNode *node)
{
  EditNode *copy = NULL;

  if (!node->changed)
    return edit_document_create (self, &node->raw);
  copy = edit_document_create_container (self, node->kind);
  for (EditNode *child = node->first; child != NULL && !edit_document_is_exhausted (self);
       child = child->next)
    {
      EditNode *child_copy = edit_document_copy (self, child);

      child_copy->key = child->key;
      child_copy->name = child->name;
      edit_node_insert (copy, child_copy, NULL);
    }
  return copy;
}

void
edit_document_open (EditDocument *self, EditNode *node)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonKind kind = edit_node_get_kind (node);

  if (node->opened || edit_document_is_exhausted (self) ||
      (kind != CCP_JSON_OBJECT && kind != CCP_JSON_ARRAY))
    return;
  if (ccp_json_value_get_length (&node->raw) > EDIT_DOCUMENT_MAX_NODES - self->n_nodes)
    {
      self->n_nodes = EDIT_DOCUMENT_MAX_NODES;
      return;
    }
  node->opened = TRUE;
  node->kind = kind;
  ccp_json_iter_init (&iter, &node->raw);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      EditNode *child = take_node (self);

      child->raw = value;
      child->key = name;
      child->parent = node;
      child->previous = node->last;
      if (node->last != NULL)
        node->last->next = child;
      else
        node->first = child;
      node->last = child;
    }
}

void
edit_document_charge (EditDocument *self, gsize length)
{
  self->added += MIN (length, EDIT_DOCUMENT_MAX_ADDED);
}

gboolean
edit_document_is_exhausted (EditDocument *self)
{
  return self->added > EDIT_DOCUMENT_MAX_ADDED ||
         self->n_nodes >= EDIT_DOCUMENT_MAX_NODES;
}

CcpJson *
edit_document_finish (EditDocument *self, GError **error)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJson *json = NULL;

  if (!self->root->changed && !edit_document_is_exhausted (self))
    return ccp_json_ref (self->json);
  if (!edit_document_is_exhausted (self))
    {
      writer = ccp_json_writer_new_sized (edit_node_measure (self->root));
      edit_node_write (self->root, writer);
      json = ccp_json_writer_finish (writer);
    }
  if (json == NULL)
    g_set_error_literal (error,
                         CCP_ERROR,
                         CCP_ERROR_TOO_LARGE,
                         "the edits make the document too large, too deep, or change "
                         "too many places in it");
  return json;
}
