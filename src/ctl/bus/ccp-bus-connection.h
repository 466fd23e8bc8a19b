/* ccp-bus-connection.h: connects to the session bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Starts no bus, and gives up after three seconds. It runs the main loop of this thread.
 * @environment: says where the session bus is
 * Returns: (nullable): NULL with CCP_ERROR_NOT_FOUND if there is none or it cannot be
 * reached, or CCP_ERROR_TIMEOUT */
GDBusConnection *ccp_bus_connection_open (const char *const *environment, GError **error);
/* The same for who cannot wait for so long. */
GDBusConnection *ccp_bus_connection_open_within (const char *const *environment,
                                                 guint milliseconds,
                                                 GError **error);

G_END_DECLS
