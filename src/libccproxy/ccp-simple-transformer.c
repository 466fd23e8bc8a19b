/* ccp-simple-transformer.c: the base class of transformers with plain methods
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-simple-transformer"

#include "ccp-simple-transformer.h"

#include "private/ccp-simple-call.h"

static void ccp_simple_transformer_iface_init (CcpTransformerInterface *iface);

/**
 * CcpSimpleTransformer:
 *
 * A transformer whose methods do their work before they return. The pipeline calls them
 * directly, without a turn of the main loop.
 *
 * A method that returns nothing and sets no error is taken as a fault of the plugin: that
 * is what becomes of an exception in some language bindings.
 */
G_DEFINE_ABSTRACT_TYPE_WITH_CODE (
    CcpSimpleTransformer,
    ccp_simple_transformer,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSFORMER, ccp_simple_transformer_iface_init))

#define CLASS_OF(self) CCP_SIMPLE_TRANSFORMER_GET_CLASS (self)

static CcpSide
get_side (CcpTransformer *transformer)
{
  CcpSimpleTransformer *self = CCP_SIMPLE_TRANSFORMER (transformer);

  return CLASS_OF (self)->get_side != NULL ? CLASS_OF (self)->get_side (self)
                                           : CCP_SIDE_ANTHROPIC;
}

static CcpTransformAbilities
get_abilities (CcpTransformer *transformer)
{
  CcpSimpleTransformerClass *klass = CLASS_OF (transformer);

  return (klass->transform_request != NULL ? CCP_TRANSFORM_CAN_REQUEST : 0) |
         (klass->transform_response != NULL ? CCP_TRANSFORM_CAN_RESPONSE : 0) |
         (klass->transform_events != NULL ? CCP_TRANSFORM_CAN_EVENTS : 0) |
         (klass->transform_upstream != NULL ? CCP_TRANSFORM_CAN_UPSTREAM : 0);
}

static gboolean
configure (CcpTransformer *transformer, CcpJson *params, GError **error)
{
  CcpSimpleTransformer *self = CCP_SIMPLE_TRANSFORMER (transformer);
  g_autoptr (GError) reason = NULL;

  if (CLASS_OF (self)->configure == NULL)
    return TRUE;
  if (CLASS_OF (self)->configure (self, params, &reason))
    return TRUE;
  ccp_simple_call_fail (self, "configure", g_steal_pointer (&reason), error);
  return FALSE;
}

static gint64
get_deadline (CcpTransformer *transformer)
{
  CcpSimpleTransformer *self = CCP_SIMPLE_TRANSFORMER (transformer);

  return CLASS_OF (self)->get_deadline != NULL ? CLASS_OF (self)->get_deadline (self) : 0;
}

static void
transform_request_async (CcpTransformer *self,
                         CcpExchange *exchange,
                         CcpJson *body,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  CcpJson *changed = NULL;

  g_task_set_source_tag (task, transform_request_async);
  changed = ccp_simple_transformer_transform_request (CCP_SIMPLE_TRANSFORMER (self),
                                                      exchange,
                                                      body,
                                                      &error);
  ccp_simple_call_return (task, changed, (GDestroyNotify) ccp_json_unref, error);
}

static CcpJson *
transform_request_finish (CcpTransformer *self, GAsyncResult *result, GError **error)
{
  return ccp_simple_call_finish (self, result, error);
}

static void
transform_response_async (CcpTransformer *self,
                          CcpExchange *exchange,
                          CcpJson *body,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  CcpJson *changed = NULL;

  g_task_set_source_tag (task, transform_response_async);
  changed = ccp_simple_transformer_transform_response (CCP_SIMPLE_TRANSFORMER (self),
                                                       exchange,
                                                       body,
                                                       &error);
  ccp_simple_call_return (task, changed, (GDestroyNotify) ccp_json_unref, error);
}

static CcpJson *
transform_response_finish (CcpTransformer *self, GAsyncResult *result, GError **error)
{
  return ccp_simple_call_finish (self, result, error);
}

static void
transform_events_async (CcpTransformer *self,
                        CcpExchange *exchange,
                        CcpEventBatch *batch,
                        CcpTransformFlags flags,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  CcpEventBatch *changed = NULL;

  g_task_set_source_tag (task, transform_events_async);
  changed = ccp_simple_transformer_transform_events (CCP_SIMPLE_TRANSFORMER (self),
                                                     exchange,
                                                     batch,
                                                     flags,
                                                     &error);
  ccp_simple_call_return (task, changed, (GDestroyNotify) ccp_event_batch_unref, error);
}

static CcpEventBatch *
transform_events_finish (CcpTransformer *self, GAsyncResult *result, GError **error)
{
  return ccp_simple_call_finish (self, result, error);
}

