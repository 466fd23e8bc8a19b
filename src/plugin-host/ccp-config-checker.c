/* ccp-config-checker.c: checks a configuration against the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-checker"

#include "ccp-config-checker.h"

#include <string.h>

#include "ccp-class-lookup.h"
#include "ccp-option-check.h"
#include "ccp-transformer-check.h"

/* what is known about a provider of the configuration */
typedef struct
{
  const CcpPluginInfo *info; /* (nullable): NULL if its type is not known */
  gboolean is_good;          /* it could be made */
  char *dialect;             /* (nullable): its conversion, with the plugin's name */
} Speaker;

typedef struct
{
  CcpPluginRegistry *registry;
  CcpConfig *config;
  CcpConfigContext context;
  GHashTable *speakers; /* (element-type utf8 Speaker): by the provider's name */
} Checker;

static void
free_speaker (gpointer data)
{
  Speaker *speaker = data;

  g_clear_pointer (&speaker->dialect, g_free);
  g_free (speaker);
}

static void
report (Checker *self, CcpConfigNode *node, const char *message)
{
  ccp_config_context_report_value (&self->context, node, message);
}

/* Returns: (nullable): the type, which is that of the file or the one that fits the URL
 */
static const char *
find_type (Checker *self, const CcpProviderConfig *provider)
{
  const char *type = provider->type;
  g_autofree char *types = NULL;

  if (type == NULL)
    type = ccp_plugin_registry_infer_type (self->registry, provider->url);
  if (type != NULL)
    return type;
  types = ccp_class_lookup_list (ccp_plugin_registry_get_plugins (self->registry),
                                 CCP_TYPE_PROVIDER);
  ccp_config_context_report (&self->context,
                             CCP_DIAGNOSTIC_ERROR,
                             ccp_config_node_get_member (provider->node, "url"),
                             "what this provider speaks cannot be told from its URL; "
                             "write type: and one of %s",
                             types);
  return NULL;
}

/* a name that the plugin uses for a transformer of its own, as configurations write it */
static char *
qualify (const CcpPluginInfo *info, const char *name)
{
  if (name == NULL || strchr (name, '.') != NULL)
    return g_strdup (name);
  return g_strconcat (info->name, ".", name, NULL);
}

static void
make_provider (Checker *self,
               const CcpProviderConfig *provider,
               const char *type,
               Speaker *speaker)
{
  g_autoptr (CcpJson) settings = NULL;
  g_autoptr (CcpProvider) instance = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) options = ccp_plugin_registry_complete_options (self->registry,
                                                                      type,
                                                                      provider->options,
                                                                      NULL,
                                                                      &error);

  if (options != NULL)
    {
      settings = ccp_provider_config_describe (provider, options);
      instance =
          ccp_plugin_registry_create_provider (self->registry, type, settings, &error);
    }
  if (instance == NULL)
    return report (self, provider->node, error->message);
  speaker->is_good = TRUE;
  speaker->dialect = qualify (speaker->info, ccp_provider_get_dialect (instance));
}

static void
check_dialect (Checker *self, const CcpProviderConfig *provider, Speaker *speaker)
{
  const char *type = find_type (self, provider);
  CcpConfigNode *place = ccp_config_node_get_member (provider->node, "type");
  CcpClassLookup found = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  if (type == NULL)
    return;
  if (!ccp_class_lookup_find (ccp_plugin_registry_get_plugins (self->registry),
                              CCP_TYPE_PROVIDER,
                              type,
                              &found,
                              &error))
    return report (self, place != NULL ? place : provider->node, error->message);
  speaker->info = found.info;
  if (ccp_option_check_mapping (&self->context,
                                found.info->options,
                                ccp_config_node_get_member (provider->node, "options"),
                                provider->node))
    make_provider (self, provider, type, speaker);
}

static void
check_provider (Checker *self, const CcpProviderConfig *provider)
{
  Speaker *speaker = g_new0 (Speaker, 1);
  const char *name = NULL;

  g_hash_table_insert (self->speakers, provider->name, speaker);
  check_dialect (self, provider, speaker);
  name = speaker->is_good ? provider->name : NULL;
  ccp_transformer_check_list (self->registry,
                              &self->context,
                              provider->request,
                              TRUE,
                              name,
                              speaker->dialect);
  ccp_transformer_check_list (self->registry,
                              &self->context,
                              provider->response,
                              FALSE,
                              name,
                              speaker->dialect);
}

static void
check_model (Checker *self, const CcpModelConfig *model)
{
  const Speaker *speaker = g_hash_table_lookup (self->speakers, model->provider);
  const char *name = speaker->is_good ? model->provider : NULL;

  if (speaker->info != NULL)
    ccp_option_check_mapping (&self->context,
                              speaker->info->options,
                              ccp_config_node_get_member (model->node, "options"),
                              NULL);
  ccp_transformer_check_list (self->registry,
                              &self->context,
                              model->request,
                              TRUE,
                              name,
                              speaker->dialect);
  ccp_transformer_check_list (self->registry,
                              &self->context,
                              model->response,
                              FALSE,
                              name,
                              speaker->dialect);
}

static gboolean
check_target (Checker *self, CcpCatalog *catalog, CcpConfigNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRoute) route = ccp_catalog_resolve (catalog,
                                                    ccp_config_node_get_key (node),
                                                    ccp_config_node_get_scalar (node),
                                                    &error);

  if (route == NULL)
    report (self, node, error->message);
  return route != NULL;
}

