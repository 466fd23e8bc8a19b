/* ccp-option-check.c: checks settings where they stand in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-option-check"

#include "ccp-option-check.h"

static gboolean
check_member (const CcpConfigContext *context, CcpOptionTable *table, CcpConfigNode *node)
{
  const char *name = ccp_config_node_get_key (node);
  const CcpOptionSpec *spec = ccp_option_table_find (table, name);
  g_autofree char *reason = NULL;

  if (spec != NULL)
    return ccp_option_check_value (context, spec, node);
  reason = ccp_option_table_describe_unknown (table, name);
  ccp_config_context_report_key (context, CCP_CODE_UNKNOWN_SETTING, node, reason);
  return FALSE;
}

/* whether the setting was refused or misspelt, and so is not missing */
static gboolean
is_lost (CcpOptionTable *table, CcpConfigNode *mapping, const char *name)
{
  if (ccp_config_node_is_partial (mapping))
    return TRUE;
  for (guint i = 0; i < ccp_config_node_get_length (mapping); i++)
    {
      const char *key = ccp_config_node_get_key (ccp_config_node_get_child (mapping, i));

      if (ccp_option_table_find (table, key) == NULL &&
          g_strcmp0 (ccp_option_table_guess (table, key), name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* @mapping: (nullable) */
static gboolean
check_presence (const CcpConfigContext *context,
                const CcpOptionSpec *spec,
                CcpConfigNode *mapping,
                CcpConfigNode *owner)
{
  CcpConfigNode *node =
      mapping != NULL ? ccp_config_node_get_member (mapping, spec->name) : NULL;

  if (!spec->required || (node != NULL && !ccp_config_node_is_null (node)))
    return TRUE;
  ccp_config_context_report (context,
                             CCP_CODE_MISSING_KEY,
                             mapping != NULL ? mapping : owner,
                             "\"%s\" is missing: %s",
                             spec->name,
                             spec->description != NULL ? spec->description : "required");
  return FALSE;
}

gboolean
ccp_option_check_mapping (const CcpConfigContext *context,
                          CcpOptionTable *table,
                          CcpConfigNode *mapping,
                          CcpConfigNode *owner)
{
  g_autoptr (CcpOptionTable) nothing = ccp_option_table_new ("param");
  gboolean good = TRUE;

  g_return_val_if_fail (context != NULL, FALSE);

  if (table == NULL)
    table = nothing;
  if (mapping != NULL && ccp_config_node_is_null (mapping))
    mapping = NULL;
  if (mapping != NULL && ccp_config_node_get_kind (mapping) != CCP_CONFIG_NODE_MAPPING)
    return FALSE;
  for (guint i = 0; mapping != NULL && i < ccp_config_node_get_length (mapping); i++)
    good &= check_member (context, table, ccp_config_node_get_child (mapping, i));
  if (owner != NULL)
    good &= ccp_option_check_required (context, table, mapping, owner);
  return good;
}

gboolean
ccp_option_check_required (const CcpConfigContext *context,
                           CcpOptionTable *table,
                           CcpConfigNode *mapping,
                           CcpConfigNode *owner)
{
  gboolean good = TRUE;

  g_return_val_if_fail (context != NULL, FALSE);
  g_return_val_if_fail (owner != NULL, FALSE);

  for (guint i = 0; i < ccp_option_table_get_length (table); i++)
    {
      const CcpOptionSpec *spec = ccp_option_table_get (table, i);

      if (mapping == NULL || !is_lost (table, mapping, spec->name))
        good &= check_presence (context, spec, mapping, owner);
    }
  return good;
}

gboolean
ccp_option_check_value (const CcpConfigContext *context,
                        const CcpOptionSpec *spec,
                        CcpConfigNode *node)
{
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *got = NULL;
  CcpJsonValue value;

  g_return_val_if_fail (context != NULL, FALSE);
  g_return_val_if_fail (spec != NULL, FALSE);
  g_return_val_if_fail (node != NULL, FALSE);

  if (!ccp_config_node_is_whole (node))
    return FALSE;
  json = ccp_config_node_to_json (node);
  ccp_json_get_root (json, &value);
  if (ccp_config_node_is_null (node) || ccp_option_spec_accepts (spec, &value))
    return TRUE;
  expected = ccp_option_spec_describe (spec);
  got = ccp_config_node_describe (node);
  ccp_config_context_report (context,
                             CCP_CODE_BAD_SETTING,
                             node,
                             "%s, got %s",
                             expected,
                             got);
  return FALSE;
}
