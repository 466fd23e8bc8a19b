/* ccp-dbus-exchange.h: an exchange under way on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ledger-entry.h"

G_BEGIN_DECLS

/* Returns: (transfer full): org.ccproxy.CcProxy1.Exchange */
GDBusInterfaceSkeleton *ccp_dbus_exchange_create (CcpLedgerEntry *entry);
/* @exchange: of ccp_dbus_exchange_create (): looks up which process it is for, which may
 * take milliseconds */
void ccp_dbus_exchange_find_client (GDBusInterfaceSkeleton *exchange);

G_END_DECLS
