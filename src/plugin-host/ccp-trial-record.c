/* ccp-trial-record.c: remembers which modules have been tried
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-trial-record"

#include "ccp-trial-record.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"

/* enough for every plugin of a machine; what is older is forgotten */
#define MAX_LINES 200

/* A line is the identity, a tab, and the types with commas between them. */

/* Returns: (nullable): NULL for a record that somebody else could have written */
static char **
read_lines (const char *path)
{
  struct stat info;
  g_autofree char *text = NULL;

  if (g_stat (path, &info) != 0 || info.st_uid != geteuid () ||
      (info.st_mode & (S_IWGRP | S_IWOTH)) != 0 ||
      !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return g_strsplit (text, "\n", -1);
}

/* Returns: (nullable): what comes after the identity */
static const char *
match_line (const char *line, const char *identity)
{
  gsize length = strlen (identity);

  return strncmp (line, identity, length) == 0 && line[length] == '\t' ? line + length + 1
                                                                       : NULL;
}

char *
ccp_trial_record_identify (const char *module)
{
  struct stat info;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (module != NULL, NULL);

  if (g_stat (module, &info) != 0)
    return NULL;
  escaped = g_uri_escape_string (module, "/", FALSE);
  return g_strdup_printf ("%s %s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT
                          " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld",
                          PACKAGE_VERSION,
                          escaped,
                          (guint64) info.st_dev,
                          (guint64) info.st_ino,
                          (gint64) info.st_size,
                          (gint64) info.st_mtim.tv_sec,
                          info.st_mtim.tv_nsec);
}

gboolean
ccp_trial_record_find (const char *path, const char *identity, char **types)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (identity != NULL, FALSE);
  g_return_val_if_fail (types != NULL, FALSE);

  lines = read_lines (path);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      const char *rest = match_line (lines[i], identity);

      if (rest != NULL)
        {
          *types = g_strdup (rest);
          return TRUE;
        }
    }
  return FALSE;
}

void
ccp_trial_record_add (const char *path, const char *identity, const char *types)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (path != NULL);
  g_return_if_fail (identity != NULL);
  g_return_if_fail (types != NULL);

  lines = read_lines (path);
  g_string_append_printf (text, "%s\t%s\n", identity, types);
  for (guint i = 0; lines != NULL && lines[i] != NULL && i < MAX_LINES; i++)
    {
      if (*lines[i] != '\0' && match_line (lines[i], identity) == NULL)
        g_string_append_printf (text, "%s\n", lines[i]);
    }
  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path,
                                 text->str,
                                 (gssize) text->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600,
                                 &error))
    g_debug ("cannot remember that a module was tried: %s",
             error != NULL ? error->message : folder);
}
