/* gemini-quirks.h: learns from refusals what a model does not take
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): settings with which the same request may succeed,
 * NULL if there is nothing to learn */
CcpJson *gemini_quirks_learn (CcpExchange *exchange, CcpUpstreamError *error);

G_END_DECLS
