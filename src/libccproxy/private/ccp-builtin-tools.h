/* ccp-builtin-tools.h: tools that the Messages API knows by their type alone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json.h"

G_BEGIN_DECLS

CCP_HOST_API
gboolean ccp_builtin_tools_is_server (const char *type);
CCP_HOST_API
gboolean ccp_builtin_tools_is_web_search (const char *type);
CCP_HOST_API
const char *ccp_builtin_tools_get_name (const char *type);
CCP_HOST_API
const char *ccp_builtin_tools_get_description (const char *type);
CCP_HOST_API
CcpJson *ccp_builtin_tools_dup_schema (const char *type);

G_END_DECLS
