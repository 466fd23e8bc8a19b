/* ccp-socket-owners.c: which process has a socket open
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-socket-owners"

#include "ccp-socket-owners.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* "socket:[123]" is no longer */
#define MAX_TARGET 64

static gboolean
holds (guint pid, const char *socket)
{
  char folder[MAX_TARGET];
  char path[PATH_MAX];
  char target[MAX_TARGET];
  gsize length = strlen (socket);
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_snprintf (folder, sizeof folder, "/proc/%u/fd", pid);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_snprintf (path, sizeof path, "%s/%s", folder, name);
      if (readlink (path, target, sizeof target) == (ssize_t) length &&
          memcmp (target, socket, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static guint
search (const char *socket)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      guint pid = (guint) g_ascii_strtoull (name, NULL, 10);

      if (pid != 0 && holds (pid, socket))
        return pid;
    }
  return 0;
}

guint
ccp_socket_owners_find (CcpSocketOwners *self, gulong inode)
{
  g_autofree char *socket = NULL;
  guint pid;

  g_return_val_if_fail (self != NULL, 0);

  if (inode == 0)
    return 0;
  socket = g_strdup_printf ("socket:[%lu]", inode);
  for (gsize i = 0; i < G_N_ELEMENTS (self->pids); i++)
    if (self->pids[i] != 0 && holds (self->pids[i], socket))
      return self->pids[i];
  pid = search (socket);
  if (pid != 0)
    self->pids[self->next++ % G_N_ELEMENTS (self->pids)] = pid;
  return pid;
}

char *
ccp_socket_owners_describe (guint pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%u/comm", pid);
  g_autofree char *name = NULL;

  if (pid == 0 || !g_file_get_contents (path, &name, NULL, NULL))
    return NULL;
  return g_strdup_printf ("%s (pid %u)", g_strchomp (name), pid);
}
