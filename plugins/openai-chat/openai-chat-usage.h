/* openai-chat-usage.h: reads token counts, wherever a provider puts them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* @chunk: a chunk of a stream or a whole answer. Returns: whether it has counts. */
gboolean openai_chat_usage_read (const CcpJsonValue *chunk, CcpUsage *usage);

G_END_DECLS
