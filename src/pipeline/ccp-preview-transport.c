/* ccp-preview-transport.c: keeps what would be sent, and sends nothing
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-preview-transport"

#include "ccp-preview-transport.h"

#include "ccp-soup-message.h"
#include "ccp-upstream-origin.h"

struct _CcpPreviewTransport
{
  GObject parent_instance;

  CcpUpstreamOrigin *origin;  /* (nullable): that of a plugin's own server is not known */
  CcpRequestPreview *preview; /* (nullable) */
  GPtrArray *hidden;          /* (nullable) (element-type utf8) */
};

static void ccp_preview_transport_iface_init (CcpTransportInterface *iface);
static void
ccp_preview_transport_factory_iface_init (CcpTransportFactoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CcpPreviewTransport,
    ccp_preview_transport,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSPORT, ccp_preview_transport_iface_init)
        G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSPORT_FACTORY,
                               ccp_preview_transport_factory_iface_init))

static GUri *
parse_url (CcpPreviewTransport *self, const char *url, GError **error)
{
  if (self->origin != NULL)
    return ccp_upstream_origin_parse (self->origin, url, error);
  return g_uri_parse (url, SOUP_HTTP_URI_FLAGS, error);
}

static void
ccp_preview_transport_send_async (CcpTransport *transport,
                                  CcpUpstreamRequest *request,
                                  const char *key,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CcpPreviewTransport *self = CCP_PREVIEW_TRANSPORT (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (CcpHeaders) headers = NULL;

  g_task_set_source_tag (task, ccp_preview_transport_send_async);
  g_clear_pointer (&self->preview, ccp_request_preview_free);
  uri = parse_url (self, ccp_upstream_request_get_url (request), &error);
  if (uri != NULL)
    message = ccp_soup_message_build (request, uri, key, &error);
  if (message == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  headers = ccp_soup_message_copy_request_headers (message);
  self->preview = ccp_request_preview_new (request, uri, headers, key, self->hidden);
  ccp_soup_message_forget_key (message, ccp_upstream_request_get_key_header (request));
  g_task_return_new_error (task, CCP_ERROR, CCP_ERROR_CANCELLED, "nothing is sent");
}

static CcpUpstreamResponse *
ccp_preview_transport_send_finish (CcpTransport *transport,
                                   GAsyncResult *result,
                                   GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static CcpPreviewTransport *
create (GPtrArray *hidden)
{
  CcpPreviewTransport *self = g_object_new (CCP_TYPE_PREVIEW_TRANSPORT, NULL);

  self->hidden = hidden != NULL ? g_ptr_array_ref (hidden) : NULL;
  return self;
}

static CcpTransport *
ccp_preview_transport_create (CcpTransportFactory *factory,
                              const CcpProviderConfig *provider,
                              gboolean own_upstream,
                              GError **error)
{
  g_autoptr (CcpPreviewTransport) self = create (CCP_PREVIEW_TRANSPORT (factory)->hidden);

  if (!own_upstream)
    {
      self->origin = ccp_upstream_origin_new (provider->url, error);
      if (self->origin == NULL)
        return NULL;
    }
  return CCP_TRANSPORT (g_steal_pointer (&self));
}

static void
ccp_preview_transport_finalize (GObject *object)
{
  CcpPreviewTransport *self = CCP_PREVIEW_TRANSPORT (object);

  g_clear_pointer (&self->origin, ccp_upstream_origin_free);
  g_clear_pointer (&self->preview, ccp_request_preview_free);
  g_clear_pointer (&self->hidden, g_ptr_array_unref);

  G_OBJECT_CLASS (ccp_preview_transport_parent_class)->finalize (object);
}

static void
ccp_preview_transport_class_init (CcpPreviewTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_preview_transport_finalize;
}

static void
ccp_preview_transport_iface_init (CcpTransportInterface *iface)
{
  iface->send_async = ccp_preview_transport_send_async;
  iface->send_finish = ccp_preview_transport_send_finish;
}

static void
ccp_preview_transport_factory_iface_init (CcpTransportFactoryInterface *iface)
{
  iface->create = ccp_preview_transport_create;
}

static void
ccp_preview_transport_init (CcpPreviewTransport *self)
{
}

CcpTransportFactory *
ccp_preview_transport_new_factory (GPtrArray *hidden)
{
  return CCP_TRANSPORT_FACTORY (create (hidden));
}

CcpRequestPreview *
ccp_preview_transport_take (CcpPreviewTransport *self)
{
  g_return_val_if_fail (CCP_IS_PREVIEW_TRANSPORT (self), NULL);

  return g_steal_pointer (&self->preview);
}
