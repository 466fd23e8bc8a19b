/* ccp-config-lint.c: what works in a configuration, but hardly as it is meant
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-lint"

#include "ccp-config-lint.h"

#include <string.h>

#include "ccp-file-trust.h"
#include "ccp-preset-store.h"
#include "ccp-secret-lint.h"

typedef struct
{
  CcpConfig *config;
  CcpConfigContext context;
  CcpCatalog *catalog;
} Lint;

static void
add_routed (Lint *self, CcpConfigNode *node, GHashTable *routed)
{
  const char *text = ccp_config_node_get_scalar (node);
  g_autoptr (CcpRoute) route = NULL;

  if (text != NULL && *text != '\0')
    route = ccp_catalog_resolve (self->catalog, "lint", text, NULL);
  if (route != NULL)
    g_hash_table_add (routed, g_strdup (ccp_route_get_provider (route)));
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    add_routed (self, ccp_config_node_get_child (node, i), routed);
}

/* What has a model is found by clients, which may choose it; a provider that none has can
 * be reached by those alone who know its name and that of a model. */
static void
check_use (Lint *self)
{
  g_autoptr (GHashTable) used =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *providers = ccp_config_get_providers (self->config);
  GPtrArray *models = ccp_config_get_models (self->config);
  CcpConfigNode *routing = ccp_config_get_routing_node (self->config);

  /* a name that is misspelt may be meant for one of them */
  if (ccp_diagnostics_has_errors (self->context.diagnostics))
    return;
  for (guint i = 0; i < models->len; i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (models, i);

      g_hash_table_add (used, g_strdup (model->provider));
    }
  if (routing != NULL)
    add_routed (self, routing, used);
  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (provider->models->len == 0 && !g_hash_table_contains (used, provider->name))
        ccp_config_context_report (&self->context,
                                   CCP_CODE_UNUSED_PROVIDER,
                                   provider->node,
                                   "the provider \"%s\" has no models and nothing routes "
                                   "to it; list its models, or take it out",
                                   provider->name);
    }
}

static const CcpProviderConfig *
find_provider (Lint *self, const char *name)
{
  GPtrArray *providers = ccp_config_get_providers (self->config);

  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (g_strcmp0 (provider->name, name) == 0)
        return provider;
    }
  return NULL;
}

/* Returns: whether the user has written which models the provider has: a preset knows
 * some of them */
static gboolean
is_listed_by_user (const CcpProviderConfig *provider)
{
  CcpConfigNode *list = ccp_config_node_get_member (provider->node, "models");

  return list != NULL && ccp_config_node_get_origin (list) == NULL &&
         provider->models->len > 0;
}

/* Returns: (element-type utf8): what the provider lists, with a NULL at the end */
static GPtrArray *
list_models (const CcpProviderConfig *provider)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < provider->models->len; i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (provider->models, i);

      if (model->id != NULL)
        g_ptr_array_add (names, model->id);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

static gboolean
has_name (GPtrArray *names, const char *name)
{
  for (guint i = 0; i + 1 < names->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (names, i), name) == 0)
      return TRUE;
  return FALSE;
}

static void
check_target (Lint *self, CcpConfigNode *node, const char *target)
{
  g_autoptr (CcpRoute) route = ccp_catalog_resolve (self->catalog, "lint", target, NULL);
  const CcpProviderConfig *provider = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *near = NULL;

  if (route == NULL || ccp_route_get_model_id (route) != NULL)
    return;
  provider = find_provider (self, ccp_route_get_provider (route));
  if (provider == NULL || !is_listed_by_user (provider))
    return;
  names = list_models (provider);
  /* of two models of one name the catalog has the first */
  if (has_name (names, ccp_route_get_model (route)))
    return;
  near = ccp_near_match_describe (ccp_route_get_model (route),
                                  (const char *const *) names->pdata);
  ccp_config_context_report (&self->context,
                             CCP_CODE_UNLISTED_MODEL,
                             node,
                             "the provider \"%s\" does not list a model \"%s\"%s",
                             provider->name,
                             ccp_route_get_model (route),
                             near);
}

