/* ccp-plugin-search.c: finds the .plugin files in folders
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-plugin-search"

#include "ccp-plugin-search.h"

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (element-type utf8): what is in @folder, sorted, so that every start is alike
 */
static GPtrArray *
list_folder (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) directory = g_dir_open (folder, 0, &error);
  const char *name = NULL;

  if (directory == NULL)
    {
      g_debug ("no plugins in %s: %s", folder, error->message);
      return paths;
    }
  while ((name = g_dir_read_name (directory)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

static void
add_plugin (GPtrArray *found, const char *path)
{
  g_autoptr (CcpPluginInfo) info = ccp_plugin_info_new (path);

  for (guint i = 0; i < found->len; i++)
    {
      const CcpPluginInfo *other = g_ptr_array_index (found, i);

      if (!g_str_equal (other->name, info->name))
        continue;
      if (!g_str_equal (other->path, info->path))
        g_debug ("%s hides %s", other->path, info->path);
      return;
    }
  if (info->error != NULL)
    g_message ("plugin \"%s\" cannot be used: %s", info->name, info->error->message);
  g_ptr_array_add (found, g_steal_pointer (&info));
}

static void
add_plugins_of (GPtrArray *found, GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (g_str_has_suffix (path, ".plugin") &&
          g_file_test (path, G_FILE_TEST_IS_REGULAR))
        add_plugin (found, path);
    }
}

GPtrArray *
ccp_plugin_search_run (const char *const *folders)
{
  GPtrArray *found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_plugin_info_free);

  g_return_val_if_fail (folders != NULL, found);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) paths = list_folder (folders[i]);

      add_plugins_of (found, paths);
      for (guint j = 0; j < paths->len; j++)
        {
          const char *path = g_ptr_array_index (paths, j);
          g_autoptr (GPtrArray) deeper = NULL;

          if (!g_file_test (path, G_FILE_TEST_IS_DIR))
            continue;
          deeper = list_folder (path);
          add_plugins_of (found, deeper);
        }
    }
  return found;
}
