/* edit-answer.h: makes messages of answers in a format that the configuration describes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define EDIT_TYPE_ANSWER (edit_answer_get_type ())

G_DECLARE_FINAL_TYPE (EditAnswer, edit_answer, EDIT, ANSWER, CcpSimpleTransformer)

G_END_DECLS
