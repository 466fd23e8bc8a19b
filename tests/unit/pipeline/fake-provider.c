/* fake-provider.c: a provider that does what a test tells it to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-provider.h"

#include "fake-wait.h"

struct _FakeProvider
{
  GObject parent_instance;

  char *url;
  char *at;        /* (nullable) */
  char *does;      /* (nullable) */
  GQueue verdicts; /* (element-type CcpVerdict) */
  guint n_judged;
};

static void fake_provider_iface_init (CcpProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeProvider,
                               fake_provider,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_PROVIDER,
                                                      fake_provider_iface_init))

static gboolean
fake_provider_configure (CcpProvider *provider, CcpJson *settings, GError **error)
{
  CcpJsonValue value;

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "url");
  FAKE_PROVIDER (provider)->url = ccp_json_value_dup_string (&value, NULL);
  return TRUE;
}

static const char *
fake_provider_get_dialect (CcpProvider *provider)
{
  return "Dialect";
}

static CcpFraming
fake_provider_get_framing (CcpProvider *provider, CcpExchange *exchange)
{
  return CCP_FRAMING_AUTO;
}

/* Takes @task. Returns: (transfer full) (nullable): it, if there is still work to do */
static GTask *
misbehave (FakeProvider *self, GTask *task, const char *at)
{
  if (g_strcmp0 (self->at, at) != 0)
    return task;
  if (g_str_equal (self->does, "wait"))
    {
      fake_wait_start (task);
      return NULL;
    }
  if (g_str_equal (self->does, "nothing"))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_new_error (task, CCP_ERROR, CCP_ERROR_PLUGIN, "%s fails", at);
  g_object_unref (task);
  return NULL;
}

static void
fake_provider_describe_async (CcpProvider *provider,
                              CcpExchange *exchange,
                              CcpOperation operation,
                              CcpJson *body,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  FakeProvider *self = FAKE_PROVIDER (provider);
  g_autoptr (GTask) task =
      misbehave (self, g_task_new (self, cancellable, callback, user_data), "describe");
  g_autofree char *url = g_strconcat (self->url, "/messages", NULL);
  CcpUpstreamRequest *request = NULL;

  if (task == NULL)
    return;
  request = ccp_upstream_request_new ("POST", url);
  ccp_upstream_request_set_body (request, body);
  g_task_return_pointer (task, request, g_object_unref);
}

static CcpUpstreamRequest *
fake_provider_describe_finish (CcpProvider *provider,
                               GAsyncResult *result,
                               GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_provider_judge_async (CcpProvider *provider,
                           CcpExchange *exchange,
                           guint status,
                           CcpHeaders *headers,
                           GBytes *body,
                           CcpJson *json,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  FakeProvider *self = FAKE_PROVIDER (provider);
  g_autoptr (GTask) task =
      misbehave (self, g_task_new (self, cancellable, callback, user_data), "judge");
  CcpVerdict *verdict = NULL;

  g_assert_nonnull (body);
  self->n_judged++;
  if (task == NULL)
    return;
  verdict = g_queue_pop_head (&self->verdicts);
  if (verdict == NULL && status < 400)
    verdict = ccp_verdict_new_fine ();
  else if (verdict == NULL)
    verdict = ccp_verdict_new (CCP_VERDICT_GIVE_UP,
                               ccp_error_code_from_http_status (status),
                               "the provider refuses");
  g_task_return_pointer (task, verdict, (GDestroyNotify) ccp_verdict_unref);
}

static CcpVerdict *
fake_provider_judge_finish (CcpProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_provider_finalize (GObject *object)
{
  FakeProvider *self = FAKE_PROVIDER (object);

  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->at, g_free);
  g_clear_pointer (&self->does, g_free);
  g_queue_clear_full (&self->verdicts, (GDestroyNotify) ccp_verdict_unref);

  G_OBJECT_CLASS (fake_provider_parent_class)->finalize (object);
}

static void
fake_provider_class_init (FakeProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_provider_finalize;
}

static void
fake_provider_iface_init (CcpProviderInterface *iface)
{
  iface->configure = fake_provider_configure;
  iface->get_dialect = fake_provider_get_dialect;
  iface->get_framing = fake_provider_get_framing;
  iface->describe_async = fake_provider_describe_async;
  iface->describe_finish = fake_provider_describe_finish;
  iface->judge_async = fake_provider_judge_async;
  iface->judge_finish = fake_provider_judge_finish;
}

static void
fake_provider_init (FakeProvider *self)
{
}

void
fake_provider_add_verdict (FakeProvider *self, CcpVerdict *verdict)
{
  g_queue_push_tail (&self->verdicts, verdict);
}

void
fake_provider_set_behaviour (FakeProvider *self, const char *at, const char *does)
{
  g_free (self->at);
  g_free (self->does);
  self->at = g_strdup (at);
  self->does = g_strdup (does);
}

guint
fake_provider_count_judged (FakeProvider *self)
{
  return self->n_judged;
}
