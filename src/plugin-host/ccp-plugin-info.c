/* ccp-plugin-info.c: what the .plugin file of a plugin says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-plugin-info"

#include "ccp-plugin-info.h"

#include <string.h>

#include "ccp-file-trust.h"
#include "ccp-key-group.h"

#define GROUP "Plugin"
#define SUFFIX ".plugin"
#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789-"
#define MAX_SIZE (256 * 1024)

static const char *const known_keys[] = {
  "Name",     "Abi",  "Loader",      "Module", "Description",
  "Provides", "Urls", "OwnUpstream", NULL,
};

static void
clear_provision (gpointer data)
{
  CcpProvision *provision = data;

  g_clear_pointer (&provision->name, g_free);
}

static gboolean
check_name (CcpPluginInfo *self, GKeyFile *file, GError **error)
{
  g_autofree char *name = g_key_file_get_string (file, GROUP, "Name", error);

  if (name == NULL)
    return FALSE;
  if (!g_ascii_islower (*name) || name[strspn (name, NAME_CHARACTERS)] != '\0')
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "Name: expected lower-case letters, digits and dashes, got \"%s\"",
                   name);
      return FALSE;
    }
  if (g_str_equal (name, self->name))
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_PLUGIN,
               "Name: the file of \"%s\" must be called %s" SUFFIX,
               name,
               name);
  return FALSE;
}

static gboolean
check_abi (GKeyFile *file, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int abi = g_key_file_get_integer (file, GROUP, "Abi", &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (abi != CCP_PLUGIN_ABI)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_PLUGIN,
                 "Abi: the plugin was made for the plugin interface %d, this is %d",
                 abi,
                 CCP_PLUGIN_ABI);
  else
    return TRUE;
  return FALSE;
}

/* a plugin cannot reach out of its folder */
static gboolean
read_module (CcpPluginInfo *self, GKeyFile *file, GError **error)
{
  self->loader = g_key_file_get_string (file, GROUP, "Loader", error);
  if (self->loader == NULL)
    return FALSE;
  self->module = g_key_file_get_string (file, GROUP, "Module", NULL);
  if (self->module == NULL ||
      (*self->module != '\0' && strchr (self->module, '/') == NULL))
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_PLUGIN,
               "Module: expected the name of a file in the same folder, got \"%s\"",
               self->module);
  return FALSE;
}

static GType
parse_kind (const char *word, gsize length)
{
  if (length == strlen ("provider") && strncmp (word, "provider", length) == 0)
    return CCP_TYPE_PROVIDER;
  if (length == strlen ("transformer") && strncmp (word, "transformer", length) == 0)
    return CCP_TYPE_TRANSFORMER;
  if (length == strlen ("router") && strncmp (word, "router", length) == 0)
    return CCP_TYPE_ROUTER;
  return G_TYPE_INVALID;
}

static gboolean
read_provides (CcpPluginInfo *self, GKeyFile *file, GError **error)
{
  g_auto (GStrv) list = g_key_file_get_string_list (file, GROUP, "Provides", NULL, error);

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      const char *colon = strchr (list[i], ':');
      CcpProvision provision = { G_TYPE_INVALID, NULL };

      if (colon != NULL && colon[1] != '\0')
        provision.iface = parse_kind (list[i], (gsize) (colon - list[i]));
      if (provision.iface == G_TYPE_INVALID)
        {
          g_set_error (error,
                       CCP_ERROR,
                       CCP_ERROR_PLUGIN,
                       "Provides: expected provider:NAME, transformer:NAME or "
                       "router:NAME, got \"%s\"",
                       list[i]);
          return FALSE;
        }
      provision.name = g_strdup (colon + 1);
      g_array_append_val (self->provides, provision);
    }
  return list != NULL;
}

