/* ccp-listed-models.c: makes models of what providers list
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-listed-models"

#include "ccp-listed-models.h"

#include "ccp-model-config.h"
#include "ccp-provider-config.h"

/* Returns: (element-type utf8 GPtrArray): all with a provider and a name there */
static GHashTable *
index_models (GPtrArray *models)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash,
                                             g_str_equal,
                                             g_free,
                                             (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < models->len; i++)
    {
      CcpModelConfig *model = g_ptr_array_index (models, i);
      g_autofree char *key = NULL;
      GPtrArray *namesakes = NULL;

      if (model->provider == NULL || model->upstream == NULL)
        continue;
      key = g_strconcat (model->provider, "\n", model->upstream, NULL);
      namesakes = g_hash_table_lookup (index, key);
      if (namesakes == NULL)
        {
          namesakes = g_ptr_array_new ();
          g_hash_table_insert (index, g_steal_pointer (&key), namesakes);
        }
      g_ptr_array_add (namesakes, model);
    }
  return index;
}

/* @seen: (nullable) (element-type utf8): names that are taken; NULL if a name alone is no
 * model
 *
 * Of what is listed and written out both, those that are written out know all. What is
 * merely listed is a model where there is no list of models, or where more is known of it
 * than its name; of two of one name, provider,model names the second. */
static void
take_model (GPtrArray *models,
            const CcpModelConfig *listed,
            GHashTable *written,
            GHashTable *seen)
{
  g_autofree char *key = g_strconcat (listed->provider != NULL ? listed->provider : "",
                                      "\n",
                                      listed->id,
                                      NULL);
  GPtrArray *namesakes = g_hash_table_lookup (written, key);
  gboolean is_plain = ccp_model_config_is_plain (listed);

  for (guint i = 0; namesakes != NULL && i < namesakes->len; i++)
    ccp_model_config_complete (g_ptr_array_index (namesakes, i), listed);
  if (namesakes != NULL)
    return;
  if (is_plain && (seen == NULL || g_hash_table_contains (seen, listed->id)))
    return;
  if (seen != NULL)
    g_hash_table_add (seen, listed->id);
  g_ptr_array_add (models, ccp_model_config_copy (listed));
}

void
ccp_listed_models_take (GPtrArray *providers, GPtrArray *models, gboolean has_models)
{
  g_autoptr (GHashTable) written = NULL;
  g_autoptr (GHashTable) seen = NULL;

  g_return_if_fail (providers != NULL && models != NULL);

  written = index_models (models);
  if (!has_models)
    seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < providers->len; i++)
    {
      CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      for (guint j = 0; j < provider->models->len; j++)
        take_model (models, g_ptr_array_index (provider->models, j), written, seen);
    }
}
