/* prompt-rewrite.h: replaces the system prompt, or a part of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define PROMPT_TYPE_REWRITE (prompt_rewrite_get_type ())

G_DECLARE_FINAL_TYPE (PromptRewrite,
                      prompt_rewrite,
                      PROMPT,
                      REWRITE,
                      CcpSimpleTransformer)

G_END_DECLS
