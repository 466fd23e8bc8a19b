/* ccp-bus-client.c: speaks to the daemon over the session bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-bus-client"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-bus-absence.h"
#include "ccp-bus-client.h"
#include "ccp-bus-connection.h"
#include "ccp-dbus-names.h"
#include "ccp.h"

/* for an answer, in milliseconds: both are on this machine */
#define BUS_TIME_LIMIT 3000
#define DAEMON_TIME_LIMIT 5000

#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"
#define PROPERTIES_INTERFACE "org.freedesktop.DBus.Properties"
#define MANAGER_INTERFACE "org.ccproxy.CcProxy1.Manager"

struct _CcpBusClient
{
  GObject parent_instance;

  GDBusConnection *connection;
  CcpDBusManager *manager;
  CcpDBusRoutes *routes;
  CcpDBusStats *stats;
  GDBusObjectManager *objects; /* (nullable): if it was asked for */
};

G_DEFINE_FINAL_TYPE (CcpBusClient, ccp_bus_client, G_TYPE_OBJECT)

static gboolean
is_time_out (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
}

static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN);
}

static void
set_silent (GError **error)
{
  g_set_error (
      error,
      CCP_ERROR,
      CCP_ERROR_TIMEOUT,
      _ ("ccproxyd runs, but has not answered for %d seconds; end it and start it "
         "again: systemctl --user restart ccproxy"),
      DAEMON_TIME_LIMIT / 1000);
}

static gboolean
has_owner (GDBusConnection *bus, gboolean *is_owned, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus,
                                   BUS_NAME,
                                   BUS_PATH,
                                   BUS_NAME,
                                   "NameHasOwner",
                                   g_variant_new ("(s)", CCP_DBUS_NAME),
                                   G_VARIANT_TYPE ("(b)"),
                                   G_DBUS_CALL_FLAGS_NONE,
                                   BUS_TIME_LIMIT,
                                   NULL,
                                   &local);

  if (reply != NULL)
    {
      g_variant_get (reply, "(b)", is_owned);
      return TRUE;
    }
  g_set_error (error,
               CCP_ERROR,
               is_time_out (local) ? CCP_ERROR_TIMEOUT : CCP_ERROR_NOT_FOUND,
               _ ("the session bus does not answer as one: %s"),
               local->message);
  return FALSE;
}

/* A proxy takes no answer for an object without properties. */
static gboolean
check_answer (GDBusConnection *bus, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus,
                                   CCP_DBUS_NAME,
                                   CCP_DBUS_PATH,
                                   PROPERTIES_INTERFACE,
                                   "Get",
                                   g_variant_new ("(ss)", MANAGER_INTERFACE, "Version"),
                                   G_VARIANT_TYPE ("(v)"),
                                   G_DBUS_CALL_FLAGS_NO_AUTO_START,
                                   DAEMON_TIME_LIMIT,
                                   NULL,
                                   &local);

  if (reply != NULL)
    return TRUE;
  if (is_time_out (local))
    set_silent (error);
  else if (is_gone (local))
    ccp_bus_absence_explain (bus, error);
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_PLUGIN,
                 _ ("what has the name %s on the session bus is not a ccproxyd that this "
                    "program can speak to: %s"),
                 CCP_DBUS_NAME,
                 local->message);
  return FALSE;
}

/* Returns: (transfer full) (nullable) */
static gpointer
create_proxy (CcpBusClient *self, GType type, GDBusInterfaceInfo *info, GError **error)
{
  return g_initable_new (type,
                         NULL,
                         error,
                         "g-connection",
                         self->connection,
                         "g-flags",
                         G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
                         "g-name",
                         CCP_DBUS_NAME,
                         "g-object-path",
                         CCP_DBUS_PATH,
                         "g-interface-name",
                         info->name,
                         "g-default-timeout",
                         DAEMON_TIME_LIMIT,
                         NULL);
}

static gboolean
create_proxies (CcpBusClient *self, GError **error)
{
  self->manager = create_proxy (self,
                                CCP_DBUS_TYPE_MANAGER_PROXY,
                                ccp_dbus_manager_interface_info (),
                                error);
  if (self->manager == NULL)
    return FALSE;
  self->routes = create_proxy (self,
                               CCP_DBUS_TYPE_ROUTES_PROXY,
                               ccp_dbus_routes_interface_info (),
                               error);
  if (self->routes == NULL)
    return FALSE;
  self->stats = create_proxy (self,
                              CCP_DBUS_TYPE_STATS_PROXY,
                              ccp_dbus_stats_interface_info (),
                              error);
  return self->stats != NULL;
}

static gboolean
find_daemon (CcpBusClient *self, GError **error)
{
  gboolean is_owned = FALSE;

  if (!has_owner (self->connection, &is_owned, error))
    return FALSE;
  if (!is_owned)
    {
      ccp_bus_absence_explain (self->connection, error);
      return FALSE;
    }
  return check_answer (self->connection, error) && create_proxies (self, error);
}

static int
compare_paths (gconstpointer left, gconstpointer right)
{
  return g_strcmp0 (g_dbus_proxy_get_object_path (*(GDBusProxy *const *) left),
                    g_dbus_proxy_get_object_path (*(GDBusProxy *const *) right));
}

