/* ccp-connection-client.c: one client's connection: who is at the other end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-connection"

#include "ccp-connection-private.h"
#include "ccp-socket-diag.h"
#include "ccp-tcp-table.h"

static guint
get_peer (GSocket *socket)
{
  g_autoptr (GCredentials) credentials = g_socket_get_credentials (socket, NULL);

  if (credentials == NULL)
    return 0;
  return (guint) MAX (g_credentials_get_unix_pid (credentials, NULL), 0);
}

/* not every kernel can be asked */
static gulong
find_socket (CcpConnection *self)
{
  gulong inode = ccp_socket_diag_find (self->remote, self->local);

  return inode != 0 ? inode : ccp_tcp_table_find_connection (self->remote, self->local);
}

static guint
find_pid (CcpConnection *self)
{
  if (!G_IS_INET_SOCKET_ADDRESS (self->remote))
    return get_peer (self->socket);
  return self->hooks->find_process (find_socket (self), self->owner);
}

guint
ccp_connection_find_client_pid (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), 0);

  if (!self->client_asked && self->state != CCP_CONNECTION_CLOSED)
    {
      self->client_asked = TRUE;
      self->client_pid = find_pid (self);
    }
  return self->client_pid;
}
