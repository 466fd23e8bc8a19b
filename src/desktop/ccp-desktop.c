/* ccp-desktop.c: what the daemon asks of the desktop and tells it, put together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-desktop"

#include "ccp-desktop.h"

#include "ccp-attention.h"

struct _CcpDesktop
{
  GObject parent_instance;

  CcpPipeline *pipeline;
  CcpNotifier *notifier;
  CcpAttention *attention;
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
}

static void
on_reload (CcpDesktop *self)
{
  g_signal_emit (self, signals[SIGNAL_RELOAD], 0);
}

static void
ccp_desktop_finalize (GObject *object)
{
  CcpDesktop *self = CCP_DESKTOP (object);

  g_clear_object (&self->attention);
  g_clear_object (&self->notifier);
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

CcpDesktop *
ccp_desktop_new (CcpPipeline *pipeline, const char *session_bus, const char *system_bus)
{
  CcpDesktop *self = NULL;

  g_return_val_if_fail (CCP_IS_PIPELINE (pipeline), NULL);

  self = g_object_new (CCP_TYPE_DESKTOP, NULL);
  self->pipeline = g_object_ref (pipeline);
  start_notifying (self, session_bus);
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
