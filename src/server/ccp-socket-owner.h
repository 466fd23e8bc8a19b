/* ccp-socket-owner.h: which process has a socket open
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks at what every process has open.
 * Returns: a process; 0 where /proc does not tell, as of processes of other users */
guint ccp_socket_owner_find (gulong inode);
/* Returns: (transfer full) (nullable): "name (pid 123)" */
char *ccp_socket_owner_describe (guint pid);

G_END_DECLS
