/* ccp-client-address.h: which address of the proxy a program connects to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_CLIENT_ADDRESS_UNIX_PREFIX "unix:"

/* what a program can speak over */
typedef enum
{
  CCP_CLIENT_ADDRESS_TCP = 1 << 0,
  CCP_CLIENT_ADDRESS_UNIX = 1 << 1,
} CcpClientAddressKinds;

/* Where the proxy listens is "127.0.0.1:3456" in the configuration and
 * "http://127.0.0.1:3456" on the bus, and "unix:/path" in both; "0.0.0.0:80" is where to
 * listen, and who connects needs an address of this machine.
 * Returns: (transfer full) (nullable): what a client is told, "http://HOST:PORT" or
 * "unix:/path"; NULL for port 0, which is not known before the daemon starts */
char *ccp_client_address_normalize (const char *address);
gboolean ccp_client_address_is_unix (const char *uri);
/* A Unix socket comes first, for no other user and no web page can reach it.
 * @addresses: (element-type utf8): as of the configuration or the bus
 * Returns: (transfer full) (element-type utf8): URIs, the best one first */
GPtrArray *ccp_client_address_sort (GPtrArray *addresses, CcpClientAddressKinds kinds);
/* Blocks, for as long as this machine takes to say whether somebody listens there.
 * @uri: as of ccp_client_address_normalize () */
gboolean ccp_client_address_try (const char *uri, GError **error);

G_END_DECLS
