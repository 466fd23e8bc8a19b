/* ccp-bus-absence.h: says why the daemon is not on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sets @error to what is known of it and how to mend it: CCP_ERROR_INTERNAL if systemd
 * could not start it, CCP_ERROR_UNAVAILABLE else. */
void ccp_bus_absence_explain (GDBusConnection *bus, GError **error);

G_END_DECLS
