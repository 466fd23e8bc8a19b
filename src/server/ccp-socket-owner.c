/* ccp-socket-owner.c: which process has a socket open
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-socket-owner"

#include "ccp-socket-owner.h"

static gboolean
holds (const char *pid, const char *socket)
{
  g_autofree char *folder = g_build_filename ("/proc", pid, "fd", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      if (g_strcmp0 (target, socket) == 0)
        return TRUE;
    }
  return FALSE;
}

guint
ccp_socket_owner_find (gulong inode)
{
  g_autofree char *socket = g_strdup_printf ("socket:[%lu]", inode);
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *pid = NULL;

  if (inode == 0)
    return 0;
  while (dir != NULL && (pid = g_dir_read_name (dir)) != NULL)
    if (g_ascii_isdigit (*pid) && holds (pid, socket))
      return (guint) g_ascii_strtoull (pid, NULL, 10);
  return 0;
}

char *
ccp_socket_owner_describe (guint pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%u/comm", pid);
  g_autofree char *name = NULL;

  if (pid == 0 || !g_file_get_contents (path, &name, NULL, NULL))
    return NULL;
  return g_strdup_printf ("%s (pid %u)", g_strchomp (name), pid);
}
