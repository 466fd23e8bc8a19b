/* gemini-request.h: what the parts of a request share while it is written
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-settings.h"

G_BEGIN_DECLS

typedef struct
{
  CcpExchange *exchange; /* (not owned) */
  CcpJson *body;         /* (not owned) */
  CcpJsonValue root;
  GeminiSettings settings;
  CcpThinkingLevel thinking;
  CcpConversation *conversation;
  CcpToolNames *names; /* (not owned) */
  CcpToolList *tools;
  gboolean has_omitted_images;
  char *origin; /* (nullable): of opaque state that may be sent back */
  CcpJsonWriter *writer;
} GeminiRequest;

/* Returns: (transfer full): a request of the Gemini format, or NULL with an error of the
 * domain CCP_ERROR */
CcpJson *gemini_request_convert (CcpExchange *exchange, CcpJson *body, GError **error);

/* Begins a member of the request. Returns: FALSE if the configuration leaves it out */
gboolean gemini_request_begin (GeminiRequest *self, const char *name);

G_END_DECLS
