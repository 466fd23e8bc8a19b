/* ccp-file-trust.c: whether another user could change a file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-file-trust"

#include "ccp-file-trust.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ccp-root-user.h"
#include "ccp.h"

static gboolean
refuse (const char *path, const char *reason, GError **error)
{
  g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "%s: %s", path, reason);
  return FALSE;
}

/* a group that is the user's alone, as distributions make them, is no other user */
static gboolean
others_can_write (const struct stat *info)
{
  if ((info->st_mode & S_IWOTH) != 0)
    return TRUE;
  return (info->st_mode & S_IWGRP) != 0 && info->st_gid != 0 &&
         info->st_gid != geteuid ();
}

/* how root looks is asked only where a file is neither ours nor, as it looks, root's */
static gboolean
is_trusted (uid_t owner)
{
  return owner == 0 || owner == geteuid () || owner == ccp_root_user_get ();
}

static gboolean
check_one (const char *path, GError **error)
{
  struct stat info;
  g_autofree char *reason = NULL;

  if (lstat (path, &info) != 0)
    return refuse (path, g_strerror (errno), error);
  if (!is_trusted (info.st_uid))
    {
      reason = g_strdup_printf ("it belongs to user %u, who could change it; it must "
                                "belong to root or to the user that runs the daemon",
                                (guint) info.st_uid);
      return refuse (path, reason, error);
    }
  if (!others_can_write (&info) ||
      (S_ISDIR (info.st_mode) && (info.st_mode & S_ISVTX) != 0))
    return TRUE;
  reason = g_strdup_printf ("others can write to it (mode %04o); chmod go-w mends that",
                            (guint) info.st_mode & 07777);
  return refuse (path, reason, error);
}

char *
ccp_file_trust_resolve (const char *path, GError **error)
{
  g_autofree char *place = NULL;
  char *resolved = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  /* realpath () allocates with malloc (), which is what g_free () frees */
  resolved = realpath (path, NULL);
  if (resolved == NULL)
    {
      refuse (path, g_strerror (errno), error);
      return NULL;
    }
  place = g_strdup (resolved);
  while (check_one (place, error))
    {
      g_autofree char *above = g_path_get_dirname (place);

      if (g_str_equal (above, place))
        return resolved;
      g_free (place);
      place = g_steal_pointer (&above);
    }
  g_free (resolved);
  return NULL;
}
