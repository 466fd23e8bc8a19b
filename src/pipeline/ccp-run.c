/* ccp-run.c: one exchange, from the client's request to its reply
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-run"

#include "ccp-run.h"

#include "ccp-answer.h"
#include "ccp-attempt-note.h"
#include "ccp-conversion.h"
#include "ccp-delivery.h"
#include "ccp-failover.h"
#include "ccp-retry-policy.h"
#include "ccp-transport-error.h"

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
  CcpExchange *exchange;
  CcpDelivery delivery;
  CcpFailover failover;
  CcpRetryPolicy retries; /* of the target */
  CcpAttempt *attempt;    /* (nullable) */
} Run;

static void
free_run (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->snapshot);
  g_clear_object (&run->exchange);
  ccp_delivery_clear (&run->delivery);
  ccp_failover_clear (&run->failover);
  g_clear_pointer (&run->attempt, ccp_attempt_free);
  g_free (run);
}

/* the steps' callbacks and advance () call each other */
static void advance (GTask *task);

static void
go_to (GTask *task, Step step)
{
  Run *run = g_task_get_task_data (task);

  run->step = step;
  advance (task);
}

/* The run goes on with the next target if there is one that may do better. */
static void
settle (GTask *task, CcpVerdict *verdict)
{
  Run *run = g_task_get_task_data (task);

  if (ccp_delivery_has_begun (&run->delivery))
    {
      ccp_delivery_refuse (&run->delivery, verdict);
      go_to (task, STEP_DONE);
    }
  else if (ccp_failover_go_on (&run->failover, verdict, run->attempt, run->exchange))
    {
      run->retries = (CcpRetryPolicy){ 0 };
      go_to (task, STEP_TRANSFORM);
    }
  else
    {
      ccp_delivery_refuse (&run->delivery, run->failover.told);
      go_to (task, STEP_DONE);
    }
}

/* Takes @error. A client that left gets no reply, but a stream that has begun ends. */
static void
fail (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autoptr (CcpVerdict) verdict = NULL;
  Run *run = g_task_get_task_data (task);

  if (!ccp_delivery_has_begun (&run->delivery) &&
      g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      ccp_start_hold_disarm (&run->delivery.hold);
      g_task_return_error (task, g_steal_pointer (&owned));
    }
  else if (run->failover.first == NULL)
    {
      ccp_delivery_fail (&run->delivery, error, 0);
      go_to (task, STEP_DONE);
    }
  else
    {
      verdict = ccp_verdict_new_from_error (error);
      ccp_attempt_note_error (run->attempt, verdict);
      settle (task, verdict);
    }
}

/* What the verdict teaches is learned in any case, but once the client has been sent
 * something there is no other attempt (protocol E.7). */
static void
act_on_verdict (GTask *task, CcpVerdict *verdict)
{
  Run *run = g_task_get_task_data (task);
  CcpTarget *target = run->attempt->target;
  gboolean allowed =
      ccp_retry_policy_allows (&run->retries, verdict, target, run->exchange);

  allowed |= ccp_retry_policy_renews (&run->retries, verdict, target, run->attempt->key);
  ccp_attempt_note_verdict (run->attempt, run->exchange, verdict, allowed);
  if (allowed && !ccp_target_is_shut (target) && !ccp_delivery_has_begun (&run->delivery))
    {
      g_info ("%s: trying again after: %s",
              ccp_exchange_get_id (run->exchange),
              ccp_error_get_api_type (ccp_verdict_get_code (verdict)));
      ccp_exchange_set_attempt (run->exchange,
                                ccp_exchange_get_attempt (run->exchange) + 1);
      go_to (task, STEP_TRANSFORM);
      return;
    }
  settle (task, verdict);
}

static void
note_target (Run *run)
{
  ccp_tally_set_target (run->delivery.tally,
                        run->failover.first,
                        run->failover.position,
                        run->failover.length);
}

/* route: (transfer full) (nullable). error: (transfer full) (nullable): why there is none
 */
static void
take_route (GTask *task, CcpRoute *route, GError *error)
{
  Run *run = g_task_get_task_data (task);

  if (route == NULL)
    {
      fail (task, error);
      return;
    }
  ccp_exchange_set_route (run->exchange, route);
  ccp_failover_init (&run->failover, route);
  ccp_route_unref (route);
  if (!ccp_failover_begin (&run->failover, run->snapshot, run->exchange))
    {
      note_target (run);
      ccp_delivery_refuse (&run->delivery, run->failover.told);
    }
  go_to (task, run->failover.told == NULL ? STEP_TRANSFORM : STEP_DONE);
}

static void
on_routed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CcpRoute *route = ccp_router_route_finish (CCP_ROUTER (object), result, &error);

  take_route (task, route, error);
}

