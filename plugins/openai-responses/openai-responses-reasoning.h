/* openai-responses-reasoning.h: how much a model is to think, and what it has thought
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-request.h"

G_BEGIN_DECLS

/* Writes "reasoning" */
void openai_responses_reasoning_write (OpenaiResponsesRequest *request);
/* Writes the item that a thinking block came from, if the provider takes it back */
void openai_responses_reasoning_replay (OpenaiResponsesRequest *request,
                                        const CcpBlock *block);

G_END_DECLS
