/* fake-step.c: transformers that leave their names where they were
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-step.h"

#include <string.h>

#include "fake-wait.h"

typedef struct
{
  CcpJson *params;
  guint n_calls;
} Behaviour;

struct _FakeStep
{
  GObject parent_instance;

  Behaviour behaviour;
};

struct _FakeSimpleStep
{
  CcpSimpleTransformer parent_instance;

  Behaviour behaviour;
};

static void fake_step_iface_init (CcpTransformerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeStep,
                               fake_step,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSFORMER,
                                                      fake_step_iface_init))
G_DEFINE_FINAL_TYPE (FakeSimpleStep, fake_simple_step, CCP_TYPE_SIMPLE_TRANSFORMER)

/* Returns: "" if there is none */
static char *
dup_param (const Behaviour *behaviour, const char *name)
{
  CcpJsonValue value;
  char *text = NULL;

  ccp_json_get_root (behaviour->params, &value);
  value = ccp_json_value_member (&value, name);
  text = ccp_json_value_dup_string (&value, NULL);
  return text != NULL ? text : g_strdup ("");
}

static gboolean
does (const Behaviour *behaviour, const char *kind, const char *what)
{
  g_autofree char *at = dup_param (behaviour, "at");
  g_autofree char *done = dup_param (behaviour, "does");

  return g_str_equal (at, kind) && g_str_equal (done, what);
}

static gboolean
fails (const Behaviour *behaviour, const char *kind, GError **error)
{
  g_autofree char *name = dup_param (behaviour, "name");

  if (does (behaviour, kind, "nothing"))
    return TRUE;
  if (!does (behaviour, kind, "fail"))
    return FALSE;
  g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "step %s fails at %s", name, kind);
  return TRUE;
}

static CcpJson *
add_trace (const Behaviour *behaviour, CcpJson *body)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autofree char *name = dup_param (behaviour, "name");
  g_autoptr (GString) trace = g_string_new (NULL);
  CcpJsonIter iter;
  CcpJsonValue root, member, value;

  ccp_json_get_root (body, &root);
  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &member, &value))
    if (ccp_json_value_equals_string (&member, "trace"))
      {
        g_autofree char *before = ccp_json_value_dup_string (&value, NULL);

        g_string_append_printf (trace, "%s ", before);
      }
    else
      {
        ccp_json_writer_key_value (writer, &member);
        ccp_json_writer_value (writer, &value);
      }
  g_string_append (trace, name);
  ccp_json_writer_key (writer, "trace");
  ccp_json_writer_string (writer, trace->str);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static CcpJson *
change_body (Behaviour *behaviour,
             const char *kind,
             CcpExchange *exchange,
             CcpJson *body,
             GError **error)
{
  behaviour->n_calls++;
  if (fails (behaviour, kind, error))
    return NULL;
  if (does (behaviour, kind, "answer"))
    {
      g_autofree char *text = dup_param (behaviour, "answer");
      g_autoptr (CcpJson) answer = ccp_json_new_from_text (text, -1, NULL);

      ccp_exchange_set_answer (exchange, answer);
    }
  return add_trace (behaviour, body);
}

static CcpEventBatch *
change_events (Behaviour *behaviour, CcpEventBatch *batch, GError **error)
{
  behaviour->n_calls++;
  return fails (behaviour, "events", error) ? NULL : ccp_event_batch_ref (batch);
}

static gboolean
change_upstream (Behaviour *behaviour, CcpUpstreamRequest *request, GError **error)
{
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);
  const char *before = ccp_headers_get (headers, "trace");
  g_autofree char *name = dup_param (behaviour, "name");
  g_autofree char *trace =
      g_strconcat (before != NULL ? before : "", before != NULL ? " " : "", name, NULL);

  behaviour->n_calls++;
  if (fails (behaviour, "upstream", error))
    return FALSE;
  ccp_headers_set (headers, "trace", trace);
  return TRUE;
}

static CcpSide
choose_side (const Behaviour *behaviour)
{
  g_autofree char *side = dup_param (behaviour, "side");

  if (g_str_equal (side, "upstream"))
    return CCP_SIDE_UPSTREAM;
  return g_str_equal (side, "dialect") ? CCP_SIDE_DIALECT : CCP_SIDE_ANTHROPIC;
}

