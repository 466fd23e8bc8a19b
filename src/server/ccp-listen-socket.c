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

/* Connecting is the only test that tells a socket in use from one whose process was
 * killed.
 * Returns: (transfer full) (nullable): a connection to whoever listens there */
static GSocket *
probe (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = open_socket (address, error);

  if (socket == NULL || !g_socket_connect (socket, address, NULL, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static const char *
get_path (GSocketAddress *address)
{
  return g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address));
}

static void
remove_stale (GSocketAddress *address)
{
  g_autoptr (GSocket) used = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  if (g_lstat (get_path (address), &info) != 0 || !S_ISSOCK (info.st_mode))
    return;
  used = probe (address, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    g_unlink (get_path (address));
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
                   CCP_ERROR_UNAVAILABLE,
                   "the mode of the socket cannot be set: %s",
                   g_strerror (errno));
      return FALSE;
    }
  remove_stale (address);
  return g_socket_bind (socket, address, FALSE, error);
}

/* @connected: (nullable): what is known of it */
static char *
describe_listener (GSocket *connected)
{
  g_autoptr (GCredentials) peer =
      connected != NULL ? g_socket_get_credentials (connected, NULL) : NULL;
  g_autofree char *holder =
      peer != NULL ? ccp_port_holder_describe (g_credentials_get_unix_pid (peer, NULL))
                   : NULL;

  return g_strdup_printf ("%s listens there; stop it or choose another path",
                          holder != NULL ? holder : "another program");
}

/* what stands where the socket is to be */
static char *
describe_obstacle (GSocketAddress *address)
{
  g_autoptr (GSocket) used = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  if (g_lstat (get_path (address), &info) != 0 || !S_ISSOCK (info.st_mode))
    return g_strdup_printf ("there is a %s already; choose another path",
                            S_ISDIR (info.st_mode) ? "folder" : "file");
  used = probe (address, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup_printf ("there is a socket of the user with the id %u; choose "
                            "another path",
                            (guint) info.st_uid);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_strdup ("nobody uses the socket there, but it cannot be removed; remove it "
                     "or choose another path");
  return describe_listener (used);
}

/* Returns: (nullable): NULL if the cause says enough */
static char *
describe_unix (GSocketAddress *address, const GError *cause)
{
  g_autofree char *folder = g_path_get_dirname (get_path (address));

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return describe_obstacle (address);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup_printf ("you may not make a socket in %s; choose another path",
                            folder);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return NULL;
  return g_strdup_printf ("%s is not a folder; make it or choose another path", folder);
}

/* Returns: (nullable): NULL if the cause says enough */
static char *
describe_port (GSocketAddress *address, const GError *cause)
{
  g_autofree char *holder = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup ("only root may listen there; choose a port from 1024 on");
  if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return NULL;
  holder = ccp_port_holder_find (
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  return g_strdup_printf ("%s listens there; stop it or choose another port",
                          holder != NULL ? holder : "another program");
}

static void
explain (GSocketAddress *address, const GError *cause, GError **error)
{
  g_autofree char *uri = ccp_listen_address_to_uri (address);
  g_autofree char *reason = G_IS_UNIX_SOCKET_ADDRESS (address)
                                ? describe_unix (address, cause)
                                : describe_port (address, cause);

  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_UNAVAILABLE,
               "cannot listen on %s: %s",
               uri,
               reason != NULL ? reason : cause->message);
}

/* as g_socket_bind (), which does not let two sockets have one port */
static gboolean
bind_shared (GSocket *socket, GSocketAddress *address, GError **error)
{
  struct sockaddr_storage native = { 0 };
  gssize size = g_socket_address_get_native_size (address);

  g_assert (size > 0 && (gsize) size <= sizeof native);
  g_socket_set_option (socket, SOL_SOCKET, SO_REUSEADDR, TRUE, NULL);
  if (!g_socket_address_to_native (address, &native, sizeof native, error))
    return FALSE;
  if (bind (g_socket_get_fd (socket), (struct sockaddr *) &native, (socklen_t) size) == 0)
    return TRUE;
  g_set_error_literal (error,
                       G_IO_ERROR,
                       (int) g_io_error_from_errno (errno),
                       g_strerror (errno));
  return FALSE;
}

static gboolean
listen_on (GSocket *socket, GSocketAddress *address, GError **error)
{
  gboolean bound = G_IS_UNIX_SOCKET_ADDRESS (address)
                       ? bind_unix (socket, address, error)
                       : g_socket_bind (socket, address, TRUE, error);

  return bound && g_socket_listen (socket, error);
}

static void
set_shared (GSocket *socket, gboolean shared)
{
  g_socket_set_option (socket, SOL_SOCKET, SO_REUSEPORT, shared, NULL);
}

/* Two sockets may have one port if both allow it, which they do no longer than needed:
 * another program could take it as well. */
static gboolean
listen_beside (GSocket *socket, GSocketAddress *address, GSocket *leaving, GError **error)
{
  gboolean listens;

  set_shared (leaving, TRUE);
  set_shared (socket, TRUE);
  listens = bind_shared (socket, address, error) && g_socket_listen (socket, error);
  set_shared (leaving, FALSE);
  set_shared (socket, FALSE);
  return listens;
}

GSocket *
ccp_listen_socket_new (GSocketAddress *address, GError **error)
{
  return ccp_listen_socket_new_beside (address, NULL, error);
}

GSocket *
ccp_listen_socket_new_beside (GSocketAddress *address, GSocket *leaving, GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (G_IS_SOCKET_ADDRESS (address), NULL);
  g_return_val_if_fail (leaving == NULL || G_IS_SOCKET (leaving), NULL);

  socket = open_socket (address, &cause);
  if (socket != NULL &&
      (leaving != NULL ? listen_beside (socket, address, leaving, &cause)
                       : listen_on (socket, address, &cause)))
    return g_steal_pointer (&socket);
  explain (address, cause, error);
  return NULL;
}
