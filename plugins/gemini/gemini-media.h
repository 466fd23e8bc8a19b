/* gemini-media.h: images and documents in a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-request.h"

G_BEGIN_DECLS

/* Returns: whether a block is sent as data, and not as a text */
gboolean gemini_media_is_part (GeminiRequest *request, const CcpBlock *block);
/* Returns: whether its bytes are in the request, and not elsewhere */
gboolean gemini_media_is_inline (const CcpBlock *block);
/* @block: one that is sent as data */
void gemini_media_write_part (GeminiRequest *request, const CcpBlock *block);

G_END_DECLS
