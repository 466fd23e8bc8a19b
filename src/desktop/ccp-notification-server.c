/* ccp-notification-server.c: the desktop's service for notifications, as its client
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-notification-server"

#include "ccp-notification-server.h"

#define SERVICE "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

typedef enum
{
  STATE_UNKNOWN,
  STATE_ASKED, /* the bus or the service is */
  STATE_READY,
} State;

struct _CcpNotificationServer
{
  GObject parent_instance;

  CcpDesktopBus *bus;
  GDBusConnection *connection; /* (nullable) */
  GCancellable *over;
  State state;
  gboolean has_actions;
  gboolean has_markup;
  guint subscription;
  guint watch;
};

enum
{
  SIGNAL_READY,
  SIGNAL_APPEARED,
  SIGNAL_LOST,
  SIGNAL_CLOSED,
  SIGNAL_ACTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpNotificationServer, ccp_notification_server, G_TYPE_OBJECT)

static void
call_service (CcpNotificationServer *self,
              const char *method,
              GVariant *arguments,
              const GVariantType *answer,
              GAsyncReadyCallback callback,
              gpointer data)
{
  g_dbus_connection_call (self->connection,
                          SERVICE,
                          PATH,
                          SERVICE,
                          method,
                          arguments,
                          answer,
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          self->over,
                          callback,
                          data);
}

/* @data: (transfer full): the server */
static void
on_capabilities (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpNotificationServer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  g_autofree const char **list = NULL;

  if (self->state != STATE_ASKED)
    return;
  self->state = answer != NULL ? STATE_READY : STATE_UNKNOWN;
  if (answer == NULL)
    {
      g_info ("no notifications: %s", error->message);
      return;
    }
  g_variant_get (answer, "(^a&s)", &list);
  self->has_actions = g_strv_contains (list, "actions");
  self->has_markup = g_strv_contains (list, "body-markup");
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

static void
ask (CcpNotificationServer *self)
{
  self->state = STATE_ASKED;
  call_service (self,
                "GetCapabilities",
                NULL,
                G_VARIANT_TYPE ("(as)"),
                on_capabilities,
                g_object_ref (self));
}

/* lint: allow parameters: GDBusSignalCallback */
static void
on_signal (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *values,
           gpointer data)
{
  guint32 id = 0;
  const char *action = NULL;

  if (g_strcmp0 (signal, "NotificationClosed") == 0 &&
      g_variant_is_of_type (values, G_VARIANT_TYPE ("(uu)")))
    {
      g_variant_get (values, "(uu)", &id, NULL);
      g_signal_emit (data, signals[SIGNAL_CLOSED], 0, id);
    }
  else if (g_strcmp0 (signal, "ActionInvoked") == 0 &&
           g_variant_is_of_type (values, G_VARIANT_TYPE ("(us)")))
    {
      g_variant_get (values, "(u&s)", &id, &action);
      g_signal_emit (data, signals[SIGNAL_ACTION], 0, id, action);
    }
}

static void
on_appeared (GDBusConnection *connection,
             const char *name,
             const char *owner,
             gpointer data)
{
  CcpNotificationServer *self = data;

  if (self->state == STATE_UNKNOWN)
    g_signal_emit (self, signals[SIGNAL_APPEARED], 0);
}

/* the next one may be another program */
static void
on_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  CcpNotificationServer *self = data;

  if (self->state != STATE_READY)
    return;
  self->state = STATE_UNKNOWN;
  g_signal_emit (self, signals[SIGNAL_LOST], 0);
}

static void
leave (CcpNotificationServer *self)
{
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
    }
  g_clear_object (&self->connection);
  self->state = STATE_UNKNOWN;
}

static void
on_bus_closed (CcpNotificationServer *self)
{
  leave (self);
  g_signal_emit (self, signals[SIGNAL_LOST], 0);
}

static void
enter (CcpNotificationServer *self, GDBusConnection *connection)
{
  self->connection = g_object_ref (connection);
  g_signal_connect_swapped (connection, "closed", G_CALLBACK (on_bus_closed), self);
  self->subscription = g_dbus_connection_signal_subscribe (connection,
                                                           SERVICE,
                                                           SERVICE,
                                                           NULL,
                                                           PATH,
                                                           NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE,
                                                           on_signal,
                                                           self,
                                                           NULL);
  self->watch = g_bus_watch_name_on_connection (connection,
                                                SERVICE,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_appeared,
                                                on_vanished,
                                                self,
                                                NULL);
}

