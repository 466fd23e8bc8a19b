/* ccp-dbus-service.c: the side door
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-service"

#include "ccp-dbus-service.h"

#include <unistd.h>

#include "ccp-dbus-address.h"
#include "ccp-dbus-authorize.h"
#include "ccp-dbus-names.h"
#include "ccp-dbus-objects.h"

/* how long to wait before the next attempt to find a bus that is not there, in seconds */
#define FIRST_DELAY 1
#define LAST_DELAY 60

struct _CcpDBusService
{
  GObject parent_instance;

  CcpDBusObjects *objects;
  char *address;               /* (nullable): there is no bus */
  GDBusConnection *connection; /* (nullable) */
  GCancellable *over;
  guint name;
  guint retry;
  guint delay;    /* 0 as long as it was not waited for the bus */
  gboolean waits; /* for the name, which another program has */
};

G_DEFINE_FINAL_TYPE (CcpDBusService, ccp_dbus_service, G_TYPE_OBJECT)

static void
on_name_acquired (GDBusConnection *connection, const char *name, gpointer data)
{
  CcpDBusService *self = data;

  if (self->waits)
    g_message ("the name %s on the session bus is free again, and this ccproxyd's now",
               name);
  else
    g_info ("on the session bus as %s", name);
  self->waits = FALSE;
}

static void
leave (CcpDBusService *self)
{
  g_clear_handle_id (&self->name, g_bus_unown_name);
  self->waits = FALSE;
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      ccp_dbus_objects_unexport (self->objects);
    }
  g_clear_object (&self->connection);
}

/* A connection that was lost is told by its own signal. Otherwise the bus keeps this one
 * in its queue for the name. */
static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer data)
{
  CcpDBusService *self = data;

  if (connection == NULL || g_dbus_connection_is_closed (connection))
    return;
  self->waits = TRUE;
  g_message ("the name %s on the session bus is another program's, probably another "
             "ccproxyd's: this one serves as always, and takes the name when the other "
             "ends",
             name);
}

/* Returns: whether what is behind @connection may be told, and can be */
static gboolean
enter (CcpDBusService *self, GDBusConnection *connection, GError **error)
{
  if (!ccp_dbus_authorize_bus (connection, getuid (), error))
    return FALSE;
  ccp_dbus_authorize_calls (connection, getuid ());
  return ccp_dbus_objects_export (self->objects, connection, error);
}

/* what comes back when the bus does */
static void open_connection (CcpDBusService *self);

static gboolean
on_retry (gpointer data)
{
  CcpDBusService *self = data;

  self->retry = 0;
  open_connection (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (CcpDBusService *self)
{
  self->delay = self->delay == 0 ? FIRST_DELAY : MIN (self->delay * 2, LAST_DELAY);
  self->retry = g_timeout_add_seconds (self->delay, on_retry, self);
}

static void
on_closed (GDBusConnection *connection,
           gboolean remote_peer_vanished,
           GError *error,
           gpointer data)
{
  CcpDBusService *self = data;

  g_message ("the session bus is gone; requests are served as before");
  leave (self);
  self->delay = 0;
  retry_later (self);
}

/* @data: (transfer full): the service */
static void
on_connected (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpDBusService) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection =
      g_dbus_connection_new_for_address_finish (result, &error);

  if (g_cancellable_is_cancelled (self->over))
    return;
  if (connection == NULL)
    {
      if (self->delay == 0)
        g_info ("not on the session bus: %s", error->message);
      retry_later (self);
      return;
    }
  if (!enter (self, connection, &error))
    {
      g_info ("not on the session bus: %s", error->message);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
  self->name = g_bus_own_name_on_connection (self->connection,
                                             CCP_DBUS_NAME,
                                             G_BUS_NAME_OWNER_FLAGS_NONE,
                                             on_name_acquired,
                                             on_name_lost,
                                             self,
                                             NULL);
}

static void
open_connection (CcpDBusService *self)
{
  g_dbus_connection_new_for_address (self->address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL,
                                     self->over,
                                     on_connected,
                                     g_object_ref (self));
}

static void
ccp_dbus_service_dispose (GObject *object)
{
  CcpDBusService *self = CCP_DBUS_SERVICE (object);

  g_cancellable_cancel (self->over);
  g_clear_handle_id (&self->retry, g_source_remove);
  leave (self);

  G_OBJECT_CLASS (ccp_dbus_service_parent_class)->dispose (object);
}

static void
ccp_dbus_service_finalize (GObject *object)
{
  CcpDBusService *self = CCP_DBUS_SERVICE (object);

  g_clear_object (&self->objects);
  g_clear_object (&self->over);
  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (ccp_dbus_service_parent_class)->finalize (object);
}

static void
ccp_dbus_service_class_init (CcpDBusServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ccp_dbus_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = ccp_dbus_service_finalize;
}

static void
ccp_dbus_service_init (CcpDBusService *self)
{
  self->over = g_cancellable_new ();
}

CcpDBusService *
ccp_dbus_service_new (CcpControl *control, const char *const *environment)
{
  CcpDBusService *self = NULL;

  g_return_val_if_fail (CCP_IS_CONTROL (control), NULL);

  self = g_object_new (CCP_TYPE_DBUS_SERVICE, NULL);
  self->objects = ccp_dbus_objects_new (control);
  self->address = ccp_dbus_address_find_session (environment);
  if (self->address != NULL)
    open_connection (self);
  else
    g_info ("not on the session bus: there is none; neither DBUS_SESSION_BUS_ADDRESS nor "
            "XDG_RUNTIME_DIR/bus says where it is");
  return self;
}
