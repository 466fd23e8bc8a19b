/* openai-responses-content.h: what the user says and what tools give, as parts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-request.h"

G_BEGIN_DECLS

/* Whether something in the result of a tool is a part of its own, and no text */
gboolean openai_responses_content_has_media (OpenaiResponsesRequest *request,
                                             const CcpToolResult *result);
void openai_responses_content_write_part (OpenaiResponsesRequest *request,
                                          const CcpBlock *block);
/* Writes a string, or an array of parts */
void openai_responses_content_write_result (OpenaiResponsesRequest *request,
                                            const CcpToolResult *result);
/* Writes the parts that a result cannot hold, for the message that follows it. @id: of
 * the call */
void openai_responses_content_write_late_media (OpenaiResponsesRequest *request,
                                                const CcpToolResult *result,
                                                const char *id);

G_END_DECLS
