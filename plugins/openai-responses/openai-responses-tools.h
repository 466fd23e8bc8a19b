/* openai-responses-tools.h: the tools of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-request.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the tools that the provider can be told of; their names go
 * into the map of the request before any other */
CcpToolList *openai_responses_tools_read (OpenaiResponsesRequest *request);
/* Writes "tools", "tool_choice" and "parallel_tool_calls" */
void openai_responses_tools_write (OpenaiResponsesRequest *request);
/* Returns: (transfer none): the name for the provider */
const char *openai_responses_tools_fit_name (OpenaiResponsesRequest *request,
                                             const char *name);

G_END_DECLS
