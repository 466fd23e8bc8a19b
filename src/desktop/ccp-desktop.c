/* ccp-desktop.c: what the daemon asks of the desktop and tells it, put together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-desktop"

#include "ccp-desktop.h"

#include "ccp-attention.h"
#include "ccp-reachability.h"
#include "ccp-sleep-watch.h"
#include "ccp-suspend-inhibitor.h"

/* milliseconds that a connection has to show that it outlived a sleep */
#define PATIENCE 5000

struct _CcpDesktop
{
  GObject parent_instance;

  CcpPipeline *pipeline;
  CcpTransportFactory *transports;
  CcpNotifier *notifier;
  CcpAttention *attention;
  CcpSuspendInhibitor *inhibitor;
  CcpSleepWatch *sleep;
  CcpReachability *reachability;
};

enum
{
  SIGNAL_RELOAD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpDesktop, ccp_desktop, G_TYPE_OBJECT)

static void
apply_config (CcpDesktop *self)
{
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (self->pipeline);
  const CcpDesktopConfig *config =
      ccp_config_get_desktop (ccp_snapshot_get_config (snapshot));

  ccp_notifier_set_enabled (self->notifier, config->notifications);
  ccp_suspend_inhibitor_set_enabled (self->inhibitor, config->inhibit_suspend);
  ccp_reachability_set_enabled (self->reachability, config->prefer_local_offline);
}

static void
on_reload (CcpDesktop *self)
{
  g_signal_emit (self, signals[SIGNAL_RELOAD], 0);
}

static void
on_resumed (CcpDesktop *self)
{
  ccp_transport_factory_note_resume (self->transports, PATIENCE);
}

static void
ccp_desktop_finalize (GObject *object)
{
  CcpDesktop *self = CCP_DESKTOP (object);

  g_clear_object (&self->attention);
  g_clear_object (&self->notifier);
  g_clear_object (&self->inhibitor);
  g_clear_object (&self->sleep);
  g_clear_object (&self->reachability);
  g_clear_object (&self->transports);
  g_clear_object (&self->pipeline);

  G_OBJECT_CLASS (ccp_desktop_parent_class)->finalize (object);
}

static void
ccp_desktop_class_init (CcpDesktopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_desktop_finalize;
  signals[SIGNAL_RELOAD] = g_signal_new ("reload",
                                         CCP_TYPE_DESKTOP,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         0);
}

static void
ccp_desktop_init (CcpDesktop *self)
{
}

static void
start_notifying (CcpDesktop *self, const char *session_bus)
{
  g_autoptr (CcpDesktopBus) bus = ccp_desktop_bus_new (session_bus);

  self->notifier = ccp_notifier_new (bus, NULL, NULL);
  self->attention =
      ccp_attention_new (self->notifier, bus, ccp_pipeline_get_states (self->pipeline));
  g_signal_connect_object (self->attention,
                           "reload",
                           G_CALLBACK (on_reload),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
mind_sleep (CcpDesktop *self, const char *system_bus)
{
  g_autoptr (CcpDesktopBus) bus = ccp_desktop_bus_new (system_bus);
  g_autoptr (CcpSleepLock) lock = ccp_sleep_lock_new (bus);

  self->inhibitor =
      ccp_suspend_inhibitor_new (ccp_pipeline_get_ledger (self->pipeline), lock, 0);
  self->sleep = ccp_sleep_watch_new (bus, 0, NULL, NULL);
  g_signal_connect_object (self->sleep,
                           "resumed",
                           G_CALLBACK (on_resumed),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
mind_network (CcpDesktop *self, GProxyResolver *proxies)
{
  g_autoptr (CcpNetworkWatch) watch =
      ccp_network_watch_new (g_network_monitor_get_default (), 0);

  self->reachability =
      ccp_reachability_new (watch, self->pipeline, self->transports, proxies);
}

CcpDesktop *
ccp_desktop_new (CcpPipeline *pipeline,
                 CcpTransportFactory *transports,
                 GProxyResolver *proxies,
                 const char *session_bus,
                 const char *system_bus)
{
  CcpDesktop *self = NULL;

  g_return_val_if_fail (CCP_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (CCP_IS_TRANSPORT_FACTORY (transports), NULL);

  self = g_object_new (CCP_TYPE_DESKTOP, NULL);
  self->pipeline = g_object_ref (pipeline);
  self->transports = g_object_ref (transports);
  start_notifying (self, session_bus);
  mind_sleep (self, system_bus);
  mind_network (self, proxies);
  apply_config (self);
  g_signal_connect_object (pipeline,
                           "snapshot-changed",
                           G_CALLBACK (apply_config),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
ccp_desktop_note_reload (CcpDesktop *self, gboolean ok, const char *path)
{
  g_return_if_fail (CCP_IS_DESKTOP (self));

  ccp_attention_note_reload (self->attention, ok, path);
}
