/* ccp-key-group.h: what a group of a .plugin file may hold
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @known: (array zero-terminated=1): the keys that the group may have; any other is
 * CCP_ERROR_PLUGIN, with the nearest of them */
gboolean ccp_key_group_check (GKeyFile *file,
                              const char *group,
                              const char *const *known,
                              GError **error);

G_END_DECLS
