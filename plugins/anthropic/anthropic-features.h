/* anthropic-features.h: which parts of a request go upstream, and which go with them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "anthropic-settings.h"

G_BEGIN_DECLS

/* @name: a member of the body, or "member.member" */
gboolean anthropic_features_drops_field (const AnthropicSettings *settings,
                                         const char *name);
/* @beta: a name of the header anthropic-beta */
gboolean anthropic_features_drops_beta (const AnthropicSettings *settings,
                                        const char *beta);
/* whether what the system says in the midst of a conversation is made a reminder */
gboolean anthropic_features_reminds (const AnthropicSettings *settings);
/* whether there is anything to drop at all */
gboolean anthropic_features_is_restricted (const AnthropicSettings *settings);

G_END_DECLS