/* every router names models, but not all texts are those of models */
static void
check_targets (Lint *self, CcpConfigNode *node)
{
  static const char *const others[] = {
    "models", "name", "profile", "router", "when", NULL,
  };
  const char *key = ccp_config_node_get_key (node);
  const char *text = ccp_config_node_get_scalar (node);

  if (key != NULL && g_strv_contains (others, key))
    return;
  if (text != NULL && *text != '\0')
    check_target (self, node, text);
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    check_targets (self, ccp_config_node_get_child (node, i));
}

/* Returns: (nullable): the provider whose model @id reads as, if that is not @own */
static char *
find_reading (Lint *self, const char *id, const char *own)
{
  static const char *const separators[] = { ",", "/" };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const char *end = strstr (id, separators[i]);
      g_autofree char *name = end != NULL ? g_strndup (id, (gsize) (end - id)) : NULL;

      if (name != NULL && g_ascii_strcasecmp (name, own) != 0 &&
          ccp_catalog_has_provider (self->catalog, name))
        return g_steal_pointer (&name);
    }
  return NULL;
}

static void
check_id (Lint *self, const CcpModelConfig *model)
{
  CcpConfigNode *id = ccp_config_node_get_member (model->node, "id");
  CcpConfigNode *place = id != NULL ? id : model->node;
  g_autofree char *reading = NULL;

  if (model->id == NULL || model->provider == NULL ||
      ccp_config_node_get_origin (model->node) != NULL)
    return;
  reading = find_reading (self, model->id, model->provider);
  if (reading != NULL)
    ccp_config_context_report (
        &self->context,
        CCP_CODE_AMBIGUOUS_ID,
        place,
        "it reads as a model of the provider \"%s\", but is one of "
        "\"%s\"; another id leaves no doubt",
        reading,
        model->provider);
}

/* what a preset says is not the user's to mend */
static void
check_limits (Lint *self, CcpConfigNode *node, const CcpModelFacts *facts)
{
  CcpConfigNode *place = ccp_config_node_get_member (node, "max_output");

  if (place == NULL)
    place = ccp_config_node_get_member (node, "context_window");
  if (place == NULL || ccp_config_node_get_origin (place) != NULL ||
      facts->context_window <= 0 || facts->max_output <= facts->context_window)
    return;
  ccp_config_context_report (&self->context,
                             CCP_CODE_IMPOSSIBLE_LIMITS,
                             place,
                             "max_output is %" G_GINT64_FORMAT
                             " tokens, more than the context window, which is "
                             "%" G_GINT64_FORMAT,
                             facts->max_output,
                             facts->context_window);
}

static void
check_models (Lint *self)
{
  GPtrArray *models = ccp_config_get_models (self->config);

  for (guint i = 0; i < models->len; i++)
    {
      const CcpModelConfig *model = g_ptr_array_index (models, i);

      check_id (self, model);
      check_limits (self, model->node, &model->facts);
    }
}

/* @list: (nullable) */
static void
check_list (Lint *self, CcpConfigNode *list)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; list != NULL && i < ccp_config_node_get_length (list); i++)
    {
      CcpConfigNode *node = ccp_config_node_get_child (list, i);
      const char *text = ccp_config_node_get_scalar (node);
      g_autofree char *shown = ccp_config_node_describe (node);

      if (text != NULL && *text != '\0' && !g_hash_table_add (seen, (gpointer) text))
        ccp_config_context_report (&self->context,
                                   CCP_CODE_DUPLICATE_ENTRY,
                                   node,
                                   "%s is in the list twice",
                                   shown);
    }
}

