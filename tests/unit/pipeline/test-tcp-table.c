/* test-tcp-table.c: the kernel's table of TCP sockets, and what it says of one of them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-tcp-table.h"

#include <netinet/in.h>
#include <sys/stat.h>

#include "ccp-socket-diag.h"

typedef struct
{
  GSocket *listener;
  GSocket *client;
  GSocket *accepted;
} Fixture;

typedef struct
{
  const char *name;
  GSocketFamily family; /* of the listener */
  const char *address;
  GSocketFamily client_family;
  const char *client_address; /* that it connects to */
} Case;

static const Case cases[] = {
  { "ipv4", G_SOCKET_FAMILY_IPV4, "127.0.0.1", G_SOCKET_FAMILY_IPV4, "127.0.0.1" },
  { "ipv6", G_SOCKET_FAMILY_IPV6, "::1", G_SOCKET_FAMILY_IPV6, "::1" },
  { "ipv4-from-a-socket-of-ipv6",
    G_SOCKET_FAMILY_IPV4,
    "127.0.0.1",
    G_SOCKET_FAMILY_IPV6,
    "::ffff:127.0.0.1" },
};

static GSocket *
open_socket (GSocketFamily family)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  return socket;
}

static guint16
get_port (GSocketAddress *address)
{
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static gulong
get_inode (GSocket *socket)
{
  struct stat info;

  g_assert_cmpint (fstat (g_socket_get_fd (socket), &info), ==, 0);
  return (gulong) info.st_ino;
}

static void
listen_at (Fixture *f, const Case *c)
{
  g_autoptr (GSocketAddress) address =
      g_inet_socket_address_new_from_string (c->address, 0);
  g_autoptr (GError) error = NULL;

  f->listener = open_socket (c->family);
  g_socket_bind (f->listener, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (f->listener, &error);
  g_assert_no_error (error);
}

static void
connect_to (Fixture *f, const Case *c)
{
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (f->listener, NULL);
  g_autoptr (GInetAddress) host = g_inet_address_new_from_string (c->client_address);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, get_port (bound));
  g_autoptr (GError) error = NULL;

  f->client = open_socket (c->client_family);
  if (c->client_family == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (f->client, IPPROTO_IPV6, IPV6_V6ONLY, FALSE, NULL);
  g_socket_connect (f->client, address, NULL, &error);
  g_assert_no_error (error);
  f->accepted = g_socket_accept (f->listener, NULL, &error);
  g_assert_no_error (error);
}

/* a machine may have no IPv6 */
static gboolean
is_there (GSocketFamily family)
{
  g_autoptr (GSocket) socket =
      g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);

  return socket != NULL && g_socket_bind (socket, address, TRUE, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->client);
  g_clear_object (&f->accepted);
  g_clear_object (&f->listener);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  listen_at (f, data);
  connect_to (f, data);
}

/* both ends, which are not to be taken for each other */
static void
test_connection (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (f->accepted, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (f->accepted, NULL);

  g_assert_cmpuint (ccp_tcp_table_find_connection (local, remote),
                    ==,
                    get_inode (f->accepted));
  g_assert_cmpuint (ccp_tcp_table_find_connection (remote, local),
                    ==,
                    get_inode (f->client));
}

/* a kernel that does not tell has told nothing wrong */
static void
test_diag (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (f->accepted, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (f->accepted, NULL);
  gulong accepted = ccp_socket_diag_find (local, remote);
  gulong client = ccp_socket_diag_find (remote, local);

  if (accepted == 0 && client == 0)
    {
      g_test_skip ("the kernel has no socket diagnostics");
      return;
    }
  g_assert_cmpuint (accepted, ==, get_inode (f->accepted));
  g_assert_cmpuint (client, ==, get_inode (f->client));
}

static void
test_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (f->accepted, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (f->accepted, NULL);

  g_socket_close (f->client, NULL);
  g_socket_close (f->accepted, NULL);

  g_assert_cmpuint (ccp_tcp_table_find_connection (remote, local), ==, 0);
  g_assert_cmpuint (ccp_socket_diag_find (remote, local), ==, 0);
  /* here there is a listener */
  g_assert_cmpuint (ccp_socket_diag_find (local, remote), ==, 0);
}

static void
test_listener (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (f->listener, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (f->accepted, NULL);

  g_assert_cmpuint (ccp_tcp_table_find_listener (get_port (local)),
                    ==,
                    get_inode (f->listener));
  g_assert_cmpuint (ccp_tcp_table_find_listener (get_port (remote)), ==, 0);
}

static void
add (const char *name, const Case *c, void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", name, c->name);

  g_test_add (path, Fixture, c, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (!is_there (cases[i].client_family))
        continue;
      add ("tcp-table/find-connection", &cases[i], test_connection);
      add ("socket-diag/find", &cases[i], test_diag);
      add ("tcp-table/find-connection-closed", &cases[i], test_closed);
      add ("tcp-table/find-listener", &cases[i], test_listener);
    }

  return g_test_run ();
}
