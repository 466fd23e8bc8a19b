/* ccp-batch-source.c: a source that has one batch
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-batch-source"

#include "ccp-batch-source.h"

struct _CcpBatchSource
{
  GObject parent_instance;

  CcpEventBatch *batch; /* (nullable): until it was given */
};

static void ccp_batch_source_iface_init (CcpEventSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpBatchSource,
                               ccp_batch_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_EVENT_SOURCE,
                                                      ccp_batch_source_iface_init))

static void
ccp_batch_source_next_async (CcpEventSource *source,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CcpBatchSource *self = CCP_BATCH_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ccp_batch_source_next_async);
  g_task_return_pointer (task,
                         g_steal_pointer (&self->batch),
                         (GDestroyNotify) ccp_event_batch_unref);
}

static CcpEventBatch *
ccp_batch_source_next_finish (CcpEventSource *source,
                              GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ccp_batch_source_finalize (GObject *object)
{
  CcpBatchSource *self = CCP_BATCH_SOURCE (object);

  g_clear_pointer (&self->batch, ccp_event_batch_unref);

  G_OBJECT_CLASS (ccp_batch_source_parent_class)->finalize (object);
}

static void
ccp_batch_source_class_init (CcpBatchSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_batch_source_finalize;
}

static void
ccp_batch_source_iface_init (CcpEventSourceInterface *iface)
{
  iface->next_async = ccp_batch_source_next_async;
  iface->next_finish = ccp_batch_source_next_finish;
}

static void
ccp_batch_source_init (CcpBatchSource *self)
{
}

CcpEventSource *
ccp_batch_source_new (CcpEventBatch *batch)
{
  CcpBatchSource *self = NULL;

  g_return_val_if_fail (batch != NULL, NULL);

  self = g_object_new (CCP_TYPE_BATCH_SOURCE, NULL);
  self->batch = ccp_event_batch_ref (batch);
  return CCP_EVENT_SOURCE (self);
}
