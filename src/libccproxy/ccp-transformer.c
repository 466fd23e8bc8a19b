/* ccp-transformer.c: changes requests and answers on their way
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-transformer"

#include "ccp-transformer.h"

#include "private/ccp-simple-call.h"

/**
 * CcpTransformer:
 *
 * Changes requests and answers on their way between client and provider. What is
 * registered is a type; the pipeline makes one instance for each exchange and each place
 * in the pipeline, gives it the params of its entry, and drops it at the end. So a field
 * of the instance is the state of the exchange.
 *
 * Most authors want [class@SimpleTransformer], which has plain methods without callbacks.
 */
G_DEFINE_INTERFACE (CcpTransformer, ccp_transformer, G_TYPE_OBJECT)

/*
 * What bindings override is the method of the same name of CcpSimpleTransformer: with
 * both in the typelib, Python could not tell which one is meant.
 */
/**
 * CcpTransformerInterface::configure: (skip)
 */
/**
 * CcpTransformerInterface::get_deadline: (skip)
 */
/**
 * CcpTransformerInterface::get_side: (skip)
 */

static CcpSide
default_get_side (CcpTransformer *self)
{
  return CCP_SIDE_ANTHROPIC;
}

static CcpTransformAbilities
default_get_abilities (CcpTransformer *self)
{
  return CCP_TRANSFORM_CAN_NOTHING;
}

static gboolean
default_configure (CcpTransformer *self, CcpJson *params, GError **error)
{
  return TRUE;
}

static gint64
default_get_deadline (CcpTransformer *self)
{
  return 0;
}

static void
ccp_transformer_default_init (CcpTransformerInterface *iface)
{
  iface->get_side = default_get_side;
  iface->get_abilities = default_get_abilities;
  iface->configure = default_configure;
  iface->get_deadline = default_get_deadline;
}

/**
 * ccp_transformer_get_side:
 * @self: a transformer
 *
 * Gets on which side of the dialect it works.
 *
 * Returns: the side, %CCP_SIDE_ANTHROPIC unless the transformer says otherwise
 */
CcpSide
ccp_transformer_get_side (CcpTransformer *self)
{
  g_return_val_if_fail (CCP_IS_TRANSFORMER (self), CCP_SIDE_ANTHROPIC);

  return CCP_TRANSFORMER_GET_IFACE (self)->get_side (self);
}

/**
 * ccp_transformer_get_abilities:
 * @self: a transformer
 *
 * Gets what it implements.
 *
 * Returns: the abilities; the methods for the others must not be called
 */
CcpTransformAbilities
ccp_transformer_get_abilities (CcpTransformer *self)
{
  g_return_val_if_fail (CCP_IS_TRANSFORMER (self), CCP_TRANSFORM_CAN_NOTHING);

  return CCP_TRANSFORMER_GET_IFACE (self)->get_abilities (self);
}

/**
 * ccp_transformer_configure:
 * @self: a transformer
 * @params: the params of its entry in the configuration, an object
 * @error: what is wrong with them
 *
 * Gives the transformer its params, once, before anything else is called.
 *
 * Returns: %FALSE with @error set if it cannot work with them
 */
gboolean
ccp_transformer_configure (CcpTransformer *self, CcpJson *params, GError **error)
{
  g_return_val_if_fail (CCP_IS_TRANSFORMER (self), FALSE);
  g_return_val_if_fail (params != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return CCP_TRANSFORMER_GET_IFACE (self)->configure (self, params, error);
}

/**
 * ccp_transformer_get_deadline:
 * @self: a transformer
 *
 * Gets when the transformer wants to be called even if no event comes: it is given an
 * empty batch with %CCP_TRANSFORM_TICK then. The pipeline asks after each batch.
 *
 * Returns: a time of g_get_monotonic_time(), in microseconds, or 0 for never
 */
gint64
ccp_transformer_get_deadline (CcpTransformer *self)
{
  g_return_val_if_fail (CCP_IS_TRANSFORMER (self), 0);

  return CCP_TRANSFORMER_GET_IFACE (self)->get_deadline (self);
}

/**
 * ccp_transformer_transform_request_async:
 * @self: a transformer
 * @exchange: the context of the request
 * @body: the body
 * @cancellable: (nullable): ends the work
 * @callback: (scope async): called when it is done
 * @user_data: (closure): for @callback
 *
 * Starts the work that changes a request body.
 */
void
ccp_transformer_transform_request_async (CcpTransformer *self,
                                         CcpExchange *exchange,
                                         CcpJson *body,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_return_if_fail (CCP_IS_TRANSFORMER (self));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));
  g_return_if_fail (body != NULL);

  CCP_TRANSFORMER_GET_IFACE (self)
      ->transform_request_async (self, exchange, body, cancellable, callback, user_data);
}

/**
 * ccp_transformer_transform_request_finish:
 * @self: a transformer
 * @result: what the callback was given
 * @error: why it failed
 *
 * Ends the work that changes a request body.
 *
 * Returns: (transfer full): the changed body, or %NULL with @error set
 */
