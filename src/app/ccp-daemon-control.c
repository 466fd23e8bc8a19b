/* ccp-daemon-control.c: what the bus may see of the daemon and do with it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-daemon"

#include "ccp-daemon-control.h"

#include "ccp-config-file.h"

struct _CcpDaemonControl
{
  GObject parent_instance;

  CcpPipeline *pipeline;
  CcpServer *server;
  CcpReloader *reloader;
  CcpShutdown *shutdown;
};

static void ccp_daemon_control_iface_init (CcpControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpDaemonControl,
                               ccp_daemon_control,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CCP_TYPE_CONTROL,
                                                      ccp_daemon_control_iface_init))

static CcpPipeline *
ccp_daemon_control_get_pipeline (CcpControl *control)
{
  return CCP_DAEMON_CONTROL (control)->pipeline;
}

static char **
ccp_daemon_control_get_uris (CcpControl *control)
{
  return ccp_server_get_uris (CCP_DAEMON_CONTROL (control)->server);
}

static const char *
ccp_daemon_control_get_config_path (CcpControl *control)
{
  return ccp_setup_get_path (
      ccp_reloader_get_setup (CCP_DAEMON_CONTROL (control)->reloader));
}

static CcpDiagnostics *
ccp_daemon_control_get_diagnostics (CcpControl *control)
{
  return ccp_reloader_get_diagnostics (CCP_DAEMON_CONTROL (control)->reloader);
}

static gint64
ccp_daemon_control_get_loaded_at (CcpControl *control)
{
  return ccp_reloader_get_loaded_at (CCP_DAEMON_CONTROL (control)->reloader);
}

/* as "ccproxy lint" does it */
static CcpDiagnostics *
ccp_daemon_control_lint (CcpControl *control, const char *path)
{
  g_auto (GStrv) environment = g_get_environ ();
  const char *const *variables = (const char *const *) environment;
  g_autoptr (CcpDiagnostics) refusal = NULL;
  g_autoptr (CcpSetup) setup = NULL;

  if (path == NULL)
    path = ccp_control_get_config_path (control);
  if (path != NULL)
    refusal = ccp_diagnostics_new (path);
  if (path != NULL && !ccp_config_file_check_regular (path, refusal))
    return g_steal_pointer (&refusal);
  setup = ccp_setup_new_without_keys (path, variables);
  ccp_setup_lint (setup, variables);
  return g_object_ref (ccp_setup_get_diagnostics (setup));
}

static gboolean
ccp_daemon_control_reload (CcpControl *control,
                           CcpDiagnostics **diagnostics,
                           GError **error)
{
  return ccp_reloader_reload (CCP_DAEMON_CONTROL (control)->reloader, diagnostics, error);
}

static void
ccp_daemon_control_drain (CcpControl *control)
{
  ccp_shutdown_drain (CCP_DAEMON_CONTROL (control)->shutdown);
}

static void
ccp_daemon_control_quit (CcpControl *control)
{
  ccp_shutdown_quit (CCP_DAEMON_CONTROL (control)->shutdown);
}

static gboolean
ccp_daemon_control_get_draining (CcpControl *control)
{
  return ccp_shutdown_get_draining (CCP_DAEMON_CONTROL (control)->shutdown);
}

/* @diagnostics: (nullable) */
static void
on_reloaded (CcpReloader *reloader,
             gboolean ok,
             CcpDiagnostics *diagnostics,
             gpointer data)
{
  g_signal_emit_by_name (data, "reloaded", ok, diagnostics);
}

static void
on_draining (CcpShutdown *shutdown, gpointer data)
{
  g_signal_emit_by_name (data, "draining");
}

static void
ccp_daemon_control_finalize (GObject *object)
{
  CcpDaemonControl *self = CCP_DAEMON_CONTROL (object);

  g_clear_object (&self->pipeline);
  g_clear_object (&self->server);
  g_clear_object (&self->reloader);
  g_clear_object (&self->shutdown);

  G_OBJECT_CLASS (ccp_daemon_control_parent_class)->finalize (object);
}

static void
ccp_daemon_control_class_init (CcpDaemonControlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_daemon_control_finalize;
}

static void
ccp_daemon_control_iface_init (CcpControlInterface *iface)
{
  iface->get_pipeline = ccp_daemon_control_get_pipeline;
  iface->get_uris = ccp_daemon_control_get_uris;
  iface->get_config_path = ccp_daemon_control_get_config_path;
  iface->get_diagnostics = ccp_daemon_control_get_diagnostics;
  iface->get_loaded_at = ccp_daemon_control_get_loaded_at;
  iface->lint = ccp_daemon_control_lint;
  iface->reload = ccp_daemon_control_reload;
  iface->drain = ccp_daemon_control_drain;
  iface->quit = ccp_daemon_control_quit;
  iface->get_draining = ccp_daemon_control_get_draining;
}

static void
ccp_daemon_control_init (CcpDaemonControl *self)
{
}

CcpDaemonControl *
ccp_daemon_control_new (CcpPipeline *pipeline,
                        CcpServer *server,
                        CcpReloader *reloader,
                        CcpShutdown *shutdown)
{
  CcpDaemonControl *self = NULL;

  g_return_val_if_fail (CCP_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (CCP_IS_SERVER (server), NULL);
  g_return_val_if_fail (CCP_IS_RELOADER (reloader), NULL);
  g_return_val_if_fail (CCP_IS_SHUTDOWN (shutdown), NULL);

  self = g_object_new (CCP_TYPE_DAEMON_CONTROL, NULL);
  self->pipeline = g_object_ref (pipeline);
  self->server = g_object_ref (server);
  self->reloader = g_object_ref (reloader);
  self->shutdown = g_object_ref (shutdown);
  g_signal_connect_object (reloader, "reloaded", G_CALLBACK (on_reloaded), self, 0);
  g_signal_connect_object (shutdown, "draining", G_CALLBACK (on_draining), self, 0);
  return self;
}
