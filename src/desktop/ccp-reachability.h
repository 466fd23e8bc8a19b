/* ccp-reachability.h: which providers there is a way to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-network-watch.h"
#include "ccp-pipeline.h"

G_BEGIN_DECLS

#define CCP_TYPE_REACHABILITY (ccp_reachability_get_type ())

/* While there is no network the states of the providers that need one say so, and the
 * pipeline does not send to them. When it is back, what is left of before is forgotten:
 * connections that are not in use, and breakers that opened. */
G_DECLARE_FINAL_TYPE (CcpReachability, ccp_reachability, CCP, REACHABILITY, GObject)

/* @proxies: (nullable): through which providers are reached, see
 * ccp_environment_proxies_new () */
CcpReachability *ccp_reachability_new (CcpNetworkWatch *watch,
                                       CcpPipeline *pipeline,
                                       CcpTransportFactory *transports,
                                       GProxyResolver *proxies);
/* While it is off every provider is sent to. At first it is on. */
void ccp_reachability_set_enabled (CcpReachability *self, gboolean enabled);

G_END_DECLS
