/* ccp-rate-limits.h: what the headers of an answer say of a provider's limits
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Returns: (transfer full): of @headers those that tell of limits and no other, with
 * their names in lower case; not more and no longer ones than anybody can read */
CcpHeaders *ccp_rate_limits_pick (CcpHeaders *headers);

G_END_DECLS
