/* edit-body.h: edits bodies and events on their way
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define EDIT_TYPE_BODY (edit_body_get_type ())

G_DECLARE_FINAL_TYPE (EditBody, edit_body, EDIT, BODY, CcpSimpleTransformer)

G_END_DECLS
