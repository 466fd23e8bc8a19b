/* anthropic-provider.h: speaks for Anthropic and for endpoints that are compatible
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define ANTHROPIC_TYPE_PROVIDER (anthropic_provider_get_type ())

G_DECLARE_FINAL_TYPE (AnthropicProvider,
                      anthropic_provider,
                      ANTHROPIC,
                      PROVIDER,
                      CcpSimpleProvider)

G_END_DECLS
