/* ccp-probe.c: asks a provider whether it is there and takes its key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-probe"

#include "ccp-probe.h"

#include "ccp-attempt-note.h"
#include "ccp-transport-error.h"
#include "private/ccp-exchange-private.h"

typedef struct
{
  CcpExchange *exchange;
  CcpAttempt *attempt;
  GCancellable *cancellable; /* cancelled with the caller's, and when patience is over */
  GCancellable *callers;     /* (nullable) */
  GSource *timer;            /* (nullable) */
  guint patience;            /* milliseconds */
  gboolean is_late;
  gint64 start; /* of the monotonic clock */
} Probe;

static void
free_probe (gpointer data)
{
  Probe *probe = data;

  if (probe->timer != NULL)
    g_source_destroy (probe->timer);
  g_clear_pointer (&probe->timer, g_source_unref);
  g_clear_object (&probe->callers);
  g_clear_object (&probe->cancellable);
  g_clear_pointer (&probe->attempt, ccp_attempt_free);
  g_clear_object (&probe->exchange);
  g_free (probe);
}

static const char *
get_name (Probe *probe)
{
  return ccp_target_get_name (probe->attempt->target);
}

/* Takes @verdict. */
static void
refuse (GTask *task, CcpVerdict *verdict)
{
  g_autoptr (CcpVerdict) owned = verdict;
  Probe *probe = g_task_get_task_data (task);

  ccp_attempt_note_verdict (probe->attempt, probe->exchange, verdict, FALSE);
  g_task_return_error (task, ccp_verdict_to_error (verdict));
}

static void
refuse_late (GTask *task)
{
  Probe *probe = g_task_get_task_data (task);
  g_autofree char *message =
      g_strdup_printf ("the provider \"%s\" did not answer within %.1f seconds",
                       get_name (probe),
                       probe->patience / 1000.0);

  refuse (task, ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_TIMEOUT, message));
}

/* Takes @error. */
static void
fail (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autoptr (CcpVerdict) verdict = NULL;
  Probe *probe = g_task_get_task_data (task);

  if (probe->callers != NULL && g_cancellable_is_cancelled (probe->callers))
    {
      g_task_return_error (task, g_steal_pointer (&owned));
      return;
    }
  if (probe->is_late)
    {
      refuse_late (task);
      return;
    }
  verdict = ccp_verdict_new_from_error (error);
  ccp_attempt_note_error (probe->attempt, verdict);
  g_task_return_error (task, ccp_verdict_to_error (verdict));
}

/* where the client's own credentials belong there is nothing that could be refused */
static gboolean
is_fine (Probe *probe, CcpVerdict *verdict)
{
  return ccp_verdict_get_kind (verdict) == CCP_VERDICT_FINE ||
         (ccp_attempt_has_own_credentials (probe->attempt) &&
          ccp_verdict_get_code (verdict) == CCP_ERROR_AUTHENTICATION);
}

static void
on_judged (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Probe *probe = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CcpVerdict) verdict = ccp_attempt_judge_finish (result, &error);
  gint64 taken = g_get_monotonic_time () - probe->start;

  if (verdict == NULL)
    fail (task, error);
  else if (!is_fine (probe, verdict))
    refuse (task, g_steal_pointer (&verdict));
  else
    {
      ccp_attempt_note_success (probe->attempt, probe->exchange);
      g_task_return_int (task, (gssize) MAX (1, taken / G_TIME_SPAN_MILLISECOND));
    }
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Probe *probe = g_task_get_task_data (task);
  GError *error = NULL;

  if (ccp_attempt_read_finish (result, &error))
    ccp_attempt_judge_async (probe->attempt,
                             probe->exchange,
                             probe->cancellable,
                             on_judged,
                             g_object_ref (task));
  else
    fail (task, error);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Probe *probe = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GError) cause = NULL;

  if (ccp_attempt_send_finish (result, &error))
    ccp_attempt_read_async (probe->attempt,
                            probe->exchange,
                            probe->cancellable,
                            on_read,
                            g_object_ref (task));
  else if (g_cancellable_is_cancelled (probe->cancellable))
    fail (task, error);
  else
    {
      cause = error;
      refuse (task, ccp_transport_error_judge (cause, probe->exchange));
    }
}

static void
on_prepared (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Probe *probe = g_task_get_task_data (task);
  GError *error = NULL;

  if (ccp_attempt_prepare_finish (result, &error))
    ccp_attempt_send_async (probe->attempt,
                            probe->cancellable,
                            on_sent,
                            g_object_ref (task));
  else
    fail (task, error);
}

static gboolean
on_patience_over (gpointer data)
{
  Probe *probe = data;

  probe->is_late = TRUE;
  g_cancellable_cancel (probe->cancellable);
  return G_SOURCE_REMOVE;
}

static void
limit (Probe *probe, guint patience, GCancellable *cancellable)
{
  probe->patience = patience;
  probe->cancellable = g_cancellable_new ();
  g_set_object (&probe->callers, cancellable);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable,
                             "cancelled",
                             G_CALLBACK (g_cancellable_cancel),
                             probe->cancellable,
                             G_CONNECT_SWAPPED);
  probe->timer = g_timeout_source_new (patience);
  g_source_set_callback (probe->timer, on_patience_over, probe, NULL);
  g_source_attach (probe->timer, g_main_context_get_thread_default ());
}

/* Nobody asked for a message, so that there are no credentials of a client. */
static CcpExchange *
create_exchange (CcpTarget *target)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpHeaders) credentials = ccp_headers_new ();
  g_autoptr (CcpRoute) route = ccp_route_new ("probe", ccp_target_get_name (target), "");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_PROBE, NULL, body);

  ccp_exchange_set_credentials (exchange, credentials);
  ccp_exchange_set_route (exchange, route);
  return exchange;
}

void
ccp_probe_async (CcpTarget *target,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  ccp_probe_within_async (target, CCP_PROBE_PATIENCE, cancellable, callback, user_data);
}

void
ccp_probe_within_async (CcpTarget *target,
                        guint patience,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Probe *probe = NULL;

  g_return_if_fail (CCP_IS_TARGET (target));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, ccp_probe_within_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  probe = g_new0 (Probe, 1);
  g_task_set_task_data (task, probe, free_probe);
  probe->exchange = create_exchange (target);
  probe->start = g_get_monotonic_time ();
  probe->attempt = ccp_attempt_new_at (target, probe->exchange, &error);
  if (probe->attempt == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  limit (probe, patience, cancellable);
  ccp_attempt_prepare_async (probe->attempt,
                             probe->exchange,
                             probe->cancellable,
                             on_prepared,
                             g_object_ref (task));
}

guint
ccp_probe_finish (GAsyncResult *result, GError **error)
{
  gssize taken = g_task_propagate_int (G_TASK (result), error);

  return taken > 0 ? (guint) taken : 0;
}
