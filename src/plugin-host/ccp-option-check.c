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
  ccp_config_context_report_key (context, node, reason);
  return FALSE;
}

static gboolean
check_required (const CcpConfigContext *context,
                const CcpOptionSpec *spec,
                CcpConfigNode *mapping,
                CcpConfigNode *owner)
{
  CcpConfigNode *node =
      mapping != NULL ? ccp_config_node_get_member (mapping, spec->name) : NULL;

  if (!spec->required || (node != NULL && !ccp_config_node_is_null (node)))
    return TRUE;
  ccp_config_context_report (context,
                             CCP_DIAGNOSTIC_ERROR,
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
  for (guint i = 0; mapping != NULL && i < ccp_config_node_get_length (mapping); i++)
    good &= check_member (context, table, ccp_config_node_get_child (mapping, i));
  for (guint i = 0; owner != NULL && i < ccp_option_table_get_length (table); i++)
    good &= check_required (context, ccp_option_table_get (table, i), mapping, owner);
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

  json = ccp_config_node_to_json (node);
  ccp_json_get_root (json, &value);
  if (ccp_config_node_is_null (node) || ccp_option_spec_accepts (spec, &value))
    return TRUE;
  expected = ccp_option_spec_describe (spec);
  got = ccp_config_node_describe (node);
  ccp_config_context_report (context,
                             CCP_DIAGNOSTIC_ERROR,
                             node,
                             "%s, got %s",
                             expected,
                             got);
  return FALSE;
}
