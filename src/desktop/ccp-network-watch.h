/* ccp-network-watch.h: whether there is a network
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_TYPE_NETWORK_WATCH (ccp_network_watch_get_type ())

/* As the monitor sees it, but that a network which is gone for a moment, as between two
 * of them, was never gone. The signal is "changed". */
G_DECLARE_FINAL_TYPE (CcpNetworkWatch, ccp_network_watch, CCP, NETWORK_WATCH, GObject)

/* @moment: in milliseconds; 0 for one second */
CcpNetworkWatch *ccp_network_watch_new (GNetworkMonitor *monitor, guint moment);
/* at first there is one */
gboolean ccp_network_watch_is_online (CcpNetworkWatch *self);
GNetworkMonitor *ccp_network_watch_get_monitor (CcpNetworkWatch *self);

G_END_DECLS
