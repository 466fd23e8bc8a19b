/* ccp-tcp-table.h: the kernel's table of TCP sockets
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Both read all of the table.
 * Returns: the socket's inode, 0 if there is none */
gulong ccp_tcp_table_find_listener (guint16 port);
/* @local: the end of the socket that is looked for; @remote: the other one */
gulong ccp_tcp_table_find_connection (GSocketAddress *local, GSocketAddress *remote);

G_END_DECLS
