/* ccp-tool-id.h: the ids of tool calls, as the client and as the provider know them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

CCP_AVAILABLE_IN_1_0
char *ccp_tool_id_to_client (const char *upstream_id);
CCP_AVAILABLE_IN_1_0
char *ccp_tool_id_to_upstream (const char *client_id, guint max_length);
CCP_AVAILABLE_IN_1_0
char *ccp_tool_id_to_upstream_short (const char *client_id, guint length);

G_END_DECLS
