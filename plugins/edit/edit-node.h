/* edit-node.h: a value of a document that is being changed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* As long as nothing in it has changed, a node is a place in a document of bytes. One in
 * which something is to change is opened: it gets a node for each member or element. The
 * nodes belong to an EditDocument, linked into it or not. */
typedef struct _EditNode EditNode;
struct _EditNode
{
  EditNode *parent; /* (nullable) */
  EditNode *previous;
  EditNode *next;
  EditNode *first;
  EditNode *last;
  CcpJsonValue raw; /* what it is, unless it has changed */
  CcpJsonValue key; /* of a member, as it is written */
  const char *name; /* (nullable) (not owned): goes before the key */
  CcpJsonKind kind; /* of an opened node */
  gboolean opened;  /* it has its nodes */
  gboolean changed; /* it is no longer what raw says */
};

CcpJsonKind edit_node_get_kind (const EditNode *self);
gboolean edit_node_is_named (const EditNode *self, const char *name);
/* @self: opened. Where members have the same name, the last one is found.
 * Returns: (nullable) */
EditNode *edit_node_find_member (const EditNode *self, const char *name);
/* @self: linked; what stands in its place, and all around it, is to be written anew */
void edit_node_mark (EditNode *self);
void edit_node_assign (EditNode *self, const CcpJsonValue *value);
void edit_node_rename (EditNode *self, const char *name);
void edit_node_unlink (EditNode *self);
/* @self: opened; @child: not linked; @before: (nullable): a child of @self */
void edit_node_insert (EditNode *self, EditNode *child, EditNode *before);
gboolean edit_node_is_within (const EditNode *self, const EditNode *other);
gsize edit_node_measure (const EditNode *self);
void edit_node_write (const EditNode *self, CcpJsonWriter *writer);

G_END_DECLS
