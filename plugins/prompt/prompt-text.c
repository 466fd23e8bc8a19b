/* prompt-text.c: a text that the configuration gives, or names the file of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "prompt-text"

#include "prompt-text.h"

#include <gio/gio.h>

/* far more than any prompt has */
#define MAX_SIZE (1u << 20)

/* Returns: (nullable): the path of a file, whatever the folder of this process is */
static char *
expand_path (const char *path)
{
  if (g_str_has_prefix (path, "~/"))
    return g_build_filename (g_get_home_dir (), path + 2, NULL);
  return g_path_is_absolute (path) ? g_strdup (path) : NULL;
}

/* what is no plain file could be waited for, and what is large is read by mistake */
static gboolean
check_file (GFile *file, const char *path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                  "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE,
                                                  NULL,
                                                  &fault);

  if (info == NULL)
    g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "file: %s", fault->message);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "file: \"%s\" is no file", path);
  else if (g_file_info_get_size (info) > MAX_SIZE)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "file: \"%s\" is larger than 1 MiB",
                 path);
  else
    return TRUE;
  return FALSE;
}

static char *
load (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) fault = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!check_file (file, path, error))
    return NULL;
  if (!g_file_load_contents (file, NULL, &text, &length, NULL, &fault))
    g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "file: %s", fault->message);
  else if (!g_utf8_validate_len (text, length, NULL))
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "file: \"%s\" is no text in UTF-8",
                 path);
  else
    return g_steal_pointer (&text);
  return NULL;
}

static char *
read_file (const CcpJsonValue *value, GError **error)
{
  g_autofree char *given = ccp_json_value_dup_string (value, NULL);
  g_autofree char *path = expand_path (given != NULL ? given : "");

  if (path != NULL)
    return load (path, error);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "file: expected a path that begins with / or ~/, got \"%s\"",
               given != NULL ? given : "");
  return NULL;
}

char *
prompt_text_read (CcpJson *params, GError **error)
{
  CcpJsonValue root;
  CcpJsonValue text;
  CcpJsonValue file;

  ccp_json_get_root (params, &root);
  text = ccp_json_value_member (&root, "text");
  file = ccp_json_value_member (&root, "file");
  if (ccp_json_value_is_string (&text) && !ccp_json_value_exists (&file))
    return ccp_json_value_dup_string (&text, NULL);
  if (ccp_json_value_exists (&file) && !ccp_json_value_exists (&text))
    return read_file (&file, error);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "expected a text, either as \"text\" or in a \"file\"; there %s",
               ccp_json_value_exists (&file) ? "are both" : "is none");
  return NULL;
}
