/* ccp-dbus-stats.h: the counts on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-dbus-publisher.h"

G_BEGIN_DECLS

/* Returns: (transfer full): org.ccproxy.CcProxy1.Stats */
GDBusInterfaceSkeleton *ccp_dbus_stats_create (CcpLedger *ledger,
                                               CcpDBusPublisher *publisher);

G_END_DECLS
