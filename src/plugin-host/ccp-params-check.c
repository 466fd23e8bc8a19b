/* ccp-params-check.c: checks the params of a transformer where they stand
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-params-check"

#include "ccp-params-check.h"

#include "ccp-option-check.h"

/* what stands in the configuration, without what comes with the alias */
static gboolean
check_written (const CcpConfigContext *context,
               CcpOptionTable *table,
               const CcpClassAlias *alias,
               const CcpTransformerRef *ref)
{
  if (alias->wrap == NULL || ref->params_node == NULL ||
      ccp_config_node_get_kind (ref->params_node) != CCP_CONFIG_NODE_MAPPING)
    return ccp_option_check_mapping (context, table, ref->params_node, NULL);
  return ccp_option_check_value (context,
                                 ccp_option_table_find (table, alias->wrap),
                                 ref->params_node);
}

static gboolean
check_presence (const CcpConfigContext *context,
                CcpOptionTable *table,
                const CcpClassAlias *alias,
                const CcpTransformerRef *ref)
{
  g_autoptr (CcpJson) params = ccp_class_alias_apply (alias, ref->params);
  gboolean good = TRUE;
  CcpJsonValue root;

  ccp_json_get_root (params, &root);
  for (guint i = 0; i < ccp_option_table_get_length (table); i++)
    {
      const CcpOptionSpec *spec = ccp_option_table_get (table, i);
      CcpJsonValue value = ccp_json_value_member (&root, spec->name);

      if (!spec->required || (ccp_json_value_exists (&value) &&
                              ccp_json_value_get_kind (&value) != CCP_JSON_NULL))
        continue;
      good = FALSE;
      ccp_config_context_report (context,
                                 CCP_CODE_MISSING_KEY,
                                 ref->params_node != NULL ? ref->params_node : ref->node,
                                 "\"%s\" is missing: %s",
                                 spec->name,
                                 spec->description != NULL ? spec->description
                                                           : "required");
    }
  return good;
}

gboolean
ccp_params_check (const CcpConfigContext *context,
                  const CcpClassLookup *found,
                  const CcpTransformerRef *ref)
{
  CcpOptionTable *table = NULL;

  g_return_val_if_fail (context != NULL, FALSE);
  g_return_val_if_fail (found != NULL && found->info != NULL, FALSE);
  g_return_val_if_fail (ref != NULL, FALSE);

  table = ccp_plugin_info_get_params (found->info, found->class_name);
  if (found->alias == NULL || table == NULL)
    return ccp_option_check_mapping (context, table, ref->params_node, ref->node);
  return check_written (context, table, found->alias, ref) &&
         check_presence (context, table, found->alias, ref);
}
