/* anthropic-messages.h: takes out of a history what is not for this provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "anthropic-settings.h"

G_BEGIN_DECLS

/* @n_leading: how many messages at the beginning are not wanted */
void anthropic_messages_splice (const AnthropicSettings *settings,
                                const CcpJsonValue *messages,
                                guint n_leading,
                                CcpJsonSplice *splice);

G_END_DECLS
