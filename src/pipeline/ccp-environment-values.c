/* ccp-environment-values.c: what the environment gave the settings of plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-environment-values"

#include "ccp-environment-values.h"

#include <string.h>

#define MIN_LENGTH 8

/* where settings of plugins are */
static const char *const settings[] = { "options", "pipelines", "transformers", NULL };

static void
add_values (GPtrArray *values, CcpConfigNode *node, gboolean is_setting)
{
  const char *text = ccp_config_node_get_scalar (node);

  if (is_setting && text != NULL && ccp_config_node_is_from_environment (node) &&
      strlen (text) >= MIN_LENGTH)
    g_ptr_array_add (values, g_strdup (text));
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (node, i);
      const char *key = ccp_config_node_get_key (child);

      add_values (values,
                  child,
                  is_setting || (key != NULL && g_strv_contains (settings, key)));
    }
}

GPtrArray *
ccp_environment_values_list (CcpConfig *config)
{
  GPtrArray *values = NULL;

  g_return_val_if_fail (CCP_IS_CONFIG (config), NULL);

  values = g_ptr_array_new_with_free_func (g_free);
  if (ccp_config_get_root (config) != NULL)
    add_values (values, ccp_config_get_root (config), FALSE);
  return values;
}
