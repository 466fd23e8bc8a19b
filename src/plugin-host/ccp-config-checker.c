/* ccp-config-checker.c: checks a configuration against the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-checker"

#include "ccp-config-checker.h"

#include <string.h>

#include "ccp-class-lookup.h"
#include "ccp-dialect-options.h"
#include "ccp-option-check.h"
#include "ccp-pipeline-check.h"
#include "ccp-routing-check.h"
#include "ccp-settings-fault.h"
#include "ccp-transformer-check.h"

/* what is known about a provider of the configuration; about one that is not known,
 * nothing */
typedef struct
{
  CcpOptionTable *options; /* (nullable): NULL if its type is not known */
  gboolean is_settled;     /* it could be made, and its conversion is its own */
  char *dialect;           /* (nullable): its conversion, with the plugin's name */
} Speaker;

typedef struct
{
  CcpPluginRegistry *registry;
  CcpConfig *config;
  CcpConfigContext context;
  GPtrArray *speakers; /* (element-type Speaker) */
  GHashTable *by_name; /* (element-type utf8 Speaker): neither is owned */
  GHashTable *checked; /* (element-type CcpTransformerRef): not owned */
} Checker;

static const Speaker nobody = { NULL, FALSE, NULL };

static void
free_speaker (gpointer data)
{
  Speaker *speaker = data;

  g_clear_pointer (&speaker->options, ccp_option_table_free);
  g_clear_pointer (&speaker->dialect, g_free);
  g_free (speaker);
}

static void
report_no_type (Checker *self, const CcpProviderConfig *provider)
{
  g_autofree char *types =
      ccp_class_lookup_list (ccp_plugin_registry_get_plugins (self->registry),
                             CCP_TYPE_PROVIDER);
  CcpConfigNode *url = ccp_config_node_get_member (provider->node, "url");
  CcpConfigNode *place = url != NULL ? url : provider->node;

  if (*types != '\0')
    ccp_config_context_report (&self->context,
                               CCP_CODE_UNKNOWN_DIALECT,
                               place,
                               "what this provider speaks cannot be told from its URL; "
                               "write type: and one of %s",
                               types);
  else
    ccp_config_context_report (&self->context,
                               CCP_CODE_UNKNOWN_PLUGIN,
                               place,
                               "no plugin that speaks to providers was found; name its "
                               "folder in transformer_paths");
}

static gboolean
is_written (const CcpProviderConfig *provider, const char *key)
{
  CcpConfigNode *node = ccp_config_node_get_member (provider->node, key);

  return node != NULL && !ccp_config_node_is_null (node);
}

/* Returns: (nullable): the type, which is that of the file or the one that fits the URL;
 * where what is in the file could not be read, nobody can tell */
static const char *
find_type (Checker *self, const CcpProviderConfig *provider)
{
  const char *type = provider->type;

  if (type != NULL || is_written (provider, "type") || provider->url == NULL)
    return type;
  type = ccp_plugin_registry_infer_type (self->registry, provider->url);
  if (type == NULL && !self->context.is_blind)
    report_no_type (self, provider);
  return type;
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
               const CcpClassLookup *found,
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
    return ccp_settings_fault_report (&self->context,
                                      found,
                                      provider->node,
                                      error->message);
  speaker->dialect = qualify (found->info, ccp_provider_get_dialect (instance));
  speaker->is_settled =
      speaker->dialect != NULL || !ccp_dialect_options_has_any (found->info);
}

/* Returns: whether all options are good */
static gboolean
check_options (Checker *self,
               const CcpProviderConfig *provider,
               const CcpPluginInfo *info,
               Speaker *speaker)
{
  GPtrArray *plugins = ccp_plugin_registry_get_plugins (self->registry);
  CcpConfigNode *options = ccp_config_node_get_member (provider->node, "options");
  CcpJson *const layers[] = { provider->options, NULL };

  speaker->options = ccp_dialect_options_join (plugins, info, layers);
  return ccp_option_check_mapping (&self->context,
                                   speaker->options,
                                   options,
                                   provider->node) &&
         ccp_dialect_options_check (&self->context, plugins, info, options);
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
    {
      ccp_class_lookup_report (&found,
                               &self->context,
                               place != NULL ? place : provider->node,
                               error);
      return;
    }
  if (check_options (self, provider, found.info, speaker) && provider->name != NULL &&
      provider->url != NULL)
    make_provider (self, provider, type, &found, speaker);
}

