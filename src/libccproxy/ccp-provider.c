/* ccp-provider.c: speaks for one provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-provider"

#include "ccp-provider.h"

#include "private/ccp-simple-call.h"

/**
 * CcpProvider:
 *
 * Speaks for one provider of the configuration: describes the HTTP requests that it wants
 * and judges its answers. The type is registered by a plugin; there is one instance for
 * each provider of the configuration, so a field of the instance is the provider's state.
 *
 * A provider never sends anything and never sees a key.
 */
G_DEFINE_INTERFACE (CcpProvider, ccp_provider, G_TYPE_OBJECT)

/*
 * What bindings override is the method of the same name of CcpSimpleProvider: with both
 * in the typelib, Python could not tell which one is meant.
 */
/**
 * CcpProviderInterface::configure: (skip)
 */
/**
 * CcpProviderInterface::get_dialect: (skip)
 */
/**
 * CcpProviderInterface::get_framing: (skip)
 */

static gboolean
default_configure (CcpProvider *self, CcpJson *settings, GError **error)
{
  return TRUE;
}

static const char *
default_get_dialect (CcpProvider *self)
{
  return NULL;
}

static CcpFraming
default_get_framing (CcpProvider *self, CcpExchange *exchange)
{
  return CCP_FRAMING_AUTO;
}

static void
ccp_provider_default_init (CcpProviderInterface *iface)
{
  iface->configure = default_configure;
  iface->get_dialect = default_get_dialect;
  iface->get_framing = default_get_framing;
}

/**
 * ccp_provider_configure:
 * @self: a provider
 * @settings: an object with `name`, `url` and `options`, as the configuration has them
 * @error: what is wrong
 *
 * Gives the provider its settings, once, before anything else is called.
 *
 * Returns: %FALSE with @error set if it cannot work with them
 */
gboolean
ccp_provider_configure (CcpProvider *self, CcpJson *settings, GError **error)
{
  g_return_val_if_fail (CCP_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);

  return CCP_PROVIDER_GET_IFACE (self)->configure (self, settings, error);
}

/**
 * ccp_provider_get_dialect:
 * @self: a provider
 *
 * Gets the transformer that converts between the Messages API and what the provider
 * speaks.
 *
 * Returns: (transfer none) (nullable): its registered name, with the plugin before it
 * where that is another one; %NULL if nothing is converted
 */
const char *
ccp_provider_get_dialect (CcpProvider *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER (self), NULL);

  return CCP_PROVIDER_GET_IFACE (self)->get_dialect (self);
}

/**
 * ccp_provider_get_framing:
 * @self: a provider
 * @exchange: the context of the request
 *
 * Gets how the provider cuts its streamed answers into events.
 *
 * Returns: the framing
 */
CcpFraming
ccp_provider_get_framing (CcpProvider *self, CcpExchange *exchange)
{
  g_return_val_if_fail (CCP_IS_PROVIDER (self), CCP_FRAMING_AUTO);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), CCP_FRAMING_AUTO);

  return CCP_PROVIDER_GET_IFACE (self)->get_framing (self, exchange);
}

/**
 * ccp_provider_describe_async:
 * @self: a provider
 * @exchange: the context of the request
 * @operation: what is wanted
 * @body: (nullable): the body in the provider's format
 * @cancellable: (nullable): ends the work
 * @callback: (scope async): called when it is done
 * @user_data: (closure): for @callback
 *
 * Starts to describe the HTTP request for an operation.
 */
void
ccp_provider_describe_async (CcpProvider *self,
                             CcpExchange *exchange,
                             CcpOperation operation,
                             CcpJson *body,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (CCP_IS_PROVIDER (self));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  CCP_PROVIDER_GET_IFACE (self)->describe_async (self,
                                                 exchange,
                                                 operation,
                                                 body,
                                                 cancellable,
                                                 callback,
                                                 user_data);
}

/**
 * ccp_provider_describe_finish:
 * @self: a provider
 * @result: what the callback was given
 * @error: why it failed
 *
 * Gets what [method@Provider.describe_async] has found.
 *
 * Returns: (transfer full): the request, or %NULL with @error set
 */
CcpUpstreamRequest *
ccp_provider_describe_finish (CcpProvider *self, GAsyncResult *result, GError **error)
{
  GError *reason = NULL;
  CcpUpstreamRequest *request = NULL;

  g_return_val_if_fail (CCP_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  request = CCP_PROVIDER_GET_IFACE (self)->describe_finish (self, result, &reason);
  if (request == NULL)
    ccp_simple_call_fail (self, "describe", reason, error);
  return request;
}

/**
 * ccp_provider_judge_async:
 * @self: a provider
 * @exchange: the context of the request
 * @status: the HTTP status of the answer
 * @headers: its headers
 * @body: (nullable): its body; %NULL if it is a stream that is still to be read
 * @json: (nullable): @body as JSON, if it is that
 * @cancellable: (nullable): ends the work
 * @callback: (scope async): called when it is done
 * @user_data: (closure): for @callback
 *
 * Starts to judge an answer.
 */
void
ccp_provider_judge_async (CcpProvider *self,
                          CcpExchange *exchange,
                          guint status,
                          CcpHeaders *headers,
                          GBytes *body,
                          CcpJson *json,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (CCP_IS_PROVIDER (self));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));
  g_return_if_fail (headers != NULL);

  CCP_PROVIDER_GET_IFACE (self)->judge_async (self,
                                              exchange,
                                              status,
                                              headers,
                                              body,
                                              json,
                                              cancellable,
                                              callback,
                                              user_data);
}

/**
 * ccp_provider_judge_finish:
 * @self: a provider
 * @result: what the callback was given
 * @error: why it failed
 *
 * Gets what [method@Provider.judge_async] has found.
 *
 * Returns: (transfer full): the verdict, or %NULL with @error set
 */
CcpVerdict *
ccp_provider_judge_finish (CcpProvider *self, GAsyncResult *result, GError **error)
{
  GError *reason = NULL;
  CcpVerdict *verdict = NULL;

  g_return_val_if_fail (CCP_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  verdict = CCP_PROVIDER_GET_IFACE (self)->judge_finish (self, result, &reason);
  if (verdict == NULL)
    ccp_simple_call_fail (self, "judge", reason, error);
  return verdict;
}
