/* ccp-json-members.h: members of objects that are written for programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* @text: (nullable): NULL is written as null */
void
ccp_json_members_add_string (CcpJsonWriter *writer, const char *key, const char *text);
/* @list: (nullable): NULL is written as an empty list */
void ccp_json_members_add_strings (CcpJsonWriter *writer,
                                   const char *key,
                                   const char *const *list);

G_END_DECLS
