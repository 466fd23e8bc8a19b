/* openai-responses-usage.h: reads token counts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @response: a whole response. Returns: whether it has counts. */
gboolean openai_responses_usage_read (const CcpJsonValue *response, CcpUsage *usage);

G_END_DECLS
