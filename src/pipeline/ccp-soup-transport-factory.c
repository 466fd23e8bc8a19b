/* ccp-soup-transport-factory.c: makes the transports of the daemon
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-soup-transport-factory"

#include "ccp-soup-transport-factory.h"

#include "ccp-loopback-transport.h"
#include "ccp-soup-transport.h"

struct _CcpSoupTransportFactory
{
  GObject parent_instance;

  GProxyResolver *proxies; /* (nullable) */
};

static void ccp_soup_transport_factory_iface_init (CcpTransportFactoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CcpSoupTransportFactory,
    ccp_soup_transport_factory,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSPORT_FACTORY,
                           ccp_soup_transport_factory_iface_init))

static CcpTransport *
ccp_soup_transport_factory_create (CcpTransportFactory *factory,
                                   const CcpProviderConfig *provider,
                                   gboolean own_upstream,
                                   GError **error)
{
  const CcpSoupTransportSettings settings = {
    .head_timeout = provider->timeout * 1000,
    .idle_timeout = provider->timeout * 1000,
    .proxies = CCP_SOUP_TRANSPORT_FACTORY (factory)->proxies,
  };

  if (own_upstream)
    return ccp_loopback_transport_new (&settings);
  return ccp_soup_transport_new (provider->url, &settings, error);
}

static void
ccp_soup_transport_factory_finalize (GObject *object)
{
  CcpSoupTransportFactory *self = CCP_SOUP_TRANSPORT_FACTORY (object);

  g_clear_object (&self->proxies);

  G_OBJECT_CLASS (ccp_soup_transport_factory_parent_class)->finalize (object);
}

static void
ccp_soup_transport_factory_class_init (CcpSoupTransportFactoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_soup_transport_factory_finalize;
}

static void
ccp_soup_transport_factory_iface_init (CcpTransportFactoryInterface *iface)
{
  iface->create = ccp_soup_transport_factory_create;
}

static void
ccp_soup_transport_factory_init (CcpSoupTransportFactory *self)
{
}

CcpTransportFactory *
ccp_soup_transport_factory_new (GProxyResolver *proxies)
{
  CcpSoupTransportFactory *self = g_object_new (CCP_TYPE_SOUP_TRANSPORT_FACTORY, NULL);

  g_set_object (&self->proxies, proxies);
  return CCP_TRANSPORT_FACTORY (self);
}
