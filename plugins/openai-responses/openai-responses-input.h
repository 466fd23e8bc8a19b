/* openai-responses-input.h: the items of a request's input
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-request.h"

G_BEGIN_DECLS

/* Writes "input" and "instructions" */
void openai_responses_input_write (OpenaiResponsesRequest *request);

G_END_DECLS
