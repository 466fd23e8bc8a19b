/* ccp-target.c: one provider of a snapshot, ready to be used
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-target"

#include "ccp-target.h"

#include <string.h>

#include "ccp-model-variant.h"

/* clients can name any number of models, and each may teach something */
#define MAX_LEARNED 1024

struct _CcpTarget
{
  GObject parent_instance;

  CcpPluginRegistry *registry;
  char *name;
  char *type;
  char *url;
  CcpKeySource *keys;
  CcpProvider *provider;
  CcpTransport *transport;
  CcpFaultLog *faults;
  CcpProviderState *state;
  GHashTable *listed;      /* (element-type utf8 CcpModelVariant): by configured id */
  GHashTable *ids;         /* (element-type utf8 utf8): first with a provider's name */
  CcpModelVariant *common; /* for models that the configuration does not list */
  GHashTable *learned;     /* (element-type utf8 CcpModelVariant): of those, by name */
};

G_DEFINE_FINAL_TYPE (CcpTarget, ccp_target, G_TYPE_OBJECT)

/* a provider names a transformer of its own plugin without the plugin */
static char *
dup_dialect (CcpTarget *self)
{
  const char *dialect = ccp_provider_get_dialect (self->provider);
  g_auto (GStrv) type = g_strsplit (self->type, ".", 2);

  if (dialect == NULL || strchr (dialect, '.') != NULL)
    return g_strdup (dialect);
  return g_strdup_printf ("%s.%s", type[0], dialect);
}

/* of what the configuration says, the model goes before the provider, and what is merely
 * known of the model comes last */
static CcpJson *
complete_options (CcpTarget *self,
                  const CcpProviderConfig *provider,
                  const CcpModelConfig *model,
                  GError **error)
{
  g_autoptr (CcpJson) facts = NULL;
  g_autoptr (CcpJson) options = NULL;

  if (model == NULL)
    return ccp_plugin_registry_complete_options (self->registry,
                                                 self->type,
                                                 provider->options,
                                                 NULL,
                                                 error);
  facts = ccp_model_config_describe_facts (model);
  options = ccp_plugin_registry_add_facts (self->registry,
                                           self->type,
                                           provider->options,
                                           facts,
                                           error);
  if (options == NULL)
    return NULL;
  return ccp_plugin_registry_complete_options (self->registry,
                                               self->type,
                                               options,
                                               model->options,
                                               error);
}

static CcpModelVariant *
create_variant (CcpTarget *self,
                const CcpProviderConfig *provider,
                const CcpModelConfig *model,
                GError **error)
{
  g_autofree char *dialect = dup_dialect (self);
  g_autoptr (CcpPlan) plan =
      ccp_plan_new (self->registry, dialect, provider, model, self->faults, error);
  g_autoptr (CcpJson) settings = NULL;

  if (plan == NULL)
    return NULL;
  settings = complete_options (self, provider, model, error);
  return settings != NULL ? ccp_model_variant_new (plan, settings, self->url) : NULL;
}

static CcpJson *
describe_settings (const CcpProviderConfig *provider, CcpJson *options)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "name");
  ccp_json_writer_string (writer, provider->name);
  ccp_json_writer_key (writer, "url");
  ccp_json_writer_string (writer, provider->url);
  ccp_json_writer_key (writer, "options");
  ccp_json_writer_document (writer, options);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static gboolean
create_provider (CcpTarget *self, const CcpProviderConfig *provider, GError **error)
{
  g_autoptr (CcpJson) options = ccp_plugin_registry_complete_options (self->registry,
                                                                      self->type,
                                                                      provider->options,
                                                                      NULL,
                                                                      error);
  g_autoptr (CcpJson) settings = NULL;

  if (options == NULL)
    return FALSE;
  settings = describe_settings (provider, options);
  self->provider =
      ccp_plugin_registry_create_provider (self->registry, self->type, settings, error);
  return self->provider != NULL;
}

static gboolean
create_variants (CcpTarget *self,
                 CcpConfig *config,
                 const CcpProviderConfig *provider,
                 GError **error)
{
  GPtrArray *models = ccp_config_get_models (config);

  self->common = create_variant (self, provider, NULL, error);
  if (self->common == NULL)
    return FALSE;
  for (guint i = 0; i < models->len; i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (models, i);
      CcpModelVariant *variant = NULL;

      if (!g_str_equal (model->provider, provider->name))
        continue;
      variant = create_variant (self, provider, model, error);
      if (variant == NULL)
        return FALSE;
      g_hash_table_replace (self->listed, g_strdup (model->id), variant);
      if (!g_hash_table_contains (self->ids, model->upstream))
        g_hash_table_insert (self->ids, g_strdup (model->upstream), g_strdup (model->id));
    }
  return TRUE;
}

