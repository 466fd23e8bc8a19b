/* ccp-import-output.c: where a configuration that was made goes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-import-output"

#include "ccp-import-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* what it may hold is nobody else's business */
#define FILE_MODE 0600
#define FOLDER_MODE 0700

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int number = 0;

  if (g_mkdir_with_parents (folder, FOLDER_MODE) == 0)
    return TRUE;
  number = errno;
  g_set_error (error,
               G_IO_ERROR,
               g_io_error_from_errno (number),
               "%s: %s",
               folder,
               g_strerror (number));
  return FALSE;
}

static gboolean
write_output (const char *text, GError **error)
{
  if (fputs (text, stdout) != EOF && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error,
               G_IO_ERROR,
               g_io_error_from_errno (errno),
               _ ("standard output: %s"),
               g_strerror (errno));
  return FALSE;
}

/* the empty file is ours alone from now on: nobody else makes one of that name */
static gboolean
reserve (const char *path, GError **error)
{
  int file = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, FILE_MODE);
  int number = errno;

  if (file >= 0)
    return g_close (file, error);
  g_set_error (error,
               G_IO_ERROR,
               g_io_error_from_errno (number),
               "%s: %s",
               path,
               g_strerror (number));
  return FALSE;
}

gboolean
ccp_import_output_write (const char *path,
                         gboolean replace,
                         const char *text,
                         GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (path == NULL)
    return write_output (text, error);
  if (!make_folder (path, error) || (!replace && !reserve (path, error)))
    return FALSE;
  return g_file_set_contents_full (path,
                                   text,
                                   (gssize) strlen (text),
                                   G_FILE_SET_CONTENTS_CONSISTENT,
                                   FILE_MODE,
                                   error);
}
