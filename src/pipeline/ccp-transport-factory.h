/* ccp-transport-factory.h: makes what a provider's requests are sent with
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-provider-config.h"
#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_TRANSPORT_FACTORY (ccp_transport_factory_get_type ())

/* The network of a snapshot is a parameter, so that tests own it. */
G_DECLARE_INTERFACE (CcpTransportFactory,
                     ccp_transport_factory,
                     CCP,
                     TRANSPORT_FACTORY,
                     GObject)

struct _CcpTransportFactoryInterface
{
  GTypeInterface parent_iface;

  CcpTransport *(*create) (CcpTransportFactory *self,
                           const CcpProviderConfig *provider,
                           gboolean own_upstream,
                           GError **error);
  void (*drop_idle) (CcpTransportFactory *self);                   /* (nullable) */
  void (*note_resume) (CcpTransportFactory *self, guint patience); /* (nullable) */
};

/* @own_upstream: whether the provider's plugin runs the server that it sends to */
CcpTransport *ccp_transport_factory_create (CcpTransportFactory *self,
                                            const CcpProviderConfig *provider,
                                            gboolean own_upstream,
                                            GError **error);

/* Drops the connections of all transports that are not in use. */
void ccp_transport_factory_drop_idle (CcpTransportFactory *self);
/* The computer has slept: likewise, and of those in use which may be dead each has to
 * show soon that it is not.
 * @patience: how soon, in milliseconds */
void ccp_transport_factory_note_resume (CcpTransportFactory *self, guint patience);

G_END_DECLS
