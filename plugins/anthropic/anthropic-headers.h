/* anthropic-headers.h: which headers of the client go upstream, and which come back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "anthropic-settings.h"

G_BEGIN_DECLS

/* Copies what the provider may know of the client, without betas that are dropped.
 * @more: (nullable): patterns of further headers */
void
anthropic_headers_pass (CcpExchange *exchange, char **more, CcpUpstreamRequest *request);

G_END_DECLS