/* @data: (transfer full): the server */
static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpNotificationServer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection =
      ccp_desktop_bus_open_finish (CCP_DESKTOP_BUS (object), result, &error);

  if (g_cancellable_is_cancelled (self->over))
    return;
  self->state = STATE_UNKNOWN;
  if (connection == NULL)
    {
      g_info ("no notifications: %s", error->message);
      return;
    }
  enter (self, connection);
  ask (self);
}

static void
on_notified (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  guint32 id = 0;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_variant_get (answer, "(u)", &id);
  g_task_return_int (task, id);
}

static void
ccp_notification_server_dispose (GObject *object)
{
  CcpNotificationServer *self = CCP_NOTIFICATION_SERVER (object);

  g_cancellable_cancel (self->over);
  leave (self);

  G_OBJECT_CLASS (ccp_notification_server_parent_class)->dispose (object);
}

static void
ccp_notification_server_finalize (GObject *object)
{
  CcpNotificationServer *self = CCP_NOTIFICATION_SERVER (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->over);

  G_OBJECT_CLASS (ccp_notification_server_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_values, GType first, GType second)
{
  return g_signal_new (name,
                       CCP_TYPE_NOTIFICATION_SERVER,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_values,
                       first,
                       second);
}

static void
ccp_notification_server_class_init (CcpNotificationServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ccp_notification_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = ccp_notification_server_finalize;
  signals[SIGNAL_READY] = add_signal ("ready", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[SIGNAL_APPEARED] = add_signal ("appeared", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[SIGNAL_LOST] = add_signal ("lost", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[SIGNAL_CLOSED] = add_signal ("closed", 1, G_TYPE_UINT, G_TYPE_NONE);
  signals[SIGNAL_ACTION] = add_signal ("action", 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
ccp_notification_server_init (CcpNotificationServer *self)
{
  self->over = g_cancellable_new ();
}

CcpNotificationServer *
ccp_notification_server_new (CcpDesktopBus *bus)
{
  CcpNotificationServer *self = NULL;

  g_return_val_if_fail (CCP_IS_DESKTOP_BUS (bus), NULL);

  self = g_object_new (CCP_TYPE_NOTIFICATION_SERVER, NULL);
  self->bus = g_object_ref (bus);
  return self;
}

gboolean
ccp_notification_server_is_ready (CcpNotificationServer *self)
{
  g_return_val_if_fail (CCP_IS_NOTIFICATION_SERVER (self), FALSE);

  return self->state == STATE_READY;
}

void
ccp_notification_server_connect (CcpNotificationServer *self)
{
  g_return_if_fail (CCP_IS_NOTIFICATION_SERVER (self));

  if (self->state != STATE_UNKNOWN)
    return;
  if (self->connection != NULL)
    {
      ask (self);
      return;
    }
  self->state = STATE_ASKED;
  ccp_desktop_bus_open_async (self->bus, self->over, on_opened, g_object_ref (self));
}

void
ccp_notification_server_show_async (CcpNotificationServer *self,
                                    const CcpNotice *notice,
                                    guint32 replaces,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CCP_IS_NOTIFICATION_SERVER (self));
  g_return_if_fail (self->state == STATE_READY);
  g_return_if_fail (notice != NULL);

  task = g_task_new (self, self->over, callback, user_data);
  g_task_set_source_tag (task, ccp_notification_server_show_async);
  call_service (self,
                "Notify",
                ccp_notice_build (notice, replaces, self->has_actions, self->has_markup),
                G_VARIANT_TYPE ("(u)"),
                on_notified,
                g_object_ref (task));
}

guint32
ccp_notification_server_show_finish (CcpNotificationServer *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  gssize id = 0;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  id = g_task_propagate_int (G_TASK (result), error);
  return id > 0 ? (guint32) id : 0;
}

void
ccp_notification_server_close (CcpNotificationServer *self, guint32 id)
{
  g_return_if_fail (CCP_IS_NOTIFICATION_SERVER (self));

  if (self->state == STATE_READY)
    call_service (self, "CloseNotification", g_variant_new ("(u)", id), NULL, NULL, NULL);
}
