/* ccp-plugin-registry.c: the plugins that were found, and what they have registered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-plugin-registry"

#include "ccp-plugin-registry.h"

#include <string.h>

#include "ccp-class-lookup.h"
#include "ccp-config-checker.h"
#include "ccp-dialect-options.h"
#include "ccp-loaded-plugins.h"
#include "ccp-module-loader.h"
#include "ccp-plugin-search.h"
#include "ccp-url-pattern.h"
#include "config.h"
#include "private/ccp-registrar-private.h"

struct _CcpPluginRegistry
{
  GObject parent_instance;

  GPtrArray *plugins; /* (element-type CcpPluginInfo) */
  CcpLoadedPlugins *loaded;
};

G_DEFINE_FINAL_TYPE (CcpPluginRegistry, ccp_plugin_registry, G_TYPE_OBJECT)

/* Returns: (transfer full) (nullable): an instance, not yet configured */
static gpointer
make_instance (CcpPluginRegistry *self,
               GType iface,
               const CcpClassLookup *found,
               GError **error)
{
  CcpRegistrar *registrar = ccp_loaded_plugins_ensure (self->loaded, found->info, error);

  if (registrar == NULL)
    return NULL;
  return g_object_new (ccp_registrar_lookup (registrar, iface, found->class_name), NULL);
}

/* Returns: (transfer full) (nullable): an instance, not yet configured */
static gpointer
create (CcpPluginRegistry *self,
        GType iface,
        const char *name,
        CcpClassLookup *found,
        GError **error)
{
  if (!ccp_class_lookup_find (self->plugins, iface, name, found, error))
    return NULL;
  return make_instance (self, iface, found, error);
}

/* @params: of an entry
 * Returns: what it gives the class */
static CcpJson *
apply_alias (const CcpClassLookup *found, CcpJson *params)
{
  return found->alias != NULL ? ccp_class_alias_apply (found->alias, params)
                              : ccp_json_ref (params);
}

/* Returns: (nullable) */
static CcpJson *
complete_params (const CcpClassLookup *found, CcpJson *params, GError **error)
{
  g_autoptr (CcpJson) meant = apply_alias (found, params);
  CcpJson *const layers[] = { meant, NULL };
  g_autoptr (CcpOptionTable) nothing = ccp_option_table_new ("param");
  CcpOptionTable *table = ccp_plugin_info_get_params (found->info, found->class_name);

  return ccp_option_table_complete (table != NULL ? table : nothing, layers, error);
}

/* Not every plugin says why it fails. */
static void
explain_refusal (const CcpClassLookup *found, GError **error)
{
  if (error != NULL && *error == NULL)
    g_set_error_literal (error,
                         CCP_ERROR,
                         CCP_ERROR_PLUGIN,
                         "the plugin refuses its settings and does not say why");
  g_prefix_error (error, "%s.%s: ", found->info->name, found->class_name);
}

/* Returns: how well the URL fits one of the patterns, 0 for not at all */
static guint
match_url (const CcpPluginInfo *info, const char *url)
{
  guint best = 0;

  if (info->error != NULL || info->urls == NULL)
    return 0;
  for (guint i = 0; info->urls[i] != NULL; i++)
    best = MAX (best, ccp_url_pattern_match (info->urls[i], url));
  return best;
}

static void
ccp_plugin_registry_finalize (GObject *object)
{
  CcpPluginRegistry *self = CCP_PLUGIN_REGISTRY (object);

  g_clear_pointer (&self->loaded, ccp_loaded_plugins_free);
  g_clear_pointer (&self->plugins, g_ptr_array_unref);

  G_OBJECT_CLASS (ccp_plugin_registry_parent_class)->finalize (object);
}

static void
ccp_plugin_registry_class_init (CcpPluginRegistryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_plugin_registry_finalize;
}

static void
ccp_plugin_registry_init (CcpPluginRegistry *self)
{
  self->loaded = ccp_loaded_plugins_new ();
}

CcpPluginRegistry *
ccp_plugin_registry_new (const char *const *paths)
{
  CcpPluginRegistry *self = NULL;
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpModuleLoader) modules = NULL;

  g_return_val_if_fail (paths != NULL, NULL);

  self = g_object_new (CCP_TYPE_PLUGIN_REGISTRY, NULL);
  self->plugins = ccp_plugin_search_run (paths);
  modules = ccp_module_loader_new_default ((const char *const *) environment);
  ccp_plugin_registry_set_loader (self, "c", CCP_PLUGIN_LOADER (modules));
  return self;
}

