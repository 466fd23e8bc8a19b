/* edit-scalar.h: the operations that make one value of another
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-document.h"
#include "edit-operation.h"

G_BEGIN_DECLS

void
edit_scalar_map (EditDocument *document, const EditOperation *operation, EditNode *node);
void
edit_scalar_cap (EditDocument *document, const EditOperation *operation, EditNode *node);
/* a list that has nothing but texts and blocks of text becomes one text */
void
edit_scalar_join (EditDocument *document, const EditOperation *operation, EditNode *node);
/* a value becomes the text that it is in JSON, and such a text the value */
void edit_scalar_encode (EditDocument *document,
                         const EditOperation *operation,
                         EditNode *node);
void edit_scalar_decode (EditDocument *document,
                         const EditOperation *operation,
                         EditNode *node);

G_END_DECLS
