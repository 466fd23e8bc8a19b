/* ccp-pending-source.c: a source that stands for one that is not known yet
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-pending-source"

#include "ccp-pending-source.h"

struct _CcpPendingSource
{
  GObject parent_instance;

  CcpEventSource *upstream; /* (nullable) */
  GError *error;            /* (nullable) */
  GTask *task;              /* (nullable): who waits for either */
  GSource *watch;           /* (nullable): of the cancellable of @task */
};

static void ccp_pending_source_iface_init (CcpEventSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpPendingSource,
                               ccp_pending_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_EVENT_SOURCE,
                                                      ccp_pending_source_iface_init))

static void
stop_watch (CcpPendingSource *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  CcpPendingSource *self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_pointer (&self->watch, g_source_unref);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
on_next (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CcpEventBatch *batch =
      ccp_event_source_next_finish (CCP_EVENT_SOURCE (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, batch, (GDestroyNotify) ccp_event_batch_unref);
}

/* what is known now decides for who waits */
static void
settle (CcpPendingSource *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  stop_watch (self);
  if (task == NULL)
    return;
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    ccp_event_source_next_async (self->upstream,
                                 g_task_get_cancellable (task),
                                 on_next,
                                 g_object_ref (task));
}

static void
ccp_pending_source_next_async (CcpEventSource *source,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CcpPendingSource *self = CCP_PENDING_SOURCE (source);

  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, ccp_pending_source_next_async);
  if (self->upstream != NULL || self->error != NULL)
    {
      settle (self);
      return;
    }
  if (cancellable == NULL)
    return;
  self->watch = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_cancelled), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
}

static CcpEventBatch *
ccp_pending_source_next_finish (CcpEventSource *source,
                                GAsyncResult *result,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ccp_pending_source_finalize (GObject *object)
{
  CcpPendingSource *self = CCP_PENDING_SOURCE (object);

  stop_watch (self);
  g_clear_object (&self->upstream);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ccp_pending_source_parent_class)->finalize (object);
}

static void
ccp_pending_source_class_init (CcpPendingSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_pending_source_finalize;
}

static void
ccp_pending_source_iface_init (CcpEventSourceInterface *iface)
{
  iface->next_async = ccp_pending_source_next_async;
  iface->next_finish = ccp_pending_source_next_finish;
}

static void
ccp_pending_source_init (CcpPendingSource *self)
{
}

CcpPendingSource *
ccp_pending_source_new (void)
{
  return g_object_new (CCP_TYPE_PENDING_SOURCE, NULL);
}

void
ccp_pending_source_attach (CcpPendingSource *self, CcpEventSource *upstream)
{
  g_return_if_fail (CCP_IS_PENDING_SOURCE (self));
  g_return_if_fail (CCP_IS_EVENT_SOURCE (upstream));
  g_return_if_fail (self->upstream == NULL && self->error == NULL);

  self->upstream = g_object_ref (upstream);
  settle (self);
}

void
ccp_pending_source_fail (CcpPendingSource *self, const GError *error)
{
  g_return_if_fail (CCP_IS_PENDING_SOURCE (self));
  g_return_if_fail (error != NULL);
  g_return_if_fail (self->upstream == NULL && self->error == NULL);

  self->error = g_error_copy (error);
  settle (self);
}
