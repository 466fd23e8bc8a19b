/* ccp-desktop-bus.h: a message bus as a client has it, which need not be there
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_TYPE_DESKTOP_BUS (ccp_desktop_bus_get_type ())

/* Is connected when somebody first asks for it, and again after it was lost. */
G_DECLARE_FINAL_TYPE (CcpDesktopBus, ccp_desktop_bus, CCP, DESKTOP_BUS, GObject)

/* @address: (nullable): NULL for one that there is not */
CcpDesktopBus *ccp_desktop_bus_new (const char *address);
/* @cancellable: (nullable) */
void ccp_desktop_bus_open_async (CcpDesktopBus *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Returns: (transfer full): one connection for all who ask */
GDBusConnection *
ccp_desktop_bus_open_finish (CcpDesktopBus *self, GAsyncResult *result, GError **error);

G_END_DECLS
