/* ccp-dbus-manager.h: the daemon on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-control.h"
#include "ccp-dbus-publisher.h"

G_BEGIN_DECLS

/* Returns: (transfer full): org.ccproxy.CcProxy1.Manager */
GDBusInterfaceSkeleton *ccp_dbus_manager_create (CcpControl *control,
                                                 CcpDBusPublisher *publisher);

G_END_DECLS
