/* ccp-pipeline-check.c: checks a named pipeline against the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-pipeline-check"

#include "ccp-pipeline-check.h"

#include "ccp-class-lookup.h"
#include "ccp-transformer-check.h"

/* Returns: (nullable): "module.ClassName" of the first conversion that is not @dialect */
static char *
find_other_conversion (CcpPluginRegistry *registry, GPtrArray *refs, const char *dialect)
{
  for (guint i = 0; i < refs->len; i++)
    {
      const CcpTransformerRef *ref = g_ptr_array_index (refs, i);
      g_autoptr (CcpTransformer) transformer =
          ccp_plugin_registry_create_transformer (registry,
                                                  ref->class_name,
                                                  ref->params,
                                                  NULL);
      CcpClassLookup found = { NULL, NULL };
      g_autofree char *name = NULL;

      if (transformer == NULL ||
          ccp_transformer_get_side (transformer) != CCP_SIDE_DIALECT ||
          !ccp_class_lookup_find_transformer (ccp_plugin_registry_get_plugins (registry),
                                              ref->class_name,
                                              &found,
                                              NULL))
        continue;
      name = ccp_class_lookup_dup_name (&found);
      if (g_strcmp0 (name, dialect) != 0)
        return g_steal_pointer (&name);
    }
  return NULL;
}

void
ccp_pipeline_check_run (CcpPluginRegistry *registry,
                        const CcpConfigContext *context,
                        const CcpPipelineConfig *pipeline)
{
  g_return_if_fail (CCP_IS_PLUGIN_REGISTRY (registry));
  g_return_if_fail (context != NULL);
  g_return_if_fail (pipeline != NULL);

  ccp_transformer_check_list (registry, context, pipeline->request, TRUE, NULL, NULL);
  ccp_transformer_check_list (registry, context, pipeline->response, FALSE, NULL, NULL);
}

void
ccp_pipeline_check_user (CcpPluginRegistry *registry,
                         const CcpConfigContext *context,
                         const CcpPipelineConfig *pipeline,
                         const CcpPipelineUser *user,
                         const char *dialect)
{
  g_autofree char *other = NULL;

  g_return_if_fail (CCP_IS_PLUGIN_REGISTRY (registry));
  g_return_if_fail (context != NULL);
  g_return_if_fail (pipeline != NULL);
  g_return_if_fail (user != NULL && user->provider != NULL);

  other = find_other_conversion (registry, pipeline->request, dialect);
  if (other == NULL)
    other = find_other_conversion (registry, pipeline->response, dialect);
  if (other == NULL)
    return;
  if (dialect == NULL)
    ccp_config_context_report (context,
                               CCP_CODE_WRONG_CONVERSION,
                               user->node,
                               "the pipeline has the conversion %s, but the provider "
                               "\"%s\" needs none",
                               other,
                               user->provider);
  else
    ccp_config_context_report (context,
                               CCP_CODE_WRONG_CONVERSION,
                               user->node,
                               "the pipeline has the conversion %s, but that of the "
                               "provider \"%s\" is %s",
                               other,
                               user->provider,
                               dialect);
}