static CcpSide
fake_step_get_side (CcpTransformer *transformer)
{
  return choose_side (&FAKE_STEP (transformer)->behaviour);
}

static CcpTransformAbilities
fake_step_get_abilities (CcpTransformer *transformer)
{
  static const char *const kinds[] = { "request", "response", "events", "upstream" };
  g_autofree char *can = dup_param (&FAKE_STEP (transformer)->behaviour, "can");
  CcpTransformAbilities abilities = CCP_TRANSFORM_CAN_NOTHING;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (*can == '\0' || strstr (can, kinds[i]) != NULL)
      abilities |= 1 << i;
  return abilities;
}

static gboolean
fake_step_configure (CcpTransformer *transformer, CcpJson *params, GError **error)
{
  FAKE_STEP (transformer)->behaviour.params = ccp_json_ref (params);
  return TRUE;
}

static gint64
fake_step_get_deadline (CcpTransformer *transformer)
{
  return 0;
}

/* Returns: (transfer full) (nullable): NULL if the call has to wait */
static GTask *
begin (CcpTransformer *transformer,
       const char *kind,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (transformer, cancellable, callback, user_data);

  if (!does (&FAKE_STEP (transformer)->behaviour, kind, "wait"))
    return task;
  fake_wait_start (task);
  return NULL;
}