static gboolean
provides_class (const CcpPluginInfo *self, const char *name)
{
  for (guint i = 0; i < self->provides->len; i++)
    {
      if (g_str_equal (g_array_index (self->provides, CcpProvision, i).name, name))
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_spec (CcpOptionTable *table,
           GKeyFile *file,
           const char *group,
           const char *name,
           GError **error)
{
  CcpOptionSpec *spec = ccp_option_spec_new_from_key_file (file, group, name, error);

  if (spec == NULL)
    return FALSE;
  ccp_option_table_take (table, spec);
  return TRUE;
}

/* "[Param CLASS.NAME]" */
static gboolean
read_param (CcpPluginInfo *self,
            GKeyFile *file,
            const char *group,
            const char *rest,
            GError **error)
{
  const char *dot = strchr (rest, '.');
  g_autofree char *class_name = NULL;
  CcpOptionTable *table = NULL;

  if (dot != NULL)
    class_name = g_strndup (rest, (gsize) (dot - rest));
  if (class_name == NULL || dot[1] == '\0' || !provides_class (self, class_name))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "[%s]: expected [Param CLASS.NAME] with a class of Provides",
                   group);
      return FALSE;
    }
  table = g_hash_table_lookup (self->params, class_name);
  if (table == NULL)
    {
      table = ccp_option_table_new ("param");
      g_hash_table_insert (self->params, g_steal_pointer (&class_name), table);
    }
  return take_spec (table, file, group, dot + 1, error);
}

/* "[Alias NAME]" */
static gboolean
read_alias (CcpPluginInfo *self,
            GKeyFile *file,
            const char *group,
            const char *name,
            GError **error)
{
  CcpClassAlias *alias = ccp_class_alias_new_from_key_file (file, group, name, error);

  if (alias == NULL)
    return FALSE;
  g_hash_table_replace (self->aliases, alias->name, alias);
  return TRUE;
}

/* "[Class NAME]" */
static gboolean
read_class (CcpPluginInfo *self,
            GKeyFile *file,
            const char *group,
            const char *name,
            GError **error)
{
  static const char *const known[] = { "Description", NULL };

  if (provides_class (self, name))
    {
      if (!ccp_key_group_check (file, group, known, error))
        {
          g_prefix_error (error, "[%s]: ", group);
          return FALSE;
        }
      g_hash_table_replace (self->classes,
                            g_strdup (name),
                            g_key_file_get_string (file, group, "Description", NULL));
      return TRUE;
    }
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_PLUGIN,
               "[%s]: expected [Class NAME] with a class of Provides",
               group);
  return FALSE;
}

/* once all params are known, as a group may stand before what it is about */
static gboolean
check_aliases (CcpPluginInfo *self, GError **error)
{
  GHashTableIter iter;
  gpointer data = NULL;

  g_hash_table_iter_init (&iter, self->aliases);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const CcpClassAlias *alias = data;

      if (ccp_plugin_info_provides (self, CCP_TYPE_TRANSFORMER, alias->class_name))
        {
          CcpOptionTable *params = g_hash_table_lookup (self->params, alias->class_name);

          if (ccp_class_alias_check (alias, params, error))
            continue;
        }
      else
        g_set_error (error,
                     CCP_ERROR,
                     CCP_ERROR_PLUGIN,
                     "Class: expected a transformer of Provides, got \"%s\"",
                     alias->class_name);
      g_prefix_error (error, "[Alias %s]: ", alias->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_groups (CcpPluginInfo *self, GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      const char *group = groups[i];
      gboolean good = g_str_equal (group, GROUP);

      if (!good && g_str_has_prefix (group, "Option "))
        good = take_spec (self->options, file, group, group + strlen ("Option "), error);
      else if (!good && g_str_has_prefix (group, "Param "))
        good = read_param (self, file, group, group + strlen ("Param "), error);
      else if (!good && g_str_has_prefix (group, "Alias "))
        good = read_alias (self, file, group, group + strlen ("Alias "), error);
      else if (!good && g_str_has_prefix (group, "Class "))
        good = read_class (self, file, group, group + strlen ("Class "), error);
      else if (!good)
        g_set_error (error,
                     CCP_ERROR,
                     CCP_ERROR_PLUGIN,
                     "unknown group [%s]; known here: [Plugin], [Option NAME], "
                     "[Param CLASS.NAME], [Alias NAME], [Class NAME]",
                     group);
      if (!good)
        return FALSE;
    }
  return check_aliases (self, error);
}

static gboolean
read_key_file (CcpPluginInfo *self, GKeyFile *file, GError **error)
{
  if (!ccp_key_group_check (file, GROUP, known_keys, error) ||
      !check_name (self, file, error) || !check_abi (file, error) ||
      !read_module (self, file, error) || !read_provides (self, file, error))
    return FALSE;
  self->description = g_key_file_get_string (file, GROUP, "Description", NULL);
  self->urls = g_key_file_get_string_list (file, GROUP, "Urls", NULL, NULL);
  self->own_upstream = g_key_file_get_boolean (file, GROUP, "OwnUpstream", NULL);
  return read_groups (self, file, error);
}

static gboolean
read_file (CcpPluginInfo *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GFile) place = g_file_new_for_path (self->path);
  g_autoptr (GFileInputStream) stream = g_file_read (place, NULL, error);
  g_autoptr (GBytes) bytes = NULL;

  if (stream != NULL)
    bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), MAX_SIZE, NULL, error);
  if (bytes == NULL ||
      !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, error) ||
      !read_key_file (self, file, error))
    {
      g_prefix_error (error, "%s: ", self->path);
      return FALSE;
    }
  return TRUE;
}

