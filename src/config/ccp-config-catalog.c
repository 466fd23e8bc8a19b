/* ccp-config-catalog.c: the providers and models of a configuration by their names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-catalog"

#include "ccp-config.h"

/* A configuration with errors may lack names.
 * @seen: (element-type utf8): the ids that are taken, in lower case
 * @provider: (nullable) */
static void
add_model (CcpCatalog *catalog,
           GHashTable *seen,
           const CcpModelConfig *model,
           const char *provider)
{
  if (model->id == NULL || provider == NULL)
    return;
  if (!g_hash_table_add (seen, g_ascii_strdown (model->id, -1)))
    {
      ccp_catalog_add_namesake (catalog, provider, model->upstream, &model->facts);
      return;
    }
  ccp_catalog_add_model (catalog, model->id, provider, model->upstream);
  ccp_catalog_set_facts (catalog, ccp_catalog_get_n_models (catalog) - 1, &model->facts);
}

CcpCatalog *
ccp_config_build_catalog (CcpConfig *self)
{
  g_autoptr (CcpCatalog) catalog = NULL;
  g_autoptr (GHashTable) seen = NULL;
  GPtrArray *providers = ccp_config_get_providers (self);
  GPtrArray *models = ccp_config_get_models (self);

  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  catalog = ccp_catalog_new ();
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < models->len; i++)
    {
      CcpModelConfig *model = g_ptr_array_index (models, i);

      add_model (catalog, seen, model, model->provider);
    }
  for (guint i = 0; i < providers->len; i++)
    {
      CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (provider->name != NULL)
        ccp_catalog_add_provider (catalog, provider->name);
      for (guint j = 0; j < provider->models->len; j++)
        {
          const CcpModelConfig *model = g_ptr_array_index (provider->models, j);

          add_model (catalog, seen, model, provider->name);
        }
    }
  return g_steal_pointer (&catalog);
}