/* the lists in which nothing is meant to be more than once */
static void
check_lists (Lint *self, CcpConfigNode *node)
{
  static const char *const sets[] = { "allowed_hosts",
                                      "modalities",
                                      "pipeline",
                                      "router",
                                      "transformer_paths" };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    check_list (self, ccp_config_node_get_member (node, sets[i]));
}

static void
check_entries (Lint *self, const char *key)
{
  CcpConfigNode *list =
      ccp_config_node_get_member (ccp_config_get_root (self->config), key);

  for (guint i = 0; list != NULL && i < ccp_config_node_get_length (list); i++)
    {
      CcpConfigNode *entry = ccp_config_node_get_child (list, i);
      CcpConfigNode *models = ccp_config_node_get_member (entry, "models");

      check_lists (self, entry);
      for (guint j = 0; models != NULL && j < ccp_config_node_get_length (models); j++)
        check_lists (self, ccp_config_node_get_child (models, j));
    }
}

static void
check_client_keys (Lint *self)
{
  CcpConfigNode *list =
      ccp_config_node_get_member (ccp_config_get_root (self->config), "client_keys");
  GPtrArray *keys = ccp_config_get_client_keys (self->config);

  if (list == NULL || ccp_config_node_get_length (list) != keys->len)
    return;
  for (guint i = 0; i < keys->len; i++)
    for (guint j = 0; j < i; j++)
      if (ccp_secret_equals (g_ptr_array_index (keys, j),
                             ccp_secret_reveal (g_ptr_array_index (keys, i))))
        ccp_config_context_report (&self->context,
                                   CCP_CODE_DUPLICATE_ENTRY,
                                   ccp_config_node_get_child (list, i),
                                   "the key is in the list twice");
}

/* @node: (nullable): where the file is named, if it is not the configuration itself */
static void
check_file (Lint *self, const char *path, CcpConfigNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *resolved = ccp_file_trust_resolve (path, &error);

  if (resolved != NULL)
    return;
  if (node != NULL)
    ccp_config_context_report (&self->context,
                               CCP_CODE_FILE_MODE,
                               node,
                               "%s",
                               error->message);
  else
    ccp_diagnostics_add (self->context.diagnostics,
                         CCP_CODE_FILE_MODE,
                         0,
                         0,
                         NULL,
                         error->message);
}

static void
check_presets (Lint *self)
{
  g_autoptr (CcpPresetStore) store = ccp_preset_store_new (self->context.environment);
  g_autoptr (CcpDiagnostics) ignored = ccp_diagnostics_new ("presets");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *providers = ccp_config_get_providers (self->config);

  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);
      const CcpPreset *preset = NULL;

      if (provider->preset == NULL || !g_hash_table_add (seen, provider->preset))
        continue;
      preset = ccp_preset_store_find (store, provider->preset, ignored);
      if (preset != NULL)
        check_file (self,
                    preset->path,
                    ccp_config_node_get_member (provider->node, "preset"));
    }
}

void
ccp_config_lint_run (CcpConfig *config,
                     const char *path,
                     const char *const *environment,
                     CcpDiagnostics *diagnostics)
{
  g_autoptr (CcpCatalog) catalog = NULL;
  Lint self = { .config = config,
                .context = { .diagnostics = diagnostics, .environment = environment } };

  g_return_if_fail (CCP_IS_CONFIG (config));
  g_return_if_fail (CCP_IS_DIAGNOSTICS (diagnostics));

  catalog = ccp_config_build_catalog (config);
  self.catalog = catalog;
  check_use (&self);
  if (ccp_config_get_routing_node (config) != NULL)
    {
      check_targets (&self, ccp_config_get_routing_node (config));
      check_lists (&self, ccp_config_get_routing_node (config));
    }
  check_models (&self);
  check_lists (&self, ccp_config_get_root (config));
  check_entries (&self, "providers");
  check_entries (&self, "models");
  check_client_keys (&self);
  ccp_secret_lint_run (config, &self.context);
  if (path != NULL)
    check_file (&self, path, NULL);
  check_presets (&self);
}
