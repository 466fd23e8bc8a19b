/* ccp-transform-source.c: a source of events behind a list of transformers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-transform-source"

#include "ccp-transform-source.h"

/* A pass takes one batch through all transformers. At most one is under way; a tick can
 * start one while the upstream is still being waited for. */
struct _CcpTransformSource
{
  GObject parent_instance;

  CcpEventSource *upstream;
  GPtrArray *transformers; /* (element-type CcpTransformer) */
  CcpExchange *exchange;

  GTask *task;               /* (nullable): who waits */
  GCancellable *cancellable; /* (nullable): of who waited last */
  gboolean pulling;          /* the upstream is being waited for */
  gboolean passing;          /* a pass is under way */
  gboolean ended;            /* the last pass is over */
  GError *cut;               /* (nullable): why the upstream broke */
  CcpEventBatch *ready;      /* (nullable): what came out while nobody waited */
  GSource *tick;             /* (nullable) */

  CcpEventBatch *batch; /* (nullable): of the pass */
  CcpTransformFlags flags;
  guint next;

  CcpEventBatch *arrived; /* (nullable): what came of the upstream during a pass */
  CcpTransformFlags arrived_flags;
  gint64 served; /* the last deadline that was kept */
};

static void ccp_transform_source_iface_init (CcpEventSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpTransformSource,
                               ccp_transform_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_EVENT_SOURCE,
                                                      ccp_transform_source_iface_init))

/* a pass can wait for a transformer, whose callback goes on with it,
 * and its end can start the next one */
static void advance (CcpTransformSource *self);

static void
stop_tick (CcpTransformSource *self)
{
  if (self->tick != NULL)
    g_source_destroy (self->tick);
  g_clear_pointer (&self->tick, g_source_unref);
}

static void
start_pass (CcpTransformSource *self, CcpEventBatch *batch, CcpTransformFlags flags)
{
  g_assert (!self->passing);

  stop_tick (self);
  self->passing = TRUE;
  self->batch = batch;
  self->flags = flags;
  self->next = 0;
  advance (self);
}

/* Takes @batch. A tick may have started a pass while the upstream was waited for. */
static void
arrive (CcpTransformSource *self, CcpEventBatch *batch, CcpTransformFlags flags)
{
  if (!self->passing)
    {
      start_pass (self, batch, flags);
      return;
    }
  g_assert (self->arrived == NULL);
  self->arrived = batch;
  self->arrived_flags = flags;
}

static void
return_error (CcpTransformSource *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_error (task, error);
  else if (self->cut == NULL)
    self->cut = error;
  else
    g_error_free (error);
}

static void
fail_pass (CcpTransformSource *self, GError *error)
{
  self->passing = FALSE;
  self->ended = TRUE;
  g_clear_pointer (&self->batch, ccp_event_batch_unref);
  g_clear_pointer (&self->arrived, ccp_event_batch_unref);
  return_error (self, error);
}

static void
on_pulled (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpTransformSource) self = data;
  g_autoptr (GError) error = NULL;
  CcpEventBatch *batch =
      ccp_event_source_next_finish (CCP_EVENT_SOURCE (object), result, &error);

  self->pulling = FALSE;
  if (self->ended)
    {
      g_clear_pointer (&batch, ccp_event_batch_unref);
      return;
    }
  if (batch != NULL)
    arrive (self, batch, CCP_TRANSFORM_NONE);
  else if (error == NULL)
    arrive (self, ccp_event_batch_new (), CCP_TRANSFORM_END);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->ended = TRUE;
      stop_tick (self);
      return_error (self, g_steal_pointer (&error));
    }
  else
    {
      self->cut = g_steal_pointer (&error);
      arrive (self, ccp_event_batch_new (), CCP_TRANSFORM_END | CCP_TRANSFORM_CUT);
    }
}

