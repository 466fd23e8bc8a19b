/* ccp-listen-socket.c: opens sockets to listen on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-listen-socket"

#include "ccp-listen-socket.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "ccp-listen-address.h"
#include "ccp-port-holder.h"

#define BACKLOG 1024

static GSocket *
open_socket (GSocketAddress *address, GError **error)
{
  GSocketProtocol protocol = G_IS_UNIX_SOCKET_ADDRESS (address)
                                 ? G_SOCKET_PROTOCOL_DEFAULT
                                 : G_SOCKET_PROTOCOL_TCP;
  GSocket *socket = g_socket_new (g_socket_address_get_family (address),
                                  G_SOCKET_TYPE_STREAM,
                                  protocol,
                                  error);

  if (socket != NULL)
    {
      g_socket_set_listen_backlog (socket, BACKLOG);
      g_socket_set_blocking (socket, FALSE);
    }
  return socket;
}

/* nobody answers on it: connecting is the only test that tells a socket in use from one
 * whose process was killed */
static gboolean
is_stale (GSocketAddress *address)
{
  const char *path = g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address));
  g_autoptr (GSocket) probe = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  if (g_lstat (path, &info) != 0 || !S_ISSOCK (info.st_mode))
    return FALSE;
  probe = open_socket (address, NULL);
  return probe != NULL && !g_socket_connect (probe, address, NULL, &error) &&
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

/* The mode of the file is that of the socket when it is bound: there is no moment in
 * which another user could connect. */
static gboolean
bind_unix (GSocket *socket, GSocketAddress *address, GError **error)
{
  if (fchmod (g_socket_get_fd (socket), S_IRUSR | S_IWUSR) != 0)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "the mode of the socket cannot be set: %s",
                   g_strerror (errno));
      return FALSE;
    }
  if (is_stale (address))
    g_unlink (g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address)));
  return g_socket_bind (socket, address, FALSE, error);
}

static char *
find_holder (GSocketAddress *address)
{
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  return ccp_port_holder_find (
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

static void
explain (GSocketAddress *address, const GError *cause, GError **error)
{
  g_autofree char *uri = ccp_listen_address_to_uri (address);
  g_autofree char *holder = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    holder = find_holder (address);
  if (holder != NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "cannot listen on %s: %s listens there; stop it or choose another port",
                 uri,
                 holder);
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "cannot listen on %s: %s",
                 uri,
                 cause->message);
}

GSocket *
ccp_listen_socket_new (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean bound;

  g_return_val_if_fail (G_IS_SOCKET_ADDRESS (address), NULL);

  socket = open_socket (address, &cause);
  if (socket == NULL)
    bound = FALSE;
  else if (G_IS_UNIX_SOCKET_ADDRESS (address))
    bound = bind_unix (socket, address, &cause);
  else
    bound = g_socket_bind (socket, address, TRUE, &cause);
  if (bound && g_socket_listen (socket, &cause))
    return g_steal_pointer (&socket);
  explain (address, cause, error);
  return NULL;
}