/* Returns: (transfer full) (nullable) */
static GPtrArray *
list_interfaces (CcpBusClient *self, GDBusInterfaceInfo *info, GError **error)
{
  GDBusObjectManager *objects = ccp_bus_client_get_objects (self, error);
  g_autolist (GDBusObject) all = NULL;
  GPtrArray *found = NULL;

  if (objects == NULL)
    return NULL;
  found = g_ptr_array_new_with_free_func (g_object_unref);
  all = g_dbus_object_manager_get_objects (objects);
  for (GList *at = all; at != NULL; at = at->next)
    {
      GDBusInterface *one = g_dbus_object_get_interface (at->data, info->name);

      if (one != NULL)
        g_ptr_array_add (found, one);
    }
  g_ptr_array_sort (found, compare_paths);
  return found;
}

static void
ccp_bus_client_finalize (GObject *object)
{
  CcpBusClient *self = CCP_BUS_CLIENT (object);

  g_clear_object (&self->objects);
  g_clear_object (&self->stats);
  g_clear_object (&self->routes);
  g_clear_object (&self->manager);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (ccp_bus_client_parent_class)->finalize (object);
}

static void
ccp_bus_client_class_init (CcpBusClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_bus_client_finalize;
}

static void
ccp_bus_client_init (CcpBusClient *self)
{
}

CcpBusClient *
ccp_bus_client_new (const char *const *environment, GError **error)
{
  g_autoptr (CcpBusClient) self = NULL;

  g_return_val_if_fail (environment != NULL, NULL);

  ccp_error_quark (); /* from here on errors of the daemon are known by their names */
  self = g_object_new (CCP_TYPE_BUS_CLIENT, NULL);
  self->connection = ccp_bus_connection_open (environment, error);
  if (self->connection == NULL || !find_daemon (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

CcpBusClient *
ccp_bus_client_open (const char *verb, CcpExitCode *status)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  CcpBusClient *self = ccp_bus_client_new ((const char *const *) environment, &error);

  g_return_val_if_fail (verb != NULL, NULL);
  g_return_val_if_fail (status != NULL, NULL);

  if (self == NULL)
    *status = ccp_bus_client_report_error (verb, error);
  return self;
}

GDBusConnection *
ccp_bus_client_get_connection (CcpBusClient *self)
{
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (self), NULL);

  return self->connection;
}

CcpDBusManager *
ccp_bus_client_get_manager (CcpBusClient *self)
{
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (self), NULL);

  return self->manager;
}

CcpDBusRoutes *
ccp_bus_client_get_routes (CcpBusClient *self)
{
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (self), NULL);

  return self->routes;
}

CcpDBusStats *
ccp_bus_client_get_stats (CcpBusClient *self)
{
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (self), NULL);

  return self->stats;
}

GDBusObjectManager *
ccp_bus_client_get_objects (CcpBusClient *self, GError **error)
{
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (self), NULL);

  if (self->objects == NULL)
    self->objects = ccp_dbus_object_manager_client_new_sync (
        self->connection,
        G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_DO_NOT_AUTO_START,
        CCP_DBUS_NAME,
        CCP_DBUS_PATH,
        NULL,
        error);
  return self->objects;
}

GPtrArray *
ccp_bus_client_list_providers (CcpBusClient *self, GError **error)
{
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (self), NULL);

  return list_interfaces (self, ccp_dbus_provider_interface_info (), error);
}

GPtrArray *
ccp_bus_client_list_plugins (CcpBusClient *self, GError **error)
{
  g_return_val_if_fail (CCP_IS_BUS_CLIENT (self), NULL);

  return list_interfaces (self, ccp_dbus_plugin_interface_info (), error);
}

GVariant *
ccp_bus_client_get_property (GDBusProxy *proxy, const char *name, GError **error)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) variant = NULL;

  g_return_val_if_fail (G_IS_DBUS_PROXY (proxy), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  reply = g_dbus_connection_call_sync (
      g_dbus_proxy_get_connection (proxy),
      g_dbus_proxy_get_name (proxy),
      g_dbus_proxy_get_object_path (proxy),
      PROPERTIES_INTERFACE,
      "Get",
      g_variant_new ("(ss)", g_dbus_proxy_get_interface_name (proxy), name),
      G_VARIANT_TYPE ("(v)"),
      G_DBUS_CALL_FLAGS_NO_AUTO_START,
      DAEMON_TIME_LIMIT,
      NULL,
      error);
  if (reply == NULL)
    return NULL;
  variant = g_variant_get_child_value (reply, 0);
  return g_variant_get_variant (variant);
}

char *
ccp_bus_client_describe_error (const GError *error)
{
  g_autoptr (GError) copy = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  copy = g_error_copy (error);
  if (error->domain != CCP_ERROR && is_time_out (error))
    {
      g_clear_error (&copy);
      set_silent (&copy);
    }
  else if (error->domain != CCP_ERROR && is_gone (error))
    return g_strdup (_ ("ccproxyd has ended"));
  else
    g_dbus_error_strip_remote_error (copy);
  return g_strdup (copy->message);
}

CcpExitCode
ccp_bus_client_get_exit_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, CCP_EXIT_CODE_NO);

  if (g_error_matches (error, CCP_ERROR, CCP_ERROR_CONFIG))
    return CCP_EXIT_CODE_CONFIG;
  if (!g_dbus_error_is_remote_error (error) || is_gone (error) || is_time_out (error))
    return CCP_EXIT_CODE_UNAVAILABLE;
  return CCP_EXIT_CODE_NO;
}

CcpExitCode
ccp_bus_client_report_error (const char *verb, const GError *error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (verb != NULL, CCP_EXIT_CODE_NO);
  g_return_val_if_fail (error != NULL, CCP_EXIT_CODE_NO);

  text = ccp_bus_client_describe_error (error);
  fprintf (stderr, "ccproxy %s: %s\n", verb, text);
  return ccp_bus_client_get_exit_code (error);
}
