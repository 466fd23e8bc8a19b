/* ccp-desktop-bus.c: a message bus as a client has it, which need not be there
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-desktop-bus"

#include "ccp-desktop-bus.h"

struct _CcpDesktopBus
{
  GObject parent_instance;

  char *address;               /* (nullable) */
  GDBusConnection *connection; /* (nullable) */
  GPtrArray *waiting;          /* (element-type GTask): for the connection */
};

G_DEFINE_FINAL_TYPE (CcpDesktopBus, ccp_desktop_bus, G_TYPE_OBJECT)

static void
answer (GTask *task, GDBusConnection *connection, const GError *error)
{
  if (connection != NULL)
    g_task_return_pointer (task, g_object_ref (connection), g_object_unref);
  else
    g_task_return_error (task, g_error_copy (error));
}

/* @data: (transfer full): the bus */
static void
on_connected (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpDesktopBus) self = data;
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);
  g_autoptr (GError) error = NULL;

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->connection = g_dbus_connection_new_for_address_finish (result, &error);
  for (guint i = 0; i < waiting->len; i++)
    answer (g_ptr_array_index (waiting, i), self->connection, error);
}

static void
ccp_desktop_bus_finalize (GObject *object)
{
  CcpDesktopBus *self = CCP_DESKTOP_BUS (object);

  g_clear_pointer (&self->address, g_free);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (ccp_desktop_bus_parent_class)->finalize (object);
}

static void
ccp_desktop_bus_class_init (CcpDesktopBusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_desktop_bus_finalize;
}

static void
ccp_desktop_bus_init (CcpDesktopBus *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/* The connection is not GIO's shared one, which would end the process with the bus. */
static void
connect_to_bus (CcpDesktopBus *self, GTask *task)
{
  g_ptr_array_add (self->waiting, g_object_ref (task));
  if (self->waiting->len > 1)
    return;
  g_clear_object (&self->connection);
  g_dbus_connection_new_for_address (self->address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL,
                                     NULL,
                                     on_connected,
                                     g_object_ref (self));
}

CcpDesktopBus *
ccp_desktop_bus_new (const char *address)
{
  CcpDesktopBus *self = g_object_new (CCP_TYPE_DESKTOP_BUS, NULL);

  self->address = g_strdup (address);
  return self;
}

void
ccp_desktop_bus_open_async (CcpDesktopBus *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CCP_IS_DESKTOP_BUS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ccp_desktop_bus_open_async);
  /* lint: allow translations: for the log */
  if (self->address == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no bus");
  else if (self->connection != NULL && !g_dbus_connection_is_closed (self->connection))
    answer (task, self->connection, NULL);
  else
    connect_to_bus (self, task);
}

GDBusConnection *
ccp_desktop_bus_open_finish (CcpDesktopBus *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
