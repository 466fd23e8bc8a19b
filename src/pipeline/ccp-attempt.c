/* ccp-attempt.c: one attempt to have an exchange answered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-attempt"

#include "ccp-attempt.h"

#include "ccp-answer.h"
#include "ccp-body-reader.h"
#include "ccp-chain-walk.h"
#include "ccp-framed-source.h"
#include "ccp-transform-source.h"
#include "ccp-upstream-fault.h"
#include "private/ccp-exchange-private.h"

#define MAX_ANSWER (64 * 1024 * 1024)

typedef struct
{
  CcpAttempt *attempt; /* (not owned) */
  CcpExchange *exchange;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->exchange);
  g_free (work);
}

/* The key of the configuration does not stand in for a client that is not known. */
static gboolean
add_credentials (CcpAttempt *self, CcpExchange *exchange, GError **error)
{
  CcpHeaders *credentials = ccp_exchange_get_credentials (exchange);
  CcpHeaders *headers = ccp_upstream_request_get_headers (self->request);

  if (!ccp_upstream_request_get_forwards_credentials (self->request))
    return TRUE;
  if (credentials == NULL)
    {
      g_set_error (
          error,
          CCP_ERROR,
          CCP_ERROR_AUTHENTICATION,
          "provider \"%s\" is sent the client's own credentials, and the request "
          "has none beside those for this proxy: send them as x-api-key or as "
          "authorization",
          ccp_target_get_name (self->target));
      return FALSE;
    }
  for (guint i = 0; i < ccp_headers_get_length (credentials); i++)
    ccp_headers_set (headers,
                     ccp_headers_get_name (credentials, i),
                     ccp_headers_get_value (credentials, i));
  return TRUE;
}

/* what the client is known by is added when no plugin looks at the request any more */
static void
on_changed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (ccp_chain_walk_upstream_finish (result, &error) &&
      add_credentials (work->attempt, work->exchange, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* request: (transfer full) (nullable). error: (transfer full) (nullable): why there is
 * none */
static void
take_request (GTask *task, CcpUpstreamRequest *request, GError *error)
{
  Work *work = g_task_get_task_data (task);
  CcpAttempt *self = work->attempt;

  self->request = request;
  if (request == NULL)
    g_task_return_error (task, error);
  else
    ccp_chain_walk_upstream_async (ccp_chain_get_request (self->chain),
                                   work->exchange,
                                   request,
                                   g_task_get_cancellable (task),
                                   on_changed,
                                   g_object_ref (task));
}

static void
on_described (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CcpUpstreamRequest *request =
      ccp_provider_describe_finish (CCP_PROVIDER (object), result, &error);

  take_request (task, request, error);
}

/* A provider with plain methods answers without a turn of the main loop. */
static void
describe (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  CcpAttempt *self = work->attempt;
  CcpProvider *provider = ccp_target_get_provider (self->target);
  CcpOperation operation = ccp_exchange_get_operation (work->exchange);
  CcpUpstreamRequest *request = NULL;
  GError *error = NULL;

  if (!CCP_IS_SIMPLE_PROVIDER (provider))
    {
      ccp_provider_describe_async (provider,
                                   work->exchange,
                                   operation,
                                   self->body,
                                   g_task_get_cancellable (task),
                                   on_described,
                                   g_object_ref (task));
      return;
    }
  request = ccp_simple_provider_describe (CCP_SIMPLE_PROVIDER (provider),
                                          work->exchange,
                                          operation,
                                          self->body,
                                          &error);
  take_request (task, request, error);
}

static void
on_transformed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  CcpAttempt *self = work->attempt;
  GError *error = NULL;

  self->body = ccp_chain_walk_body_finish (result, &error);
  if (self->body == NULL)
    g_task_return_error (task, error);
  else if (ccp_exchange_get_answer (work->exchange) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    describe (task);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CcpAttempt *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->response = ccp_transport_send_finish (CCP_TRANSPORT (object), result, &error);
  if (self->response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ccp_provider_visit_hear (self->visit,
                           ccp_upstream_response_get_headers (self->response));
  g_task_return_boolean (task, TRUE);
}

static void
send (GTask *task)
{
  CcpAttempt *self = g_task_get_task_data (task);

  ccp_transport_send_async (ccp_target_get_transport (self->target),
                            self->request,
                            self->key != NULL ? ccp_secret_reveal (self->key) : NULL,
                            g_task_get_cancellable (task),
                            on_sent,
                            g_object_ref (task));
}

static void
on_key (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CcpAttempt *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (ccp_key_source_get_finish (CCP_KEY_SOURCE (object), result, &self->key, &error))
    send (task);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  CcpAttempt *self = work->attempt;
  GError *error = NULL;

  self->bytes = ccp_body_reader_read_finish (result, &error);
  if (self->bytes == NULL &&
      (g_cancellable_is_cancelled (g_task_get_cancellable (task)) ||
       ccp_upstream_response_get_status (self->response) < 400))
    {
      g_task_return_error (task, ccp_upstream_fault_sign (error, work->exchange));
      return;
    }
  g_clear_error (&error);
  if (self->bytes == NULL)
    self->bytes = g_bytes_new (NULL, 0);
  self->json = ccp_answer_parse (self->bytes);
  g_task_return_boolean (task, TRUE);
}

static void
on_judged (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CcpVerdict *verdict = ccp_provider_judge_finish (CCP_PROVIDER (object), result, &error);

  if (verdict != NULL)
    g_task_return_pointer (task, verdict, (GDestroyNotify) ccp_verdict_unref);
  else
    g_task_return_error (task, error);
}

static GTask *
create_task (CcpAttempt *self,
             CcpExchange *exchange,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->attempt = self;
  work->exchange = g_object_ref (exchange);
  g_task_set_task_data (task, work, free_work);
  return task;
}

CcpAttempt *
ccp_attempt_new (CcpSnapshot *snapshot, CcpExchange *exchange, GError **error)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);
  CcpTarget *target = ccp_snapshot_get_target (snapshot, ccp_route_get_provider (route));
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
  self = ccp_attempt_new_at (target, exchange, error);
  if (self != NULL)
    ccp_exchange_set_facts (
        exchange,
        ccp_catalog_find_facts (ccp_snapshot_get_catalog (snapshot), route));
  return self;
}

CcpAttempt *
ccp_attempt_new_at (CcpTarget *target, CcpExchange *exchange, GError **error)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);
  CcpPlan *plan = ccp_target_get_plan (target, route);
  CcpChain *chain = ccp_chain_new (ccp_target_get_registry (target), plan, error);
  CcpAttempt *self = NULL;

  if (chain == NULL)
    return NULL;
  ccp_exchange_set_options (exchange, ccp_target_get_options (target, route));
  ccp_exchange_set_dialect (exchange, ccp_plan_get_dialect (plan));
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
  g_clear_pointer (&self->key, ccp_secret_unref);
  g_clear_object (&self->response);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->json, ccp_json_unref);
  g_clear_object (&self->events);
  g_clear_pointer (&self->visit, ccp_provider_visit_unref);
  g_free (self);
}

