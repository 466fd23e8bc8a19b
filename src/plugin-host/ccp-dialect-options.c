/* ccp-dialect-options.c: the options that come with a dialect which an option names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dialect-options"

#include "ccp-dialect-options.h"

#include "ccp-class-lookup.h"

/* Returns: (nullable): the name that is set, or the default */
static char *
find_name (const CcpOptionSpec *spec, CcpJson *const *layers)
{
  CcpJsonValue found = CCP_JSON_VALUE_NONE;

  if (spec->fallback != NULL)
    ccp_json_get_root (spec->fallback, &found);
  for (guint i = 0; layers[i] != NULL; i++)
    {
      CcpJsonValue value;

      ccp_json_get_root (layers[i], &value);
      value = ccp_json_value_member (&value, spec->name);
      if (ccp_json_value_is_string (&value))
        found = value;
    }
  return ccp_json_value_dup_string (&found, NULL);
}

static gboolean
check_option (const CcpConfigContext *context,
              GPtrArray *plugins,
              const CcpOptionSpec *spec,
              CcpConfigNode *options)
{
  CcpConfigNode *node = ccp_config_node_get_member (options, spec->name);
  CcpClassLookup found = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  if (spec->type != CCP_OPTION_DIALECT || node == NULL || ccp_config_node_is_null (node))
    return TRUE;
  if (ccp_class_lookup_find (plugins,
                             CCP_TYPE_TRANSFORMER,
                             ccp_config_node_get_scalar (node),
                             &found,
                             &error))
    return TRUE;
  ccp_class_lookup_report (&found, context, node, error);
  return FALSE;
}

CcpOptionTable *
ccp_dialect_options_join (GPtrArray *plugins,
                          const CcpPluginInfo *info,
                          CcpJson *const *layers)
{
  CcpOptionTable *joined = NULL;

  g_return_val_if_fail (plugins != NULL, NULL);
  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (layers != NULL, NULL);

  joined = ccp_option_table_new_joined ("option");
  ccp_option_table_join (joined, info->options);
  for (guint i = 0; i < ccp_option_table_get_length (info->options); i++)
    {
      const CcpOptionSpec *spec = ccp_option_table_get (info->options, i);
      g_autofree char *name =
          spec->type == CCP_OPTION_DIALECT ? find_name (spec, layers) : NULL;
      CcpClassLookup found = { NULL, NULL };

      if (name != NULL &&
          ccp_class_lookup_find (plugins, CCP_TYPE_TRANSFORMER, name, &found, NULL))
        ccp_option_table_join (joined, found.info->options);
    }
  return joined;
}

gboolean
ccp_dialect_options_has_any (const CcpPluginInfo *info)
{
  g_return_val_if_fail (info != NULL, FALSE);

  for (guint i = 0; i < ccp_option_table_get_length (info->options); i++)
    if (ccp_option_table_get (info->options, i)->type == CCP_OPTION_DIALECT)
      return TRUE;
  return FALSE;
}

gboolean
ccp_dialect_options_check (const CcpConfigContext *context,
                           GPtrArray *plugins,
                           const CcpPluginInfo *info,
                           CcpConfigNode *options)
{
  gboolean good = TRUE;

  g_return_val_if_fail (context != NULL, FALSE);
  g_return_val_if_fail (plugins != NULL, FALSE);
  g_return_val_if_fail (info != NULL, FALSE);

  for (guint i = 0; options != NULL && i < ccp_option_table_get_length (info->options);
       i++)
    good &=
        check_option (context, plugins, ccp_option_table_get (info->options, i), options);
  return good;
}
