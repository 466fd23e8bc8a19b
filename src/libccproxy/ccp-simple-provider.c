/* ccp-simple-provider.c: the base class of providers with plain methods
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-simple-provider"

#include "ccp-simple-provider.h"

#include "private/ccp-simple-call.h"

static void ccp_simple_provider_iface_init (CcpProviderInterface *iface);

/**
 * CcpSimpleProvider:
 *
 * A provider whose methods do their work before they return. The pipeline calls them
 * directly, without a turn of the main loop.
 *
 * A method that returns nothing and sets no error is taken as a fault of the plugin.
 */
G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CcpSimpleProvider,
                                  ccp_simple_provider,
                                  G_TYPE_OBJECT,
                                  G_IMPLEMENT_INTERFACE (CCP_TYPE_PROVIDER,
                                                         ccp_simple_provider_iface_init))

#define CLASS_OF(self) CCP_SIMPLE_PROVIDER_GET_CLASS (self)

static gboolean
configure (CcpProvider *provider, CcpJson *settings, GError **error)
{
  CcpSimpleProvider *self = CCP_SIMPLE_PROVIDER (provider);
  g_autoptr (GError) reason = NULL;

  if (CLASS_OF (self)->configure == NULL)
    return TRUE;
  if (CLASS_OF (self)->configure (self, settings, &reason))
    return TRUE;
  ccp_simple_call_fail (self, "configure", g_steal_pointer (&reason), error);
  return FALSE;
}

static const char *
get_dialect (CcpProvider *provider)
{
  CcpSimpleProvider *self = CCP_SIMPLE_PROVIDER (provider);

  return CLASS_OF (self)->get_dialect != NULL ? CLASS_OF (self)->get_dialect (self)
                                              : NULL;
}

static CcpFraming
get_framing (CcpProvider *provider, CcpExchange *exchange)
{
  CcpSimpleProvider *self = CCP_SIMPLE_PROVIDER (provider);

  return CLASS_OF (self)->get_framing != NULL
             ? CLASS_OF (self)->get_framing (self, exchange)
             : CCP_FRAMING_AUTO;
}

static void
describe_async (CcpProvider *self,
                CcpExchange *exchange,
                CcpOperation operation,
                CcpJson *body,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  CcpUpstreamRequest *found = NULL;

  g_task_set_source_tag (task, describe_async);
  found = ccp_simple_provider_describe (CCP_SIMPLE_PROVIDER (self),
                                        exchange,
                                        operation,
                                        body,
                                        &error);
  ccp_simple_call_return (task, found, (GDestroyNotify) g_object_unref, error);
}

static CcpUpstreamRequest *
describe_finish (CcpProvider *self, GAsyncResult *result, GError **error)
{
  return ccp_simple_call_finish (self, result, error);
}

static void
judge_async (CcpProvider *self,
             CcpExchange *exchange,
             guint status,
             CcpHeaders *headers,
             GBytes *body,
             CcpJson *json,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  CcpVerdict *found = NULL;

  g_task_set_source_tag (task, judge_async);
  found = ccp_simple_provider_judge (CCP_SIMPLE_PROVIDER (self),
                                     exchange,
                                     status,
                                     headers,
                                     body,
                                     json,
                                     &error);
  ccp_simple_call_return (task, found, (GDestroyNotify) ccp_verdict_unref, error);
}

static CcpVerdict *
judge_finish (CcpProvider *self, GAsyncResult *result, GError **error)
{
  return ccp_simple_call_finish (self, result, error);
}

static void
ccp_simple_provider_iface_init (CcpProviderInterface *iface)
{
  iface->configure = configure;
  iface->get_dialect = get_dialect;
  iface->get_framing = get_framing;
  iface->describe_async = describe_async;
  iface->describe_finish = describe_finish;
  iface->judge_async = judge_async;
  iface->judge_finish = judge_finish;
}

static void
ccp_simple_provider_class_init (CcpSimpleProviderClass *klass)
{
}

static void
ccp_simple_provider_init (CcpSimpleProvider *self)
{
}

/**
 * ccp_simple_provider_describe: (virtual describe)
 * @self: a provider
 * @exchange: the context of the request
 * @operation: what is wanted
 * @body: (nullable): the body in the provider's format
 * @error: why it failed
 *
 * Describes the HTTP request for an operation: method, URL, headers, body, and where the
 * key goes.
 *
 * Returns: (transfer full): the request, or %NULL with @error set
 */
CcpUpstreamRequest *
ccp_simple_provider_describe (CcpSimpleProvider *self,
                              CcpExchange *exchange,
                              CcpOperation operation,
                              CcpJson *body,
                              GError **error)
{
  g_autoptr (GError) reason = NULL;
  CcpUpstreamRequest *found = NULL;

  g_return_val_if_fail (CCP_IS_SIMPLE_PROVIDER (self), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  if (CLASS_OF (self)->describe != NULL)
    found = CLASS_OF (self)->describe (self, exchange, operation, body, &reason);
  if (found == NULL)
    ccp_simple_call_fail (self, "describe", g_steal_pointer (&reason), error);
  return found;
}

/**
 * ccp_simple_provider_judge: (virtual judge)
 * @self: a provider
 * @exchange: the context of the request
 * @status: the HTTP status of the answer
 * @headers: its headers
 * @body: (nullable): its body; %NULL if it is a stream that is still to be read
 * @json: (nullable): @body as JSON, if it is that
 * @error: why it failed
 *
 * Judges an answer: whether it is good, and what to do if it is not. Some providers send
 * errors with a status of 200.
 *
 * Returns: (transfer full): the verdict, or %NULL with @error set
 */
CcpVerdict *
ccp_simple_provider_judge (CcpSimpleProvider *self,
                           CcpExchange *exchange,
                           guint status,
                           CcpHeaders *headers,
                           GBytes *body,
                           CcpJson *json,
                           GError **error)
{
  g_autoptr (GError) reason = NULL;
  CcpVerdict *found = NULL;

  g_return_val_if_fail (CCP_IS_SIMPLE_PROVIDER (self), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (headers != NULL, NULL);

  if (CLASS_OF (self)->judge != NULL)
    found = CLASS_OF (self)->judge (self, exchange, status, headers, body, json, &reason);
  if (found == NULL)
    ccp_simple_call_fail (self, "judge", g_steal_pointer (&reason), error);
  return found;
}
