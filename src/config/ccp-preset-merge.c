/* ccp-preset-merge.c: puts presets into the providers that name them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-preset-merge"

#include "ccp-preset-merge.h"

#include "ccp-interpolation.h"
#include "ccp-preset-store.h"

/* one provider, and the preset that it names */
typedef struct
{
  const CcpConfigContext *context;
  CcpConfigNode *provider;
  CcpConfigNode *place; /* where the preset is named */
  const CcpPreset *preset;
  gboolean has_other_type; /* what the preset says of its dialect is of no use */
} Merge;

/* presets are copied: how many may be, so that a small file does not become a large one
 */
#define MAX_PROVIDERS 256

/* what is about the dialect, and not about the provider or the model */
#define OPTIONS "options"

/* @key: one that @mapping does not have */
static void
copy_member (const Merge *self,
             CcpConfigNode *mapping,
             const char *key,
             CcpConfigNode *source)
{
  guint line = ccp_config_node_get_line (self->place);
  guint column = ccp_config_node_get_column (self->place);
  CcpConfigNode *copy = ccp_config_node_copy (source, line, column);

  ccp_config_node_set_origin (copy, self->preset->name);
  ccp_config_node_insert (mapping, key, line, column, copy);
  ccp_interpolation_expand_tree (copy,
                                 self->context->environment,
                                 self->context->diagnostics);
}

/* @except: (nullable): a mapping whose keys are left out */
static void
fill (const Merge *self,
      CcpConfigNode *mapping,
      CcpConfigNode *source,
      CcpConfigNode *except)
{
  for (guint i = 0; i < ccp_config_node_get_length (source); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (source, i);
      const char *key = ccp_config_node_get_key (child);

      if (ccp_config_node_get_member (mapping, key) == NULL &&
          (except == NULL || ccp_config_node_get_member (except, key) == NULL))
        copy_member (self, mapping, key, child);
    }
}

/* Returns: (nullable): the mapping that @owner has under that name, which is made if
 * there is nothing */
static CcpConfigNode *
ensure_mapping (const Merge *self, CcpConfigNode *owner, const char *key)
{
  CcpConfigNode *mapping = ccp_config_node_get_member (owner, key);

  if (mapping == NULL)
    {
      g_autoptr (CcpConfigNode) empty =
          ccp_config_node_new (CCP_CONFIG_NODE_MAPPING, 0, 0);

      copy_member (self, owner, key, empty);
      return ccp_config_node_get_member (owner, key);
    }
  return ccp_config_node_get_kind (mapping) == CCP_CONFIG_NODE_MAPPING ? mapping : NULL;
}

/* @except: (nullable): what the configuration says for the whole provider */
static void
fill_options (const Merge *self,
              CcpConfigNode *owner,
              CcpConfigNode *source,
              CcpConfigNode *except)
{
  CcpConfigNode *options = ccp_config_node_get_member (source, OPTIONS);
  CcpConfigNode *mapping = NULL;

  if (options == NULL || self->has_other_type)
    return;
  mapping = ensure_mapping (self, owner, OPTIONS);
  if (mapping != NULL)
    fill (self, mapping, options, except);
}

/* Returns: (nullable): the id of what a list has, which is a name or a mapping */
static const char *
get_id (CcpConfigNode *entry)
{
  CcpConfigNode *id = ccp_config_node_get_member (entry, "id");

  return ccp_config_node_get_scalar (id != NULL ? id : entry);
}

/* Returns: (nullable) */
static CcpConfigNode *
find_model (CcpConfigNode *list, const char *id)
{
  for (guint i = 0; i < ccp_config_node_get_length (list); i++)
    {
      CcpConfigNode *entry = ccp_config_node_get_child (list, i);

      if (g_strcmp0 (get_id (entry), id) == 0)
        return entry;
    }
  return NULL;
}

/* @entry: of the provider's list
 * @source: of the preset's */
static void
fill_model (const Merge *self,
            CcpConfigNode *entry,
            CcpConfigNode *source,
            CcpConfigNode *except)
{
  if (ccp_config_node_get_kind (entry) == CCP_CONFIG_NODE_SCALAR)
    ccp_config_node_enclose (entry, "id");
  fill_options (self, entry, source, except);
  for (guint i = 0; i < ccp_config_node_get_length (source); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (source, i);
      const char *key = ccp_config_node_get_key (child);

      if (!g_str_equal (key, OPTIONS) && ccp_config_node_get_member (entry, key) == NULL)
        copy_member (self, entry, key, child);
    }
}

static void
append_model (const Merge *self,
              CcpConfigNode *list,
              CcpConfigNode *source,
              CcpConfigNode *except)
{
  CcpConfigNode *entry = ccp_config_node_new (CCP_CONFIG_NODE_MAPPING,
                                              ccp_config_node_get_line (self->place),
                                              ccp_config_node_get_column (self->place));

  ccp_config_node_set_origin (entry, self->preset->name);
  ccp_config_node_append (list, entry);
  fill_model (self, entry, source, except);
}

/* Returns: (nullable): the provider's list of models, made one if need be */
static CcpConfigNode *
ensure_list (const Merge *self)
{
  CcpConfigNode *list = ccp_config_node_get_member (self->provider, "models");

  if (list == NULL)
    {
      g_autoptr (CcpConfigNode) empty =
          ccp_config_node_new (CCP_CONFIG_NODE_SEQUENCE, 0, 0);

      copy_member (self, self->provider, "models", empty);
      return ccp_config_node_get_member (self->provider, "models");
    }
  if (ccp_config_node_is_null (list) ||
      ccp_config_node_get_kind (list) == CCP_CONFIG_NODE_BROKEN)
    return NULL;
  if (ccp_config_node_get_kind (list) != CCP_CONFIG_NODE_SEQUENCE)
    ccp_config_node_enclose (list, NULL);
  return list;
}

