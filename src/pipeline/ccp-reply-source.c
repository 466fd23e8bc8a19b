/* ccp-reply-source.c: the events that go to the client, guarded and kept alive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-reply-source"

#include "ccp-reply-source.h"

#include "ccp-event-failure.h"
#include "ccp-stream-guard.h"

struct _CcpReplySource
{
  GObject parent_instance;

  CcpEventSource *upstream;
  CcpStreamGuard *guard;
  CcpTally *tally;         /* (nullable): after it was finished or forgotten */
  CcpProviderVisit *visit; /* (nullable): to whom a break is told */

  GCancellable
      *stop;      /* cancelled with the client's, and when there is nothing to wait for */
  guint patience; /* milliseconds */
  GTask *task;    /* (nullable): who waits */
  gboolean pulling;     /* the upstream is being waited for */
  gboolean ended;       /* the upstream has nothing more */
  gboolean follows;     /* @stop is connected to the client's cancellable */
  CcpEventBatch *ready; /* (nullable): what came while nobody waited */
  GSource *timer;       /* (nullable) */
};

static void ccp_reply_source_iface_init (CcpEventSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpReplySource,
                               ccp_reply_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_EVENT_SOURCE,
                                                      ccp_reply_source_iface_init))

/* what was pulled may be nothing to give, and then more is pulled */
static void pull (CcpReplySource *self);

static void
stop_timer (CcpReplySource *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* Returns: (nullable): the error event that ends the batch */
static CcpEvent *
find_error (CcpEventBatch *batch)
{
  guint length = ccp_event_batch_get_length (batch);
  CcpEvent *last = length > 0 ? ccp_event_batch_get (batch, length - 1) : NULL;

  return last != NULL && ccp_event_is (last, "error") ? last : NULL;
}

static void
note_break (CcpReplySource *self, CcpEventBatch *batch)
{
  CcpEvent *error = find_error (batch);
  g_autoptr (CcpVerdict) verdict = NULL;

  if (error == NULL || self->visit == NULL || g_cancellable_is_cancelled (self->stop))
    return;
  verdict = ccp_event_failure_judge (error);
  ccp_provider_visit_break (self->visit, verdict);
}

static gboolean
has_delta (CcpEventBatch *batch)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    if (ccp_event_is (ccp_event_batch_get (batch, i), "content_block_delta"))
      return TRUE;
  return FALSE;
}

static void
note (CcpReplySource *self, CcpEventBatch *batch)
{
  CcpEvent *error = find_error (batch);
  CcpLedgerEntry *entry = NULL;

  if (self->tally == NULL)
    return;
  entry = ccp_tally_get_entry (self->tally);
  ccp_ledger_entry_note_text (entry,
                              ccp_stream_guard_get_text_length (self->guard),
                              ccp_stream_guard_get_counted (self->guard));
  if (has_delta (batch))
    ccp_ledger_entry_mark_first (entry);
  if (error != NULL || ccp_stream_guard_get_finished (self->guard))
    {
      ccp_tally_finish (self->tally,
                        200,
                        error != NULL ? ccp_event_get_data (error) : NULL);
      g_clear_object (&self->tally);
    }
}

/* Takes @batch. Empty ones are for nobody. */
static void
give (CcpReplySource *self, CcpEventBatch *batch)
{
  g_autoptr (CcpEventBatch) owned = batch;
  g_autoptr (GTask) task = NULL;

  /* a provider may leave its connection open after the end of a message */
  if (self->ended)
    g_cancellable_cancel (self->stop);
  if (ccp_event_batch_get_length (batch) == 0 && !self->ended)
    {
      if (self->task != NULL)
        pull (self);
      return;
    }
  stop_timer (self);
  task = g_steal_pointer (&self->task);
  if (task == NULL)
    {
      self->ready = g_steal_pointer (&owned);
      return;
    }
  if (ccp_event_batch_get_length (batch) == 0)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  note (self, batch);
  g_task_return_pointer (task,
                         g_steal_pointer (&owned),
                         (GDestroyNotify) ccp_event_batch_unref);
}

static void
drop_upstream (CcpReplySource *self)
{
  g_clear_object (&self->upstream);
  g_clear_pointer (&self->visit, ccp_provider_visit_unref);
}

static void
on_pulled (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpReplySource) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) batch =
      ccp_event_source_next_finish (CCP_EVENT_SOURCE (object), result, &error);
  CcpEventBatch *end = NULL;

  self->pulling = FALSE;
  if (g_cancellable_is_cancelled (self->stop))
    drop_upstream (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      stop_timer (self);
      self->ended = TRUE;
      if (task != NULL)
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (batch != NULL)
    {
      CcpEventBatch *passed = ccp_stream_guard_filter (self->guard, batch);

      note_break (self, batch);
      self->ended = self->upstream == NULL || ccp_stream_guard_get_finished (self->guard);
      give (self, passed);
      return;
    }
  self->ended = TRUE;
  end = ccp_stream_guard_finish (self->guard, error);
  note_break (self, end);
  give (self, end);
}

