/* ccp-openai-model.h: what the name of a model of OpenAI's tells
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
gboolean ccp_openai_model_reasons (const char *name);
CCP_AVAILABLE_IN_1_0
const char *const *ccp_openai_model_get_efforts (const char *name);

G_END_DECLS