static void
transform_upstream_async (CcpTransformer *self,
                          CcpExchange *exchange,
                          CcpUpstreamRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, transform_upstream_async);
  if (ccp_simple_transformer_transform_upstream (CCP_SIMPLE_TRANSFORMER (self),
                                                 exchange,
                                                 request,
                                                 &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
transform_upstream_finish (CcpTransformer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ccp_simple_transformer_iface_init (CcpTransformerInterface *iface)
{
  iface->get_side = get_side;
  iface->get_abilities = get_abilities;
  iface->configure = configure;
  iface->get_deadline = get_deadline;
  iface->transform_request_async = transform_request_async;
  iface->transform_request_finish = transform_request_finish;
  iface->transform_response_async = transform_response_async;
  iface->transform_response_finish = transform_response_finish;
  iface->transform_events_async = transform_events_async;
  iface->transform_events_finish = transform_events_finish;
  iface->transform_upstream_async = transform_upstream_async;
  iface->transform_upstream_finish = transform_upstream_finish;
}

static void
ccp_simple_transformer_class_init (CcpSimpleTransformerClass *klass)
{
}

static void
ccp_simple_transformer_init (CcpSimpleTransformer *self)
{
}

/**
 * ccp_simple_transformer_transform_request: (virtual transform_request)
 * @self: a transformer
 * @exchange: the context of the request
 * @body: the body
 * @error: why it failed
 *
 * Changes a request body; a transformer that does not implement this leaves it as it is.
 *
 * Returns: (transfer full): the changed body, or %NULL with @error set
 */
CcpJson *
ccp_simple_transformer_transform_request (CcpSimpleTransformer *self,
                                          CcpExchange *exchange,
                                          CcpJson *body,
                                          GError **error)
{
  g_autoptr (GError) reason = NULL;
  CcpJson *changed = NULL;

  g_return_val_if_fail (CCP_IS_SIMPLE_TRANSFORMER (self), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  if (CLASS_OF (self)->transform_request == NULL)
    return ccp_json_ref (body);
  changed = CLASS_OF (self)->transform_request (self, exchange, body, &reason);
  if (changed == NULL)
    ccp_simple_call_fail (self, "transform_request", g_steal_pointer (&reason), error);
  return changed;
}

/**
 * ccp_simple_transformer_transform_response: (virtual transform_response)
 * @self: a transformer
 * @exchange: the context of the request
 * @body: the whole answer
 * @error: why it failed
 *
 * Changes a whole answer; a transformer that does not implement this leaves it as it is.
 *
 * Returns: (transfer full): the changed answer, or %NULL with @error set
 */
CcpJson *
ccp_simple_transformer_transform_response (CcpSimpleTransformer *self,
                                           CcpExchange *exchange,
                                           CcpJson *body,
                                           GError **error)
{
  g_autoptr (GError) reason = NULL;
  CcpJson *changed = NULL;

  g_return_val_if_fail (CCP_IS_SIMPLE_TRANSFORMER (self), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  if (CLASS_OF (self)->transform_response == NULL)
    return ccp_json_ref (body);
  changed = CLASS_OF (self)->transform_response (self, exchange, body, &reason);
  if (changed == NULL)
    ccp_simple_call_fail (self, "transform_response", g_steal_pointer (&reason), error);
  return changed;
}

/**
 * ccp_simple_transformer_transform_events: (virtual transform_events)
 * @self: a transformer
 * @exchange: the context of the request
 * @batch: the events, of which there may be none
 * @flags: what else is known
 * @error: why it failed
 *
 * Changes a batch of events; a transformer that does not implement this leaves it as it
 * is.
 *
 * Returns: (transfer full): the changed batch, which may be empty, or %NULL with @error
 * set
 */
CcpEventBatch *
ccp_simple_transformer_transform_events (CcpSimpleTransformer *self,
                                         CcpExchange *exchange,
                                         CcpEventBatch *batch,
                                         CcpTransformFlags flags,
                                         GError **error)
{
  g_autoptr (GError) reason = NULL;
  CcpEventBatch *changed = NULL;

  g_return_val_if_fail (CCP_IS_SIMPLE_TRANSFORMER (self), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (batch != NULL, NULL);

  if (CLASS_OF (self)->transform_events == NULL)
    return ccp_event_batch_ref (batch);
  changed = CLASS_OF (self)->transform_events (self, exchange, batch, flags, &reason);
  if (changed == NULL)
    ccp_simple_call_fail (self, "transform_events", g_steal_pointer (&reason), error);
  return changed;
}

/**
 * ccp_simple_transformer_transform_upstream: (virtual transform_upstream)
 * @self: a transformer
 * @exchange: the context of the request
 * @request: the request, to be changed in place
 * @error: why it failed
 *
 * Changes the HTTP request to the provider; a transformer that does not implement this
 * leaves it as it is.
 *
 * Returns: %FALSE with @error set if it failed
 */
gboolean
ccp_simple_transformer_transform_upstream (CcpSimpleTransformer *self,
                                           CcpExchange *exchange,
                                           CcpUpstreamRequest *request,
                                           GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean changed = FALSE;

  g_return_val_if_fail (CCP_IS_SIMPLE_TRANSFORMER (self), FALSE);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), FALSE);
  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (request), FALSE);

  if (CLASS_OF (self)->transform_upstream == NULL)
    return TRUE;
  changed = CLASS_OF (self)->transform_upstream (self, exchange, request, &reason);
  if (!changed)
    ccp_simple_call_fail (self, "transform_upstream", g_steal_pointer (&reason), error);
  return changed;
}
