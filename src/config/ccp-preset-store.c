/* ccp-preset-store.c: the presets that there are
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-preset-store"

#include "ccp-preset-store.h"

#include <string.h>

#include "config.h"

#define SUFFIX ".yaml"

struct _CcpPresetStore
{
  GHashTable *paths;   /* (element-type utf8 utf8): by name */
  GHashTable *presets; /* (element-type utf8 CcpPreset): that were wanted, by name */
};

static void
add_folder (CcpPresetStore *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) directory = g_dir_open (folder, 0, &error);
  const char *file = NULL;

  if (directory == NULL)
    return g_debug ("no presets in %s: %s", folder, error->message);
  while ((file = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *name = NULL;

      if (!g_str_has_suffix (file, SUFFIX) || *file == '.' ||
          !g_utf8_validate (file, -1, NULL))
        continue;
      name = g_strndup (file, strlen (file) - strlen (SUFFIX));
      if (!g_hash_table_contains (self->paths, name))
        g_hash_table_insert (self->paths,
                             g_steal_pointer (&name),
                             g_build_filename (folder, file, NULL));
    }
}

static void
add_folders (CcpPresetStore *self, const char *const *environment)
{
  const char *search = g_environ_getenv ((char **) environment, "CCPROXY_PRESET_PATH");
  const char *data = g_environ_getenv ((char **) environment, "XDG_DATA_HOME");
  const char *home = g_environ_getenv ((char **) environment, "HOME");
  g_auto (GStrv) folders = g_strsplit (search != NULL ? search : "", ":", -1);
  g_autofree char *user = NULL;

  for (guint i = 0; folders[i] != NULL; i++)
    {
      if (g_path_is_absolute (folders[i]))
        add_folder (self, folders[i]);
    }
  if (data != NULL && g_path_is_absolute (data))
    user = g_build_filename (data, "ccproxy", "providers", NULL);
  else if (home != NULL && g_path_is_absolute (home))
    user = g_build_filename (home, ".local/share/ccproxy/providers", NULL);
  if (user != NULL)
    add_folder (self, user);
  add_folder (self, CCP_PRESET_DIR);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

CcpPresetStore *
ccp_preset_store_new (const char *const *environment)
{
  CcpPresetStore *self = g_new0 (CcpPresetStore, 1);

  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->presets = g_hash_table_new_full (g_str_hash,
                                         g_str_equal,
                                         NULL,
                                         (GDestroyNotify) ccp_preset_free);
  add_folders (self, environment);
  return self;
}

void
ccp_preset_store_free (CcpPresetStore *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->presets, g_hash_table_unref);
  g_clear_pointer (&self->paths, g_hash_table_unref);
  g_free (self);
}

const char **
ccp_preset_store_list (CcpPresetStore *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  g_hash_table_iter_init (&iter, self->paths);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_steal (names, NULL);
}

const CcpPreset *
ccp_preset_store_find (CcpPresetStore *self,
                       const char *name,
                       CcpDiagnostics *diagnostics)
{
  CcpPreset *preset = NULL;
  const char *path = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  preset = g_hash_table_lookup (self->presets, name);
  if (preset != NULL)
    return preset;
  path = g_hash_table_lookup (self->paths, name);
  if (path == NULL)
    return NULL;
  preset = ccp_preset_new (name, path, diagnostics);
  g_hash_table_insert (self->presets, preset->name, preset);
  return preset;
}