static gboolean
is_string (CcpConfigNode *node)
{
  g_autoptr (CcpJson) json = ccp_config_node_to_json (node);
  CcpJsonValue value;

  ccp_json_get_root (json, &value);
  return ccp_json_value_is_string (&value);
}

/* the keys that each router has */
static const char *const common_rules[] = { "router", "default" };

static gboolean
is_known_rule (CcpOptionTable *table, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (common_rules); i++)
    if (g_str_equal (key, common_rules[i]))
      return TRUE;
  return table != NULL && ccp_option_table_find (table, key) != NULL;
}

static void
report_unknown_rule (Checker *self, CcpOptionTable *table, CcpConfigNode *node)
{
  guint n_specs = table != NULL ? ccp_option_table_get_length (table) : 0;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *near = NULL;
  g_autofree char *all = NULL;
  g_autofree char *message = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (common_rules); i++)
    g_ptr_array_add (names, (char *) common_rules[i]);
  for (guint i = 0; i < n_specs; i++)
    g_ptr_array_add (names, ccp_option_table_get (table, i)->name);
  g_ptr_array_add (names, NULL);

  near = ccp_near_match_describe (ccp_config_node_get_key (node),
                                  (const char *const *) names->pdata);
  all = g_strjoinv (", ", (char **) names->pdata);
  message = *near != '\0' ? g_strconcat ("unknown key", near, NULL)
                          : g_strconcat ("unknown key; known here: ", all, NULL);
  ccp_config_context_report_key (&self->context, node, message);
}

/* A string names a model, unless the router says that the key is for something else. */
static gboolean
check_rule (Checker *self,
            CcpCatalog *catalog,
            CcpOptionTable *table,
            CcpConfigNode *node)
{
  const char *key = ccp_config_node_get_key (node);
  const CcpOptionSpec *spec = NULL;

  if (!is_known_rule (table, key))
    {
      report_unknown_rule (self, table, node);
      return FALSE;
    }
  if (table != NULL)
    spec = ccp_option_table_find (table, key);
  if (spec != NULL && !ccp_option_check_value (&self->context, spec, node))
    return FALSE;
  if (!is_string (node) || (spec != NULL && spec->type != CCP_OPTION_TARGET))
    return TRUE;
  return check_target (self, catalog, node);
}

static gboolean
check_rules (Checker *self, CcpCatalog *catalog, CcpOptionTable *table)
{
  CcpConfigNode *routing = ccp_config_get_routing_node (self->config);
  gboolean good = TRUE;

  for (guint i = 0; routing != NULL && i < ccp_config_node_get_length (routing); i++)
    {
      CcpConfigNode *node = ccp_config_node_get_child (routing, i);

      if (ccp_diagnostics_is_full (self->context.diagnostics))
        return FALSE;
      if (!g_str_equal (ccp_config_node_get_key (node), "router"))
        good &= check_rule (self, catalog, table, node);
    }
  return good;
}

/* @node: (nullable): where the fault is; a file without routing has no such place */
static void
report_routing (Checker *self, CcpConfigNode *node, const char *message)
{
  if (node != NULL)
    report (self, node, message);
  else
    ccp_diagnostics_add (self->context.diagnostics,
                         CCP_DIAGNOSTIC_ERROR,
                         0,
                         0,
                         "routing",
                         message);
}

static void
check_routing (Checker *self)
{
  CcpConfigNode *routing = ccp_config_get_routing_node (self->config);
  CcpConfigNode *router =
      routing != NULL ? ccp_config_node_get_member (routing, "router") : NULL;
  const char *type = router != NULL ? ccp_config_node_get_scalar (router) : NULL;
  g_autoptr (CcpCatalog) catalog = ccp_config_build_catalog (self->config);
  g_autoptr (CcpRouter) instance = NULL;
  g_autoptr (GError) error = NULL;
  CcpClassLookup found = { NULL, NULL };

  if (type == NULL && router != NULL)
    return report (self, router, "expected the name of a plugin that is a router");
  if (type == NULL)
    type = CCP_PLUGIN_REGISTRY_DEFAULT_ROUTER;
  if (!ccp_class_lookup_find (ccp_plugin_registry_get_plugins (self->registry),
                              CCP_TYPE_ROUTER,
                              type,
                              &found,
                              &error))
    return report_routing (self, router != NULL ? router : routing, error->message);
  if (!check_rules (self,
                    catalog,
                    ccp_plugin_info_get_params (found.info, found.class_name)))
    return;
  instance = ccp_plugin_registry_create_router (self->registry,
                                                type,
                                                ccp_config_get_routing (self->config),
                                                catalog,
                                                &error);
  if (instance == NULL)
    report_routing (self, routing, error->message);
}

/* the models that a provider merely lists have nothing to check */
static gboolean
is_written_out (const CcpModelConfig *model)
{
  return ccp_config_node_get_member (model->node, "id") != NULL;
}

void
ccp_config_checker_run (CcpPluginRegistry *registry,
                        CcpConfig *config,
                        CcpDiagnostics *diagnostics)
{
  g_autoptr (GHashTable) speakers =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_speaker);
  Checker self = { .registry = registry,
                   .config = config,
                   .context = { .diagnostics = diagnostics },
                   .speakers = speakers };
  GPtrArray *providers = ccp_config_get_providers (config);
  GPtrArray *models = ccp_config_get_models (config);

  for (guint i = 0; i < providers->len; i++)
    check_provider (&self, g_ptr_array_index (providers, i));
  for (guint i = 0; i < models->len && !ccp_diagnostics_is_full (diagnostics); i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (models, i);

      if (is_written_out (model))
        check_model (&self, model);
    }
  check_routing (&self);
}