/* Returns: where what is known of the model of @route stands, under @name, or would */
static GHashTable *
find_place (CcpTarget *self, CcpRoute *route, const char **name)
{
  const char *model = ccp_route_get_model (route);
  const char *id = ccp_route_get_model_id (route);

  if (id == NULL || !g_hash_table_contains (self->listed, id))
    id = g_hash_table_lookup (self->ids, model);
  if (id != NULL && g_hash_table_contains (self->listed, id))
    {
      *name = id;
      return self->listed;
    }
  *name = model;
  return self->learned;
}

static CcpModelVariant *
find_variant (CcpTarget *self, CcpRoute *route)
{
  const char *name = NULL;
  GHashTable *place = find_place (self, route, &name);
  CcpModelVariant *variant = g_hash_table_lookup (place, name);

  return variant != NULL ? variant : self->common;
}

/* Takes @variant, unless there is no room for it. */
static void
keep_variant (CcpTarget *self, CcpRoute *route, CcpModelVariant *variant)
{
  const char *name = NULL;
  GHashTable *place = find_place (self, route, &name);

  if (place == self->learned && g_hash_table_size (place) >= MAX_LEARNED &&
      !g_hash_table_contains (place, name))
    ccp_model_variant_free (variant);
  else
    g_hash_table_replace (place, g_strdup (name), variant);
}

/* @models: (element-type utf8 CcpModelVariant): with what those of @old have learned */
static void
take_over_models (CcpTarget *self, GHashTable *models, GHashTable *old)
{
  GHashTableIter iter;
  gpointer known = NULL;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, models);
  while (g_hash_table_iter_next (&iter, &name, &known))
    {
      const CcpModelVariant *other = g_hash_table_lookup (old, name);
      CcpModelVariant *taught =
          other != NULL ? ccp_model_variant_take_over (known, other, self->url) : NULL;

      if (taught != NULL)
        g_hash_table_iter_replace (&iter, taught);
    }
}

/* models that the configuration does not list are known by what they have taught alone */
static void
take_over_others (CcpTarget *self, CcpTarget *old)
{
  GHashTableIter iter;
  gpointer known = NULL;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, old->learned);
  while (g_hash_table_iter_next (&iter, &name, &known))
    {
      CcpModelVariant *taught =
          ccp_model_variant_take_over (self->common, known, self->url);

      if (taught != NULL)
        g_hash_table_replace (self->learned, g_strdup (name), taught);
    }
}

/* a URL may have a key in its path or query */
static void
refuse_type (const CcpProviderConfig *provider, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (provider->url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "provider \"%s\": its type is not set and cannot be inferred from its "
               "URL (%s)",
               provider->name,
               host != NULL ? host : "which has no host");
}

static void
ccp_target_finalize (GObject *object)
{
  CcpTarget *self = CCP_TARGET (object);

  g_clear_object (&self->registry);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_object (&self->keys);
  g_clear_object (&self->provider);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->faults, ccp_fault_log_unref);
  g_clear_object (&self->state);
  g_clear_pointer (&self->listed, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->common, ccp_model_variant_free);
  g_clear_pointer (&self->learned, g_hash_table_unref);

  G_OBJECT_CLASS (ccp_target_parent_class)->finalize (object);
}

static void
ccp_target_class_init (CcpTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_target_finalize;
}

static void
ccp_target_init (CcpTarget *self)
{
  self->listed = g_hash_table_new_full (g_str_hash,
                                        g_str_equal,
                                        g_free,
                                        (GDestroyNotify) ccp_model_variant_free);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->learned = g_hash_table_new_full (g_str_hash,
                                         g_str_equal,
                                         g_free,
                                         (GDestroyNotify) ccp_model_variant_free);
}

