/* ccp-root-user.c: how root looks from here
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-root-user"

#include "ccp-root-user.h"

#include <sys/stat.h>

/* each line of a map is a range: its first user here, its first user outside, its length
 */
static gboolean
maps_root (const char *uid_map)
{
  g_auto (GStrv) lines = g_strsplit (uid_map, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (lines[i]));

      if (*line != '\0' && g_ascii_strtoull (line, NULL, 10) == 0)
        return TRUE;
    }
  return FALSE;
}

uid_t
ccp_root_user_find (const char *uid_map, uid_t owner)
{
  return uid_map == NULL || maps_root (uid_map) ? 0 : owner;
}

uid_t
ccp_root_user_get (void)
{
  g_autofree char *uid_map = NULL;
  struct stat info;

  if (stat ("/", &info) != 0 ||
      !g_file_get_contents ("/proc/self/uid_map", &uid_map, NULL, NULL))
    return 0;
  return ccp_root_user_find (uid_map, info.st_uid);
}