static gboolean
on_silence (gpointer data)
{
  CcpReplySource *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  give (self, ccp_stream_guard_keep_alive (self->guard));
  return G_SOURCE_REMOVE;
}

static void
start_timer (CcpReplySource *self)
{
  if (self->patience == 0 || self->timer != NULL)
    return;
  self->timer = g_timeout_source_new (self->patience);
  g_source_set_callback (self->timer, on_silence, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
pull (CcpReplySource *self)
{
  start_timer (self);
  if (self->pulling)
    return;
  self->pulling = TRUE;
  ccp_event_source_next_async (self->upstream,
                               self->stop,
                               on_pulled,
                               g_object_ref (self));
}

/* Nobody may come to pull, as where the client takes nothing: the connection to the
 * provider is let go of at once. */
static void
on_cancelled (CcpReplySource *self)
{
  g_cancellable_cancel (self->stop);
  if (self->pulling)
    return;
  self->ended = TRUE;
  drop_upstream (self);
}

static void
follow (CcpReplySource *self, GCancellable *cancellable)
{
  if (cancellable == NULL || self->follows)
    return;
  self->follows = TRUE;
  g_signal_connect_object (cancellable,
                           "cancelled",
                           G_CALLBACK (on_cancelled),
                           self,
                           G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (cancellable))
    on_cancelled (self);
}

static void
ccp_reply_source_next_async (CcpEventSource *source,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CcpReplySource *self = CCP_REPLY_SOURCE (source);
  CcpEventBatch *ready = g_steal_pointer (&self->ready);

  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, ccp_reply_source_next_async);
  follow (self, cancellable);
  if (ready != NULL)
    give (self, ready);
  else if (self->ended)
    give (self, ccp_event_batch_new ());
  else
    pull (self);
}

static CcpEventBatch *
ccp_reply_source_next_finish (CcpEventSource *source,
                              GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ccp_reply_source_dispose (GObject *object)
{
  CcpReplySource *self = CCP_REPLY_SOURCE (object);

  stop_timer (self);
  g_cancellable_cancel (self->stop);
  drop_upstream (self);
  g_clear_object (&self->guard);
  g_clear_object (&self->tally);
  g_clear_pointer (&self->ready, ccp_event_batch_unref);

  G_OBJECT_CLASS (ccp_reply_source_parent_class)->dispose (object);
}

static void
ccp_reply_source_finalize (GObject *object)
{
  CcpReplySource *self = CCP_REPLY_SOURCE (object);

  g_clear_object (&self->stop);

  G_OBJECT_CLASS (ccp_reply_source_parent_class)->finalize (object);
}

static void
ccp_reply_source_class_init (CcpReplySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ccp_reply_source_dispose;
  G_OBJECT_CLASS (klass)->finalize = ccp_reply_source_finalize;
}

static void
ccp_reply_source_iface_init (CcpEventSourceInterface *iface)
{
  iface->next_async = ccp_reply_source_next_async;
  iface->next_finish = ccp_reply_source_next_finish;
}

static void
ccp_reply_source_init (CcpReplySource *self)
{
  self->stop = g_cancellable_new ();
}

CcpReplySource *
ccp_reply_source_new (CcpEventSource *upstream, CcpExchange *exchange, guint start_hold)
{
  CcpReplySource *self = NULL;

  g_return_val_if_fail (CCP_IS_EVENT_SOURCE (upstream), NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_REPLY_SOURCE, NULL);
  self->upstream = g_object_ref (upstream);
  self->guard = ccp_stream_guard_new (exchange);
  self->patience = start_hold;
  return self;
}

void
ccp_reply_source_commit (CcpReplySource *self,
                         CcpEventBatch *first,
                         CcpTally *tally,
                         guint ping_interval)
{
  g_return_if_fail (CCP_IS_REPLY_SOURCE (self));
  g_return_if_fail (CCP_IS_TALLY (tally));
  g_return_if_fail (self->ready == NULL && self->tally == NULL);

  self->ready = first != NULL ? ccp_event_batch_ref (first)
                              : ccp_stream_guard_keep_alive (self->guard);
  self->tally = g_object_ref (tally);
  self->patience = ping_interval;
}

void
ccp_reply_source_watch (CcpReplySource *self, CcpProviderVisit *visit)
{
  g_return_if_fail (CCP_IS_REPLY_SOURCE (self));
  g_return_if_fail (visit != NULL);
  g_return_if_fail (self->visit == NULL);

  self->visit = ccp_provider_visit_ref (visit);
  if (self->ready != NULL)
    note_break (self, self->ready);
}
