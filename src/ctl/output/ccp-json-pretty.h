/* ccp-json-pretty.h: writes JSON for people
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Returns: @json with a line for each member and element; numbers, strings and the order
 * of keys are as they were */
char *ccp_json_pretty_format (CcpJson *json);

G_END_DECLS
