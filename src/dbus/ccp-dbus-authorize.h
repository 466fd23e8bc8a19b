/* ccp-dbus-authorize.h: who may ask the daemon, and how often
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Whether the bus itself is run by @uid: what a bus of somebody else says of the peers
 * that are on it is not to be believed. */
gboolean ccp_dbus_authorize_bus (GDBusConnection *connection, uid_t uid, GError **error);
/* From now on, a peer that is not of @uid is answered with
 * org.freedesktop.DBus.Error.AccessDenied, whatever it asks, and one that calls more than
 * it may with org.freedesktop.DBus.Error.LimitsExceeded. All of that happens in the
 * thread that reads from the bus: the main context does not hear of it. */
void ccp_dbus_authorize_calls (GDBusConnection *connection, uid_t uid);
/* Returns: what a call costs of the quota of its sender */
guint ccp_dbus_authorize_get_cost (GDBusMessage *call);

G_END_DECLS
