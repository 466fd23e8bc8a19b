/* ccp-id.h: fresh ids in the form of the Anthropic Messages API
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
char *ccp_id_new (const char *prefix);

G_END_DECLS
