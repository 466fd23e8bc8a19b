/* ccp-ccr-folder.c: what claude-code-router has beside its file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-folder"

#include "ccp-ccr-folder.h"

#include <gio/gio.h>
#include <string.h>

#include "ccp-ccr-preset.h"
#include "ccp-ccr-project.h"
#include "ccp-import-input.h"

#define PRESETS "presets"
#define CONFIG "config.json"
#define SUFFIX ".json"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (element-type utf8): what is in the folder, in an order that is always the
 * same */
static GPtrArray *
list (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_utf8_validate (name, -1, NULL))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Returns: (nullable): what is in the file, if there is one */
static GBytes *
load (CcpDraft *draft, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *text = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  text = ccp_import_input_read (path, &error);
  if (text == NULL)
    ccp_import_report_add (ccp_draft_get_report (draft),
                           CCP_IMPORT_LOST,
                           name,
                           "%s",
                           error->message);
  return text;
}

static void
add_presets (CcpDraft *draft, const char *path)
{
  g_autoptr (GPtrArray) names = list (path);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *folder = g_build_filename (path, name, NULL);
      g_autoptr (GBytes) text = load (draft, folder, "manifest.json");

      if (text != NULL)
        ccp_ccr_preset_add (draft, name, text);
    }
}

static void
add_sessions (CcpDraft *draft, const char *path, const char *project)
{
  g_autoptr (GPtrArray) names = list (path);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *session = NULL;
      g_autoptr (GBytes) text = NULL;

      if (!g_str_has_suffix (name, SUFFIX) || g_str_equal (name, CONFIG))
        continue;
      session = g_strndup (name, strlen (name) - strlen (SUFFIX));
      if (g_uuid_string_is_valid (session))
        text = load (draft, path, name);
      if (text != NULL)
        ccp_ccr_project_add (draft, project, session, text);
    }
}

/* each goes before those that are there, so sessions come last */
static void
add_project (CcpDraft *draft, const char *path, const char *name)
{
  g_autoptr (GBytes) text = load (draft, path, CONFIG);

  if (text != NULL)
    ccp_ccr_project_add (draft, name, NULL, text);
  add_sessions (draft, path, name);
}

void
ccp_ccr_folder_add (CcpDraft *draft, const char *path)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *own = NULL;
  g_autofree char *presets = NULL;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (path != NULL);

  whole = g_canonicalize_filename (path, NULL);
  own = g_path_get_basename (whole);
  if (!g_str_equal (own, CCP_CCR_FOLDER_NAME))
    return;
  names = list (path);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *folder = g_build_filename (path, name, NULL);

      if (!g_str_equal (name, PRESETS) && g_file_test (folder, G_FILE_TEST_IS_DIR))
        add_project (draft, folder, name);
    }
  presets = g_build_filename (path, PRESETS, NULL);
  add_presets (draft, presets);
}
