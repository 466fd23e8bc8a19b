/* ccp-run.c: one exchange, from the client's request to its reply
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-run"

#include "ccp-run.h"

#include "ccp-answer.h"
#include "ccp-attempt.h"
#include "ccp-body-reader.h"
#include "ccp-conversion.h"
#include "ccp-retry-policy.h"
#include "ccp-start-hold.h"
#include "ccp-tally.h"
#include "ccp-transport-error.h"

#define MAX_ANSWER (64 * 1024 * 1024)

/* The whole control flow is in advance (): each step starts one thing, whose callback
 * says which step is next. */
typedef enum
{
  STEP_ROUTE,
  STEP_TRANSFORM,
  STEP_SEND,
  STEP_READ,
  STEP_JUDGE,
  STEP_OPEN,
  STEP_FIRST,
  STEP_CONVERT,
  STEP_DONE,
} Step;

typedef struct
{
  Step step;
  CcpSnapshot *snapshot;
  CcpConfig *config; /* (not owned): of the snapshot */
  CcpExchange *exchange;
  CcpTally *tally;
  CcpRetryPolicy retries;
  CcpStartHold hold;
  CcpAttempt *attempt; /* (nullable) */
  CcpReply *reply;     /* (nullable): at the end */
} Run;

static void
free_run (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->snapshot);
  g_clear_object (&run->exchange);
  g_clear_object (&run->tally);
  ccp_start_hold_clear (&run->hold);
  g_clear_pointer (&run->attempt, ccp_attempt_free);
  g_clear_object (&run->reply);
  g_free (run);
}

/* lint: allow forward: the steps' callbacks and advance () call each other */
static void advance (GTask *task);

static void
go_to (GTask *task, Step step)
{
  Run *run = g_task_get_task_data (task);

  run->step = step;
  advance (task);
}

/* The end of a run that is not a stream: the reply is the last thing of the exchange. */
static void
reply_whole (GTask *task, CcpReply *reply, CcpJson *error)
{
  Run *run = g_task_get_task_data (task);

  run->reply = reply;
  ccp_tally_finish (run->tally, ccp_reply_get_status (reply), error);
  go_to (task, STEP_DONE);
}

static void
reply_error (GTask *task, const GError *error, guint64 retry_after)
{
  Run *run = g_task_get_task_data (task);
  CcpReply *reply = NULL;

  if (run->hold.pending != NULL)
    {
      ccp_pending_source_fail (run->hold.pending, error);
      go_to (task, STEP_DONE);
      return;
    }
  reply = ccp_reply_new_error (error, ccp_exchange_get_id (run->exchange));
  ccp_reply_set_retry_after (reply, retry_after);
  reply_whole (task, reply, ccp_reply_get_body (reply));
}

/* Takes @error. A client that left gets no reply. */
static void
fail (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;
  Run *run = g_task_get_task_data (task);

  if (run->hold.pending != NULL ||
      !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      reply_error (task, error, 0);
      return;
    }
  ccp_start_hold_disarm (&run->hold);
  g_task_return_error (task, g_steal_pointer (&owned));
}

/* nothing has gone to the client yet, so another attempt is possible */
static void
act_on_verdict (GTask *task, CcpVerdict *verdict)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (ccp_retry_policy_allows (
          &run->retries,
          verdict,
          run->attempt->target,
          ccp_route_get_model (ccp_exchange_get_route (run->exchange))))
    {
      g_info ("%s: trying again after: %s",
              ccp_exchange_get_id (run->exchange),
              ccp_verdict_get_message (verdict));
      ccp_exchange_set_attempt (run->exchange,
                                ccp_exchange_get_attempt (run->exchange) + 1);
      go_to (task, STEP_TRANSFORM);
      return;
    }
  error = ccp_verdict_to_error (verdict);
  reply_error (task, error, ccp_verdict_get_retry_after (verdict));
}

static void
on_routed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CcpRoute) route =
      ccp_router_route_finish (CCP_ROUTER (object), result, &error);

  if (route == NULL)
    {
      fail (task, error);
      return;
    }
  ccp_exchange_set_route (run->exchange, route);
  go_to (task, STEP_TRANSFORM);
}

