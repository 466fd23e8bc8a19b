/* ccp-bus-members.h: members of a{sv}, where one that is missing is empty
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of another type is as good as missing: the daemon may be of another version. */
const char *ccp_bus_members_get_text (GVariant *members, const char *name);
char *ccp_bus_members_dup_string (GVariant *members, const char *name);
guint ccp_bus_members_get_uint (GVariant *members, const char *name);
guint64 ccp_bus_members_get_count (GVariant *members, const char *name);
/* Returns: microseconds, or as many as can be reckoned with */
gint64 ccp_bus_members_get_time (GVariant *members, const char *name);

G_END_DECLS
