/* ccp-listen-socket.h: opens sockets to listen on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Fails with CCP_ERROR_UNAVAILABLE, and says what is in the way. A Unix socket is created
 * with mode 0600; one that is left over from a process that is gone is replaced. */
GSocket *ccp_listen_socket_new (GSocketAddress *address, GError **error);
/* likewise
 * @leaving: (nullable): a socket of this process that may be in the way, and is going to
 * be closed */
GSocket *
ccp_listen_socket_new_beside (GSocketAddress *address, GSocket *leaving, GError **error);

G_END_DECLS
