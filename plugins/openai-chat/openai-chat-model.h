/* openai-chat-model.h: what the name of a model of OpenAI's tells
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

gboolean openai_chat_model_reasons (const char *name);
/* Returns: (transfer none): what reasoning_effort may be, NULL-terminated */
const char *const *openai_chat_model_get_efforts (const char *name);

G_END_DECLS
