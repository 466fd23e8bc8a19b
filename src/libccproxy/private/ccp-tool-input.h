/* ccp-tool-input.h: the arguments of a tool call, as they arrive and as an object
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json.h"

G_BEGIN_DECLS

/* Follows arguments to the end of their object. They are given in the form in which they
 * stand between the quotes of a JSON string, cut anywhere but inside an escape. */
typedef struct
{
  guint depth;
  guint in_string : 1;
  guint escaped : 1;
  guint broken : 1;
  guint complete : 1;
} CcpToolInputScanner;

gsize ccp_tool_input_scan (CcpToolInputScanner *self, const char *raw, gsize length);
gsize ccp_tool_input_skip_blank (const char *raw, gsize length);
CcpJson *ccp_tool_input_to_object (const char *raw, gsize length);

G_END_DECLS