static void
return_pointer (GTask *task, gpointer result, GDestroyNotify destroy, GError *error)
{
  if (error == NULL)
    g_task_return_pointer (task, result, destroy);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
transform_body (CcpTransformer *transformer,
                const char *kind,
                CcpExchange *exchange,
                CcpJson *body,
                GTask *task)
{
  GError *error = NULL;
  CcpJson *changed = NULL;

  if (task == NULL)
    return;
  changed =
      change_body (&FAKE_STEP (transformer)->behaviour, kind, exchange, body, &error);
  return_pointer (task, changed, (GDestroyNotify) ccp_json_unref, error);
}

static void
fake_step_transform_request_async (CcpTransformer *transformer,
                                   CcpExchange *exchange,
                                   CcpJson *body,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  transform_body (transformer,
                  "request",
                  exchange,
                  body,
                  begin (transformer, "request", cancellable, callback, user_data));
}

static void
fake_step_transform_response_async (CcpTransformer *transformer,
                                    CcpExchange *exchange,
                                    CcpJson *body,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  transform_body (transformer,
                  "response",
                  exchange,
                  body,
                  begin (transformer, "response", cancellable, callback, user_data));
}

static void
fake_step_transform_events_async (CcpTransformer *transformer,
                                  CcpExchange *exchange,
                                  CcpEventBatch *batch,
                                  CcpTransformFlags flags,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = begin (transformer, "events", cancellable, callback, user_data);
  GError *error = NULL;
  CcpEventBatch *changed = NULL;

  if (task == NULL)
    return;
  changed = change_events (&FAKE_STEP (transformer)->behaviour, batch, &error);
  return_pointer (task, changed, (GDestroyNotify) ccp_event_batch_unref, error);
}

static void
fake_step_transform_upstream_async (CcpTransformer *transformer,
                                    CcpExchange *exchange,
                                    CcpUpstreamRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = begin (transformer, "upstream", cancellable, callback, user_data);
  GError *error = NULL;
  gboolean changed = FALSE;

  if (task == NULL)
    return;
  changed = change_upstream (&FAKE_STEP (transformer)->behaviour, request, &error);
  if (error == NULL)
    g_task_return_boolean (task, changed);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static CcpJson *
fake_step_finish_body (CcpTransformer *transformer, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static CcpEventBatch *
fake_step_finish_events (CcpTransformer *transformer,
                         GAsyncResult *result,
                         GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
fake_step_finish_upstream (CcpTransformer *transformer,
                           GAsyncResult *result,
                           GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fake_step_iface_init (CcpTransformerInterface *iface)
{
  iface->get_side = fake_step_get_side;
  iface->get_abilities = fake_step_get_abilities;
  iface->configure = fake_step_configure;
  iface->get_deadline = fake_step_get_deadline;
  iface->transform_request_async = fake_step_transform_request_async;
  iface->transform_request_finish = fake_step_finish_body;
  iface->transform_response_async = fake_step_transform_response_async;
  iface->transform_response_finish = fake_step_finish_body;
  iface->transform_events_async = fake_step_transform_events_async;
  iface->transform_events_finish = fake_step_finish_events;
  iface->transform_upstream_async = fake_step_transform_upstream_async;
  iface->transform_upstream_finish = fake_step_finish_upstream;
}

static void
fake_step_finalize (GObject *object)
{
  g_clear_pointer (&FAKE_STEP (object)->behaviour.params, ccp_json_unref);

  G_OBJECT_CLASS (fake_step_parent_class)->finalize (object);
}

static void
fake_step_class_init (FakeStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_step_finalize;
}

static void
fake_step_init (FakeStep *self)
{
}

static CcpSide
fake_simple_step_get_side (CcpSimpleTransformer *simple)
{
  return choose_side (&FAKE_SIMPLE_STEP (simple)->behaviour);
}

static gboolean
fake_simple_step_configure (CcpSimpleTransformer *simple, CcpJson *params, GError **error)
{
  FAKE_SIMPLE_STEP (simple)->behaviour.params = ccp_json_ref (params);
  return TRUE;
}

static CcpJson *
fake_simple_step_transform_request (CcpSimpleTransformer *simple,
                                    CcpExchange *exchange,
                                    CcpJson *body,
                                    GError **error)
{
  return change_body (&FAKE_SIMPLE_STEP (simple)->behaviour,
                      "request",
                      exchange,
                      body,
                      error);
}

static CcpJson *
fake_simple_step_transform_response (CcpSimpleTransformer *simple,
                                     CcpExchange *exchange,
                                     CcpJson *body,
                                     GError **error)
{
  return change_body (&FAKE_SIMPLE_STEP (simple)->behaviour,
                      "response",
                      exchange,
                      body,
                      error);
}

static CcpEventBatch *
fake_simple_step_transform_events (CcpSimpleTransformer *simple,
                                   CcpExchange *exchange,
                                   CcpEventBatch *batch,
                                   CcpTransformFlags flags,
                                   GError **error)
{
  return change_events (&FAKE_SIMPLE_STEP (simple)->behaviour, batch, error);
}

static gboolean
fake_simple_step_transform_upstream (CcpSimpleTransformer *simple,
                                     CcpExchange *exchange,
                                     CcpUpstreamRequest *request,
                                     GError **error)
{
  return change_upstream (&FAKE_SIMPLE_STEP (simple)->behaviour, request, error);
}

static void
fake_simple_step_finalize (GObject *object)
{
  g_clear_pointer (&FAKE_SIMPLE_STEP (object)->behaviour.params, ccp_json_unref);

  G_OBJECT_CLASS (fake_simple_step_parent_class)->finalize (object);
}

static void
fake_simple_step_class_init (FakeSimpleStepClass *klass)
{
  CcpSimpleTransformerClass *simple = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_simple_step_finalize;
  simple->get_side = fake_simple_step_get_side;
  simple->configure = fake_simple_step_configure;
  simple->transform_request = fake_simple_step_transform_request;
  simple->transform_response = fake_simple_step_transform_response;
  simple->transform_events = fake_simple_step_transform_events;
  simple->transform_upstream = fake_simple_step_transform_upstream;
}

static void
fake_simple_step_init (FakeSimpleStep *self)
{
}

CcpTransformer *
fake_step_new (GType type, const char *params)
{
  CcpTransformer *step = g_object_new (type, NULL);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (params, -1, NULL);

  g_assert_nonnull (json);
  g_assert_true (ccp_transformer_configure (step, json, NULL));
  return step;
}

guint
fake_step_count_calls (CcpTransformer *step)
{
  return FAKE_IS_STEP (step) ? FAKE_STEP (step)->behaviour.n_calls
                             : FAKE_SIMPLE_STEP (step)->behaviour.n_calls;
}