static gboolean
on_tick (gpointer data)
{
  g_autoptr (CcpTransformSource) self = g_object_ref (data);

  self->served = g_source_get_ready_time (self->tick);
  g_clear_pointer (&self->tick, g_source_unref);
  start_pass (self, ccp_event_batch_new (), CCP_TRANSFORM_TICK);
  return G_SOURCE_REMOVE;
}

/* one that was kept already is not kept again, whatever a plugin says */
static gint64
find_deadline (CcpTransformSource *self)
{
  gint64 earliest = 0;

  for (guint i = 0; i < self->transformers->len; i++)
    {
      gint64 deadline =
          ccp_transformer_get_deadline (g_ptr_array_index (self->transformers, i));

      if (deadline > self->served && (earliest == 0 || deadline < earliest))
        earliest = deadline;
    }
  return earliest;
}

static void
start_tick (CcpTransformSource *self)
{
  gint64 deadline = find_deadline (self);

  stop_tick (self);
  if (deadline == 0)
    return;
  self->tick = g_timeout_source_new (0);
  g_source_set_ready_time (self->tick, deadline);
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_main_context_get_thread_default ());
}

static void
pull (CcpTransformSource *self)
{
  start_tick (self);
  if (self->pulling)
    return;
  self->pulling = TRUE;
  ccp_event_source_next_async (self->upstream,
                               g_task_get_cancellable (self->task),
                               on_pulled,
                               g_object_ref (self));
}

/* Takes @batch, which is what a pass made. */
static void
add_ready (CcpTransformSource *self, CcpEventBatch *batch)
{
  g_autoptr (CcpEventBatch) owned = batch;

  if (ccp_event_batch_get_length (batch) == 0)
    return;
  if (self->ready == NULL)
    {
      self->ready = g_steal_pointer (&owned);
      return;
    }
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    ccp_event_batch_append (self->ready, ccp_event_batch_get (batch, i));
}

static void
give (CcpTransformSource *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->ready != NULL)
    g_task_return_pointer (task,
                           g_steal_pointer (&self->ready),
                           (GDestroyNotify) ccp_event_batch_unref);
  else if (self->cut != NULL)
    g_task_return_error (task, g_steal_pointer (&self->cut));
  else
    g_task_return_pointer (task, NULL, NULL);
}

/* Whoever is given a batch may pull again before the call returns: what is done last here
 * is the only thing that is done. */
static void
end_pass (CcpTransformSource *self)
{
  CcpEventBatch *arrived = g_steal_pointer (&self->arrived);

  self->passing = FALSE;
  self->ended = (self->flags & CCP_TRANSFORM_END) != 0;
  add_ready (self, g_steal_pointer (&self->batch));
  if (arrived != NULL)
    start_pass (self, arrived, self->arrived_flags);
  else if (self->task == NULL)
    return;
  else if (self->ready != NULL || self->ended)
    give (self);
  else
    pull (self);
}

static void
on_transformed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpTransformSource) self = data;
  GError *error = NULL;
  CcpEventBatch *batch =
      ccp_transformer_transform_events_finish (CCP_TRANSFORMER (object), result, &error);

  if (batch == NULL)
    {
      fail_pass (self, error);
      return;
    }
  g_clear_pointer (&self->batch, ccp_event_batch_unref);
  self->batch = batch;
  advance (self);
}

/* a tick is for those who asked for it; the others see only what comes of it */
static CcpTransformFlags
choose_flags (CcpTransformSource *self, CcpTransformer *transformer)
{
  gint64 deadline = ccp_transformer_get_deadline (transformer);

  if (self->flags == CCP_TRANSFORM_TICK &&
      (deadline == 0 || deadline > g_get_monotonic_time ()))
    return CCP_TRANSFORM_NONE;
  return self->flags;
}

