/* gemini-thinking.h: how much a model is to think
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-request.h"

G_BEGIN_DECLS

/* Writes thinkingConfig, if there is something to say */
void gemini_thinking_write (GeminiRequest *request);

G_END_DECLS
