/* fake-runner.c: answers exchanges as a test tells it to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-runner.h"

#define FAKE_TYPE_SOURCE (fake_source_get_type ())

G_DECLARE_FINAL_TYPE (FakeSource, fake_source, FAKE, SOURCE, GObject)

struct _FakeSource
{
  GObject parent_instance;

  FakeRunner *runner;
  guint given;
};

/* A task that somebody else may finish, or its cancellable. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  GTask *task = data;
  FakeRunner *runner = g_task_get_task_data (task);

  runner->cancelled++;
  runner->cancelled_at = g_get_monotonic_time ();
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* @task: (transfer full): ends only when it is cancelled */
static void
hang (GTask *task)
{
  GSource *source = g_cancellable_source_new (g_task_get_cancellable (task));

  g_source_set_callback (source, G_SOURCE_FUNC (on_cancelled), task, g_object_unref);
  g_source_attach (source, NULL);
  g_source_unref (source);
}

static gboolean
is_cancelled (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  return cancellable != NULL && g_cancellable_is_cancelled (cancellable);
}

static gboolean
give_batch (gpointer data)
{
  GTask *task = data;
  FakeSource *self = g_task_get_source_object (task);
  g_autoptr (CcpEventBatch) batch = NULL;
  g_autofree char *filler = NULL;
  g_autofree char *text = NULL;

  if (is_cancelled (task))
    return on_cancelled (g_task_get_cancellable (task), task);
  if (self->given == self->runner->n_events)
    {
      g_task_return_pointer (task, NULL, NULL);
      return G_SOURCE_REMOVE;
    }
  batch = ccp_event_batch_new ();
  filler = g_strnfill (self->runner->event_size, 'x');
  text =
      g_strdup_printf ("{\"type\":\"ping\",\"n\":%u,\"x\":\"%s\"}", self->given, filler);
  ccp_event_batch_take (batch, ccp_event_new_text ("ping", text, -1));
  self->given++;
  g_task_return_pointer (task,
                         g_steal_pointer (&batch),
                         (GDestroyNotify) ccp_event_batch_unref);
  return G_SOURCE_REMOVE;
}

static void
fake_source_next_async (CcpEventSource *source,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  FakeSource *self = FAKE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_object_ref (self->runner), g_object_unref);
  self->runner->pulls++;
  if (self->runner->hangs_after > 0 && self->given == self->runner->hangs_after)
    hang (task);
  else if (self->runner->gap > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT,
                        self->runner->gap,
                        give_batch,
                        task,
                        g_object_unref);
  else
    {
      give_batch (task);
      g_object_unref (task);
    }
}

static CcpEventBatch *
fake_source_next_finish (CcpEventSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_source_iface_init (CcpEventSourceInterface *iface)
{
  iface->next_async = fake_source_next_async;
  iface->next_finish = fake_source_next_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeSource,
                               fake_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_EVENT_SOURCE,
                                                      fake_source_iface_init))

static void
fake_source_finalize (GObject *object)
{
  g_clear_object (&FAKE_SOURCE (object)->runner);
  G_OBJECT_CLASS (fake_source_parent_class)->finalize (object);
}

static void
fake_source_class_init (FakeSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_source_finalize;
}

static void
fake_source_init (FakeSource *self)
{
}

static CcpReply *
make_reply (FakeRunner *self, CcpExchange *exchange)
{
  g_autoptr (FakeSource) source = NULL;
  g_autoptr (CcpJson) body = NULL;

  if (self->overloads)
    {
      g_autoptr (GError) error =
          g_error_new_literal (CCP_ERROR, CCP_ERROR_OVERLOADED, "later, please");
      CcpReply *reply = ccp_reply_new_error (error, ccp_exchange_get_id (exchange));

      ccp_headers_append (ccp_reply_get_headers (reply), "retry-after", "7");
      ccp_headers_append (ccp_reply_get_headers (reply), "content-length", "1");
      return reply;
    }
  if (ccp_exchange_get_stream (exchange))
    {
      source = g_object_new (FAKE_TYPE_SOURCE, NULL);
      source->runner = g_object_ref (self);
      return ccp_reply_new_stream (CCP_EVENT_SOURCE (source));
    }
  body = ccp_json_new_from_text ("{\"type\":\"message\",\"content\":[]}", -1, NULL);
  return ccp_reply_new (200, body);
}

static void
fake_runner_run_async (CcpRunner *runner,
                       CcpExchange *exchange,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  FakeRunner *self = FAKE_RUNNER (runner);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  self->runs++;
  g_set_object (&self->exchange, exchange);
  g_set_object (&self->cancellable, cancellable);
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);
  if (self->hangs)
    {
      hang (task);
      return;
    }
  g_task_return_pointer (task, make_reply (self, exchange), g_object_unref);
  g_object_unref (task);
}

static CcpReply *
fake_runner_run_finish (CcpRunner *runner, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static CcpCatalog *
fake_runner_get_catalog (CcpRunner *runner)
{
  return FAKE_RUNNER (runner)->catalog;
}

static void
fake_runner_iface_init (CcpRunnerInterface *iface)
{
  iface->run_async = fake_runner_run_async;
  iface->run_finish = fake_runner_run_finish;
  iface->get_catalog = fake_runner_get_catalog;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeRunner,
                               fake_runner,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_RUNNER,
                                                      fake_runner_iface_init))

static void
fake_runner_finalize (GObject *object)
{
  FakeRunner *self = FAKE_RUNNER (object);

  g_clear_object (&self->exchange);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->catalog, ccp_catalog_unref);

  G_OBJECT_CLASS (fake_runner_parent_class)->finalize (object);
}

static void
fake_runner_class_init (FakeRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_runner_finalize;
}

static void
fake_runner_init (FakeRunner *self)
{
  self->n_events = 3;
  self->event_size = 10;
  self->catalog = ccp_catalog_new ();
  ccp_catalog_add_provider (self->catalog, "local");
  ccp_catalog_add_model (self->catalog, "small", "local", "small-1");
  ccp_catalog_add_model (self->catalog, "claude-mine", "local", "mine");
  ccp_catalog_add_model (self->catalog, "vendor/large", "local", "large-1");
}

FakeRunner *
fake_runner_new (void)
{
  return g_object_new (FAKE_TYPE_RUNNER, NULL);
}