CcpPluginInfo *
ccp_plugin_info_new (const char *path)
{
  CcpPluginInfo *self = g_new0 (CcpPluginInfo, 1);
  g_autofree char *base = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  base = g_path_get_basename (path);
  if (g_str_has_suffix (base, SUFFIX))
    base[strlen (base) - strlen (SUFFIX)] = '\0';
  self->name = g_steal_pointer (&base);
  self->provides = g_array_new (FALSE, FALSE, sizeof (CcpProvision));
  g_array_set_clear_func (self->provides, clear_provision);
  self->options = ccp_option_table_new ("option");
  self->params = g_hash_table_new_full (g_str_hash,
                                        g_str_equal,
                                        g_free,
                                        (GDestroyNotify) ccp_option_table_free);
  self->aliases = g_hash_table_new_full (g_str_hash,
                                         g_str_equal,
                                         NULL,
                                         (GDestroyNotify) ccp_class_alias_free);
  self->classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->path = ccp_file_trust_resolve (path, &self->error);
  if (self->path == NULL)
    self->path = g_strdup (path);
  else
    read_file (self, &self->error);
  return self;
}

void
ccp_plugin_info_free (CcpPluginInfo *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->loader, g_free);
  g_clear_pointer (&self->module, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->provides, g_array_unref);
  g_clear_pointer (&self->urls, g_strfreev);
  g_clear_pointer (&self->options, ccp_option_table_free);
  g_clear_pointer (&self->params, g_hash_table_unref);
  g_clear_pointer (&self->aliases, g_hash_table_unref);
  g_clear_pointer (&self->classes, g_hash_table_unref);
  g_free (self);
}

gboolean
ccp_plugin_info_provides (const CcpPluginInfo *self, GType iface, const char *name)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; i < self->provides->len; i++)
    {
      const CcpProvision *provision = &g_array_index (self->provides, CcpProvision, i);

      if (provision->iface == iface && g_str_equal (provision->name, name))
        return TRUE;
    }
  return FALSE;
}

const char *
ccp_plugin_info_get_only (const CcpPluginInfo *self, GType iface)
{
  const char *only = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->provides->len; i++)
    {
      const CcpProvision *provision = &g_array_index (self->provides, CcpProvision, i);

      if (provision->iface != iface)
        continue;
      if (only != NULL)
        return NULL;
      only = provision->name;
    }
  return only;
}

/* Returns: (nullable): NULL if the class takes nothing */
CcpOptionTable *
ccp_plugin_info_get_params (const CcpPluginInfo *self, const char *class_name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (class_name != NULL, NULL);

  return g_hash_table_lookup (self->params, class_name);
}

const char *
ccp_plugin_info_get_class_description (const CcpPluginInfo *self, const char *class_name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (class_name != NULL, NULL);

  return g_hash_table_lookup (self->classes, class_name);
}
