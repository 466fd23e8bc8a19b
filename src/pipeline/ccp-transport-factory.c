/* ccp-transport-factory.c: makes what a provider's requests are sent with
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-transport-factory"

#include "ccp-transport-factory.h"

G_DEFINE_INTERFACE (CcpTransportFactory, ccp_transport_factory, G_TYPE_OBJECT)

static void
ccp_transport_factory_default_init (CcpTransportFactoryInterface *iface)
{
}

CcpTransport *
ccp_transport_factory_create (CcpTransportFactory *self,
                              const CcpProviderConfig *provider,
                              gboolean own_upstream,
                              GError **error)
{
  g_return_val_if_fail (CCP_IS_TRANSPORT_FACTORY (self), NULL);
  g_return_val_if_fail (provider != NULL, NULL);

  return CCP_TRANSPORT_FACTORY_GET_IFACE (self)->create (self,
                                                         provider,
                                                         own_upstream,
                                                         error);
}

void
ccp_transport_factory_drop_idle (CcpTransportFactory *self)
{
  CcpTransportFactoryInterface *iface = NULL;

  g_return_if_fail (CCP_IS_TRANSPORT_FACTORY (self));

  iface = CCP_TRANSPORT_FACTORY_GET_IFACE (self);
  if (iface->drop_idle != NULL)
    iface->drop_idle (self);
}

void
ccp_transport_factory_note_resume (CcpTransportFactory *self, guint patience)
{
  CcpTransportFactoryInterface *iface = NULL;

  g_return_if_fail (CCP_IS_TRANSPORT_FACTORY (self));

  iface = CCP_TRANSPORT_FACTORY_GET_IFACE (self);
  if (iface->note_resume != NULL)
    iface->note_resume (self, patience);
}
