/* ccp-dbus-plugin.h: a plugin on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-info.h"

G_BEGIN_DECLS

/* Returns: (transfer full): org.ccproxy.CcProxy1.Plugin */
GDBusInterfaceSkeleton *ccp_dbus_plugin_create (const CcpPluginInfo *plugin);

G_END_DECLS
