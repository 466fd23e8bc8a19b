/* ccp-chain.c: the transformers of one exchange
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-chain"

#include "ccp-chain.h"

#include "ccp-lenient-transformer.h"

struct _CcpChain
{
  GObject parent_instance;

  GPtrArray *request;  /* (element-type CcpTransformer) */
  GPtrArray *response; /* (element-type CcpTransformer) */
};

G_DEFINE_FINAL_TYPE (CcpChain, ccp_chain, G_TYPE_OBJECT)

/* Returns: (transfer full) (nullable): NULL with @error for one that is needed */
static CcpTransformer *
create_instance (CcpPluginRegistry *registry,
                 const CcpPlace *place,
                 CcpFaultLog *faults,
                 GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (CcpTransformer) transformer =
      ccp_plugin_registry_create_transformer (registry,
                                              place->class_name,
                                              place->params,
                                              &reason);

  if (place->on_error == CCP_ON_ERROR_SKIP && transformer != NULL)
    return ccp_lenient_transformer_new (transformer, place->ref, faults);
  if (place->on_error == CCP_ON_ERROR_SKIP)
    ccp_fault_log_add (faults, place->ref, "configure", reason);
  else if (transformer == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return g_steal_pointer (&transformer);
}

static void
release (gpointer transformer)
{
  if (transformer != NULL)
    g_object_unref (transformer);
}

/* Returns: (nullable): with NULL for those that are left out */
static GPtrArray *
create_instances (CcpPluginRegistry *registry, CcpPlan *plan, GError **error)
{
  g_autoptr (GPtrArray) instances = g_ptr_array_new_with_free_func (release);
  GArray *places = ccp_plan_get_places (plan);

  for (guint i = 0; i < places->len; i++)
    {
      const CcpPlace *place = &g_array_index (places, CcpPlace, i);
      CcpTransformer *transformer =
          create_instance (registry, place, ccp_plan_get_faults (plan), error);

      if (transformer == NULL && place->on_error == CCP_ON_ERROR_FAIL)
        return NULL;
      g_ptr_array_add (instances, transformer);
    }
  return g_steal_pointer (&instances);
}

static void
pick (GPtrArray *list, GPtrArray *instances, GArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      guint index = g_array_index (places, guint, i);
      CcpTransformer *transformer = g_ptr_array_index (instances, index);

      if (transformer != NULL)
        g_ptr_array_add (list, g_object_ref (transformer));
    }
}

static void
ccp_chain_finalize (GObject *object)
{
  CcpChain *self = CCP_CHAIN (object);

  g_clear_pointer (&self->request, g_ptr_array_unref);
  g_clear_pointer (&self->response, g_ptr_array_unref);

  G_OBJECT_CLASS (ccp_chain_parent_class)->finalize (object);
}

static void
ccp_chain_class_init (CcpChainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_chain_finalize;
}

static void
ccp_chain_init (CcpChain *self)
{
  self->request = g_ptr_array_new_with_free_func (g_object_unref);
  self->response = g_ptr_array_new_with_free_func (g_object_unref);
}

CcpChain *
ccp_chain_new (CcpPluginRegistry *registry, CcpPlan *plan, GError **error)
{
  g_autoptr (GPtrArray) instances = NULL;
  CcpChain *self = NULL;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (registry), NULL);
  g_return_val_if_fail (plan != NULL, NULL);

  instances = create_instances (registry, plan, error);
  if (instances == NULL)
    return NULL;
  self = g_object_new (CCP_TYPE_CHAIN, NULL);
  pick (self->request, instances, ccp_plan_get_request (plan));
  pick (self->response, instances, ccp_plan_get_response (plan));
  return self;
}

GPtrArray *
ccp_chain_get_request (CcpChain *self)
{
  g_return_val_if_fail (CCP_IS_CHAIN (self), NULL);

  return self->request;
}

GPtrArray *
ccp_chain_get_response (CcpChain *self)
{
  g_return_val_if_fail (CCP_IS_CHAIN (self), NULL);

  return self->response;
}
