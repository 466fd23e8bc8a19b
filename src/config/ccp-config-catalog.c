/* ccp-config-catalog.c: the providers and models of a configuration by their names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-catalog"

#include "ccp-config.h"

/* @seen: (element-type utf8): the ids that are taken, in lower case
 * @id, @provider: (nullable): a configuration with errors may lack them */
static void
add_model (CcpCatalog *catalog,
           GHashTable *seen,
           const char *id,
           const char *provider,
           const char *upstream)
{
  if (id != NULL && provider != NULL && g_hash_table_add (seen, g_ascii_strdown (id, -1)))
    ccp_catalog_add_model (catalog, id, provider, upstream);
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

      add_model (catalog, seen, model->id, model->provider, model->upstream);
    }
  for (guint i = 0; i < providers->len; i++)
    {
      CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (provider->name != NULL)
        ccp_catalog_add_provider (catalog, provider->name);
      for (guint j = 0; j < provider->models->len; j++)
        {
          const CcpModelConfig *model = g_ptr_array_index (provider->models, j);

          add_model (catalog, seen, model->id, provider->name, model->upstream);
        }
    }
  return g_steal_pointer (&catalog);
}
