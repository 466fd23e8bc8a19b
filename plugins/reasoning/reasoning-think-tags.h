/* reasoning-think-tags.h: makes thinking blocks of tags in the text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define REASONING_TYPE_THINK_TAGS (reasoning_think_tags_get_type ())

G_DECLARE_FINAL_TYPE (ReasoningThinkTags,
                      reasoning_think_tags,
                      REASONING,
                      THINK_TAGS,
                      CcpSimpleTransformer)

G_END_DECLS
