/* driver.c: runs a fuzz target over its corpus, where there is no libFuzzer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Usage: fuzz-NAME FOLDER
 */
#include <gio/gio.h>
#include <stdlib.h>

#include "fuzz-target.h"

/* A target need not have it. */
#pragma weak LLVMFuzzerInitialize

static gboolean
run_file (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return FALSE;

  /* a copy of exactly these bytes, so that reading beyond them is noticed */
  bytes = g_bytes_new (contents, length);
  g_print ("%s\n", name);
  LLVMFuzzerTestOneInput (g_bytes_get_data (bytes, NULL), length);
  return TRUE;
}

static gboolean
run_folder (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;
  guint n_files = 0;

  if (dir == NULL)
    return FALSE;

  for (; (name = g_dir_read_name (dir)) != NULL; n_files++)
    if (!run_file (folder, name, error))
      return FALSE;

  if (n_files > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no files in %s", folder);
  return FALSE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    {
      g_printerr ("Usage: %s FOLDER\n", argv[0]);
      return EXIT_FAILURE;
    }

  if (LLVMFuzzerInitialize != NULL)
    LLVMFuzzerInitialize (&argc, &argv);
  if (run_folder (argv[1], &error))
    return EXIT_SUCCESS;

  g_printerr ("%s\n", error->message);
  return EXIT_FAILURE;
}
