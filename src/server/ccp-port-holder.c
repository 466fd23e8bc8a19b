/* ccp-port-holder.c: who listens on a port already
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-port-holder"

#include "ccp-port-holder.h"

#include <stdio.h>

/* of linux/tcp_states.h */
#define STATE_LISTEN 0x0a

/* "  0: 0100007F:0D80 00000000:0000 0A … uid timeout inode"; FALSE for anything else */
static gboolean
parse_line (const char *line, guint *port, guint *state, gulong *inode)
{
  return sscanf (line,
                 " %*u: %*[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x %*s %*s %*s %*s %*s %lu",
                 port,
                 state,
                 inode) == 3;
}

static gulong
find_inode (const char *table, guint16 port)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (table, &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint found;
      guint state;
      gulong inode;

      if (parse_line (lines[i], &found, &state, &inode) && found == port &&
          state == STATE_LISTEN)
        return inode;
    }
  return 0;
}

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

char *
ccp_port_holder_describe (gint64 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/comm", pid);
  g_autofree char *name = NULL;

  if (!g_file_get_contents (path, &name, NULL, NULL))
    return NULL;
  return g_strdup_printf ("%s (pid %" G_GINT64_FORMAT ")", g_strchomp (name), pid);
}

char *
ccp_port_holder_find (guint16 port)
{
  gulong inode = find_inode ("/proc/net/tcp", port);
  g_autofree char *socket = NULL;
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *pid = NULL;

  if (inode == 0)
    inode = find_inode ("/proc/net/tcp6", port);
  if (inode == 0)
    return NULL;

  socket = g_strdup_printf ("socket:[%lu]", inode);
  while (dir != NULL && (pid = g_dir_read_name (dir)) != NULL)
    if (g_ascii_isdigit (*pid) && holds (pid, socket))
      return ccp_port_holder_describe (g_ascii_strtoll (pid, NULL, 10));
  return NULL;
}