static gboolean
call_simple (CcpTransformSource *self,
             CcpSimpleTransformer *simple,
             CcpTransformFlags flags)
{
  GError *error = NULL;
  CcpEventBatch *batch = ccp_simple_transformer_transform_events (simple,
                                                                  self->exchange,
                                                                  self->batch,
                                                                  flags,
                                                                  &error);

  if (batch == NULL)
    {
      fail_pass (self, error);
      return FALSE;
    }
  g_clear_pointer (&self->batch, ccp_event_batch_unref);
  self->batch = batch;
  return TRUE;
}

static void
advance (CcpTransformSource *self)
{
  while (self->next < self->transformers->len)
    {
      CcpTransformer *transformer = g_ptr_array_index (self->transformers, self->next++);
      CcpTransformFlags flags = choose_flags (self, transformer);
      CcpTransformAbilities abilities = ccp_transformer_get_abilities (transformer);

      if ((abilities & CCP_TRANSFORM_CAN_EVENTS) == 0 ||
          (flags == CCP_TRANSFORM_NONE && ccp_event_batch_get_length (self->batch) == 0))
        continue;
      if (!CCP_IS_SIMPLE_TRANSFORMER (transformer))
        {
          ccp_transformer_transform_events_async (transformer,
                                                  self->exchange,
                                                  self->batch,
                                                  flags,
                                                  self->cancellable,
                                                  on_transformed,
                                                  g_object_ref (self));
          return;
        }
      if (!call_simple (self, CCP_SIMPLE_TRANSFORMER (transformer), flags))
        return;
    }
  end_pass (self);
}

static void
ccp_transform_source_next_async (CcpEventSource *source,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CcpTransformSource *self = CCP_TRANSFORM_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->task == NULL);

  g_task_set_source_tag (task, ccp_transform_source_next_async);
  g_set_object (&self->cancellable, cancellable);
  if (self->ready != NULL)
    g_task_return_pointer (task,
                           g_steal_pointer (&self->ready),
                           (GDestroyNotify) ccp_event_batch_unref);
  else if (self->ended && self->cut != NULL)
    g_task_return_error (task, g_steal_pointer (&self->cut));
  else if (self->ended)
    g_task_return_pointer (task, NULL, NULL);
  else
    {
      self->task = g_steal_pointer (&task);
      if (!self->passing)
        pull (self);
    }
}

static CcpEventBatch *
ccp_transform_source_next_finish (CcpEventSource *source,
                                  GAsyncResult *result,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ccp_transform_source_finalize (GObject *object)
{
  CcpTransformSource *self = CCP_TRANSFORM_SOURCE (object);

  stop_tick (self);
  g_clear_object (&self->upstream);
  g_clear_pointer (&self->transformers, g_ptr_array_unref);
  g_clear_object (&self->exchange);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->cut);
  g_clear_pointer (&self->ready, ccp_event_batch_unref);
  g_clear_pointer (&self->arrived, ccp_event_batch_unref);
  g_clear_pointer (&self->batch, ccp_event_batch_unref);

  G_OBJECT_CLASS (ccp_transform_source_parent_class)->finalize (object);
}

static void
ccp_transform_source_class_init (CcpTransformSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_transform_source_finalize;
}

static void
ccp_transform_source_iface_init (CcpEventSourceInterface *iface)
{
  iface->next_async = ccp_transform_source_next_async;
  iface->next_finish = ccp_transform_source_next_finish;
}

static void
ccp_transform_source_init (CcpTransformSource *self)
{
}

CcpEventSource *
ccp_transform_source_new (CcpEventSource *upstream,
                          GPtrArray *transformers,
                          CcpExchange *exchange)
{
  CcpTransformSource *self = NULL;

  g_return_val_if_fail (CCP_IS_EVENT_SOURCE (upstream), NULL);
  g_return_val_if_fail (transformers != NULL, NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_TRANSFORM_SOURCE, NULL);
  self->upstream = g_object_ref (upstream);
  self->transformers = g_ptr_array_ref (transformers);
  self->exchange = g_object_ref (exchange);
  return CCP_EVENT_SOURCE (self);
}
