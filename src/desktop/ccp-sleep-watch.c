/* ccp-sleep-watch.c: tells when the computer wakes up
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-sleep-watch"

#include "ccp-sleep-watch.h"

#include <time.h>

#define SERVICE "org.freedesktop.login1"
#define PATH "/org/freedesktop/login1"
#define INTERFACE "org.freedesktop.login1.Manager"

/* milliseconds */
#define DEFAULT_INTERVAL 10000

/* what is shorter harms no connection */
#define SLEEP (2 * G_TIME_SPAN_SECOND)

struct _CcpSleepWatch
{
  GObject parent_instance;

  GCancellable *over;
  GDBusConnection *connection; /* (nullable) */
  guint subscription;
  guint watch;
  guint interval; /* milliseconds */
  guint timer;    /* runs while logind is not there */
  CcpSleepClock clock;
  gpointer clock_data;
  gint64 slept; /* microseconds, of the clock */
};

enum
{
  SIGNAL_RESUMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpSleepWatch, ccp_sleep_watch, G_TYPE_OBJECT)

static gint64
read_clock (clockid_t id)
{
  struct timespec now = { 0 };

  clock_gettime (id, &now);
  return (gint64) now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

static gint64
read_system_clocks (gpointer data)
{
  return read_clock (CLOCK_BOOTTIME) - read_clock (CLOCK_MONOTONIC);
}

static void
resume (CcpSleepWatch *self)
{
  g_info ("the computer has slept");
  g_signal_emit (self, signals[SIGNAL_RESUMED], 0);
}

static gboolean
on_timer (gpointer data)
{
  CcpSleepWatch *self = data;
  gint64 before = self->slept;

  self->slept = self->clock (self->clock_data);
  if (self->slept - before >= SLEEP)
    resume (self);
  return G_SOURCE_CONTINUE;
}

static void
start_timer (CcpSleepWatch *self)
{
  if (self->timer != 0)
    return;
  self->slept = self->clock (self->clock_data);
  self->timer = g_timeout_add (self->interval, on_timer, self);
}

/* lint: allow parameters: GDBusSignalCallback */
static void
on_prepare (GDBusConnection *connection,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *values,
            gpointer data)
{
  gboolean begins = TRUE;

  if (g_variant_is_of_type (values, G_VARIANT_TYPE ("(b)")))
    g_variant_get (values, "(b)", &begins);
  if (!begins)
    resume (data);
}

static void
on_appeared (GDBusConnection *connection,
             const char *name,
             const char *owner,
             gpointer data)
{
  CcpSleepWatch *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  start_timer (data);
}

/* @data: (transfer full): the watch */
static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpSleepWatch) self = data;
  g_autoptr (GDBusConnection) connection =
      ccp_desktop_bus_open_finish (CCP_DESKTOP_BUS (object), result, NULL);

  if (connection == NULL || g_cancellable_is_cancelled (self->over))
    return;
  self->connection = g_object_ref (connection);
  self->subscription = g_dbus_connection_signal_subscribe (connection,
                                                           SERVICE,
                                                           INTERFACE,
                                                           "PrepareForSleep",
                                                           PATH,
                                                           NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE,
                                                           on_prepare,
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

static void
ccp_sleep_watch_dispose (GObject *object)
{
  CcpSleepWatch *self = CCP_SLEEP_WATCH (object);

  g_cancellable_cancel (self->over);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  if (self->connection != NULL)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (ccp_sleep_watch_parent_class)->dispose (object);
}

static void
ccp_sleep_watch_finalize (GObject *object)
{
  CcpSleepWatch *self = CCP_SLEEP_WATCH (object);

  g_clear_object (&self->over);

  G_OBJECT_CLASS (ccp_sleep_watch_parent_class)->finalize (object);
}

static void
ccp_sleep_watch_class_init (CcpSleepWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ccp_sleep_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = ccp_sleep_watch_finalize;
  signals[SIGNAL_RESUMED] = g_signal_new ("resumed",
                                          CCP_TYPE_SLEEP_WATCH,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
ccp_sleep_watch_init (CcpSleepWatch *self)
{
  self->over = g_cancellable_new ();
}

CcpSleepWatch *
ccp_sleep_watch_new (CcpDesktopBus *bus,
                     guint interval,
                     CcpSleepClock clock,
                     gpointer data)
{
  CcpSleepWatch *self = NULL;

  g_return_val_if_fail (CCP_IS_DESKTOP_BUS (bus), NULL);

  self = g_object_new (CCP_TYPE_SLEEP_WATCH, NULL);
  self->interval = interval != 0 ? interval : DEFAULT_INTERVAL;
  self->clock = clock != NULL ? clock : read_system_clocks;
  self->clock_data = data;
  start_timer (self);
  ccp_desktop_bus_open_async (bus, self->over, on_opened, g_object_ref (self));
  return self;
}
