/* gemini-provider.h: speaks for a provider of the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define GEMINI_TYPE_PROVIDER (gemini_provider_get_type ())

G_DECLARE_FINAL_TYPE (GeminiProvider,
                      gemini_provider,
                      GEMINI,
                      PROVIDER,
                      CcpSimpleProvider)

G_END_DECLS
