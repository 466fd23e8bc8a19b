/* ccp-sleep-lock.c: keeps the computer from falling asleep while it is held
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-sleep-lock"

#include "config.h"

#include "ccp-sleep-lock.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>

#include "ccp-desktop-language.h"

#define SERVICE "org.freedesktop.login1"
#define PATH "/org/freedesktop/login1"
#define INTERFACE "org.freedesktop.login1.Manager"

struct _CcpSleepLock
{
  GObject parent_instance;

  CcpDesktopBus *bus;
  GCancellable *over;
  gboolean is_wanted;
  gboolean is_busy; /* logind is to answer */
  int lock;         /* a file descriptor, or -1 */
};

G_DEFINE_FINAL_TYPE (CcpSleepLock, ccp_sleep_lock, G_TYPE_OBJECT)

static void
let_go (CcpSleepLock *self)
{
  if (self->lock >= 0)
    g_close (g_steal_fd (&self->lock), NULL);
}

/* a refusal to block asks to delay */
static void ask (CcpSleepLock *self, GDBusConnection *connection, const char *mode);

/* @list: (nullable) */
static void
accept (CcpSleepLock *self, GVariant *answer, GUnixFDList *list)
{
  int index = 0;

  g_variant_get (answer, "(h)", &index);
  if (self->is_wanted && list != NULL && index < g_unix_fd_list_get_length (list))
    self->lock = g_unix_fd_list_get (list, index, NULL);
}

/* logind has several ways to say that somebody may not */
static gboolean
is_denial (const GError *error)
{
  return g_dbus_error_is_remote_error (error) &&
         !g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN);
}

/* @data: (transfer full): the lock */
static void
on_delayed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpSleepLock) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) list = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (object),
                                                       &list,
                                                       result,
                                                       &error);

  self->is_busy = FALSE;
  if (answer != NULL)
    accept (self, answer, list);
  else
    g_debug ("the computer may fall asleep: %s", error->message);
}

/* @data: (transfer full): the lock */
static void
on_blocked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpSleepLock) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) list = NULL;
  GDBusConnection *connection = G_DBUS_CONNECTION (object);
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_with_unix_fd_list_finish (connection, &list, result, &error);

  self->is_busy = FALSE;
  if (answer != NULL)
    accept (self, answer, list);
  else if (is_denial (error) && self->is_wanted)
    ask (self, connection, "delay");
  else
    g_debug ("the computer may fall asleep: %s", error->message);
}

static void
ask (CcpSleepLock *self, GDBusConnection *connection, const char *mode)
{
  gboolean blocks = g_str_equal (mode, "block");
  GVariant *arguments =
      g_variant_new ("(ssss)", "sleep", "ccproxy", _ ("An answer is under way"), mode);

  self->is_busy = TRUE;
  g_dbus_connection_call_with_unix_fd_list (connection,
                                            SERVICE,
                                            PATH,
                                            INTERFACE,
                                            "Inhibit",
                                            arguments,
                                            G_VARIANT_TYPE ("(h)"),
                                            G_DBUS_CALL_FLAGS_NONE,
                                            -1,
                                            NULL,
                                            self->over,
                                            blocks ? on_blocked : on_delayed,
                                            g_object_ref (self));
}

/* @data: (transfer full): the lock */
static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpSleepLock) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection =
      ccp_desktop_bus_open_finish (CCP_DESKTOP_BUS (object), result, &error);

  self->is_busy = FALSE;
  if (connection != NULL && self->is_wanted)
    ask (self, connection, "block");
  else if (connection == NULL)
    g_debug ("the computer may fall asleep: %s", error->message);
}

static void
ccp_sleep_lock_dispose (GObject *object)
{
  CcpSleepLock *self = CCP_SLEEP_LOCK (object);

  g_cancellable_cancel (self->over);
  let_go (self);

  G_OBJECT_CLASS (ccp_sleep_lock_parent_class)->dispose (object);
}

static void
ccp_sleep_lock_finalize (GObject *object)
{
  CcpSleepLock *self = CCP_SLEEP_LOCK (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->over);

  G_OBJECT_CLASS (ccp_sleep_lock_parent_class)->finalize (object);
}

static void
ccp_sleep_lock_class_init (CcpSleepLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ccp_sleep_lock_dispose;
  G_OBJECT_CLASS (klass)->finalize = ccp_sleep_lock_finalize;
}

static void
ccp_sleep_lock_init (CcpSleepLock *self)
{
  self->lock = -1;
  self->over = g_cancellable_new ();
}

CcpSleepLock *
ccp_sleep_lock_new (CcpDesktopBus *bus)
{
  CcpSleepLock *self = NULL;

  g_return_val_if_fail (CCP_IS_DESKTOP_BUS (bus), NULL);

  self = g_object_new (CCP_TYPE_SLEEP_LOCK, NULL);
  self->bus = g_object_ref (bus);
  return self;
}

void
ccp_sleep_lock_take (CcpSleepLock *self)
{
  g_return_if_fail (CCP_IS_SLEEP_LOCK (self));

  self->is_wanted = TRUE;
  if (self->is_busy || self->lock >= 0)
    return;
  self->is_busy = TRUE;
  ccp_desktop_bus_open_async (self->bus, self->over, on_opened, g_object_ref (self));
}

void
ccp_sleep_lock_release (CcpSleepLock *self)
{
  g_return_if_fail (CCP_IS_SLEEP_LOCK (self));

  self->is_wanted = FALSE;
  let_go (self);
}

gboolean
ccp_sleep_lock_is_held (CcpSleepLock *self)
{
  g_return_val_if_fail (CCP_IS_SLEEP_LOCK (self), FALSE);

  return self->lock >= 0;
}