static void
reply_message (GTask *task, CcpJson *message)
{
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (ccp_delivery_give_message (&run->delivery, message, &error))
    go_to (task, STEP_DONE);
  else
    fail (task, error);
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
  CcpReply *reply = NULL;

  reply = ccp_delivery_begin (&run->delivery);
  ccp_failover_mark_reply (&run->failover, run->exchange, reply);
  g_task_return_pointer (task, reply, g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
start_attempt (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  ccp_delivery_hold (&run->delivery, on_hold_over, task);
  note_target (run);
  g_clear_pointer (&run->attempt, ccp_attempt_free);
  run->attempt = ccp_attempt_new (run->snapshot, run->exchange, &error);
  if (run->attempt == NULL)
    fail (task, error);
  else if (!ccp_answer_is_wanted (run->exchange))
    {
      ccp_delivery_give_nothing (&run->delivery);
      go_to (task, STEP_DONE);
    }
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

  if (ccp_attempt_send_finish (result, &error))
    {
      go_to (task,
             ccp_answer_is_stream (run->exchange, run->attempt->response) ? STEP_OPEN
                                                                          : STEP_READ);
      return;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  verdict = ccp_transport_error_judge (error, run->exchange);
  act_on_verdict (task, verdict);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (ccp_attempt_read_finish (result, &error))
    go_to (task, STEP_JUDGE);
  else
    fail (task, error);
}

static void
on_judged (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CcpVerdict) verdict = ccp_attempt_judge_finish (result, &error);

  if (verdict == NULL)
    fail (task, error);
  else if (ccp_verdict_get_kind (verdict) != CCP_VERDICT_FINE)
    act_on_verdict (task, verdict);
  else if (ccp_exchange_get_stream (run->exchange) || run->attempt->json == NULL)
    go_to (task, STEP_OPEN);
  else
    go_to (task, STEP_CONVERT);
}

/* a plain request has its events collected; nothing is held for it */
static void
open_stream (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (CcpEventSource) events =
      ccp_attempt_open_events (run->attempt, run->exchange);

  run->attempt->events = ccp_delivery_open (&run->delivery, events);
  if (run->attempt->events == NULL)
    go_to (task, STEP_DONE);
  else
    go_to (task, ccp_exchange_get_stream (run->exchange) ? STEP_FIRST : STEP_CONVERT);
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
  ccp_delivery_commit (&run->delivery, run->attempt->events, first);
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

/* A router with plain methods answers without a turn of the main loop. */
static void
route (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  CcpRouter *router = ccp_snapshot_get_router (run->snapshot);
  CcpRoute *found = NULL;
  GError *error = NULL;

  ccp_delivery_hold (&run->delivery, on_hold_over, task);
  if (CCP_IS_SIMPLE_ROUTER (router))
    {
      found = ccp_simple_router_route (CCP_SIMPLE_ROUTER (router), run->exchange, &error);
      take_route (task, found, error);
      return;
    }
  ccp_router_route_async (router,
                          run->exchange,
                          g_task_get_cancellable (task),
                          on_routed,
                          g_object_ref (task));
}

/* a reply that has begun was given at that time */
static void
finish (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  CcpReply *reply = ccp_delivery_end (&run->delivery);

  ccp_attempt_note_success (run->attempt, run->exchange);
  ccp_attempt_note_breaks (run->attempt, run->delivery.hold.events);
  if (reply == NULL)
    return;
  ccp_failover_mark_reply (&run->failover, run->exchange, reply);
  ccp_failover_pass_headers (&run->failover, run->attempt, run->exchange, reply);
  g_task_return_pointer (task, reply, g_object_unref);
}

/* that it streams is noted when there is something to stream */
static void
note_phase (Run *run)
{
  CcpLedgerEntry *entry = ccp_tally_get_entry (run->delivery.tally);

  if (run->step == STEP_TRANSFORM || run->step == STEP_SEND)
    ccp_ledger_entry_enter (entry, CCP_PHASE_SENDING);
  else if (run->step != STEP_ROUTE && run->step != STEP_DONE)
    ccp_ledger_entry_enter (entry, CCP_PHASE_WAITING);
}

static void
advance (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  CcpAttempt *attempt = run->attempt;
  GCancellable *cancellable = g_task_get_cancellable (task);

  note_phase (run);
  switch (run->step)
    {
    case STEP_ROUTE:
      route (task);
      break;
    case STEP_TRANSFORM:
      start_attempt (task);
      break;
    case STEP_SEND:
      ccp_attempt_send_async (attempt, cancellable, on_sent, g_object_ref (task));
      break;
    case STEP_READ:
      ccp_attempt_read_async (attempt,
                              run->exchange,
                              cancellable,
                              on_read,
                              g_object_ref (task));
      break;
    case STEP_JUDGE:
      ccp_attempt_judge_async (attempt,
                               run->exchange,
                               cancellable,
                               on_judged,
                               g_object_ref (task));
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
      finish (task);
      break;
    }
}

void
ccp_run_async (gpointer source,
               CcpSnapshot *snapshot,
               CcpTally *tally,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CcpLedgerEntry *entry = NULL;
  Run *run = NULL;

  g_return_if_fail (CCP_IS_SNAPSHOT (snapshot));
  g_return_if_fail (CCP_IS_TALLY (tally));

  entry = ccp_tally_get_entry (tally);
  task =
      g_task_new (source, ccp_ledger_entry_get_cancellable (entry), callback, user_data);
  run = g_new0 (Run, 1);
  run->snapshot = g_object_ref (snapshot);
  run->exchange = g_object_ref (ccp_ledger_entry_get_exchange (entry));
  ccp_delivery_init (&run->delivery, tally, ccp_snapshot_get_config (snapshot));
  g_task_set_source_tag (task, ccp_run_async);
  g_task_set_task_data (task, run, free_run);
  advance (task);
}

CcpReply *
ccp_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