static void
reply_message (GTask *task, CcpJson *message)
{
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  CcpReply *reply = ccp_answer_give (run->exchange, message, &error);

  if (reply == NULL)
    {
      fail (task, error);
      return;
    }
  ccp_answer_note_usage (run->exchange, message);
  if (run->hold.pending == NULL)
    {
      reply_whole (task, reply, NULL);
      return;
    }
  ccp_pending_source_attach (run->hold.pending, ccp_reply_get_events (reply));
  g_object_unref (reply);
  go_to (task, STEP_DONE);
}

static void
on_prepared (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ccp_attempt_prepare_finish (result, &error))
    fail (task, error);
  else if (ccp_exchange_get_answer (run->exchange) != NULL)
    reply_message (task, ccp_exchange_get_answer (run->exchange));
  else
    go_to (task, STEP_SEND);
}

/* The client has waited long enough: its stream begins, and there is no way back to a
 * status or to another attempt. The run goes on. */
static gboolean
on_hold_over (gpointer data)
{
  GTask *task = G_TASK (data);
  Run *run = g_task_get_task_data (task);
  CcpReply *reply =
      ccp_start_hold_begin_reply (&run->hold,
                                  run->exchange,
                                  run->tally,
                                  ccp_config_get_ping_interval (run->config));

  g_task_return_pointer (task, reply, g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
start_attempt (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ccp_answer_is_wanted (run->exchange))
    {
      reply_whole (task, ccp_answer_nothing (run->exchange), NULL);
      return;
    }
  if (ccp_exchange_get_stream (run->exchange))
    ccp_start_hold_arm (&run->hold,
                        ccp_config_get_start_hold (run->config),
                        on_hold_over,
                        task);
  g_clear_pointer (&run->attempt, ccp_attempt_free);
  run->attempt = ccp_attempt_new (run->snapshot, run->exchange, &error);
  if (run->attempt == NULL)
    fail (task, error);
  else
    ccp_attempt_prepare_async (run->attempt,
                               run->exchange,
                               g_task_get_cancellable (task),
                               on_prepared,
                               g_object_ref (task));
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpVerdict) verdict = NULL;

  run->attempt->response =
      ccp_transport_send_finish (CCP_TRANSPORT (object), result, &error);
  if (run->attempt->response != NULL)
    go_to (task,
           ccp_answer_is_stream (run->exchange, run->attempt->response) ? STEP_OPEN
                                                                        : STEP_READ);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    fail (task, g_steal_pointer (&error));
  else
    {
      verdict = ccp_verdict_new (ccp_transport_error_is_unconnected (error)
                                     ? CCP_VERDICT_RETRY
                                     : CCP_VERDICT_GIVE_UP,
                                 ccp_error_code_of (error),
                                 error->message);
      act_on_verdict (task, verdict);
    }
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->attempt->bytes = ccp_body_reader_read_finish (result, &error);
  if (run->attempt->bytes != NULL)
    run->attempt->json = ccp_answer_parse (run->attempt->bytes);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) ||
           ccp_upstream_response_get_status (run->attempt->response) < 400)
    {
      g_prefix_error (&error, "the upstream's answer ended unexpectedly: ");
      fail (task, error);
      return;
    }
  /* a status says enough where the body of an error is cut */
  g_clear_error (&error);
  go_to (task, STEP_JUDGE);
}

static void
on_judged (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  CcpAttempt *attempt = run->attempt;
  GError *error = NULL;
  g_autoptr (CcpVerdict) verdict =
      ccp_provider_judge_finish (CCP_PROVIDER (object), result, &error);

  if (verdict == NULL)
    fail (task, error);
  else if (ccp_verdict_get_kind (verdict) != CCP_VERDICT_FINE)
    act_on_verdict (task, verdict);
  else if (attempt->json == NULL &&
           !ccp_answer_check_events (attempt->response,
                                     attempt->bytes,
                                     ccp_target_get_name (attempt->target),
                                     &error))
    fail (task, error);
  else if (ccp_exchange_get_stream (run->exchange) || attempt->json == NULL)
    go_to (task, STEP_OPEN);
  else
    go_to (task, STEP_CONVERT);
}

