/* test-listen-socket.c: sockets to listen on, those that are there already among them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-listen-socket.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
  GSocketAddress *address;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("listen-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "socket", NULL);
  fixture->address = g_unix_socket_address_new (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
  g_clear_object (&fixture->address);
}

static void
test_mode (Fixture *fixture, gconstpointer data)
{
  mode_t old = umask (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = ccp_listen_socket_new (fixture->address, &error);
  struct stat info;

  umask (old);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_stale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) left_over = ccp_listen_socket_new (fixture->address, &error);
  g_autoptr (GSocket) socket = NULL;

  g_assert_no_error (error);
  g_socket_close (left_over, NULL);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  socket = ccp_listen_socket_new (fixture->address, &error);

  g_assert_no_error (error);
  g_assert_nonnull (socket);
}

/* the message says where and why, and how to mend it */
static void
assert_refused (Fixture *fixture, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = ccp_listen_socket_new (fixture->address, &error);
  g_autofree char *text = g_strdup_printf (
      "cannot listen on unix:%s: %s",
      g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (fixture->address)),
      reason);

  g_assert_null (socket);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UNAVAILABLE);
  g_assert_cmpstr (error->message, ==, text);
}

static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) first = ccp_listen_socket_new (fixture->address, &error);
  g_autofree char *program = NULL;
  g_autofree char *reason = NULL;

  g_assert_no_error (error);
  g_file_get_contents ("/proc/self/comm", &program, NULL, NULL);
  reason = g_strdup_printf ("%s (pid %d) listens there; stop it or choose another path",
                            g_strchomp (program),
                            getpid ());
  assert_refused (fixture, reason);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_other_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;

  g_file_set_contents (fixture->path, "dear", -1, NULL);

  assert_refused (fixture, "there is a file already; choose another path");
  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "dear");
}

static void
set_path (Fixture *fixture, const char *path)
{
  g_clear_object (&fixture->address);
  fixture->address = g_unix_socket_address_new (path);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  set_path (fixture, fixture->folder);

  assert_refused (fixture, "there is a folder already; choose another path");
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "none", NULL);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  g_autofree char *reason =
      g_strdup_printf ("%s is not a folder; make it or choose another path", folder);

  set_path (fixture, path);

  assert_refused (fixture, reason);
}

static void
test_file_for_a_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->path, "socket", NULL);
  g_autofree char *reason =
      g_strdup_printf ("%s is not a folder; make it or choose another path",
                       fixture->path);

  g_file_set_contents (fixture->path, "", -1, NULL);
  set_path (fixture, path);

  assert_refused (fixture, reason);
}

static void
test_port_in_use (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocket) first = ccp_listen_socket_new (any, &error);
  g_autoptr (GSocketAddress) taken = g_socket_get_local_address (first, &error);
  g_autoptr (GSocket) second = ccp_listen_socket_new (taken, &error);
  g_autofree char *holder = g_strdup_printf ("(pid %d) listens there", getpid ());

  g_assert_null (second);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UNAVAILABLE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, holder));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/listen-socket/new/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("unix-mode", test_mode);
  ADD ("stale-is-taken-over", test_stale);
  ADD ("in-use", test_in_use);
  ADD ("other-file", test_other_file);
  ADD ("folder", test_folder);
  ADD ("no-folder", test_no_folder);
  ADD ("file-for-a-folder", test_file_for_a_folder);
  g_test_add_func ("/listen-socket/new/T147-port-in-use", test_port_in_use);

  return g_test_run ();
}
