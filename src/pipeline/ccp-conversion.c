/* ccp-conversion.c: makes a whole message of a provider's answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-conversion"

#include "ccp-conversion.h"

#include "ccp-chain-walk.h"
#include "ccp-message-collector.h"

typedef struct
{
  CcpMessageCollector *collector;
  CcpVerdict *verdict; /* (nullable): of the error event that came */
} Collecting;

static void
free_collecting (gpointer data)
{
  Collecting *collecting = data;

  g_clear_object (&collecting->collector);
  g_clear_pointer (&collecting->verdict, ccp_verdict_unref);
  g_free (collecting);
}

static void
keep_verdict (Collecting *collecting, CcpEventBatch *batch)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpVerdict *verdict = ccp_event_get_verdict (ccp_event_batch_get (batch, i));

      if (verdict != NULL && collecting->verdict == NULL)
        collecting->verdict = ccp_verdict_ref (verdict);
    }
}

static void
on_batch (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Collecting *collecting = g_task_get_task_data (task);
  CcpEventSource *source = CCP_EVENT_SOURCE (object);
  GError *error = NULL;
  CcpJson *message = NULL;
  g_autoptr (CcpEventBatch) batch = ccp_event_source_next_finish (source, result, &error);

  if (batch != NULL)
    {
      keep_verdict (collecting, batch);
      ccp_message_collector_add (collecting->collector, batch);
      ccp_event_source_next_async (source,
                                   g_task_get_cancellable (task),
                                   on_batch,
                                   g_object_ref (task));
      return;
    }
  if (error == NULL)
    message = ccp_message_collector_finish (collecting->collector, &error);
  if (message != NULL)
    g_task_return_pointer (task, message, (GDestroyNotify) ccp_json_unref);
  else
    g_task_return_error (task, error);
}

static void
on_walked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CcpJson *message = ccp_chain_walk_body_finish (result, &error);

  if (message != NULL)
    g_task_return_pointer (task, message, (GDestroyNotify) ccp_json_unref);
  else
    g_task_return_error (task, error);
}

void
ccp_conversion_async (CcpAttempt *attempt,
                      CcpExchange *exchange,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Collecting *collecting = g_new0 (Collecting, 1);

  g_task_set_source_tag (task, ccp_conversion_async);
  g_task_set_task_data (task, collecting, free_collecting);
  if (attempt->events != NULL)
    {
      collecting->collector = ccp_message_collector_new ();
      ccp_event_source_next_async (CCP_EVENT_SOURCE (attempt->events),
                                   cancellable,
                                   on_batch,
                                   g_object_ref (task));
    }
  else
    ccp_chain_walk_response_async (ccp_chain_get_response (attempt->chain),
                                   exchange,
                                   attempt->json,
                                   cancellable,
                                   on_walked,
                                   g_object_ref (task));
}

CcpJson *
ccp_conversion_finish (GAsyncResult *result, CcpVerdict **verdict, GError **error)
{
  Collecting *collecting = g_task_get_task_data (G_TASK (result));
  CcpJson *message = g_task_propagate_pointer (G_TASK (result), error);

  *verdict = NULL;
  if (message == NULL && collecting->verdict != NULL)
    {
      g_clear_error (error);
      *verdict = ccp_verdict_ref (collecting->verdict);
    }
  return message;
}
