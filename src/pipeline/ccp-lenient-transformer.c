/* ccp-lenient-transformer.c: a transformer that is passed over where it fails
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-lenient-transformer"

#include "ccp-lenient-transformer.h"

#include "ccp-request-backup.h"
#include "ccp-stream-rescue.h"

struct _CcpLenientTransformer
{
  GObject parent_instance;

  CcpTransformer *inner;
  CcpTransformerRef *ref;
  CcpFaultLog *faults;
  CcpStreamRescue *rescue;
  gboolean has_failed;
};

/* what a call was given */
typedef struct
{
  CcpJson *body;               /* (nullable) */
  CcpEventBatch *batch;        /* (nullable) */
  CcpUpstreamRequest *request; /* (nullable) */
  CcpRequestBackup *backup;    /* (nullable): of request */
} Call;

static void ccp_lenient_transformer_iface_init (CcpTransformerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpLenientTransformer,
                               ccp_lenient_transformer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSFORMER,
                                                      ccp_lenient_transformer_iface_init))

static void
free_call (gpointer data)
{
  Call *call = data;

  g_clear_pointer (&call->body, ccp_json_unref);
  g_clear_pointer (&call->batch, ccp_event_batch_unref);
  g_clear_object (&call->request);
  g_clear_pointer (&call->backup, ccp_request_backup_free);
  g_free (call);
}

static GTask *
begin (CcpTransformer *transformer,
       Call call,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (transformer, cancellable, callback, user_data);

  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, g_memdup2 (&call, sizeof call), free_call);
  return task;
}

/* Returns: whether it is to be passed over; a client that left is no failure of it */
static gboolean
pass_over (CcpLenientTransformer *self, const char *work, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  ccp_fault_log_add (self->faults, self->ref, work, error);
  return TRUE;
}

/* Takes @body and @error, one of which is NULL. */
static void
return_body (GTask *task, const char *work, CcpJson *body, GError *error)
{
  CcpLenientTransformer *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (body == NULL && pass_over (self, work, error))
    {
      self->has_failed = TRUE;
      body = ccp_json_ref (call->body);
      g_clear_error (&error);
    }
  if (body != NULL)
    g_task_return_pointer (task, body, (GDestroyNotify) ccp_json_unref);
  else
    g_task_return_error (task, error);
}

static void
on_request (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CcpJson *body =
      ccp_transformer_transform_request_finish (CCP_TRANSFORMER (object), result, &error);

  return_body (task, "transform_request", body, error);
}

static void
on_response (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CcpJson *body = ccp_transformer_transform_response_finish (CCP_TRANSFORMER (object),
                                                             result,
                                                             &error);

  return_body (task, "transform_response", body, error);
}