void
ccp_attempt_prepare_async (CcpAttempt *self,
                           CcpExchange *exchange,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  task = create_task (self, exchange, cancellable, callback, user_data);
  g_task_set_source_tag (task, ccp_attempt_prepare_async);
  /* there is nothing in it that could be converted */
  if (ccp_exchange_get_operation (exchange) == CCP_OPERATION_PROBE)
    {
      self->body = ccp_json_ref (ccp_exchange_get_body (exchange));
      describe (task);
      return;
    }
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

void
ccp_attempt_send_async (CcpAttempt *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  CcpKeySource *keys = NULL;
  CcpSecret *key = NULL;

  g_return_if_fail (self != NULL && self->request != NULL);

  keys = ccp_target_get_keys (self->target);
  self->visit = ccp_provider_visit_new (ccp_target_get_state (self->target));
  g_task_set_source_tag (task, ccp_attempt_send_async);
  g_task_set_task_data (task, self, NULL);
  if (!ccp_attempt_has_own_credentials (self) && !ccp_key_source_peek (keys, &key))
    {
      ccp_key_source_get_async (keys, cancellable, on_key, g_object_ref (task));
      return;
    }
  self->key = key != NULL ? ccp_secret_ref (key) : NULL;
  send (task);
}

gboolean
ccp_attempt_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ccp_attempt_read_async (CcpAttempt *self,
                        CcpExchange *exchange,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL && self->response != NULL);
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  task = create_task (self, exchange, cancellable, callback, user_data);
  g_task_set_source_tag (task, ccp_attempt_read_async);
  ccp_body_reader_read_async (ccp_upstream_response_get_body (self->response),
                              MAX_ANSWER,
                              cancellable,
                              on_read,
                              g_object_ref (task));
}

gboolean
ccp_attempt_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ccp_attempt_judge_async (CcpAttempt *self,
                         CcpExchange *exchange,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (self != NULL && self->bytes != NULL);
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  g_task_set_source_tag (task, ccp_attempt_judge_async);
  ccp_provider_judge_async (ccp_target_get_provider (self->target),
                            exchange,
                            ccp_upstream_response_get_status (self->response),
                            ccp_upstream_response_get_headers (self->response),
                            self->bytes,
                            self->json,
                            cancellable,
                            on_judged,
                            g_object_ref (task));
}

CcpVerdict *
ccp_attempt_judge_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

CcpEventSource *
ccp_attempt_open_events (CcpAttempt *self, CcpExchange *exchange)
{
  g_autoptr (CcpEventSource) framed = NULL;
  CcpEventSource *events = NULL;
  CcpHeaders *headers = ccp_upstream_response_get_headers (self->response);
  CcpFraming framing =
      ccp_provider_get_framing (ccp_target_get_provider (self->target), exchange);
  g_autoptr (GInputStream) stream =
      self->bytes != NULL
          ? g_memory_input_stream_new_from_bytes (self->bytes)
          : g_object_ref (ccp_upstream_response_get_body (self->response));

  framed = ccp_framed_source_new (stream,
                                  framing,
                                  ccp_headers_get (headers, "content-type"),
                                  exchange);
  events =
      ccp_transform_source_new (framed, ccp_chain_get_response (self->chain), exchange);
  if (self->visit != NULL)
    ccp_provider_visit_last (self->visit, G_OBJECT (events));
  return events;
}

gboolean
ccp_attempt_has_own_credentials (CcpAttempt *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->request != NULL &&
         ccp_upstream_request_get_forwards_credentials (self->request);
}

void
ccp_attempt_pass_headers (CcpAttempt *self, CcpExchange *exchange, CcpHeaders *passed)
{
  CcpHeaders *headers = NULL;

  if (self == NULL || self->response == NULL)
    return;
  headers = ccp_upstream_response_get_headers (self->response);
  for (guint i = 0; i < ccp_headers_get_length (headers); i++)
    {
      const char *name = ccp_headers_get_name (headers, i);
      const char *value = ccp_headers_get_value (headers, i);

      if (ccp_headers_get (passed, name) != NULL ||
          !ccp_upstream_request_passes_answer_header (self->request, name))
        continue;
      ccp_headers_append (passed, name, value);
      if (g_ascii_strcasecmp (name, "request-id") == 0)
        g_info ("%s: the client knows it as %s", ccp_exchange_get_id (exchange), value);
    }
}
