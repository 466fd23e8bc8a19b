/* ccp-conversion.c: makes a whole message of a provider's answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-conversion"

#include "ccp-conversion.h"

#include "ccp-chain-walk.h"
#include "ccp-message-collector.h"

static void
on_batch (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CcpMessageCollector *collector = g_task_get_task_data (task);
  CcpEventSource *source = CCP_EVENT_SOURCE (object);
  GError *error = NULL;
  CcpJson *message = NULL;
  g_autoptr (CcpEventBatch) batch = ccp_event_source_next_finish (source, result, &error);

  if (batch != NULL)
    {
      ccp_message_collector_add (collector, batch);
      ccp_event_source_next_async (source,
                                   g_task_get_cancellable (task),
                                   on_batch,
                                   g_object_ref (task));
      return;
    }
  if (error == NULL)
    message = ccp_message_collector_finish (collector, &error);
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

  g_task_set_source_tag (task, ccp_conversion_async);
  if (attempt->events != NULL)
    {
      g_task_set_task_data (task, ccp_message_collector_new (), g_object_unref);
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
  CcpMessageCollector *collector = g_task_get_task_data (G_TASK (result));
  CcpJson *message = g_task_propagate_pointer (G_TASK (result), error);
  CcpVerdict *failure =
      collector != NULL ? ccp_message_collector_get_failure (collector) : NULL;

  *verdict = NULL;
  if (message == NULL && failure != NULL)
    {
      g_clear_error (error);
      *verdict = ccp_verdict_ref (failure);
    }
  return message;
}
