/* reasoning-efforts.h: the efforts that system messages of a conversation set
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @effort: (nullable): what stands in their place; NULL removes them
 * Returns: (transfer full) (nullable): @body itself if there are none */
CcpJson *reasoning_efforts_replace (CcpJson *body, const char *effort);

G_END_DECLS
