/* fake-transport.c: a transport that answers what a test tells it to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-transport.h"

#include <string.h>

#include "fake-wait.h"

typedef struct
{
  CcpUpstreamResponse *response; /* (nullable) */
  GError *error;                 /* (nullable) */
} Answer;

struct _FakeTransport
{
  GObject parent_instance;

  GQueue answers; /* (element-type Answer) */
  guint n_sent;
  guint n_cancelled;
  char *key;                   /* (nullable) */
  CcpUpstreamRequest *request; /* (nullable) */
};

static void fake_transport_iface_init (CcpTransportInterface *iface);
static void fake_transport_factory_iface_init (CcpTransportFactoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    FakeTransport,
    fake_transport,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSPORT, fake_transport_iface_init)
        G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSPORT_FACTORY,
                               fake_transport_factory_iface_init))

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  g_clear_object (&answer->response);
  g_clear_error (&answer->error);
  g_free (answer);
}

static void
fake_transport_send_async (CcpTransport *transport,
                           CcpUpstreamRequest *request,
                           const char *key,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Answer *answer = g_queue_pop_head (&self->answers);

  self->n_sent++;
  g_set_object (&self->request, request);
  g_free (self->key);
  self->key = g_strdup (key);
  if (answer == NULL)
    {
      fake_wait_start (g_steal_pointer (&task));
      return;
    }
  if (answer->error != NULL)
    g_task_return_error (task, g_steal_pointer (&answer->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&answer->response), g_object_unref);
  free_answer (answer);
}

static CcpUpstreamResponse *
fake_transport_send_finish (CcpTransport *transport, GAsyncResult *result, GError **error)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);
  GError *failure = NULL;
  CcpUpstreamResponse *response = g_task_propagate_pointer (G_TASK (result), &failure);

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->n_cancelled++;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return response;
}

static CcpTransport *
fake_transport_create (CcpTransportFactory *factory,
                       const CcpProviderConfig *provider,
                       gboolean own_upstream,
                       GError **error)
{
  return CCP_TRANSPORT (g_object_ref (factory));
}

static void
fake_transport_finalize (GObject *object)
{
  FakeTransport *self = FAKE_TRANSPORT (object);

  g_queue_clear_full (&self->answers, free_answer);
  g_clear_pointer (&self->key, g_free);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (fake_transport_parent_class)->finalize (object);
}

static void
fake_transport_class_init (FakeTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_transport_finalize;
}

static void
fake_transport_iface_init (CcpTransportInterface *iface)
{
  iface->send_async = fake_transport_send_async;
  iface->send_finish = fake_transport_send_finish;
}

static void
fake_transport_factory_iface_init (CcpTransportFactoryInterface *iface)
{
  iface->create = fake_transport_create;
}

static void
fake_transport_init (FakeTransport *self)
{
}

FakeTransport *
fake_transport_new (void)
{
  return g_object_new (FAKE_TYPE_TRANSPORT, NULL);
}

void
fake_transport_answer (FakeTransport *self,
                       guint status,
                       const char *content_type,
                       GInputStream *body)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  Answer *answer = g_new0 (Answer, 1);

  if (content_type != NULL)
    ccp_headers_set (headers, "content-type", content_type);
  answer->response = ccp_upstream_response_new (status, headers, body);
  g_queue_push_tail (&self->answers, answer);
}

void
fake_transport_answer_text (FakeTransport *self,
                            guint status,
                            const char *content_type,
                            const char *body)
{
  g_autoptr (GInputStream) stream =
      g_memory_input_stream_new_from_data (g_strdup (body),
                                           (gssize) strlen (body),
                                           g_free);

  fake_transport_answer (self, status, content_type, stream);
}

void
fake_transport_fail (FakeTransport *self, GError *error)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->error = error;
  g_queue_push_tail (&self->answers, answer);
}

guint
fake_transport_count_sent (FakeTransport *self)
{
  return self->n_sent;
}

guint
fake_transport_count_cancelled (FakeTransport *self)
{
  return self->n_cancelled;
}

const char *
fake_transport_get_key (FakeTransport *self)
{
  return self->key;
}

CcpUpstreamRequest *
fake_transport_get_request (FakeTransport *self)
{
  return self->request;
}

char *
fake_transport_dup_body (FakeTransport *self)
{
  GBytes *bytes = ccp_json_get_bytes (ccp_upstream_request_get_body (self->request));

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
