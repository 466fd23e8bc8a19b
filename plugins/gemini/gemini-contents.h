/* gemini-contents.h: what was said, in a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-request.h"

G_BEGIN_DECLS

void gemini_contents_write (GeminiRequest *request);
void gemini_contents_write_system (GeminiRequest *request);

G_END_DECLS
