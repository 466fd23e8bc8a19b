/* ccp-count.c: counts the tokens of one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-count"

#include "ccp-count.h"

#include "ccp-failover.h"

/* milliseconds; an estimate that is there is better than a count that is not */
#define PATIENCE 10000

typedef enum
{
  STEP_ROUTE,
  STEP_PREPARE,
  STEP_SEND,
  STEP_READ,
} Step;

static const CcpPhase phases[] = {
  [STEP_ROUTE] = CCP_PHASE_ROUTING,
  [STEP_PREPARE] = CCP_PHASE_SENDING,
  [STEP_SEND] = CCP_PHASE_SENDING,
  [STEP_READ] = CCP_PHASE_WAITING,
};

typedef struct
{
  Step step;
  CcpSnapshot *snapshot;
  CcpExchange *exchange;
  CcpTally *tally;
  CcpFailover failover;  /* says where the request went; a count has one target */
  CcpAttempt *attempt;   /* (nullable) */
  GCancellable *counter; /* cancelled with the client's, and when patience is over */
  GSource *patience;     /* (nullable) */
} Count;

static void
free_count (gpointer data)
{
  Count *count = data;

  if (count->patience != NULL)
    g_source_destroy (count->patience);
  g_clear_pointer (&count->patience, g_source_unref);
  g_clear_object (&count->snapshot);
  g_clear_object (&count->exchange);
  g_clear_object (&count->tally);
  ccp_failover_clear (&count->failover);
  g_clear_pointer (&count->attempt, ccp_attempt_free);
  g_clear_object (&count->counter);
  g_free (count);
}

/* lint: allow forward: the steps' callbacks and advance () call each other */
static void advance (GTask *task);

static void
go_to (GTask *task, Step step)
{
  Count *count = g_task_get_task_data (task);

  count->step = step;
  advance (task);
}

/* @attempt: (nullable): what gave the answer */
static void
give (GTask *task, CcpJson *answer, CcpAttempt *attempt)
{
  Count *count = g_task_get_task_data (task);
  CcpReply *reply = ccp_reply_new (200, answer);

  ccp_failover_mark_reply (&count->failover, count->exchange, reply);
  ccp_attempt_pass_headers (attempt, count->exchange, ccp_reply_get_headers (reply));
  ccp_tally_finish (count->tally, 200, NULL);
  g_task_return_pointer (task, reply, g_object_unref);
}

static void
estimate (GTask *task)
{
  Count *count = g_task_get_task_data (task);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) answer = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "input_tokens");
  ccp_json_writer_int (writer,
                       ccp_token_estimate_body (ccp_exchange_get_body (count->exchange)));
  ccp_json_writer_end_object (writer);
  answer = ccp_json_writer_finish (writer);
  give (task, answer, NULL);
}

/* Takes @error. */
static void
fail (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;
  Count *count = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  g_info ("%s: its tokens are estimated: %s",
          ccp_exchange_get_id (count->exchange),
          error->message);
  estimate (task);
}

static void
on_routed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Count *count = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CcpRoute) route =
      ccp_router_route_finish (CCP_ROUTER (object), result, &error);

  if (route != NULL)
    {
      ccp_exchange_set_route (count->exchange, route);
      ccp_failover_init (&count->failover, route);
      ccp_tally_set_target (count->tally, route, 1, count->failover.length);
      count->attempt = ccp_attempt_new (count->snapshot, count->exchange, &error);
    }
  if (count->attempt == NULL)
    fail (task, error);
  else if (ccp_count_is_upstream (count->exchange) &&
           !ccp_target_is_shut (count->attempt->target))
    go_to (task, STEP_PREPARE);
  else
    estimate (task);
}

static void
on_prepared (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Count *count = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ccp_attempt_prepare_finish (result, &error))
    fail (task, error);
  else if (ccp_exchange_get_answer (count->exchange) != NULL)
    estimate (task);
  else
    go_to (task, STEP_SEND);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (ccp_attempt_send_finish (result, &error))
    go_to (task, STEP_READ);
  else
    fail (task, error);
}

static gboolean
is_count (CcpJson *answer)
{
  CcpJsonValue root;
  CcpJsonValue value;
  gint64 tokens = -1;

  ccp_json_get_root (answer, &root);
  value = ccp_json_value_member (&root, "input_tokens");
  return ccp_json_value_get_int (&value, &tokens) && tokens >= 0;
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Count *count = g_task_get_task_data (task);
  CcpAttempt *attempt = count->attempt;
  guint status = ccp_upstream_response_get_status (attempt->response);
  GError *error = NULL;

  if (!ccp_attempt_read_finish (result, &error))
    fail (task, error);
  else if (status == 200 && attempt->json != NULL && is_count (attempt->json))
    give (task, attempt->json, attempt);
  else
    fail (task,
          g_error_new (CCP_ERROR,
                       CCP_ERROR_UPSTREAM,
                       "the provider's answer is no count (HTTP %u)",
                       status));
}

static void
advance (GTask *task)
{
  Count *count = g_task_get_task_data (task);

  ccp_ledger_entry_enter (ccp_tally_get_entry (count->tally), phases[count->step]);
  switch (count->step)
    {
    case STEP_ROUTE:
      ccp_router_route_async (ccp_snapshot_get_router (count->snapshot),
                              count->exchange,
                              count->counter,
                              on_routed,
                              g_object_ref (task));
      break;
    case STEP_PREPARE:
      ccp_attempt_prepare_async (count->attempt,
                                 count->exchange,
                                 count->counter,
                                 on_prepared,
                                 g_object_ref (task));
      break;
    case STEP_SEND:
      ccp_attempt_send_async (count->attempt,
                              count->counter,
                              on_sent,
                              g_object_ref (task));
      break;
    case STEP_READ:
      ccp_attempt_read_async (count->attempt,
                              count->exchange,
                              count->counter,
                              on_read,
                              g_object_ref (task));
      break;
    }
}

static gboolean
on_patience_over (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
limit (Count *count, GCancellable *cancellable)
{
  count->counter = g_cancellable_new ();
  g_signal_connect_object (cancellable,
                           "cancelled",
                           G_CALLBACK (g_cancellable_cancel),
                           count->counter,
                           G_CONNECT_SWAPPED);
  count->patience = g_timeout_source_new (PATIENCE);
  g_source_set_callback (count->patience, on_patience_over, count->counter, NULL);
  g_source_attach (count->patience, g_main_context_get_thread_default ());
}

gboolean
ccp_count_is_upstream (CcpExchange *exchange)
{
  CcpJsonValue value;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), FALSE);

  ccp_exchange_get_option (exchange, "count_tokens", &value);
  return ccp_json_value_equals_string (&value, "upstream");
}

void
ccp_count_async (gpointer source,
                 CcpSnapshot *snapshot,
                 CcpTally *tally,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GCancellable *cancellable = NULL;
  Count *count = NULL;

  g_return_if_fail (CCP_IS_SNAPSHOT (snapshot));
  g_return_if_fail (CCP_IS_TALLY (tally));

  cancellable = ccp_ledger_entry_get_cancellable (ccp_tally_get_entry (tally));
  task = g_task_new (source, cancellable, callback, user_data);
  count = g_new0 (Count, 1);
  count->snapshot = g_object_ref (snapshot);
  count->tally = g_object_ref (tally);
  count->exchange =
      g_object_ref (ccp_ledger_entry_get_exchange (ccp_tally_get_entry (tally)));
  limit (count, cancellable);
  g_task_set_source_tag (task, ccp_count_async);
  g_task_set_task_data (task, count, free_count);
  advance (task);
}

CcpReply *
ccp_count_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
