/* ccp-log-place.c: where the daemon that runs writes its log
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-log-place"

#include "ccp-log-place.h"

#include "ccp-bus-connection.h"
#include "ccp-dbus-names.h"
#include "ccp-unit-state.h"

#define TIME_LIMIT 2000

/* Returns: 0 if no daemon has the name */
static guint
find_owner (GDBusConnection *bus)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus,
                                   "org.freedesktop.DBus",
                                   "/org/freedesktop/DBus",
                                   "org.freedesktop.DBus",
                                   "GetConnectionUnixProcessID",
                                   g_variant_new ("(s)", CCP_DBUS_NAME),
                                   G_VARIANT_TYPE ("(u)"),
                                   G_DBUS_CALL_FLAGS_NONE,
                                   TIME_LIMIT,
                                   NULL,
                                   NULL);
  guint pid = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);
  return pid;
}

/* Returns: (nullable): NULL for a socket, which is that of the journal */
static char *
find_file (guint pid)
{
  g_autofree char *link = g_strdup_printf ("/proc/%u/fd/2", pid);
  g_autofree char *target = g_file_read_link (link, NULL);

  if (target == NULL)
    return g_steal_pointer (&link);
  return g_str_has_prefix (target, "socket:") ? NULL : g_steal_pointer (&target);
}

void
ccp_log_place_find (CcpLogPlace *self, const char *const *environment)
{
  g_autoptr (GDBusConnection) bus = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (environment != NULL);

  *self = (CcpLogPlace){ 0 };
  bus = ccp_bus_connection_open (environment, NULL);
  if (bus == NULL ||
      ccp_unit_state_get (bus, CCP_UNIT_STATE_SERVICE) == CCP_UNIT_STATE_RUNNING)
    return;
  self->pid = find_owner (bus);
  if (self->pid != 0)
    self->file = find_file (self->pid);
}

void
ccp_log_place_clear (CcpLogPlace *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->file, g_free);
}
