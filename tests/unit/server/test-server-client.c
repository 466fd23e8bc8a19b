/* test-server-client.c: which process a request comes from
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gunixfdmessage.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "private/ccp-exchange-private.h"
#include "server-fixture.h"

typedef struct
{
  const char *name;
  const char *address; /* (nullable): a path of its own */
} Case;

static const Case cases[] = {
  { "ipv4", "127.0.0.1:0" },
  { "unix", NULL },
};

static char *
create_request (void)
{
  return g_strdup_printf ("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\n"
                          "Content-Type: application/json\r\n"
                          "Content-Length: %zu\r\n\r\n%s",
                          strlen (MESSAGE),
                          MESSAGE);
}

/* a client of its own process, which sends and then waits */
static pid_t
start_client (GSocketAddress *address, const char *request)
{
  guint8 native[128];
  gssize size = g_socket_address_get_native_size (address);
  int family = g_socket_address_get_family (address);
  pid_t child;

  g_assert_cmpint (size, <=, sizeof native);
  g_assert_true (g_socket_address_to_native (address, native, sizeof native, NULL));
  child = fork ();
  if (child == 0)
    {
      int fd = socket (family, SOCK_STREAM, 0);

      if (connect (fd, (const struct sockaddr *) native, (socklen_t) size) == 0 &&
          write (fd, request, strlen (request)) > 0)
        for (;;)
          pause ();
      _exit (1);
    }
  return child;
}

/* Returns: (transfer full): as it is to be connected to */
static GSocketAddress *
listen_at (ServerFixture *fixture, const char *address)
{
  g_auto (GStrv) uris = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server = ccp_server_new (CCP_RUNNER (fixture->runner), fixture->settings);
  ccp_server_listen (fixture->server, address, &error);
  g_assert_no_error (error);
  uris = ccp_server_get_uris (fixture->server);
  if (g_str_has_prefix (address, "unix:"))
    return g_unix_socket_address_new (address + strlen ("unix:"));
  uri = g_uri_parse (uris[0], G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_new_from_string (g_uri_get_host (uri),
                                                (guint) g_uri_get_port (uri));
}

static void
test_pid (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autofree char *folder = g_dir_make_tmp ("ccproxy-client-XXXXXX", NULL);
  g_autofree char *path = g_strdup_printf ("unix:%s/s", folder);
  g_autofree char *request = create_request ();
  g_autoptr (GSocketAddress) address = NULL;
  pid_t child;
  guint found;

  fixture->runner->hangs = TRUE;
  address = listen_at (fixture, c->address != NULL ? c->address : path);
  child = start_client (address, request);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, 1));
  found = ccp_exchange_find_client_pid (fixture->runner->exchange);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  g_assert_true (raw_client_run_until (&fixture->runner->cancelled, 1));
  raw_client_run_for (20);

  g_assert_cmpuint (found, ==, child);
  g_assert_cmpuint (ccp_exchange_find_client_pid (fixture->runner->exchange), ==, child);
  ccp_server_close (fixture->server);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* a socket that is on its way from one process to another is open in none */
static void
hide (int fd, int ends[2])
{
  g_autoptr (GSocketControlMessage) message = g_unix_fd_message_new ();
  g_autoptr (GSocket) sender = NULL;
  GOutputVector vector = { "x", 1 };

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
  sender = g_socket_new_from_fd (dup (ends[0]), NULL);
  g_assert_true (g_unix_fd_message_append_fd (G_UNIX_FD_MESSAGE (message), fd, NULL));
  g_assert_cmpint (
      g_socket_send_message (sender, NULL, &vector, 1, &message, 1, 0, NULL, NULL),
      ==,
      1);
}

/* Returns: what was hidden */
static int
unhide (int ends[2])
{
  g_autoptr (GSocket) receiver = g_socket_new_from_fd (dup (ends[1]), NULL);
  g_autofree GSocketControlMessage **messages = NULL;
  g_autofree int *fds = NULL;
  char byte = 0;
  GInputVector vector = { &byte, 1 };
  int n_messages = 0;

  g_socket_receive_message (receiver,
                            NULL,
                            &vector,
                            1,
                            &messages,
                            &n_messages,
                            NULL,
                            NULL,
                            NULL);
  g_assert_cmpint (n_messages, ==, 1);
  fds = g_unix_fd_message_steal_fds (G_UNIX_FD_MESSAGE (messages[0]), NULL);
  g_object_unref (messages[0]);
  return fds[0];
}

/* Returns: a socket through which @request was sent */
static int
send_request (GSocketAddress *address, const char *request)
{
  guint8 native[128];
  gssize size = g_socket_address_get_native_size (address);
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  g_assert_true (g_socket_address_to_native (address, native, sizeof native, NULL));
  g_assert_cmpint (connect (fd, (const struct sockaddr *) native, (socklen_t) size),
                   ==,
                   0);
  g_assert_cmpint (write (fd, request, strlen (request)), ==, (gssize) strlen (request));
  return fd;
}

/* to look at what all processes have open takes time */
static void
test_unknown_is_looked_for_once (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autofree char *request = create_request ();
  g_autoptr (GSocketAddress) address = NULL;
  int ends[2] = { -1, -1 };
  int fd;
  guint found;

  fixture->runner->hangs = TRUE;
  address = listen_at (fixture, "127.0.0.1:0");
  fd = send_request (address, request);
  g_assert_true (raw_client_run_until (&fixture->runner->runs, 1));
  hide (fd, ends);
  close (fd);
  found = ccp_exchange_find_client_pid (fixture->runner->exchange);
  fd = unhide (ends);

  g_assert_cmpuint (found, ==, 0);
  g_assert_cmpuint (ccp_exchange_find_client_pid (fixture->runner->exchange), ==, 0);
  close (fd);
  close (ends[0]);
  close (ends[1]);
  g_assert_true (raw_client_run_until (&fixture->runner->cancelled, 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/server/client/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_pid);
    }
  g_test_add_func ("/server/client/unknown-is-looked-for-once",
                   test_unknown_is_looked_for_once);

  return g_test_run ();
}