/* @own_options: (nullable): those that the configuration has for the provider */
static void
fill_models (const Merge *self, CcpConfigNode *models, CcpConfigNode *own_options)
{
  CcpConfigNode *list = ensure_list (self);

  for (guint i = 0; list != NULL && i < ccp_config_node_get_length (models); i++)
    {
      CcpConfigNode *source = ccp_config_node_get_child (models, i);
      CcpConfigNode *entry = find_model (list, get_id (source));

      if (entry != NULL)
        fill_model (self, entry, source, own_options);
      else
        append_model (self, list, source, own_options);
    }
}

/* an entry without a name goes by that of the preset */
static void
fill_name (const Merge *self)
{
  g_autoptr (CcpConfigNode) name = NULL;

  if (ccp_config_node_get_member (self->provider, "name") != NULL)
    return;
  name = ccp_config_node_new_scalar (self->preset->name, TRUE, 0, 0);
  copy_member (self, self->provider, "name", name);
}

static void
fill_provider (Merge *self)
{
  static const char *const keys[] = { "type", "url", "api_key", "timeout" };
  CcpConfigNode *root = self->preset->root;
  CcpConfigNode *type = ccp_config_node_get_member (self->provider, "type");
  CcpConfigNode *models = ccp_config_node_get_member (root, "models");
  CcpConfigNode *options = ccp_config_node_get_member (self->provider, OPTIONS);
  g_autoptr (CcpConfigNode) own_options = NULL;

  self->has_other_type =
      type != NULL && g_strcmp0 (ccp_config_node_get_scalar (type),
                                 ccp_preset_get (self->preset, "type")) != 0;
  if (options != NULL)
    own_options = ccp_config_node_copy (options, 0, 0);
  fill_name (self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      CcpConfigNode *source = ccp_config_node_get_member (root, keys[i]);

      if (source != NULL && ccp_config_node_get_member (self->provider, keys[i]) == NULL)
        copy_member (self, self->provider, keys[i], source);
    }
  fill_options (self, self->provider, root, NULL);
  if (models != NULL)
    fill_models (self, models, own_options);
}

static void
report_unknown (const CcpConfigContext *context,
                CcpPresetStore *store,
                CcpConfigNode *place)
{
  g_autofree const char **names = ccp_preset_store_list (store);
  g_autofree char *near =
      ccp_near_match_describe (ccp_config_node_get_scalar (place), names);
  g_autofree char *shown = ccp_config_node_describe (place);

  if (names[0] == NULL)
    ccp_config_context_report (context,
                               CCP_CODE_UNKNOWN_PRESET,
                               place,
                               "there is no preset %s; no presets were found",
                               shown);
  else
    ccp_config_context_report (context,
                               CCP_CODE_UNKNOWN_PRESET,
                               place,
                               "there is no preset %s%s",
                               shown,
                               *near != '\0' ? near : "; ccproxy presets lists them");
}

/* Returns: (nullable): where @provider names a preset */
static CcpConfigNode *
find_place (CcpConfigNode *provider)
{
  CcpConfigNode *place = ccp_config_node_get_member (provider, "preset");

  return place != NULL && !ccp_config_node_is_null (place) ? place : NULL;
}

/* A provider whose preset cannot be had lacks what it would have from it.
 * @store: (inout): made when the first preset is wanted */
static void
merge_provider (CcpConfigNode *provider,
                CcpPresetStore **store,
                const CcpConfigContext *context)
{
  Merge self = { .context = context,
                 .provider = provider,
                 .place = find_place (provider) };
  const char *name = NULL;

  if (self.place == NULL)
    return;
  name = ccp_config_node_get_scalar (self.place);
  if (*store == NULL)
    *store = ccp_preset_store_new (context->environment);
  if (name != NULL)
    {
      self.preset = ccp_preset_store_find (*store, name, context->diagnostics);
      if (self.preset == NULL)
        report_unknown (context, *store, self.place);
    }
  if (self.preset != NULL && self.preset->root != NULL)
    fill_provider (&self);
  else
    ccp_config_node_set_partial (provider);
}

void
ccp_preset_merge_run (CcpConfigNode *root, const CcpConfigContext *context)
{
  g_autoptr (CcpPresetStore) store = NULL;
  CcpConfigNode *providers = NULL;
  guint n = 0;

  g_return_if_fail (root != NULL);
  g_return_if_fail (context != NULL);

  providers = ccp_config_node_get_member (root, "providers");
  if (providers == NULL)
    return;
  if (ccp_config_node_get_kind (providers) == CCP_CONFIG_NODE_MAPPING)
    return merge_provider (providers, &store, context);
  for (guint i = 0; i < ccp_config_node_get_length (providers); i++)
    {
      CcpConfigNode *provider = ccp_config_node_get_child (providers, i);
      CcpConfigNode *place = find_place (provider);

      if (place != NULL && n++ == MAX_PROVIDERS)
        ccp_config_context_report (context,
                                   CCP_CODE_TOO_LARGE,
                                   place,
                                   "more than %u providers name a preset",
                                   MAX_PROVIDERS);
      if (n <= MAX_PROVIDERS)
        merge_provider (provider, &store, context);
      else if (place != NULL)
        ccp_config_node_set_partial (provider);
    }
}
