/* ccp-loaded-plugins.c: the plugins that were loaded, each of them once
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-loaded-plugins"

#include "ccp-loaded-plugins.h"

#include "private/ccp-registrar-private.h"

/* what came of loading a plugin */
typedef struct
{
  CcpRegistrar *registrar;
  GError *error; /* (nullable) */
} Outcome;

struct _CcpLoadedPlugins
{
  GHashTable *loaders;  /* (element-type utf8 CcpPluginLoader) */
  GHashTable *outcomes; /* (element-type utf8 Outcome): by the plugin's name, not owned */
};

static void
free_outcome (gpointer data)
{
  Outcome *outcome = data;

  g_clear_object (&outcome->registrar);
  g_clear_error (&outcome->error);
  g_free (outcome);
}

/* the .plugin file is what configurations are checked against, so it must be true */
static gboolean
check_registered (const CcpPluginInfo *info, CcpRegistrar *registrar, GError **error)
{
  for (guint i = 0; i < info->provides->len; i++)
    {
      const CcpProvision *provision = &g_array_index (info->provides, CcpProvision, i);

      if (ccp_registrar_lookup (registrar, provision->iface, provision->name) ==
          G_TYPE_INVALID)
        {
          g_set_error (error,
                       CCP_ERROR,
                       CCP_ERROR_PLUGIN,
                       "%s: Provides has \"%s\", which the plugin does not register",
                       info->path,
                       provision->name);
          return FALSE;
        }
    }
  for (guint i = 0; i < ccp_registrar_get_length (registrar); i++)
    {
      const char *name = ccp_registrar_get_name (registrar, i);

      if (!ccp_plugin_info_provides (info,
                                     ccp_registrar_get_interface (registrar, i),
                                     name))
        {
          g_set_error (error,
                       CCP_ERROR,
                       CCP_ERROR_PLUGIN,
                       "%s: the plugin registers \"%s\", which Provides does not have",
                       info->path,
                       name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
load (CcpLoadedPlugins *self,
      const CcpPluginInfo *info,
      CcpRegistrar *registrar,
      GError **error)
{
  CcpPluginLoader *loader = g_hash_table_lookup (self->loaders, info->loader);

  if (loader == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "%s: Loader: there is none for \"%s\"",
                   info->path,
                   info->loader);
      return FALSE;
    }
  return ccp_plugin_loader_load (loader, info, registrar, error) &&
         check_registered (info, registrar, error);
}

CcpLoadedPlugins *
ccp_loaded_plugins_new (void)
{
  CcpLoadedPlugins *self = g_new0 (CcpLoadedPlugins, 1);

  self->loaders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_outcome);
  return self;
}

void
ccp_loaded_plugins_free (CcpLoadedPlugins *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->outcomes, g_hash_table_unref);
  g_clear_pointer (&self->loaders, g_hash_table_unref);
  g_free (self);
}

void
ccp_loaded_plugins_set_loader (CcpLoadedPlugins *self,
                               const char *name,
                               CcpPluginLoader *loader)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (CCP_IS_PLUGIN_LOADER (loader));

  g_hash_table_replace (self->loaders, g_strdup (name), g_object_ref (loader));
}

CcpRegistrar *
ccp_loaded_plugins_ensure (CcpLoadedPlugins *self,
                           const CcpPluginInfo *info,
                           GError **error)
{
  Outcome *outcome = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (info != NULL, NULL);

  outcome = g_hash_table_lookup (self->outcomes, info->name);
  if (outcome == NULL)
    {
      outcome = g_new0 (Outcome, 1);
      outcome->registrar = ccp_registrar_new (info->name);
      g_hash_table_insert (self->outcomes, info->name, outcome);
      if (!load (self, info, outcome->registrar, &outcome->error))
        g_prefix_error (&outcome->error, "plugin \"%s\": ", info->name);
    }
  if (outcome->error == NULL)
    return outcome->registrar;
  g_propagate_error (error, g_error_copy (outcome->error));
  return NULL;
}