CcpTarget *
ccp_target_new (CcpPluginRegistry *registry,
                CcpConfig *config,
                const CcpProviderConfig *provider,
                CcpTransport *transport,
                CcpFaultLog *faults,
                GError **error)
{
  g_autoptr (CcpTarget) self = NULL;
  const char *type = NULL;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (registry), NULL);
  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (CCP_IS_TRANSPORT (transport), NULL);
  g_return_val_if_fail (faults != NULL, NULL);

  type = provider->type != NULL
             ? provider->type
             : ccp_plugin_registry_infer_type (registry, provider->url);
  if (type == NULL)
    {
      refuse_type (provider, error);
      return NULL;
    }
  self = g_object_new (CCP_TYPE_TARGET, NULL);
  self->registry = g_object_ref (registry);
  self->name = g_strdup (provider->name);
  self->type = g_strdup (type);
  self->url = g_strdup (provider->url);
  self->keys = ccp_key_source_new (provider);
  self->transport = g_object_ref (transport);
  self->faults = ccp_fault_log_ref (faults);
  self->state = ccp_provider_state_new (provider->name, NULL, NULL);
  if (!create_provider (self, provider, error) ||
      !create_variants (self, config, provider, error))
    {
      g_prefix_error (error, "provider \"%s\": ", provider->name);
      return NULL;
    }
  return g_steal_pointer (&self);
}

const char *
ccp_target_get_name (CcpTarget *self)
{
  g_return_val_if_fail (CCP_IS_TARGET (self), NULL);

  return self->name;
}

CcpPluginRegistry *
ccp_target_get_registry (CcpTarget *self)
{
  g_return_val_if_fail (CCP_IS_TARGET (self), NULL);

  return self->registry;
}

CcpProvider *
ccp_target_get_provider (CcpTarget *self)
{
  g_return_val_if_fail (CCP_IS_TARGET (self), NULL);

  return self->provider;
}

CcpTransport *
ccp_target_get_transport (CcpTarget *self)
{
  g_return_val_if_fail (CCP_IS_TARGET (self), NULL);

  return self->transport;
}

CcpKeySource *
ccp_target_get_keys (CcpTarget *self)
{
  g_return_val_if_fail (CCP_IS_TARGET (self), NULL);

  return self->keys;
}

CcpProviderState *
ccp_target_get_state (CcpTarget *self)
{
  g_return_val_if_fail (CCP_IS_TARGET (self), NULL);

  return self->state;
}

void
ccp_target_set_state (CcpTarget *self, CcpProviderState *state)
{
  g_return_if_fail (CCP_IS_TARGET (self));
  g_return_if_fail (CCP_IS_PROVIDER_STATE (state));

  g_set_object (&self->state, state);
}

gboolean
ccp_target_is_shut (CcpTarget *self)
{
  CcpProviderState *state = ccp_target_get_state (self);

  return ccp_provider_state_get_condition (state) == CCP_PROVIDER_PAUSED ||
         ccp_provider_state_get_unreachable (state) != NULL;
}

CcpPlan *
ccp_target_get_plan (CcpTarget *self, CcpRoute *route)
{
  g_return_val_if_fail (CCP_IS_TARGET (self), NULL);
  g_return_val_if_fail (route != NULL, NULL);

  return find_variant (self, route)->plan;
}

CcpJson *
ccp_target_get_options (CcpTarget *self, CcpRoute *route)
{
  g_return_val_if_fail (CCP_IS_TARGET (self), NULL);
  g_return_val_if_fail (route != NULL, NULL);

  return find_variant (self, route)->options;
}

void
ccp_target_learn (CcpTarget *self, CcpRoute *route, CcpJson *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) changed = NULL;
  CcpModelVariant *known = NULL;

  g_return_if_fail (CCP_IS_TARGET (self));
  g_return_if_fail (route != NULL);
  g_return_if_fail (settings != NULL);

  known = find_variant (self, route);
  changed = ccp_plugin_registry_complete_options (self->registry,
                                                  self->type,
                                                  known->settings,
                                                  settings,
                                                  &error);
  if (changed == NULL)
    {
      g_warning ("provider \"%s\": the dialect learned what it has no setting for: %s",
                 self->name,
                 error->message);
      return;
    }
  if (g_bytes_equal (ccp_json_get_bytes (changed), ccp_json_get_bytes (known->settings)))
    return;
  keep_variant (self, route, ccp_model_variant_learn (known, changed, self->url));
}

void
ccp_target_take_over (CcpTarget *self, CcpTarget *old)
{
  g_return_if_fail (CCP_IS_TARGET (self));
  g_return_if_fail (CCP_IS_TARGET (old));

  if (!g_str_equal (self->type, old->type) || !g_str_equal (self->url, old->url))
    return;
  take_over_models (self, self->listed, old->listed);
  take_over_others (self, old);
}
