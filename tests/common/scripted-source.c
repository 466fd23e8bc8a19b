/* scripted-source.c: a source of events that a test writes the script of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "scripted-source.h"

typedef struct
{
  CcpEventBatch *batch; /* (nullable) */
  GError *error;        /* (nullable) */
} Line;

struct _ScriptedSource
{
  GObject parent_instance;

  GQueue script;  /* (element-type Line) */
  GTask *task;    /* (nullable) */
  GSource *watch; /* (nullable): of the cancellable */
  guint pulls;
};

static void scripted_source_iface_init (CcpEventSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedSource,
                               scripted_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_EVENT_SOURCE,
                                                      scripted_source_iface_init))

static void
stop_watch (ScriptedSource *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
}

static void
play (ScriptedSource *self)
{
  g_autoptr (GTask) task = NULL;
  Line *line = NULL;

  if (self->task == NULL || g_queue_is_empty (&self->script))
    return;
  stop_watch (self);
  task = g_steal_pointer (&self->task);
  line = g_queue_pop_head (&self->script);
  if (line->error != NULL)
    g_task_return_error (task, line->error);
  else
    g_task_return_pointer (task, line->batch, (GDestroyNotify) ccp_event_batch_unref);
  g_free (line);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  ScriptedSource *self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_pointer (&self->watch, g_source_unref);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (ScriptedSource *self, GCancellable *cancellable)
{
  self->watch = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_cancelled), self, NULL);
  g_source_attach (self->watch, NULL);
}

static void
keep_result (GObject *object, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static void
scripted_source_next_async (CcpEventSource *source,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ScriptedSource *self = SCRIPTED_SOURCE (source);

  g_assert_null (self->task);
  self->pulls++;
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (self->task, FALSE);
  if (g_queue_is_empty (&self->script) && cancellable != NULL)
    watch_cancellable (self, cancellable);
  play (self);
}

static CcpEventBatch *
scripted_source_next_finish (CcpEventSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
scripted_source_finalize (GObject *object)
{
  ScriptedSource *self = SCRIPTED_SOURCE (object);
  Line *line = NULL;

  stop_watch (self);
  while ((line = g_queue_pop_head (&self->script)) != NULL)
    {
      g_clear_pointer (&line->batch, ccp_event_batch_unref);
      g_clear_error (&line->error);
      g_free (line);
    }
  G_OBJECT_CLASS (scripted_source_parent_class)->finalize (object);
}

static void
scripted_source_class_init (ScriptedSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_source_finalize;
}

static void
scripted_source_iface_init (CcpEventSourceInterface *iface)
{
  iface->next_async = scripted_source_next_async;
  iface->next_finish = scripted_source_next_finish;
}

static void
scripted_source_init (ScriptedSource *self)
{
}

ScriptedSource *
scripted_source_new (void)
{
  return g_object_new (SCRIPTED_TYPE_SOURCE, NULL);
}

void
scripted_source_add_event (ScriptedSource *self, const char *json)
{
  g_autoptr (CcpJson) data = ccp_json_new_from_text (json, -1, NULL);
  g_autofree char *name = NULL;
  CcpJsonValue value;
  Line *line = g_new0 (Line, 1);

  g_assert_nonnull (data);
  ccp_json_get_root (data, &value);
  value = ccp_json_value_member (&value, "type");
  name = ccp_json_value_dup_string (&value, NULL);
  line->batch = ccp_event_batch_new ();
  ccp_event_batch_take (line->batch, ccp_event_new (name, data));
  g_queue_push_tail (&self->script, line);
  play (self);
}

void
scripted_source_add_error (ScriptedSource *self, GQuark domain, int code)
{
  Line *line = g_new0 (Line, 1);

  line->error = g_error_new_literal (domain, code, "scripted");
  g_queue_push_tail (&self->script, line);
  play (self);
}

void
scripted_source_add_end (ScriptedSource *self)
{
  g_queue_push_tail (&self->script, g_new0 (Line, 1));
  play (self);
}

guint
scripted_source_get_pulls (ScriptedSource *self)
{
  return self->pulls;
}

CcpEventBatch *
scripted_source_pull (CcpEventSource *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ccp_event_source_next_async (source, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ccp_event_source_next_finish (source, result, error);
}

char *
scripted_source_describe (CcpEventBatch *batch)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    g_string_append_printf (names,
                            "%s%s",
                            i > 0 ? " " : "",
                            ccp_event_get_name (ccp_event_batch_get (batch, i)));
  return g_string_free (g_steal_pointer (&names), FALSE);
}
