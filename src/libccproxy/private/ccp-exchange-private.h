/* ccp-exchange-private.h: what the host alone knows of an exchange
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-exchange.h"

G_BEGIN_DECLS

/* Returns: a process, 0 if it is not known */
typedef guint (*CcpExchangePidFunc) (gpointer client);

CCP_HOST_API
void ccp_exchange_abandon (CcpExchange *self, const GError *reason);
CCP_HOST_API
const GError *ccp_exchange_get_abandoned (CcpExchange *self);
CCP_HOST_API
void ccp_exchange_set_credentials (CcpExchange *self, CcpHeaders *credentials);
CCP_HOST_API
CcpHeaders *ccp_exchange_get_credentials (CcpExchange *self);
CCP_HOST_API
void
ccp_exchange_set_client (CcpExchange *self, GObject *client, CcpExchangePidFunc find_pid);
CCP_HOST_API
guint ccp_exchange_find_client_pid (CcpExchange *self);

G_END_DECLS
