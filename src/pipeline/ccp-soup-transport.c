/* ccp-soup-transport.c: sends requests to one provider over HTTP
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-soup-transport"

#include "ccp-soup-transport.h"

#include "ccp-soup-message.h"
#include "ccp-soup-send.h"

struct _CcpSoupTransport
{
  GObject parent_instance;

  CcpSoupSendContext context;
};

static void ccp_soup_transport_iface_init (CcpTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpSoupTransport,
                               ccp_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSPORT,
                                                      ccp_soup_transport_iface_init))

static void
ccp_soup_transport_send_async (CcpTransport *transport,
                               CcpUpstreamRequest *request,
                               const char *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CcpSoupTransport *self = CCP_SOUP_TRANSPORT (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (SoupMessage) message = NULL;

  g_task_set_source_tag (task, ccp_soup_transport_send_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  uri = ccp_upstream_origin_parse (self->context.origin,
                                   ccp_upstream_request_get_url (request),
                                   &error);
  if (uri != NULL)
    message = ccp_soup_message_build (request, uri, key, &error);
  if (message == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    ccp_soup_send_start (&self->context, request, message, task);
}

static CcpUpstreamResponse *
ccp_soup_transport_send_finish (CcpTransport *transport,
                                GAsyncResult *result,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ccp_soup_transport_finalize (GObject *object)
{
  CcpSoupTransport *self = CCP_SOUP_TRANSPORT (object);

  g_clear_pointer (&self->context.origin, ccp_upstream_origin_free);
  g_clear_object (&self->context.pool);

  G_OBJECT_CLASS (ccp_soup_transport_parent_class)->finalize (object);
}

static void
ccp_soup_transport_iface_init (CcpTransportInterface *iface)
{
  iface->send_async = ccp_soup_transport_send_async;
  iface->send_finish = ccp_soup_transport_send_finish;
}

static void
ccp_soup_transport_class_init (CcpSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_soup_transport_finalize;
}

static void
ccp_soup_transport_init (CcpSoupTransport *self)
{
}

static guint
choose_time (guint milliseconds, guint fallback)
{
  return milliseconds != 0 ? milliseconds : fallback;
}

/* Returns: (nullable): @proxies, unless they let @url pass by. The answer is a table's,
 * so nothing waits here. */
static GProxyResolver *
choose_proxies (GProxyResolver *proxies, const char *url)
{
  g_auto (GStrv) ways = NULL;

  if (proxies == NULL)
    return NULL;
  ways = g_proxy_resolver_lookup (proxies, url, NULL, NULL);
  if (ways != NULL && g_strcmp0 (ways[0], "direct://") == 0)
    return NULL;
  return proxies;
}

/* To be called in main () before there is a thread or a session. Connections to providers
 * are HTTP/1.1: libsoup holds requests back while a connection may yet turn out to be
 * HTTP/2. And TLS below 1.2 is not spoken. What the user has set stays. */
void
ccp_soup_transport_prepare_environment (void)
{
  g_setenv ("SOUP_FORCE_HTTP1", "1", FALSE);
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", FALSE);
}

/* Requests must have the origin (scheme, host, port) of @base_url. */
CcpTransport *
ccp_soup_transport_new (const char *base_url,
                        const CcpSoupTransportSettings *settings,
                        GError **error)
{
  g_autoptr (CcpUpstreamOrigin) origin = NULL;
  CcpSoupTransport *self = NULL;
  GProxyResolver *proxies = NULL;

  g_return_val_if_fail (base_url != NULL, NULL);
  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  origin = ccp_upstream_origin_new (base_url, error);
  if (origin == NULL)
    return NULL;

  proxies = choose_proxies (settings->proxies, base_url);
  self = g_object_new (CCP_TYPE_SOUP_TRANSPORT, NULL);
  self->context.origin = g_steal_pointer (&origin);
  self->context.direct = proxies == NULL;
  self->context.connect_timeout = choose_time (settings->connect_timeout, 10000);
  self->context.head_timeout = choose_time (settings->head_timeout, 120000);
  self->context.idle_timeout = choose_time (settings->idle_timeout, 120000);
  self->context.pool =
      settings->pool != NULL
          ? g_object_ref (settings->pool)
          : ccp_session_pool_new (proxies,
                                  settings->authorities,
                                  choose_time (settings->keep_timeout, 60000));
  return CCP_TRANSPORT (self);
}

CcpSessionPool *
ccp_soup_transport_get_pool (CcpSoupTransport *self)
{
  g_return_val_if_fail (CCP_IS_SOUP_TRANSPORT (self), NULL);

  return self->context.pool;
}
