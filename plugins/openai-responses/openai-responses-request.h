/* openai-responses-request.h: what the parts of a request share while it is written
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-settings.h"

G_BEGIN_DECLS

typedef struct
{
  CcpExchange *exchange; /* (not owned) */
  CcpJson *body;         /* (not owned) */
  CcpJsonValue root;
  OpenaiResponsesSettings settings;
  CcpThinkingLevel thinking;
  CcpConversation *conversation;
  CcpToolNames *names; /* (not owned) */
  CcpToolList *tools;
  gboolean has_omitted_images;
  char *origin; /* (nullable): of reasoning that may be sent back */
  CcpJsonWriter *writer;
} OpenaiResponsesRequest;

/* Returns: (transfer full): a request of the Responses format, or NULL with an error of
 * the domain CCP_ERROR */
CcpJson *
openai_responses_request_convert (CcpExchange *exchange, CcpJson *body, GError **error);

/* Begins a member of the request. Returns: FALSE if the configuration leaves it out */
gboolean openai_responses_request_begin (OpenaiResponsesRequest *self, const char *name);
void openai_responses_request_string (OpenaiResponsesRequest *self,
                                      const char *name,
                                      const char *text);

G_END_DECLS
