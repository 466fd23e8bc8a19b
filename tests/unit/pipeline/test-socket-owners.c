/* test-socket-owners.c: which process has a socket open
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-socket-owners.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static gulong
get_inode (int fd)
{
  struct stat info;

  g_assert_cmpint (fstat (fd, &info), ==, 0);
  return (gulong) info.st_ino;
}

static void
test_own (void)
{
  CcpSocketOwners owners = { { 0 }, 0 };
  int fd = socket (AF_INET, SOCK_STREAM, 0);
  gulong inode = get_inode (fd);

  /* the second time it is known already */
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (ccp_socket_owners_find (&owners, inode), ==, getpid ());
  g_assert_cmpuint (owners.next, ==, 1);
  close (fd);
  g_assert_cmpuint (ccp_socket_owners_find (&owners, inode), ==, 0);
}

/* a child that this one gave its socket to */
static void
test_of_another (void)
{
  CcpSocketOwners owners = { { (guint) getpid () }, 1 };
  int fd = socket (AF_INET, SOCK_STREAM, 0);
  gulong inode = get_inode (fd);
  pid_t child = fork ();
  guint found;

  if (child == 0)
    for (;;)
      pause ();
  close (fd);
  found = ccp_socket_owners_find (&owners, inode);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);

  g_assert_cmpuint (found, ==, child);
}

static void
test_nobody (void)
{
  CcpSocketOwners owners = { { 0 }, 0 };

  g_assert_cmpuint (ccp_socket_owners_find (&owners, 0), ==, 0);
}

static void
test_describe (void)
{
  g_autofree char *text = ccp_socket_owners_describe ((guint) getpid ());
  g_autofree char *end = g_strdup_printf (" (pid %d)", (int) getpid ());
  g_autofree char *nobody = ccp_socket_owners_describe (0);

  g_assert_true (g_str_has_prefix (text, "test-socket"));
  g_assert_true (g_str_has_suffix (text, end));
  g_assert_null (nobody);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/socket-owners/find/own", test_own);
  g_test_add_func ("/socket-owners/find/of-another", test_of_another);
  g_test_add_func ("/socket-owners/find/nobody", test_nobody);
  g_test_add_func ("/socket-owners/describe/name-and-pid", test_describe);

  return g_test_run ();
}
