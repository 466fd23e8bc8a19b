/* ccp-chain-walk.c: takes a body or an HTTP request through a list of transformers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-chain-walk"

#include "ccp-chain-walk.h"

#include "ccp-message-collector.h"
#include "ccp-message-splitter.h"

typedef struct
{
  CcpTransformAbilities work; /* one of them */
  GPtrArray *transformers;    /* (element-type CcpTransformer) */
  guint next;
  CcpTransformAbilities
      ability; /* by which the work is done where the walk has come to */
  CcpExchange *exchange;
  CcpJson *body;               /* (nullable): as far as it has come */
  CcpUpstreamRequest *request; /* (nullable) */
} Walk;

static void
free_walk (gpointer data)
{
  Walk *walk = data;

  g_clear_pointer (&walk->transformers, g_ptr_array_unref);
  g_clear_object (&walk->exchange);
  g_clear_pointer (&walk->body, ccp_json_unref);
  g_clear_object (&walk->request);
  g_free (walk);
}

static CcpJson *
collect_message (CcpEventBatch *batch, GError **error)
{
  g_autoptr (CcpMessageCollector) collector = ccp_message_collector_new ();

  ccp_message_collector_add (collector, batch);
  return ccp_message_collector_finish (collector, error);
}

/* @body: (transfer full) (nullable): NULL fails */
static gboolean
take_body (Walk *walk, CcpJson *body)
{
  if (body == NULL)
    return FALSE;
  g_clear_pointer (&walk->body, ccp_json_unref);
  walk->body = body;
  return TRUE;
}

/* @batch: (transfer full) (nullable): NULL fails */
static gboolean
take_events (Walk *walk, CcpEventBatch *batch, GError **error)
{
  g_autoptr (CcpEventBatch) owned = batch;

  return batch != NULL && take_body (walk, collect_message (batch, error));
}

/* a transformer that only knows events is shown the whole message as a stream of them */
static void
start_events (GTask *task, CcpTransformer *transformer, GAsyncReadyCallback callback)
{
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CcpEventBatch) batch = ccp_message_splitter_split (walk->body, &error);

  if (batch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ccp_transformer_transform_events_async (transformer,
                                          walk->exchange,
                                          batch,
                                          CCP_TRANSFORM_END,
                                          g_task_get_cancellable (task),
                                          callback,
                                          g_object_ref (task));
}

static void
start_transformer (GTask *task, CcpTransformer *transformer, GAsyncReadyCallback callback)
{
  Walk *walk = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (walk->ability == CCP_TRANSFORM_CAN_EVENTS)
    start_events (task, transformer, callback);
  else if (walk->ability == CCP_TRANSFORM_CAN_REQUEST)
    ccp_transformer_transform_request_async (transformer,
                                             walk->exchange,
                                             walk->body,
                                             cancellable,
                                             callback,
                                             g_object_ref (task));
  else if (walk->ability == CCP_TRANSFORM_CAN_RESPONSE)
    ccp_transformer_transform_response_async (transformer,
                                              walk->exchange,
                                              walk->body,
                                              cancellable,
                                              callback,
                                              g_object_ref (task));
  else
    ccp_transformer_transform_upstream_async (transformer,
                                              walk->exchange,
                                              walk->request,
                                              cancellable,
                                              callback,
                                              g_object_ref (task));
}

static gboolean
finish_transformer (Walk *walk,
                    CcpTransformer *transformer,
                    GAsyncResult *result,
                    GError **error)
{
  if (walk->ability == CCP_TRANSFORM_CAN_EVENTS)
    return take_events (
        walk,
        ccp_transformer_transform_events_finish (transformer, result, error),
        error);
  if (walk->ability == CCP_TRANSFORM_CAN_REQUEST)
    return take_body (
        walk,
        ccp_transformer_transform_request_finish (transformer, result, error));
  if (walk->ability == CCP_TRANSFORM_CAN_RESPONSE)
    return take_body (
        walk,
        ccp_transformer_transform_response_finish (transformer, result, error));
  return ccp_transformer_transform_upstream_finish (transformer, result, error);
}

