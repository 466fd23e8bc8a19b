/* ccp-port-holder.c: who listens on a port already
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-port-holder"

#include "ccp-port-holder.h"

#include "ccp-socket-owners.h"
#include "ccp-tcp-table.h"

char *
ccp_port_holder_describe (gint64 pid)
{
  return ccp_socket_owners_describe (pid > 0 ? (guint) pid : 0);
}

char *
ccp_port_holder_find (guint16 port)
{
  CcpSocketOwners owners = { { 0 }, 0 };
  gulong inode = ccp_tcp_table_find_listener (port);

  return ccp_socket_owners_describe (ccp_socket_owners_find (&owners, inode));
}
