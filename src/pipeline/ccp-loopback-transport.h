/* ccp-loopback-transport.h: sends requests to servers that plugins run themselves
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-soup-transport.h"

G_BEGIN_DECLS

#define CCP_TYPE_LOOPBACK_TRANSPORT (ccp_loopback_transport_get_type ())

/* Follows a provider to whatever port it names, but only on this machine's loopback
 * addresses, past every proxy, and never takes a key along. */
G_DECLARE_FINAL_TYPE (CcpLoopbackTransport,
                      ccp_loopback_transport,
                      CCP,
                      LOOPBACK_TRANSPORT,
                      GObject)

CcpTransport *ccp_loopback_transport_new (const CcpSoupTransportSettings *settings);

G_END_DECLS
