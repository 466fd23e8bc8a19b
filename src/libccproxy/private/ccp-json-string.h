/* ccp-json-string.h: reads what stands between the quotes of a JSON string
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gunichar ccp_json_string_next (const char **raw, const char *end);
void ccp_json_string_decode (const char *raw, gsize length, GString *out);
const char *ccp_json_string_skip_prefix (const char *raw,
                                         const char *end,
                                         const char *prefix,
                                         gsize length);
gboolean ccp_json_string_is_blank (const char *raw, gsize length);
char *ccp_json_string_dup_without_nul (const char *raw, gsize length);

G_END_DECLS
