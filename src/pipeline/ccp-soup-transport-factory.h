/* ccp-soup-transport-factory.h: makes the transports of the daemon
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-transport-factory.h"

G_BEGIN_DECLS

#define CCP_TYPE_SOUP_TRANSPORT_FACTORY (ccp_soup_transport_factory_get_type ())

G_DECLARE_FINAL_TYPE (CcpSoupTransportFactory,
                      ccp_soup_transport_factory,
                      CCP,
                      SOUP_TRANSPORT_FACTORY,
                      GObject)

/* A transport for a provider whose name and origin were seen before, and whose transport
 * is still in use, has the idle connections of that one.
 * @proxies: (nullable): how to reach providers; none connects directly */
CcpTransportFactory *ccp_soup_transport_factory_new (GProxyResolver *proxies);

G_END_DECLS
