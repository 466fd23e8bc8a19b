/* gemini-tools.h: the tools of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-request.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the tools that the provider can be told of; their names go
 * into the map of the request before any other */
CcpToolList *gemini_tools_read (GeminiRequest *request);
void gemini_tools_write (GeminiRequest *request);
/* Returns: (transfer none): the name for the provider */
const char *gemini_tools_fit_name (GeminiRequest *request, const char *name);
/* Writes a schema in the form that the model takes */
void gemini_tools_write_schema (GeminiRequest *request, const CcpJsonValue *schema);

G_END_DECLS
