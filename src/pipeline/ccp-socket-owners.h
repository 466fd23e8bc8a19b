/* ccp-socket-owners.h: which process has a socket open
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CCP_SOCKET_OWNERS_KEPT 8

/* A plain value, zero at the start: the processes that were found last. They are looked
 * at first, as the same few clients ask again and again. */
typedef struct
{
  guint pids[CCP_SOCKET_OWNERS_KEPT];
  guint next;
} CcpSocketOwners;

/* Looks at what every process has open, if none of those does that were found last.
 * Returns: a process; 0 where /proc does not tell, as of processes of other users */
guint ccp_socket_owners_find (CcpSocketOwners *self, gulong inode);
/* Returns: (transfer full) (nullable): "name (pid 123)" */
char *ccp_socket_owners_describe (guint pid);

G_END_DECLS
