/* test-client-address.c: which address of the proxy a program connects to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "ccp-client-address.h"

typedef struct
{
  const char *name;
  const char *address;
  const char *uri; /* (nullable) */
} Case;

static const Case cases[] = {
  { "of-the-configuration", "127.0.0.1:3456", "http://127.0.0.1:3456" },
  { "of-the-bus", "http://127.0.0.1:3456", "http://127.0.0.1:3456" },
  { "ipv6", "[::1]:3456", "http://[::1]:3456" },
  { "name", "localhost:80", "http://localhost:80" },
  { "any-address", "0.0.0.0:3456", "http://127.0.0.1:3456" },
  { "any-address-of-ipv6", "http://[::]:3456", "http://[::1]:3456" },
  { "unix", "unix:/run/user/1/ccproxy.sock", "unix:/run/user/1/ccproxy.sock" },
  { "any-port", "127.0.0.1:0", NULL },
  { "without-a-port", "localhost", "http://localhost" },
};

static void
test_normalize (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *uri = ccp_client_address_normalize (test->address);

  g_assert_cmpstr (uri, ==, test->uri);
}

static GPtrArray *
sort (CcpClientAddressKinds kinds)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();

  g_ptr_array_add (addresses, (gpointer) "127.0.0.1:0");
  g_ptr_array_add (addresses, (gpointer) "127.0.0.1:3456");
  g_ptr_array_add (addresses, (gpointer) "unix:/socket");
  return ccp_client_address_sort (addresses, kinds);
}

static void
test_unix_first (void)
{
  g_autoptr (GPtrArray) uris = sort (CCP_CLIENT_ADDRESS_TCP | CCP_CLIENT_ADDRESS_UNIX);

  g_assert_cmpuint (uris->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (uris, 0), ==, "unix:/socket");
  g_assert_cmpstr (g_ptr_array_index (uris, 1), ==, "http://127.0.0.1:3456");
}

static void
test_one_kind (void)
{
  g_autoptr (GPtrArray) tcp = sort (CCP_CLIENT_ADDRESS_TCP);
  g_autoptr (GPtrArray) local = sort (CCP_CLIENT_ADDRESS_UNIX);

  g_assert_cmpuint (tcp->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (tcp, 0), ==, "http://127.0.0.1:3456");
  g_assert_cmpuint (local->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (local, 0), ==, "unix:/socket");
}

static void
test_tcp (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (GError) error = NULL;

  g_assert_true (ccp_client_address_try (uri, &error));
  g_assert_no_error (error);
  g_socket_listener_close (listener);
  g_assert_false (ccp_client_address_try (uri, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static void
test_unix (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ccproxy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  g_autofree char *uri = g_strconcat ("unix:", path, NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_client_address_try (uri, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_socket_listener_add_address (listener,
                                 address,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL,
                                 NULL,
                                 &error);
  g_assert_no_error (error);
  g_assert_true (ccp_client_address_try (uri, &error));
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/client-address/normalize/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_normalize);
    }
  g_test_add_func ("/client-address/sort/unix-first", test_unix_first);
  g_test_add_func ("/client-address/sort/one-kind", test_one_kind);
  g_test_add_func ("/client-address/try/tcp", test_tcp);
  g_test_add_func ("/client-address/try/unix", test_unix);
  return g_test_run ();
}
