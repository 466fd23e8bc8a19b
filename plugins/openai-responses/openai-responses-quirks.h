/* openai-responses-quirks.h: learns from refusals what a provider does not take
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the settings of the dialect with which the
 * provider would take the request, NULL if no setting that is not made yet would help */
CcpJson *openai_responses_quirks_learn (CcpExchange *exchange, CcpUpstreamError *error);

G_END_DECLS