/* What is of a pipeline is checked there, and what several models have from one listed
 * model only once. */
static void
check_own (Checker *self,
           GPtrArray *refs,
           gboolean is_request,
           const char *provider,
           const char *dialect)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  for (guint i = 0; i < refs->len; i++)
    {
      CcpTransformerRef *ref = g_ptr_array_index (refs, i);

      if (ref->pipeline == NULL && g_hash_table_add (self->checked, ref))
        g_ptr_array_add (own, ref);
    }
  ccp_transformer_check_list (self->registry,
                              &self->context,
                              own,
                              is_request,
                              provider,
                              dialect);
}

static void
check_provider (Checker *self, const CcpProviderConfig *provider)
{
  Speaker *speaker = g_new0 (Speaker, 1);
  const char *name = NULL;

  g_ptr_array_add (self->speakers, speaker);
  if (provider->name != NULL)
    g_hash_table_insert (self->by_name, provider->name, speaker);
  check_dialect (self, provider, speaker);
  name = speaker->is_settled ? provider->name : NULL;
  check_own (self, provider->request, TRUE, name, speaker->dialect);
  check_own (self, provider->response, FALSE, name, speaker->dialect);
}

static void
check_model (Checker *self, const CcpModelConfig *model)
{
  const Speaker *speaker = NULL;
  const char *name = NULL;

  if (model->provider != NULL)
    speaker = g_hash_table_lookup (self->by_name, model->provider);
  if (speaker == NULL)
    speaker = &nobody;
  name = speaker->is_settled ? model->provider : NULL;
  if (speaker->options != NULL)
    ccp_option_check_mapping (&self->context,
                              speaker->options,
                              ccp_config_node_get_member (model->node, "options"),
                              NULL);
  check_own (self, model->request, TRUE, name, speaker->dialect);
  check_own (self, model->response, FALSE, name, speaker->dialect);
}

static void
check_pipeline (Checker *self, const CcpPipelineConfig *pipeline)
{
  ccp_pipeline_check_run (self->registry, &self->context, pipeline);
  for (guint i = 0; i < pipeline->users->len; i++)
    {
      const CcpPipelineUser *user = g_ptr_array_index (pipeline->users, i);
      const Speaker *speaker = NULL;

      if (user->provider != NULL)
        speaker = g_hash_table_lookup (self->by_name, user->provider);
      if (speaker != NULL && speaker->is_settled)
        ccp_pipeline_check_user (self->registry,
                                 &self->context,
                                 pipeline,
                                 user,
                                 speaker->dialect);
    }
}

void
ccp_config_checker_run (CcpPluginRegistry *registry,
                        CcpConfig *config,
                        CcpDiagnostics *diagnostics)
{
  g_autoptr (GPtrArray) speakers = g_ptr_array_new_with_free_func (free_speaker);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) checked = g_hash_table_new (NULL, NULL);
  Checker self = { .registry = registry,
                   .config = config,
                   .context = { .diagnostics = diagnostics,
                                .is_blind = !ccp_config_has_all_paths (config) },
                   .speakers = speakers,
                   .by_name = by_name,
                   .checked = checked };
  GPtrArray *pipelines = ccp_config_get_pipelines (config);
  GPtrArray *providers = ccp_config_get_providers (config);
  GPtrArray *models = ccp_config_get_models (config);

  for (guint i = 0; i < providers->len; i++)
    check_provider (&self, g_ptr_array_index (providers, i));
  for (guint i = 0; i < models->len && !ccp_diagnostics_is_full (diagnostics); i++)
    check_model (&self, g_ptr_array_index (models, i));
  for (guint i = 0; i < pipelines->len && !ccp_diagnostics_is_full (diagnostics); i++)
    check_pipeline (&self, g_ptr_array_index (pipelines, i));
  ccp_routing_check_run (registry, &self.context, config);
}
