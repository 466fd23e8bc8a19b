/* ccp-socket-diag.h: asks the kernel about one TCP socket
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Takes microseconds, however many sockets there are.
 * @local: the end of the socket that is looked for; @remote: the other one
 * Returns: the inode of an open connection; 0 if there is none, or if the kernel does not
 * tell */
gulong ccp_socket_diag_find (GSocketAddress *local, GSocketAddress *remote);

G_END_DECLS
