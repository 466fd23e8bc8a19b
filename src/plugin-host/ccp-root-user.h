/* ccp-root-user.h: how root looks from here
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <sys/types.h>

#include <glib.h>

G_BEGIN_DECLS

/* In a user namespace that does not map root, such as that of a service with
 * PrivateUsers=, root's files look as if they were nobody's. The folder "/" is root's.
 * @uid_map: (nullable): the text of /proc/self/uid_map
 * @owner: whom "/" belongs to, as it looks */
uid_t ccp_root_user_find (const char *uid_map, uid_t owner);
/* the same for this process */
uid_t ccp_root_user_get (void);

G_END_DECLS
