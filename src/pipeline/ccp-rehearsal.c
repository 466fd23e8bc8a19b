/* ccp-rehearsal.c: what would be sent to one target of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-rehearsal"

#include "ccp-rehearsal.h"

#include "ccp-answer.h"
#include "ccp-attempt.h"
#include "ccp-count.h"
#include "private/ccp-exchange-private.h"

/* what stands for a key that was not made; nobody sees it */
#define NO_KEY "key-that-was-not-made"

typedef struct
{
  CcpSnapshot *snapshot;
  CcpExchange *request; /* as it was routed */
  gboolean run_key_commands;
  CcpRoute *next;     /* (not owned) (nullable) */
  GPtrArray *results; /* (element-type CcpRehearsal) */

  /* of the target that it is at */
  CcpRehearsal *result; /* (not owned) */
  CcpExchange *exchange;
  CcpAttempt *attempt; /* (nullable) */
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->snapshot);
  g_clear_object (&work->request);
  g_clear_pointer (&work->results, g_ptr_array_unref);
  g_clear_object (&work->exchange);
  g_clear_pointer (&work->attempt, ccp_attempt_free);
  g_free (work);
}

/* lint: allow forward: the steps' callbacks and go_on () call each other */
static void go_on (GTask *task);

/* Takes @error: (nullable). */
static void
end_target (GTask *task, GError *error)
{
  Work *work = g_task_get_task_data (task);

  if (error != NULL && g_task_return_error_if_cancelled (task))
    {
      g_error_free (error);
      return;
    }
  work->result->error = error;
  go_on (task);
}

static void
take_preview (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;
  Work *work = g_task_get_task_data (task);
  CcpTransport *transport = ccp_target_get_transport (work->attempt->target);

  work->result->preview = ccp_preview_transport_take (CCP_PREVIEW_TRANSPORT (transport));
  end_target (task, work->result->preview == NULL ? g_steal_pointer (&owned) : NULL);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  ccp_attempt_send_finish (result, &error);
  take_preview (task, error);
}

static void
on_sent_without_key (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  ccp_transport_send_finish (CCP_TRANSPORT (object), result, &error);
  take_preview (task, error);
}

/* A key that is missing or not asked for has its place in the request all the same. */
static void
send (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  CcpAttempt *attempt = work->attempt;
  CcpSecret *key = NULL;
  gboolean is_known = ccp_key_source_peek (ccp_target_get_keys (attempt->target), &key);

  if (ccp_upstream_request_get_forwards_credentials (attempt->request) ||
      (is_known && key != NULL) || (!is_known && work->run_key_commands))
    {
      ccp_attempt_send_async (attempt,
                              g_task_get_cancellable (task),
                              on_sent,
                              g_object_ref (task));
      return;
    }
  if (!is_known)
    work->result->note = "the program that makes the key was not run";
  else if (ccp_upstream_request_get_key_header (attempt->request) != NULL)
    work->result->note = "the provider has no key here, and its header would be missing";
  ccp_transport_send_async (ccp_target_get_transport (attempt->target),
                            attempt->request,
                            is_known ? NULL : NO_KEY,
                            g_task_get_cancellable (task),
                            on_sent_without_key,
                            g_object_ref (task));
}

static void
on_prepared (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  CcpJson *answer = NULL;

  if (!ccp_attempt_prepare_finish (result, &error))
    {
      end_target (task, error);
      return;
    }
  answer = ccp_exchange_get_answer (work->exchange);
  if (answer == NULL)
    {
      send (task);
      return;
    }
  work->result->answer = ccp_json_ref (answer);
  work->result->note = "a transformer answers, and nothing is sent";
  end_target (task, NULL);
}

/* Returns: (nullable): why there would be nothing to send */
static const char *
find_reason (CcpExchange *exchange)
{
  if (ccp_exchange_get_operation (exchange) == CCP_OPERATION_COUNT_TOKENS)
    return ccp_count_is_upstream (exchange) ? NULL : "the tokens are estimated here";
  return ccp_answer_is_wanted (exchange) ? NULL : "max_tokens is 0: nothing is asked for";
}

/* each target finds the request as the client sent it */
static CcpExchange *
copy_exchange (CcpExchange *request, CcpRoute *route, guint attempt)
{
  CcpExchange *copy = ccp_exchange_new (ccp_exchange_get_operation (request),
                                        ccp_exchange_get_headers (request),
                                        ccp_exchange_get_body (request));
  CcpHeaders *credentials = ccp_exchange_get_credentials (request);

  if (credentials != NULL)
    ccp_exchange_set_credentials (copy, credentials);
  ccp_exchange_set_route (copy, route);
  ccp_exchange_set_attempt (copy, attempt);
  return copy;
}

static void
start_target (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->attempt = ccp_attempt_new (work->snapshot, work->exchange, &error);
  if (work->attempt == NULL)
    {
      end_target (task, error);
      return;
    }
  work->result->note = find_reason (work->exchange);
  if (work->result->note != NULL)
    end_target (task, NULL);
  else
    ccp_attempt_prepare_async (work->attempt,
                               work->exchange,
                               g_task_get_cancellable (task),
                               on_prepared,
                               g_object_ref (task));
}

/* a count goes to no other target than the first */
static void
go_on (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  CcpRoute *route = work->next;

  g_clear_object (&work->exchange);
  g_clear_pointer (&work->attempt, ccp_attempt_free);
  if (route == NULL)
    {
      g_task_return_pointer (task,
                             g_ptr_array_ref (work->results),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  work->result = g_new0 (CcpRehearsal, 1);
  work->result->route = ccp_route_ref (route);
  g_ptr_array_add (work->results, work->result);
  work->exchange = copy_exchange (work->request, route, work->results->len);
  work->next = ccp_exchange_get_operation (work->request) == CCP_OPERATION_COUNT_TOKENS
                   ? NULL
                   : ccp_route_get_fallback (route);
  start_target (task);
}

void
ccp_rehearsal_free (CcpRehearsal *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->route, ccp_route_unref);
  g_clear_pointer (&self->preview, ccp_request_preview_free);
  g_clear_pointer (&self->answer, ccp_json_unref);
  g_clear_error (&self->error);
  g_free (self);
}

void
ccp_rehearsal_run_async (CcpSnapshot *snapshot,
                         CcpExchange *exchange,
                         gboolean run_key_commands,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = NULL;

  g_return_if_fail (CCP_IS_SNAPSHOT (snapshot));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));
  g_return_if_fail (ccp_exchange_get_route (exchange) != NULL);

  work = g_new0 (Work, 1);
  work->snapshot = g_object_ref (snapshot);
  work->request = g_object_ref (exchange);
  work->run_key_commands = run_key_commands;
  work->next = ccp_exchange_get_route (exchange);
  work->results = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_rehearsal_free);
  g_task_set_source_tag (task, ccp_rehearsal_run_async);
  g_task_set_task_data (task, work, free_work);
  go_on (task);
}

GPtrArray *
ccp_rehearsal_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
