/* ccp-dbus-authorize.h: who may ask the daemon, and how often
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* A session bus lets in nobody but the user that runs it. So this asks for one thing:
 * that the bus itself is run by @uid. */
gboolean ccp_dbus_authorize_bus (GDBusConnection *connection, uid_t uid, GError **error);
/* From now on, a peer that calls more than it may is answered with
 * org.freedesktop.DBus.Error.LimitsExceeded in the thread that reads from the bus: the
 * main context does not hear of it. */
void ccp_dbus_authorize_calls (GDBusConnection *connection);
/* Returns: what a call costs of the quota of its sender */
guint ccp_dbus_authorize_get_cost (GDBusMessage *call);

G_END_DECLS