void
ccp_plugin_registry_set_loader (CcpPluginRegistry *self,
                                const char *name,
                                CcpPluginLoader *loader)
{
  g_return_if_fail (CCP_IS_PLUGIN_REGISTRY (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (CCP_IS_PLUGIN_LOADER (loader));

  ccp_loaded_plugins_set_loader (self->loaded, name, loader);
}

char **
ccp_plugin_registry_default_paths (const char *const *environment, CcpConfig *config)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *search = g_environ_getenv ((char **) environment, "CCPROXY_PLUGIN_PATH");
  const char *data = g_environ_getenv ((char **) environment, "XDG_DATA_HOME");
  const char *home = g_environ_getenv ((char **) environment, "HOME");
  g_auto (GStrv) folders = g_strsplit (search != NULL ? search : "", ":", -1);
  GPtrArray *more = config != NULL ? ccp_config_get_transformer_paths (config) : NULL;

  for (guint i = 0; folders[i] != NULL; i++)
    {
      if (g_path_is_absolute (folders[i]))
        g_ptr_array_add (paths, g_strdup (folders[i]));
    }
  for (guint i = 0; more != NULL && i < more->len; i++)
    g_ptr_array_add (paths, g_strdup (g_ptr_array_index (more, i)));
  if (data != NULL && g_path_is_absolute (data))
    g_ptr_array_add (paths, g_build_filename (data, "ccproxy", "plugins", NULL));
  else if (home != NULL && g_path_is_absolute (home))
    g_ptr_array_add (paths,
                     g_build_filename (home, ".local/share/ccproxy/plugins", NULL));
  g_ptr_array_add (paths, g_strdup (CCP_PLUGIN_DIR));
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_steal (paths, NULL);
}

CcpTransformer *
ccp_plugin_registry_create_transformer (CcpPluginRegistry *self,
                                        const char *name,
                                        CcpJson *params,
                                        GError **error)
{
  g_autoptr (CcpTransformer) transformer = NULL;
  g_autoptr (CcpJson) complete = NULL;
  CcpClassLookup found = { NULL, NULL };

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (params != NULL, NULL);

  if (!ccp_class_lookup_find_transformer (self->plugins, name, &found, error))
    return NULL;
  transformer = make_instance (self, CCP_TYPE_TRANSFORMER, &found, error);
  if (transformer == NULL)
    return NULL;
  complete = complete_params (&found, params, error);
  if (complete != NULL && ccp_transformer_configure (transformer, complete, error))
    return g_steal_pointer (&transformer);
  explain_refusal (&found, error);
  return NULL;
}

CcpTransformer *
ccp_plugin_registry_probe_transformer (CcpPluginRegistry *self,
                                       const char *name,
                                       GError **error)
{
  CcpClassLookup found = { NULL, NULL };

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!ccp_class_lookup_find_transformer (self->plugins, name, &found, error))
    return NULL;
  return make_instance (self, CCP_TYPE_TRANSFORMER, &found, error);
}

gboolean
ccp_plugin_registry_resolve_transformer (CcpPluginRegistry *self,
                                         const char *name,
                                         CcpJson *params,
                                         char **class_name,
                                         CcpJson **meant,
                                         GError **error)
{
  CcpClassLookup found = { NULL, NULL };

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), FALSE);
  g_return_val_if_fail (name != NULL && params != NULL, FALSE);
  g_return_val_if_fail (class_name != NULL && meant != NULL, FALSE);

  if (!ccp_class_lookup_find_transformer (self->plugins, name, &found, error))
    return FALSE;
  *class_name = ccp_class_lookup_dup_name (&found);
  *meant = apply_alias (&found, params);
  return TRUE;
}

CcpProvider *
ccp_plugin_registry_create_provider (CcpPluginRegistry *self,
                                     const char *type,
                                     CcpJson *settings,
                                     GError **error)
{
  g_autoptr (CcpProvider) provider = NULL;
  CcpClassLookup found = { NULL, NULL };

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), NULL);
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (settings != NULL, NULL);

  provider = create (self, CCP_TYPE_PROVIDER, type, &found, error);
  if (provider == NULL)
    return NULL;
  if (ccp_provider_configure (provider, settings, error))
    return g_steal_pointer (&provider);
  explain_refusal (&found, error);
  return NULL;
}

