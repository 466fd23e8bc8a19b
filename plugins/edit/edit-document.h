/* edit-document.h: a JSON document that is being changed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-node.h"

G_BEGIN_DECLS

/* what one run may add to a document, and how much of it may be opened */
#define EDIT_DOCUMENT_MAX_ADDED (64u << 20)
#define EDIT_DOCUMENT_MAX_NODES (1u << 20)

typedef struct _EditDocument EditDocument;

EditDocument *edit_document_new (CcpJson *json);
void edit_document_free (EditDocument *self);
EditNode *edit_document_get_root (EditDocument *self);
/* takes @json: values of nodes may be in it */
void edit_document_keep (EditDocument *self, CcpJson *json);
/* both: a node that is not linked */
EditNode *edit_document_create (EditDocument *self, const CcpJsonValue *value);
EditNode *edit_document_create_container (EditDocument *self, CcpJsonKind kind);
EditNode *edit_document_copy (EditDocument *self, const EditNode *node);
/* gives @node its children, if it is a container, has not got them, and no limit is
 * reached */
void edit_document_open (EditDocument *self, EditNode *node);
/* counts what a node is to be given; nodes that are created are counted by themselves */
void edit_document_charge (EditDocument *self, gsize length);
/* Returns: whether a limit was reached; no more should be done then */
gboolean edit_document_is_exhausted (EditDocument *self);
/* Returns: (nullable): the document as it was if nothing has changed, or NULL with @error
 * set if it has become too large or too deep */
CcpJson *edit_document_finish (EditDocument *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditDocument, edit_document_free)

G_END_DECLS
