/* openai-responses-provider.h: speaks for a provider of the OpenAI Responses format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define OPENAI_RESPONSES_TYPE_PROVIDER (openai_responses_provider_get_type ())

G_DECLARE_FINAL_TYPE (OpenaiResponsesProvider,
                      openai_responses_provider,
                      OPENAI_RESPONSES,
                      PROVIDER,
                      CcpSimpleProvider)

G_END_DECLS
