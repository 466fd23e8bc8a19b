/* ccp-config-file.c: the bytes of a configuration file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-file"

#include "ccp-config-file.h"

#include <string.h>
#include <sys/stat.h>

#include "ccp-config-parser.h"

/* one byte more than is allowed, so that the parser sees that it is too much */
#define BUFFER_SIZE (CCP_CONFIG_PARSER_MAX_SIZE + 1)

static void
free_wiped (gpointer data)
{
  explicit_bzero (data, BUFFER_SIZE);
  g_free (data);
}

static void G_GNUC_PRINTF (3, 4)
    report (CcpDiagnostics *diagnostics, CcpDiagnosticCode code, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  ccp_diagnostics_add (diagnostics, code, 0, 0, NULL, message);
}

GBytes *
ccp_config_file_read (const char *path, gboolean *is_exposed, CcpDiagnostics *diagnostics)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  char *buffer = NULL;
  guint32 mode = 0;
  gsize size = 0;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, &error);
  if (stream != NULL)
    info =
        g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_UNIX_MODE, NULL, &error);
  if (info == NULL)
    {
      report (diagnostics,
              CCP_CODE_UNREADABLE_FILE,
              "cannot be read: %s",
              error->message);
      return NULL;
    }
  mode = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_MODE);
  if (is_exposed != NULL)
    *is_exposed = S_ISREG (mode) && (mode & 077) != 0;
  if (is_exposed != NULL && *is_exposed)
    report (diagnostics,
            CCP_CODE_FILE_MODE,
            "others can read the file (mode %04o); chmod 600 makes it yours alone",
            mode & 07777);

  buffer = g_malloc0 (BUFFER_SIZE);
  if (g_input_stream_read_all (G_INPUT_STREAM (stream),
                               buffer,
                               BUFFER_SIZE,
                               &size,
                               NULL,
                               &error))
    return g_bytes_new_with_free_func (buffer, size, free_wiped, buffer);
  free_wiped (buffer);
  report (diagnostics, CCP_CODE_UNREADABLE_FILE, "cannot be read: %s", error->message);
  return NULL;
}

gboolean
ccp_config_file_check_regular (const char *path, CcpDiagnostics *diagnostics)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
      !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  report (
      diagnostics,
      CCP_CODE_UNREADABLE_FILE,
      "is no regular file, and the daemon cannot wait for others to write it; put the "
      "configuration in a file");
  return FALSE;
}
