/* openai-chat-endpoint.h: the URLs of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* What the configuration calls the url of a provider, taken apart. */
typedef struct
{
  char *base;  /* without "/chat/completions" and without a slash at the end */
  char *query; /* (nullable): with its question mark */
  char *host;
} OpenaiChatEndpoint;

gboolean
openai_chat_endpoint_parse (OpenaiChatEndpoint *self, const char *url, GError **error);
void openai_chat_endpoint_clear (OpenaiChatEndpoint *self);
char *openai_chat_endpoint_make_chat_url (const OpenaiChatEndpoint *self);
char *openai_chat_endpoint_make_models_url (const OpenaiChatEndpoint *self);
gboolean openai_chat_endpoint_is_azure (const OpenaiChatEndpoint *self);

G_END_DECLS
