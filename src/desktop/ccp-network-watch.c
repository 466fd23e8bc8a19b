/* ccp-network-watch.c: whether there is a network
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-network-watch"

#include "ccp-network-watch.h"

/* milliseconds */
#define DEFAULT_MOMENT 1000

struct _CcpNetworkWatch
{
  GObject parent_instance;

  GNetworkMonitor *monitor;
  gboolean is_online;
  guint moment; /* milliseconds */
  guint timer;  /* runs while the monitor sees none and it may be for a moment */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpNetworkWatch, ccp_network_watch, G_TYPE_OBJECT)

static void
change (CcpNetworkWatch *self, gboolean is_online)
{
  if (is_online == self->is_online)
    return;
  self->is_online = is_online;
  /* lint: allow translations: for the log */
  g_message ("there is %s network", is_online ? "again a" : "no");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
on_timer (gpointer data)
{
  CcpNetworkWatch *self = data;

  self->timer = 0;
  change (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
look (CcpNetworkWatch *self)
{
  if (g_network_monitor_get_network_available (self->monitor))
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      change (self, TRUE);
    }
  else if (self->timer == 0 && self->is_online)
    self->timer = g_timeout_add (self->moment, on_timer, self);
}

static void
ccp_network_watch_finalize (GObject *object)
{
  CcpNetworkWatch *self = CCP_NETWORK_WATCH (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (ccp_network_watch_parent_class)->finalize (object);
}

static void
ccp_network_watch_class_init (CcpNetworkWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_network_watch_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          CCP_TYPE_NETWORK_WATCH,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
ccp_network_watch_init (CcpNetworkWatch *self)
{
  self->is_online = TRUE;
}

CcpNetworkWatch *
ccp_network_watch_new (GNetworkMonitor *monitor, guint moment)
{
  CcpNetworkWatch *self = NULL;

  g_return_val_if_fail (G_IS_NETWORK_MONITOR (monitor), NULL);

  self = g_object_new (CCP_TYPE_NETWORK_WATCH, NULL);
  self->monitor = g_object_ref (monitor);
  self->moment = moment != 0 ? moment : DEFAULT_MOMENT;
  g_signal_connect_object (monitor,
                           "network-changed",
                           G_CALLBACK (look),
                           self,
                           G_CONNECT_SWAPPED);
  look (self);
  return self;
}

gboolean
ccp_network_watch_is_online (CcpNetworkWatch *self)
{
  g_return_val_if_fail (CCP_IS_NETWORK_WATCH (self), TRUE);

  return self->is_online;
}

GNetworkMonitor *
ccp_network_watch_get_monitor (CcpNetworkWatch *self)
{
  g_return_val_if_fail (CCP_IS_NETWORK_WATCH (self), NULL);

  return self->monitor;
}
