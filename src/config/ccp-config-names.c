/* ccp-config-names.c: whether the names of a configuration could be read
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-names"

#include "ccp-config-names.h"

#include "ccp.h"

/* @is_good: of an element
 * Returns: the same for a list, or for what stands there alone */
static gboolean
check_list (CcpConfigNode *list,
            gboolean (*is_good) (CcpConfigNode *node, const char *key),
            const char *key)
{
  if (ccp_config_node_get_kind (list) != CCP_CONFIG_NODE_SEQUENCE)
    return is_good (list, key);
  for (guint i = 0; i < ccp_config_node_get_length (list); i++)
    {
      if (!is_good (ccp_config_node_get_child (list, i), key))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_name (CcpConfigNode *node, const char *key)
{
  return ccp_config_node_get_scalar (node) != NULL && !ccp_config_node_is_null (node);
}

static gboolean
has_name (CcpConfigNode *entry, const char *key)
{
  CcpConfigNode *name = ccp_config_node_get_member (entry, key);

  return name != NULL && is_name (name, NULL);
}

/* what a provider lists is a name or has one */
static gboolean
is_or_has_name (CcpConfigNode *entry, const char *key)
{
  return is_name (entry, NULL) || has_name (entry, key);
}

static gboolean
has_names (CcpConfigNode *provider, const char *key)
{
  CcpConfigNode *names = NULL;

  if (ccp_config_names_is_lost (provider, &ccp_config_section_provider, key))
    return FALSE;
  names = ccp_config_node_get_member (provider, key);
  return names == NULL || ccp_config_node_is_null (names) ||
         check_list (names, is_or_has_name, "id");
}

gboolean
ccp_config_names_is_lost (CcpConfigNode *mapping,
                          const CcpConfigSection *section,
                          const char *key)
{
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (mapping != NULL, FALSE);
  g_return_val_if_fail (section != NULL && key != NULL, FALSE);

  if (ccp_config_node_get_member (mapping, key) != NULL)
    return FALSE;
  if (ccp_config_node_is_partial (mapping))
    return TRUE;
  names = ccp_config_section_get_names (section);
  for (guint i = 0; i < ccp_config_node_get_length (mapping); i++)
    {
      const char *other =
          ccp_config_node_get_key (ccp_config_node_get_child (mapping, i));

      if (other != NULL && ccp_config_section_find (section, other) == NULL &&
          g_strcmp0 (ccp_near_match_find (other, (const char *const *) names->pdata),
                     key) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
ccp_config_names_has_providers (CcpConfigNode *root)
{
  CcpConfigNode *providers = NULL;

  g_return_val_if_fail (root != NULL, FALSE);

  providers = ccp_config_node_get_member (root, "providers");
  return providers != NULL && check_list (providers, has_name, "name");
}

gboolean
ccp_config_names_has_models (CcpConfigNode *root)
{
  CcpConfigNode *providers = NULL;
  CcpConfigNode *models = NULL;

  g_return_val_if_fail (root != NULL, FALSE);

  if (ccp_config_names_is_lost (root, &ccp_config_section_root, "models"))
    return FALSE;
  providers = ccp_config_node_get_member (root, "providers");
  models = ccp_config_node_get_member (root, "models");
  return providers != NULL && check_list (providers, has_names, "models") &&
         (models == NULL || ccp_config_node_is_null (models) ||
          check_list (models, has_name, "id"));
}
