/* ccp-loopback-transport.c: sends requests to servers that plugins run themselves
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-loopback-transport"

#include "ccp-loopback-transport.h"

struct _CcpLoopbackTransport
{
  GObject parent_instance;

  CcpSoupTransportSettings settings;
  char *origin;            /* (nullable): where @transport goes */
  CcpTransport *transport; /* (nullable) */
};

static void ccp_loopback_transport_iface_init (CcpTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpLoopbackTransport,
                               ccp_loopback_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSPORT,
                                                      ccp_loopback_transport_iface_init))

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address =
      host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* Returns: (nullable): scheme, host and port of @url, or NULL with @error set */
static char *
find_origin (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, error);

  if (uri == NULL)
    return NULL;
  if (!is_loopback (g_uri_get_host (uri)))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_PLUGIN,
                   "a plugin that runs its own server may not send to \"%s\"",
                   g_uri_get_host (uri));
      return NULL;
    }
  return g_uri_join (G_URI_FLAGS_NONE,
                     g_uri_get_scheme (uri),
                     NULL,
                     g_uri_get_host (uri),
                     g_uri_get_port (uri),
                     "",
                     NULL,
                     NULL);
}

static gboolean
aim (CcpLoopbackTransport *self, const char *url, GError **error)
{
  g_autofree char *origin = find_origin (url, error);
  CcpTransport *transport = NULL;

  if (origin == NULL)
    return FALSE;
  if (g_strcmp0 (origin, self->origin) == 0)
    return TRUE;
  transport = ccp_soup_transport_new (origin, &self->settings, error);
  if (transport == NULL)
    return FALSE;
  g_clear_object (&self->transport);
  g_free (self->origin);
  self->transport = transport;
  self->origin = g_steal_pointer (&origin);
  return TRUE;
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CcpUpstreamResponse *response =
      ccp_transport_send_finish (CCP_TRANSPORT (object), result, &error);

  if (response != NULL)
    g_task_return_pointer (task, response, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
ccp_loopback_transport_send_async (CcpTransport *transport,
                                   CcpUpstreamRequest *request,
                                   const char *key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CcpLoopbackTransport *self = CCP_LOOPBACK_TRANSPORT (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, ccp_loopback_transport_send_async);
  if (!aim (self, ccp_upstream_request_get_url (request), &error))
    g_task_return_error (task, error);
  else
    ccp_transport_send_async (self->transport,
                              request,
                              NULL,
                              cancellable,
                              on_sent,
                              g_object_ref (task));
}

static CcpUpstreamResponse *
ccp_loopback_transport_send_finish (CcpTransport *transport,
                                    GAsyncResult *result,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ccp_loopback_transport_finalize (GObject *object)
{
  CcpLoopbackTransport *self = CCP_LOOPBACK_TRANSPORT (object);

  g_clear_pointer (&self->origin, g_free);
  g_clear_object (&self->transport);

  G_OBJECT_CLASS (ccp_loopback_transport_parent_class)->finalize (object);
}

static void
ccp_loopback_transport_class_init (CcpLoopbackTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_loopback_transport_finalize;
}

static void
ccp_loopback_transport_iface_init (CcpTransportInterface *iface)
{
  iface->send_async = ccp_loopback_transport_send_async;
  iface->send_finish = ccp_loopback_transport_send_finish;
}

static void
ccp_loopback_transport_init (CcpLoopbackTransport *self)
{
}

CcpTransport *
ccp_loopback_transport_new (const CcpSoupTransportSettings *settings)
{
  CcpLoopbackTransport *self = g_object_new (CCP_TYPE_LOOPBACK_TRANSPORT, NULL);

  self->settings = *settings;
  self->settings.proxies = NULL;
  return CCP_TRANSPORT (self);
}
