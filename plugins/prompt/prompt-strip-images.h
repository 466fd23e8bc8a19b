/* prompt-strip-images.h: puts a short text in the place of images
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define PROMPT_TYPE_STRIP_IMAGES (prompt_strip_images_get_type ())

G_DECLARE_FINAL_TYPE (PromptStripImages,
                      prompt_strip_images,
                      PROMPT,
                      STRIP_IMAGES,
                      CcpSimpleTransformer)

G_END_DECLS
