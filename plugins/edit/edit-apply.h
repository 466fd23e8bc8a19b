/* edit-apply.h: carries an operation out
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-document.h"
#include "edit-operation.h"

G_BEGIN_DECLS

/* whatever its conditions are; the operation must live as long as the document */
void edit_apply_operation (EditDocument *document,
                           const EditOperation *operation,
                           CcpExchange *exchange);

G_END_DECLS
