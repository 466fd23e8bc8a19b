/* ccp-transformer-check.c: checks a list of transformers against the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-transformer-check"

#include "ccp-transformer-check.h"

#include "ccp-class-lookup.h"
#include "ccp-params-check.h"
#include "ccp-settings-fault.h"

#define ON_REQUESTS (CCP_TRANSFORM_CAN_REQUEST | CCP_TRANSFORM_CAN_UPSTREAM)
#define ON_ANSWERS (CCP_TRANSFORM_CAN_RESPONSE | CCP_TRANSFORM_CAN_EVENTS)

/* a plugin that cannot be used is no fault of the params */
static CcpConfigNode *
find_culprit (const CcpTransformerRef *ref, const GError *error)
{
  if (g_error_matches (error, CCP_ERROR, CCP_ERROR_PLUGIN))
    return ref->class_node;
  return ref->params_node != NULL ? ref->params_node : ref->node;
}

/* Returns: @context for what is wrong with @ref: where that is left out, a warning will
 * do
 */
static CcpConfigContext
adjust (const CcpConfigContext *context, const CcpTransformerRef *ref)
{
  CcpConfigContext adjusted = *context;

  adjusted.is_lenient = ref->on_error == CCP_ON_ERROR_SKIP;
  return adjusted;
}

/* Returns: (transfer full) (nullable): an instance, if everything about @ref is right */
static CcpTransformer *
create (CcpPluginRegistry *registry,
        const CcpConfigContext *context,
        const CcpTransformerRef *ref)
{
  CcpClassLookup found = { NULL, NULL };
  g_autoptr (CcpTransformer) transformer = NULL;
  g_autoptr (GError) error = NULL;

  if (!ccp_class_lookup_find_transformer (ccp_plugin_registry_get_plugins (registry),
                                          ref->class_name,
                                          &found,
                                          &error))
    {
      ccp_class_lookup_report (&found, context, ref->class_node, error);
      return NULL;
    }
  if (!ccp_params_check (context, &found, ref))
    return NULL;
  transformer = ccp_plugin_registry_create_transformer (registry,
                                                        ref->class_name,
                                                        ref->params,
                                                        &error);
  if (transformer == NULL)
    ccp_settings_fault_report (context,
                               &found,
                               find_culprit (ref, error),
                               error->message);
  return g_steal_pointer (&transformer);
}

/* without it nobody understands the body */
static void
check_on_error (const CcpConfigContext *context, const CcpTransformerRef *ref)
{
  if (ref->on_error == CCP_ON_ERROR_SKIP)
    ccp_config_context_report (context,
                               CCP_CODE_BAD_VALUE,
                               ccp_config_node_get_member (ref->node, "on_error"),
                               "a conversion cannot be skipped; write fail");
}

static void
check_conversion (CcpPluginRegistry *registry,
                  const CcpConfigContext *context,
                  const CcpTransformerRef *ref,
                  const char *provider,
                  const char *dialect)
{
  CcpClassLookup found = { NULL, NULL };
  g_autofree char *name = NULL;

  if (!ccp_class_lookup_find_transformer (ccp_plugin_registry_get_plugins (registry),
                                          ref->class_name,
                                          &found,
                                          NULL))
    return;
  name = ccp_class_lookup_dup_name (&found);
  if (provider == NULL || g_strcmp0 (dialect, name) == 0)
    return;
  if (dialect == NULL)
    ccp_config_context_report (context,
                               CCP_CODE_WRONG_CONVERSION,
                               ref->class_node,
                               "the provider \"%s\" needs no conversion",
                               provider);
  else
    ccp_config_context_report (
        context,
        CCP_CODE_WRONG_CONVERSION,
        ref->class_node,
        "the conversion of the provider \"%s\" is %s, not this one",
        provider,
        dialect);
}

static void
check_abilities (const CcpConfigContext *context,
                 const CcpTransformerRef *ref,
                 CcpTransformer *transformer,
                 gboolean is_request)
{
  CcpTransformAbilities abilities = ccp_transformer_get_abilities (transformer);

  if (is_request && (abilities & ON_REQUESTS) == 0)
    ccp_config_context_report (context,
                               CCP_CODE_MISPLACED_TRANSFORMER,
                               ref->class_node,
                               "it does nothing with requests; write it under response");
  if (!is_request && (abilities & ON_ANSWERS) == 0)
    ccp_config_context_report (context,
                               CCP_CODE_MISPLACED_TRANSFORMER,
                               ref->class_node,
                               "it does nothing with answers; write it under request");
}

static void
check_only (const CcpConfigContext *context,
            const CcpTransformerRef *ref,
            gboolean is_first)
{
  if (!is_first)
    ccp_config_context_report (context,
                               CCP_CODE_DUPLICATE_ENTRY,
                               ref->class_node,
                               "the list has a conversion already; take this one out");
}

/* Where the conversion is written out, requests have the anthropic side before it, and
 * answers after it. Written otherwise, the list would not run as it reads. */
static void
check_order (const CcpConfigContext *context,
             const CcpTransformerRef *ref,
             CcpTransformer *transformer,
             gboolean comes_first,
             gboolean is_request)
{
  CcpSide side = ccp_transformer_get_side (transformer);

  if (comes_first == ((side == CCP_SIDE_ANTHROPIC) == is_request))
    return;
  ccp_config_context_report (context,
                             CCP_CODE_MISPLACED_TRANSFORMER,
                             ref->class_node,
                             "it works on the %s side; write it %s the conversion",
                             side == CCP_SIDE_ANTHROPIC ? "anthropic" : "upstream",
                             comes_first ? "after" : "before");
}

/* Returns: the position of the first conversion in the list, or its length */
static guint
find_conversion (GPtrArray *transformers)
{
  for (guint i = 0; i < transformers->len; i++)
    {
      CcpTransformer *transformer = g_ptr_array_index (transformers, i);

      if (transformer != NULL &&
          ccp_transformer_get_side (transformer) == CCP_SIDE_DIALECT)
        return i;
    }
  return transformers->len;
}

static void
release (gpointer transformer)
{
  if (transformer != NULL)
    g_object_unref (transformer);
}

void
ccp_transformer_check_list (CcpPluginRegistry *registry,
                            const CcpConfigContext *context,
                            GPtrArray *refs,
                            gboolean is_request,
                            const char *provider,
                            const char *dialect)
{
  g_autoptr (GPtrArray) transformers = g_ptr_array_new_with_free_func (release);
  guint conversion = 0;

  g_return_if_fail (CCP_IS_PLUGIN_REGISTRY (registry));
  g_return_if_fail (context != NULL);
  g_return_if_fail (refs != NULL);

  for (guint i = 0; i < refs->len; i++)
    {
      const CcpTransformerRef *ref = g_ptr_array_index (refs, i);
      CcpConfigContext adjusted = adjust (context, ref);

      g_ptr_array_add (transformers, create (registry, &adjusted, ref));
    }
  conversion = find_conversion (transformers);
  for (guint i = 0; i < refs->len; i++)
    {
      const CcpTransformerRef *ref = g_ptr_array_index (refs, i);
      CcpTransformer *transformer = g_ptr_array_index (transformers, i);

      if (transformer == NULL)
        continue;
      check_abilities (context, ref, transformer, is_request);
      if (ccp_transformer_get_side (transformer) == CCP_SIDE_DIALECT)
        {
          check_on_error (context, ref);
          check_conversion (registry, context, ref, provider, dialect);
          check_only (context, ref, i == conversion);
        }
      else if (conversion < refs->len)
        check_order (context, ref, transformer, i < conversion, is_request);
    }
}
