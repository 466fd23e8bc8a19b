/* ccp-attempt.c: what one attempt to have an exchange answered holds
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-attempt"

#include "ccp-attempt.h"

#include "ccp-chain-walk.h"
#include "ccp-framed-source.h"
#include "ccp-transform-source.h"

typedef struct
{
  CcpAttempt *attempt; /* (not owned) */
  CcpExchange *exchange;
} Preparing;

static void
free_preparing (gpointer data)
{
  Preparing *preparing = data;

  g_clear_object (&preparing->exchange);
  g_free (preparing);
}

static void
on_changed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (ccp_chain_walk_upstream_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_described (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Preparing *preparing = g_task_get_task_data (task);
  CcpAttempt *self = preparing->attempt;
  GError *error = NULL;

  self->request = ccp_provider_describe_finish (CCP_PROVIDER (object), result, &error);
  if (self->request == NULL)
    g_task_return_error (task, error);
  else
    ccp_chain_walk_upstream_async (ccp_chain_get_request (self->chain),
                                   preparing->exchange,
                                   self->request,
                                   g_task_get_cancellable (task),
                                   on_changed,
                                   g_object_ref (task));
}

static void
on_transformed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Preparing *preparing = g_task_get_task_data (task);
  CcpAttempt *self = preparing->attempt;
  GError *error = NULL;

  self->body = ccp_chain_walk_body_finish (result, &error);
  if (self->body == NULL)
    g_task_return_error (task, error);
  else if (ccp_exchange_get_answer (preparing->exchange) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    ccp_provider_describe_async (ccp_target_get_provider (self->target),
                                 preparing->exchange,
                                 ccp_exchange_get_operation (preparing->exchange),
                                 self->body,
                                 g_task_get_cancellable (task),
                                 on_described,
                                 g_object_ref (task));
}

CcpAttempt *
ccp_attempt_new (CcpSnapshot *snapshot, CcpExchange *exchange, GError **error)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);
  const char *model = ccp_route_get_model (route);
  CcpTarget *target = ccp_snapshot_get_target (snapshot, ccp_route_get_provider (route));
  CcpChain *chain = NULL;
  CcpAttempt *self = NULL;

  if (target == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_INTERNAL,
                   "the router chose the provider \"%s\", which is not configured",
                   ccp_route_get_provider (route));
      return NULL;
    }
  chain = ccp_chain_new (ccp_snapshot_get_registry (snapshot),
                         ccp_target_get_plan (target, model),
                         error);
  if (chain == NULL)
    return NULL;

  ccp_exchange_set_options (exchange, ccp_target_get_options (target, model));
  ccp_tool_names_clear (ccp_exchange_get_tool_names (exchange));
  self = g_new0 (CcpAttempt, 1);
  self->target = g_object_ref (target);
  self->chain = chain;
  return self;
}

void
ccp_attempt_free (CcpAttempt *self)
{
  g_clear_object (&self->target);
  g_clear_object (&self->chain);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_clear_object (&self->request);
  g_clear_object (&self->response);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->json, ccp_json_unref);
  g_clear_object (&self->events);
  g_free (self);
}

void
ccp_attempt_prepare_async (CcpAttempt *self,
                           CcpExchange *exchange,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Preparing *preparing = g_new0 (Preparing, 1);

  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  preparing->attempt = self;
  preparing->exchange = g_object_ref (exchange);
  g_task_set_source_tag (task, ccp_attempt_prepare_async);
  g_task_set_task_data (task, preparing, free_preparing);
  ccp_chain_walk_request_async (ccp_chain_get_request (self->chain),
                                exchange,
                                ccp_exchange_get_body (exchange),
                                cancellable,
                                on_transformed,
                                g_object_ref (task));
}

gboolean
ccp_attempt_prepare_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

CcpEventSource *
ccp_attempt_open_events (CcpAttempt *self, CcpExchange *exchange)
{
  g_autoptr (CcpEventSource) framed = NULL;
  CcpHeaders *headers = ccp_upstream_response_get_headers (self->response);
  CcpFraming framing =
      ccp_provider_get_framing (ccp_target_get_provider (self->target), exchange);
  g_autoptr (GInputStream) stream =
      self->bytes != NULL
          ? g_memory_input_stream_new_from_bytes (self->bytes)
          : g_object_ref (ccp_upstream_response_get_body (self->response));

  framed =
      ccp_framed_source_new (stream, framing, ccp_headers_get (headers, "content-type"));
  return ccp_transform_source_new (framed,
                                   ccp_chain_get_response (self->chain),
                                   exchange);
}