/* Takes @error. A stream that it leaves in the middle of a change cannot go on. */
static void
take_over (GTask *task, GError *error)
{
  CcpLenientTransformer *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (CcpEventBatch) batch =
      ccp_stream_rescue_take_over (self->rescue, call->batch);

  self->has_failed = TRUE;
  if (batch == NULL || !pass_over (self, "transform_events", error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_error_free (error);
  g_task_return_pointer (task,
                         g_steal_pointer (&batch),
                         (GDestroyNotify) ccp_event_batch_unref);
}

static void
on_events (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CcpLenientTransformer *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  CcpEventBatch *batch =
      ccp_transformer_transform_events_finish (CCP_TRANSFORMER (object), result, &error);

  if (batch == NULL)
    {
      take_over (task, error);
      return;
    }
  ccp_stream_rescue_watch (self->rescue, call->batch, batch);
  g_task_return_pointer (task, batch, (GDestroyNotify) ccp_event_batch_unref);
}

/* What it has made of the body stands, so its answers are still wanted. */
static void
on_upstream (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CcpLenientTransformer *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (ccp_transformer_transform_upstream_finish (CCP_TRANSFORMER (object),
                                                 result,
                                                 &error))
    g_task_return_boolean (task, TRUE);
  else if (pass_over (self, "transform_upstream", error))
    {
      ccp_request_backup_restore (call->backup, call->request);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static CcpSide
ccp_lenient_transformer_get_side (CcpTransformer *transformer)
{
  return ccp_transformer_get_side (CCP_LENIENT_TRANSFORMER (transformer)->inner);
}

static CcpTransformAbilities
ccp_lenient_transformer_get_abilities (CcpTransformer *transformer)
{
  return ccp_transformer_get_abilities (CCP_LENIENT_TRANSFORMER (transformer)->inner);
}

static gint64
ccp_lenient_transformer_get_deadline (CcpTransformer *transformer)
{
  CcpLenientTransformer *self = CCP_LENIENT_TRANSFORMER (transformer);

  return self->has_failed ? 0 : ccp_transformer_get_deadline (self->inner);
}

static void
ccp_lenient_transformer_transform_request_async (CcpTransformer *transformer,
                                                 CcpExchange *exchange,
                                                 CcpJson *body,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data)
{
  CcpLenientTransformer *self = CCP_LENIENT_TRANSFORMER (transformer);
  Call call = { .body = ccp_json_ref (body) };

  ccp_transformer_transform_request_async (
      self->inner,
      exchange,
      body,
      cancellable,
      on_request,
      begin (transformer, call, cancellable, callback, user_data));
}

static void
ccp_lenient_transformer_transform_response_async (CcpTransformer *transformer,
                                                  CcpExchange *exchange,
                                                  CcpJson *body,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data)
{
  CcpLenientTransformer *self = CCP_LENIENT_TRANSFORMER (transformer);
  Call call = { .body = ccp_json_ref (body) };
  g_autoptr (GTask) task = begin (transformer, call, cancellable, callback, user_data);

  if (self->has_failed)
    g_task_return_pointer (task, ccp_json_ref (body), (GDestroyNotify) ccp_json_unref);
  else
    ccp_transformer_transform_response_async (self->inner,
                                              exchange,
                                              body,
                                              cancellable,
                                              on_response,
                                              g_object_ref (task));
}

static void
ccp_lenient_transformer_transform_events_async (CcpTransformer *transformer,
                                                CcpExchange *exchange,
                                                CcpEventBatch *batch,
                                                CcpTransformFlags flags,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data)
{
  CcpLenientTransformer *self = CCP_LENIENT_TRANSFORMER (transformer);
  Call call = { .batch = ccp_event_batch_ref (batch) };
  g_autoptr (GTask) task = begin (transformer, call, cancellable, callback, user_data);

  if (self->has_failed)
    g_task_return_pointer (task,
                           ccp_event_batch_ref (batch),
                           (GDestroyNotify) ccp_event_batch_unref);
  else
    ccp_transformer_transform_events_async (self->inner,
                                            exchange,
                                            batch,
                                            flags,
                                            cancellable,
                                            on_events,
                                            g_object_ref (task));
}

static void
ccp_lenient_transformer_transform_upstream_async (CcpTransformer *transformer,
                                                  CcpExchange *exchange,
                                                  CcpUpstreamRequest *request,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data)
{
  CcpLenientTransformer *self = CCP_LENIENT_TRANSFORMER (transformer);
  Call call = { .request = g_object_ref (request),
                .backup = ccp_request_backup_new (request) };
  g_autoptr (GTask) task = begin (transformer, call, cancellable, callback, user_data);

  if (self->has_failed)
    g_task_return_boolean (task, TRUE);
  else
    ccp_transformer_transform_upstream_async (self->inner,
                                              exchange,
                                              request,
                                              cancellable,
                                              on_upstream,
                                              g_object_ref (task));
}

static CcpJson *
ccp_lenient_transformer_finish_body (CcpTransformer *transformer,
                                     GAsyncResult *result,
                                     GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static CcpEventBatch *
ccp_lenient_transformer_finish_events (CcpTransformer *transformer,
                                       GAsyncResult *result,
                                       GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
ccp_lenient_transformer_finish_upstream (CcpTransformer *transformer,
                                         GAsyncResult *result,
                                         GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ccp_lenient_transformer_finalize (GObject *object)
{
  CcpLenientTransformer *self = CCP_LENIENT_TRANSFORMER (object);

  g_clear_object (&self->inner);
  g_clear_pointer (&self->ref, ccp_transformer_ref_unref);
  g_clear_pointer (&self->faults, ccp_fault_log_unref);
  g_clear_pointer (&self->rescue, ccp_stream_rescue_free);

  G_OBJECT_CLASS (ccp_lenient_transformer_parent_class)->finalize (object);
}

static void
ccp_lenient_transformer_class_init (CcpLenientTransformerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_lenient_transformer_finalize;
}

static void
ccp_lenient_transformer_iface_init (CcpTransformerInterface *iface)
{
  iface->get_side = ccp_lenient_transformer_get_side;
  iface->get_abilities = ccp_lenient_transformer_get_abilities;
  iface->get_deadline = ccp_lenient_transformer_get_deadline;
  iface->transform_request_async = ccp_lenient_transformer_transform_request_async;
  iface->transform_request_finish = ccp_lenient_transformer_finish_body;
  iface->transform_response_async = ccp_lenient_transformer_transform_response_async;
  iface->transform_response_finish = ccp_lenient_transformer_finish_body;
  iface->transform_events_async = ccp_lenient_transformer_transform_events_async;
  iface->transform_events_finish = ccp_lenient_transformer_finish_events;
  iface->transform_upstream_async = ccp_lenient_transformer_transform_upstream_async;
  iface->transform_upstream_finish = ccp_lenient_transformer_finish_upstream;
}

static void
ccp_lenient_transformer_init (CcpLenientTransformer *self)
{
}

CcpTransformer *
ccp_lenient_transformer_new (CcpTransformer *inner,
                             CcpTransformerRef *ref,
                             CcpFaultLog *faults)
{
  CcpLenientTransformer *self = NULL;

  g_return_val_if_fail (CCP_IS_TRANSFORMER (inner), NULL);
  g_return_val_if_fail (ref != NULL, NULL);
  g_return_val_if_fail (faults != NULL, NULL);

  self = g_object_new (CCP_TYPE_LENIENT_TRANSFORMER, NULL);
  self->inner = g_object_ref (inner);
  self->ref = ccp_transformer_ref_ref (ref);
  self->faults = ccp_fault_log_ref (faults);
  self->rescue = ccp_stream_rescue_new (ccp_transformer_get_side (inner));
  return CCP_TRANSFORMER (self);
}
