/* ccp-optional-strings.h: strings that a call of a tool may leave out
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json.h"

G_BEGIN_DECLS

GHashTable *ccp_optional_strings_find (CcpJson *request, const char *tool_name);
CcpJson *ccp_optional_strings_drop_empty (GHashTable *names, CcpJson *arguments);

G_END_DECLS
