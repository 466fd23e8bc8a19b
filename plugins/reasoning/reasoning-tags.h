/* reasoning-tags.h: the tags that thinking stands between
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @value: what `tags` is set to: names, or lists of an opening and a closing tag
 * Returns: (transfer full) (nullable): pairs of an opening and a closing one */
char **reasoning_tags_read (const CcpJsonValue *value, GError **error);
/* @value: one name
 * Returns: (transfer full) (nullable): one pair */
char **reasoning_tags_read_name (const CcpJsonValue *value, GError **error);

G_END_DECLS
