/* ccp-listen-address.h: an address to listen on, as people write it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* "127.0.0.1:3456", "[::1]:0", "localhost:3456", "unix:/path".
 * Returns: (transfer full): a GInetSocketAddress or a GUnixSocketAddress */
GSocketAddress *ccp_listen_address_parse (const char *text, GError **error);
/* "http://127.0.0.1:3456", "unix:/path" */
char *ccp_listen_address_to_uri (GSocketAddress *address);
/* whether only this machine can reach it */
gboolean ccp_listen_address_is_local (GSocketAddress *address);

G_END_DECLS