/* a plain request has its events collected; nothing is held for it */
static void
open_stream (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  gboolean streams = ccp_exchange_get_stream (run->exchange);
  guint hold = ccp_start_hold_disarm (&run->hold);
  g_autoptr (CcpEventSource) events =
      ccp_attempt_open_events (run->attempt, run->exchange);

  if (run->hold.pending != NULL)
    {
      ccp_pending_source_attach (run->hold.pending, events);
      go_to (task, STEP_DONE);
      return;
    }
  run->attempt->events = ccp_reply_source_new (events, run->exchange, hold);
  go_to (task, streams ? STEP_FIRST : STEP_CONVERT);
}

static void
on_first (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CcpEventBatch) first =
      ccp_event_source_next_finish (CCP_EVENT_SOURCE (object), result, &error);
  g_autoptr (CcpVerdict) verdict = NULL;

  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  verdict = ccp_answer_find_failure (first);
  if (verdict != NULL)
    {
      act_on_verdict (task, verdict);
      return;
    }
  ccp_reply_source_commit (run->attempt->events,
                           first,
                           run->tally,
                           ccp_config_get_ping_interval (run->config));
  run->reply = ccp_reply_new_stream (CCP_EVENT_SOURCE (run->attempt->events));
  go_to (task, STEP_DONE);
}

static void
on_converted (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (CcpVerdict) verdict = NULL;
  g_autoptr (CcpJson) message = ccp_conversion_finish (result, &verdict, &error);

  if (message != NULL)
    reply_message (task, message);
  else if (verdict != NULL)
    act_on_verdict (task, verdict);
  else
    fail (task, error);
}

static void
send (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  CcpSecret *key = ccp_target_get_key (run->attempt->target);

  ccp_transport_send_async (ccp_target_get_transport (run->attempt->target),
                            run->attempt->request,
                            key != NULL ? ccp_secret_reveal (key) : NULL,
                            g_task_get_cancellable (task),
                            on_sent,
                            g_object_ref (task));
}

static void
judge (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  CcpAttempt *attempt = run->attempt;

  ccp_provider_judge_async (ccp_target_get_provider (attempt->target),
                            run->exchange,
                            ccp_upstream_response_get_status (attempt->response),
                            ccp_upstream_response_get_headers (attempt->response),
                            attempt->bytes,
                            attempt->json,
                            g_task_get_cancellable (task),
                            on_judged,
                            g_object_ref (task));
}

static void
advance (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  CcpAttempt *attempt = run->attempt;
  GCancellable *cancellable = g_task_get_cancellable (task);

  switch (run->step)
    {
    case STEP_ROUTE:
      ccp_router_route_async (ccp_snapshot_get_router (run->snapshot),
                              run->exchange,
                              cancellable,
                              on_routed,
                              g_object_ref (task));
      break;
    case STEP_TRANSFORM:
      start_attempt (task);
      break;
    case STEP_SEND:
      send (task);
      break;
    case STEP_READ:
      ccp_body_reader_read_async (ccp_upstream_response_get_body (attempt->response),
                                  MAX_ANSWER,
                                  cancellable,
                                  on_read,
                                  g_object_ref (task));
      break;
    case STEP_JUDGE:
      judge (task);
      break;
    case STEP_OPEN:
      open_stream (task);
      break;
    case STEP_FIRST:
      ccp_event_source_next_async (CCP_EVENT_SOURCE (attempt->events),
                                   cancellable,
                                   on_first,
                                   g_object_ref (task));
      break;
    case STEP_CONVERT:
      ccp_conversion_async (attempt,
                            run->exchange,
                            cancellable,
                            on_converted,
                            g_object_ref (task));
      break;
    case STEP_DONE:
      ccp_start_hold_disarm (&run->hold);
      if (run->hold.pending == NULL)
        g_task_return_pointer (task, g_steal_pointer (&run->reply), g_object_unref);
      break;
    }
}

void
ccp_run_async (gpointer source,
               CcpSnapshot *snapshot,
               CcpExchange *exchange,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_return_if_fail (CCP_IS_SNAPSHOT (snapshot));
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  run->snapshot = g_object_ref (snapshot);
  run->config = ccp_snapshot_get_config (snapshot);
  run->exchange = g_object_ref (exchange);
  run->tally = ccp_tally_new (exchange);
  g_task_set_source_tag (task, ccp_run_async);
  g_task_set_task_data (task, run, free_run);
  advance (task);
}

CcpReply *
ccp_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
