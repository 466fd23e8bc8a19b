/* openai-chat-tools.h: the tools of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-chat-request.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the tools that the provider can be told of; their names go
 * into the map of the request before any other */
CcpToolList *openai_chat_tools_read (OpenaiChatRequest *request);
void openai_chat_tools_write (OpenaiChatRequest *request);
/* Returns: (transfer none): the name for the provider */
const char *openai_chat_tools_fit_name (OpenaiChatRequest *request, const char *name);

G_END_DECLS
