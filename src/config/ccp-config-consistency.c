/* ccp-config-consistency.c: what must fit together in a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-consistency"

#include "ccp-config-consistency.h"

#define MAX_CANDIDATES 200

/* @seen: (element-type utf8 CcpConfigNode): names in lower case, and who has them
 * @name: (nullable): as in @node under @key */
static void
check_unique (const CcpConfigContext *context,
              GHashTable *seen,
              const char *name,
              CcpConfigNode *node,
              const char *key)
{
  CcpConfigNode *place = ccp_config_node_get_member (node, key);
  g_autofree char *folded = NULL;
  g_autofree char *shown = NULL;
  CcpConfigNode *first = NULL;

  if (name == NULL)
    return;
  folded = g_ascii_strdown (name, -1);
  first = g_hash_table_lookup (seen, folded);
  if (first == NULL)
    {
      g_hash_table_insert (seen, g_steal_pointer (&folded), node);
      return;
    }
  shown = ccp_config_node_describe (place);
  ccp_config_context_report (context,
                             CCP_CODE_DUPLICATE_ID,
                             place,
                             "%s is taken by the one on line %u",
                             shown,
                             ccp_config_node_get_line (first));
}

/* Returns: (nullable): the end of the message; looking for it among very many is slow */
static char *
suggest_provider (GPtrArray *providers, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (providers->len > MAX_CANDIDATES)
    return NULL;
  for (guint i = 0; i < providers->len; i++)
    {
      CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (provider->name != NULL)
        g_ptr_array_add (names, provider->name);
    }
  g_ptr_array_add (names, NULL);
  return ccp_near_match_describe (name, (const char *const *) names->pdata);
}

static gboolean
has_provider (GPtrArray *providers, const char *name)
{
  for (guint i = 0; i < providers->len; i++)
    {
      CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (g_strcmp0 (provider->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_provider (const CcpConfigContext *context,
                GPtrArray *providers,
                CcpModelConfig *model)
{
  CcpConfigNode *place = ccp_config_node_get_member (model->node, "provider");
  g_autofree char *near = NULL;
  g_autofree char *shown = NULL;

  if (model->provider == NULL || has_provider (providers, model->provider))
    return;
  near = suggest_provider (providers, model->provider);
  shown = ccp_config_node_describe (place);
  ccp_config_context_report (context,
                             CCP_CODE_UNKNOWN_PROVIDER,
                             place,
                             "there is no provider %s%s",
                             shown,
                             near != NULL ? near : "");
}

void
ccp_config_consistency_check (const CcpConfigContext *context,
                              GPtrArray *providers,
                              GPtrArray *models,
                              gboolean has_all_providers)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ids =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_if_fail (context != NULL);
  g_return_if_fail (providers != NULL && models != NULL);

  for (guint i = 0; i < providers->len; i++)
    {
      CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      check_unique (context, names, provider->name, provider->node, "name");
    }
  for (guint i = 0; i < models->len && !ccp_diagnostics_is_full (context->diagnostics);
       i++)
    {
      CcpModelConfig *model = g_ptr_array_index (models, i);

      check_unique (context, ids, model->id, model->node, "id");
      if (has_all_providers)
        check_provider (context, providers, model);
    }
}
