/* ccp-client-daemon.c: what the running daemon says of itself to who starts clients
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-client-daemon"

#include "ccp-client-daemon.h"

#include "ccp-bus-client.h"
#include "ccp-bus-connection.h"
#include "ccp-dbus-names.h"

/* in milliseconds; it reads its configuration and tries its plugins */
#define START_LIMIT 20000

CcpClientDaemon *
ccp_client_daemon_find (const char *const *environment)
{
  g_autoptr (CcpBusClient) client = NULL;
  CcpDBusManager *manager = NULL;
  const char *const *listen = NULL;
  const char *path = NULL;
  CcpClientDaemon *self = NULL;

  g_return_val_if_fail (environment != NULL, NULL);

  client = ccp_bus_client_new (environment, NULL);
  if (client == NULL)
    return NULL;
  manager = ccp_bus_client_get_manager (client);
  self = g_new0 (CcpClientDaemon, 1);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  listen = ccp_dbus_manager_get_listen (manager);
  for (guint i = 0; listen != NULL && listen[i] != NULL; i++)
    g_ptr_array_add (self->addresses, g_strdup (listen[i]));
  path = ccp_dbus_manager_get_config_path (manager);
  self->config_path = path != NULL && *path != '\0' ? g_strdup (path) : NULL;
  self->profiles = ccp_dbus_manager_dup_profiles (manager);
  return self;
}

gboolean
ccp_client_daemon_start (const char *const *environment)
{
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GVariant) answer = NULL;

  g_return_val_if_fail (environment != NULL, FALSE);

  bus = ccp_bus_connection_open (environment, NULL);
  if (bus == NULL)
    return FALSE;
  answer = g_dbus_connection_call_sync (bus,
                                        "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus",
                                        "StartServiceByName",
                                        g_variant_new ("(su)", CCP_DBUS_NAME, 0),
                                        G_VARIANT_TYPE ("(u)"),
                                        G_DBUS_CALL_FLAGS_NONE,
                                        START_LIMIT,
                                        NULL,
                                        NULL);
  return answer != NULL;
}

void
ccp_client_daemon_free (CcpClientDaemon *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->config_path, g_free);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->profiles, g_strfreev);
  g_free (self);
}
