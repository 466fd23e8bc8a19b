/* prompt-append.h: adds a text to the system prompt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define PROMPT_TYPE_APPEND (prompt_append_get_type ())

G_DECLARE_FINAL_TYPE (PromptAppend, prompt_append, PROMPT, APPEND, CcpSimpleTransformer)

G_END_DECLS