CcpJson *
ccp_transformer_transform_request_finish (CcpTransformer *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  GError *reason = NULL;
  CcpJson *body = NULL;

  g_return_val_if_fail (CCP_IS_TRANSFORMER (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  body =
      CCP_TRANSFORMER_GET_IFACE (self)->transform_request_finish (self, result, &reason);
  if (body == NULL)
    ccp_simple_call_fail (self, "transform_request", reason, error);
  return body;
}

/**
 * ccp_transformer_transform_response_async:
 * @self: a transformer
 * @exchange: the context of the request
 * @body: the whole answer
 * @cancellable: (nullable): ends the work
 * @callback: (scope async): called when it is done
 * @user_data: (closure): for @callback
 *
 * Starts the work that changes a whole answer.
 */
void
ccp_transformer_transform_response_async (CcpTransformer *self,
                                          CcpExchange *exchange,
                                          CcpJson *body,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_return_if_fail (CCP_IS_TRANSFORMER (self));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));
  g_return_if_fail (body != NULL);

  CCP_TRANSFORMER_GET_IFACE (self)
      ->transform_response_async (self, exchange, body, cancellable, callback, user_data);
}

/**
 * ccp_transformer_transform_response_finish:
 * @self: a transformer
 * @result: what the callback was given
 * @error: why it failed
 *
 * Ends the work that changes a whole answer.
 *
 * Returns: (transfer full): the changed answer, or %NULL with @error set
 */
CcpJson *
ccp_transformer_transform_response_finish (CcpTransformer *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  GError *reason = NULL;
  CcpJson *body = NULL;

  g_return_val_if_fail (CCP_IS_TRANSFORMER (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  body =
      CCP_TRANSFORMER_GET_IFACE (self)->transform_response_finish (self, result, &reason);
  if (body == NULL)
    ccp_simple_call_fail (self, "transform_response", reason, error);
  return body;
}

/**
 * ccp_transformer_transform_events_async:
 * @self: a transformer
 * @exchange: the context of the request
 * @batch: the events, of which there may be none
 * @flags: what else is known
 * @cancellable: (nullable): ends the work
 * @callback: (scope async): called when it is done
 * @user_data: (closure): for @callback
 *
 * Starts the work that changes a batch of events.
 */
void
ccp_transformer_transform_events_async (CcpTransformer *self,
                                        CcpExchange *exchange,
                                        CcpEventBatch *batch,
                                        CcpTransformFlags flags,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_return_if_fail (CCP_IS_TRANSFORMER (self));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));
  g_return_if_fail (batch != NULL);

  CCP_TRANSFORMER_GET_IFACE (self)->transform_events_async (self,
                                                            exchange,
                                                            batch,
                                                            flags,
                                                            cancellable,
                                                            callback,
                                                            user_data);
}

/**
 * ccp_transformer_transform_events_finish:
 * @self: a transformer
 * @result: what the callback was given
 * @error: why it failed
 *
 * Ends the work that changes a batch of events.
 *
 * Returns: (transfer full): the changed batch, which may be empty, or %NULL with @error
 * set
 */
CcpEventBatch *
ccp_transformer_transform_events_finish (CcpTransformer *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  GError *reason = NULL;
  CcpEventBatch *batch = NULL;

  g_return_val_if_fail (CCP_IS_TRANSFORMER (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  batch =
      CCP_TRANSFORMER_GET_IFACE (self)->transform_events_finish (self, result, &reason);
  if (batch == NULL)
    ccp_simple_call_fail (self, "transform_events", reason, error);
  return batch;
}

/**
 * ccp_transformer_transform_upstream_async:
 * @self: a transformer
 * @exchange: the context of the request
 * @request: the request, to be changed in place
 * @cancellable: (nullable): ends the work
 * @callback: (scope async): called when it is done
 * @user_data: (closure): for @callback
 *
 * Starts the work that changes the HTTP request to the provider.
 */
void
ccp_transformer_transform_upstream_async (CcpTransformer *self,
                                          CcpExchange *exchange,
                                          CcpUpstreamRequest *request,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_return_if_fail (CCP_IS_TRANSFORMER (self));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (request));

  CCP_TRANSFORMER_GET_IFACE (self)->transform_upstream_async (self,
                                                              exchange,
                                                              request,
                                                              cancellable,
                                                              callback,
                                                              user_data);
}

/**
 * ccp_transformer_transform_upstream_finish:
 * @self: a transformer
 * @result: what the callback was given
 * @error: why it failed
 *
 * Ends the work that changes the HTTP request to the provider.
 *
 * Returns: %FALSE with @error set if it failed
 */
gboolean
ccp_transformer_transform_upstream_finish (CcpTransformer *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  GError *reason = NULL;
  gboolean changed = FALSE;

  g_return_val_if_fail (CCP_IS_TRANSFORMER (self), FALSE);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  changed =
      CCP_TRANSFORMER_GET_IFACE (self)->transform_upstream_finish (self, result, &reason);
  if (!changed)
    ccp_simple_call_fail (self, "transform_upstream", reason, error);
  return changed;
}