CcpRouter *
ccp_plugin_registry_create_router (CcpPluginRegistry *self,
                                   const char *type,
                                   CcpJson *settings,
                                   CcpCatalog *catalog,
                                   GError **error)
{
  g_autoptr (CcpRouter) router = NULL;
  CcpClassLookup found = { NULL, NULL };

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), NULL);
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (catalog != NULL, NULL);

  router = create (self, CCP_TYPE_ROUTER, type, &found, error);
  if (router == NULL)
    return NULL;
  if (ccp_router_configure (router, settings, catalog, error))
    return g_steal_pointer (&router);
  explain_refusal (&found, error);
  return NULL;
}

gboolean
ccp_plugin_registry_lint_router (CcpPluginRegistry *self,
                                 const char *type,
                                 CcpJson *settings,
                                 CcpCatalog *catalog,
                                 CcpFindings *findings,
                                 GError **error)
{
  g_autoptr (CcpRouter) router = NULL;
  CcpClassLookup found = { NULL, NULL };

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), FALSE);
  g_return_val_if_fail (type != NULL, FALSE);

  router = create (self, CCP_TYPE_ROUTER, type, &found, error);
  if (router == NULL)
    return FALSE;
  ccp_router_lint (router, settings, catalog, findings);
  return TRUE;
}

const char *
ccp_plugin_registry_infer_type (CcpPluginRegistry *self, const char *url)
{
  const char *best = NULL;
  guint best_match = 0;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), NULL);
  g_return_val_if_fail (url != NULL, NULL);

  for (guint i = 0; i < self->plugins->len; i++)
    {
      const CcpPluginInfo *info = g_ptr_array_index (self->plugins, i);
      guint match = match_url (info, url);

      if (match > best_match)
        {
          best = info->name;
          best_match = match;
        }
    }
  return best;
}

gboolean
ccp_plugin_registry_has_own_upstream (CcpPluginRegistry *self, const char *type)
{
  CcpClassLookup found = { NULL, NULL };

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), FALSE);
  g_return_val_if_fail (type != NULL, FALSE);

  return ccp_class_lookup_find (self->plugins, CCP_TYPE_PROVIDER, type, &found, NULL) &&
         found.info->own_upstream;
}

CcpJson *
ccp_plugin_registry_complete_options (CcpPluginRegistry *self,
                                      const char *type,
                                      CcpJson *provider_options,
                                      CcpJson *model_options,
                                      GError **error)
{
  CcpJson *layers[] = { NULL, NULL, NULL };
  CcpClassLookup found = { NULL, NULL };
  CcpJson *complete = NULL;
  g_autoptr (CcpOptionTable) table = NULL;
  guint n = 0;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), NULL);
  g_return_val_if_fail (type != NULL, NULL);

  if (!ccp_class_lookup_find (self->plugins, CCP_TYPE_PROVIDER, type, &found, error))
    return NULL;
  if (provider_options != NULL)
    layers[n++] = provider_options;
  if (model_options != NULL)
    layers[n++] = model_options;
  table = ccp_dialect_options_join (self->plugins, found.info, layers);
  complete = ccp_option_table_complete (table, layers, error);
  if (complete == NULL)
    g_prefix_error (error, "%s: ", found.info->name);
  return complete;
}

CcpJson *
ccp_plugin_registry_add_facts (CcpPluginRegistry *self,
                               const char *type,
                               CcpJson *options,
                               CcpJson *facts,
                               GError **error)
{
  CcpClassLookup found = { NULL, NULL };

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), NULL);
  g_return_val_if_fail (type != NULL, NULL);

  if (!ccp_class_lookup_find (self->plugins, CCP_TYPE_PROVIDER, type, &found, error))
    return NULL;
  return ccp_option_table_add_facts (found.info->options, options, facts);
}

GPtrArray *
ccp_plugin_registry_get_plugins (CcpPluginRegistry *self)
{
  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (self), NULL);

  return self->plugins;
}

void
ccp_plugin_registry_check (CcpPluginRegistry *self,
                           CcpConfig *config,
                           CcpDiagnostics *diagnostics)
{
  g_return_if_fail (CCP_IS_PLUGIN_REGISTRY (self));
  g_return_if_fail (CCP_IS_CONFIG (config));
  g_return_if_fail (CCP_IS_DIAGNOSTICS (diagnostics));

  ccp_config_checker_run (self, config, diagnostics);
}