static gboolean
call_simple_events (Walk *walk, CcpSimpleTransformer *simple, GError **error)
{
  g_autoptr (CcpEventBatch) split = ccp_message_splitter_split (walk->body, error);

  return split != NULL &&
         take_events (walk,
                      ccp_simple_transformer_transform_events (simple,
                                                               walk->exchange,
                                                               split,
                                                               CCP_TRANSFORM_END,
                                                               error),
                      error);
}

static gboolean
call_simple (Walk *walk, CcpSimpleTransformer *simple, GError **error)
{
  if (walk->ability == CCP_TRANSFORM_CAN_EVENTS)
    return call_simple_events (walk, simple, error);
  if (walk->ability == CCP_TRANSFORM_CAN_REQUEST)
    return take_body (walk,
                      ccp_simple_transformer_transform_request (simple,
                                                                walk->exchange,
                                                                walk->body,
                                                                error));
  if (walk->ability == CCP_TRANSFORM_CAN_RESPONSE)
    return take_body (walk,
                      ccp_simple_transformer_transform_response (simple,
                                                                 walk->exchange,
                                                                 walk->body,
                                                                 error));
  return ccp_simple_transformer_transform_upstream (simple,
                                                    walk->exchange,
                                                    walk->request,
                                                    error);
}

static CcpTransformAbilities
choose_ability (Walk *walk, CcpTransformer *transformer)
{
  CcpTransformAbilities abilities = ccp_transformer_get_abilities (transformer);

  if ((abilities & walk->work) != 0)
    return walk->work;
  if (walk->work == CCP_TRANSFORM_CAN_RESPONSE &&
      (abilities & CCP_TRANSFORM_CAN_EVENTS) != 0 &&
      ccp_transformer_get_side (transformer) == CCP_SIDE_ANTHROPIC)
    return CCP_TRANSFORM_CAN_EVENTS;
  return CCP_TRANSFORM_CAN_NOTHING;
}

/* @callback: continues after a transformer that answers later */
static void
advance (GTask *task, GAsyncReadyCallback callback)
{
  Walk *walk = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  while (walk->next < walk->transformers->len)
    {
      CcpTransformer *transformer = g_ptr_array_index (walk->transformers, walk->next++);
      GError *error = NULL;

      walk->ability = choose_ability (walk, transformer);
      if (walk->ability == CCP_TRANSFORM_CAN_NOTHING)
        continue;
      if (!CCP_IS_SIMPLE_TRANSFORMER (transformer))
        {
          start_transformer (task, transformer, callback);
          return;
        }
      if (!call_simple (walk, CCP_SIMPLE_TRANSFORMER (transformer), &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  if (walk->work == CCP_TRANSFORM_CAN_UPSTREAM)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_pointer (task,
                           g_steal_pointer (&walk->body),
                           (GDestroyNotify) ccp_json_unref);
}

static void
on_transformed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;

  if (finish_transformer (walk, CCP_TRANSFORMER (object), result, &error))
    advance (task, on_transformed);
  else
    g_task_return_error (task, error);
}

static void
start (Walk template,
       GPtrArray *transformers,
       CcpExchange *exchange,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Walk *walk = g_memdup2 (&template, sizeof template);

  walk->transformers = g_ptr_array_ref (transformers);
  walk->exchange = g_object_ref (exchange);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, walk, free_walk);
  advance (task, on_transformed);
}

void
ccp_chain_walk_request_async (GPtrArray *transformers,
                              CcpExchange *exchange,
                              CcpJson *body,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Walk walk = { .work = CCP_TRANSFORM_CAN_REQUEST, .body = ccp_json_ref (body) };

  start (walk, transformers, exchange, cancellable, callback, user_data);
}

void
ccp_chain_walk_response_async (GPtrArray *transformers,
                               CcpExchange *exchange,
                               CcpJson *body,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Walk walk = { .work = CCP_TRANSFORM_CAN_RESPONSE, .body = ccp_json_ref (body) };

  start (walk, transformers, exchange, cancellable, callback, user_data);
}

CcpJson *
ccp_chain_walk_body_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ccp_chain_walk_upstream_async (GPtrArray *transformers,
                               CcpExchange *exchange,
                               CcpUpstreamRequest *request,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Walk walk = { .work = CCP_TRANSFORM_CAN_UPSTREAM, .request = g_object_ref (request) };

  start (walk, transformers, exchange, cancellable, callback, user_data);
}

gboolean
ccp_chain_walk_upstream_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
