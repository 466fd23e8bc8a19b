/* ccp-import-input.c: a file of another program
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-import-input"

#include "ccp-import-input.h"

#include "ccp-json5-parser.h"

GBytes *
ccp_import_input_read (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *buffer = NULL;
  gsize limit = CCP_JSON5_PARSER_MAX_SIZE + 1;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  buffer = g_malloc (limit);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream),
                                buffer,
                                limit,
                                &length,
                                NULL,
                                error))
    return NULL;
  return g_bytes_new (buffer, length);
}
