/* ccp-reloader.c: reads the configuration anew while the daemon serves
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-reloader"

#include "ccp-reloader.h"

#include <glib-unix.h>

#include "ccp-file-watch.h"
#include "ccp-routing-profile.h"

enum
{
  SIGNAL_RELOADED,
  N_SIGNALS
};

struct _CcpReloader
{
  GObject parent_instance;

  const CcpOptions *options;
  CcpSetup *setup; /* what is in use */
  CcpPipeline *pipeline;
  CcpServer *server;
  CcpTransportFactory *transports;
  CcpServiceManager *manager; /* (nullable) */
  CcpShutdown *shutdown;      /* (nullable) */
  gboolean keeps_listeners;
  CcpDiagnostics *diagnostics; /* of what was read last */
  gint64 loaded_at;
  guint hangup;
  CcpFileWatch *watch; /* (nullable): if it is configured */
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpReloader, ccp_reloader, G_TYPE_OBJECT)

/* Once a file is in use, that it is gone is a mistake. The environment is that of the
 * start, whatever is set since. */
static CcpSetup *
read_setup (CcpReloader *self)
{
  g_auto (GStrv) environment = g_get_environ ();
  const char *path = ccp_setup_get_path (self->setup);
  CcpSetup *setup = ccp_setup_new_at_once (path != NULL ? path : self->options->config,
                                           (const char *const *) environment);

  ccp_diagnostics_extend (ccp_setup_get_diagnostics (setup),
                          CCP_CODE_UNSET_VARIABLE,
                          "; a daemon that runs sees it when it is started again");
  return setup;
}

/* Tells of what the file cannot be blamed for where the file is told of. */
static void
refuse (CcpSetup *setup, CcpDiagnosticCode code, const char *key, const GError *error)
{
  CcpConfigNode *root = ccp_config_get_root (ccp_setup_get_config (setup));
  CcpConfigNode *node = ccp_config_node_get_member (root, key);

  ccp_diagnostics_add (ccp_setup_get_diagnostics (setup),
                       code,
                       node != NULL ? ccp_config_node_get_line (node) : 0,
                       node != NULL ? ccp_config_node_get_column (node) : 0,
                       key,
                       error->message);
}

/* the profile that the daemon was started with must be there, as it had to be then */
static gboolean
check_profile (CcpReloader *self, CcpSetup *setup)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) routing = NULL;

  if (self->options->profile == NULL)
    return TRUE;
  routing =
      ccp_routing_profile_select (ccp_config_get_routing (ccp_setup_get_config (setup)),
                                  self->options->profile,
                                  &error);
  if (routing != NULL)
    return TRUE;
  g_prefix_error (&error, "--profile: ");
  refuse (setup, CCP_CODE_UNKNOWN_PROFILE, "routing", error);
  return FALSE;
}

static CcpSnapshot *
create_snapshot (CcpReloader *self, CcpSetup *setup)
{
  g_autoptr (GError) error = NULL;
  CcpSnapshot *snapshot = ccp_snapshot_new (ccp_setup_get_config (setup),
                                            ccp_setup_get_registry (setup),
                                            self->transports,
                                            &error);

  if (snapshot == NULL)
    refuse (setup, CCP_CODE_BAD_SETTING, "providers", error);
  return snapshot;
}

static CcpListenPlan *
prepare_server (CcpReloader *self, CcpSetup *setup, CcpServerSettings *settings)
{
  GPtrArray *configured = ccp_config_get_listen (ccp_setup_get_config (setup));
  g_autoptr (GError) error = NULL;
  CcpListenPlan *plan = ccp_server_prepare (self->server,
                                            self->keeps_listeners ? NULL : configured,
                                            settings,
                                            &error);

  if (plan == NULL)
    refuse (setup, CCP_CODE_BAD_ADDRESS, "listen", error);
  return plan;
}

static void
reload_unasked (CcpReloader *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpDiagnostics) diagnostics = NULL;

  if (!ccp_reloader_reload (self, &diagnostics, &error) && diagnostics == NULL)
    g_message ("%s", error->message);
}

static void
update_watch (CcpReloader *self)
{
  const char *path = ccp_setup_get_path (self->setup);
  gboolean wanted =
      ccp_config_get_watch_config (ccp_setup_get_config (self->setup)) && path != NULL;

  if (wanted == (self->watch != NULL))
    return;
  g_clear_object (&self->watch);
  if (!wanted)
    return;
  self->watch = ccp_file_watch_new (path);
  g_signal_connect_swapped (self->watch, "changed", G_CALLBACK (reload_unasked), self);
}

/* Nothing in here can fail. */
static void
use_setup (CcpReloader *self, CcpSetup *setup, CcpSnapshot *snapshot)
{
  ccp_snapshot_take_over (snapshot, ccp_pipeline_get_snapshot (self->pipeline));
  ccp_pipeline_set_snapshot (self->pipeline, snapshot);
  if (self->shutdown != NULL)
    ccp_shutdown_set_timeout (
        self->shutdown,
        ccp_config_get_drain_timeout (ccp_setup_get_config (setup)));
  g_set_object (&self->setup, setup);
  self->loaded_at = g_get_real_time ();
  update_watch (self);
}

/* All that can fail comes first. */
static gboolean
try_setup (CcpReloader *self, CcpSetup *setup)
{
  g_autoptr (CcpServerSettings) settings = NULL;
  g_autoptr (CcpSnapshot) snapshot = NULL;
  g_autoptr (CcpListenPlan) plan = NULL;

  if (ccp_setup_get_config (setup) == NULL || !check_profile (self, setup))
    return FALSE;
  settings = ccp_server_settings_new_from_config (ccp_setup_get_config (setup));
  snapshot = create_snapshot (self, setup);
  if (snapshot != NULL)
    plan = prepare_server (self, setup, settings);
  if (plan == NULL)
    return FALSE;
  use_setup (self, setup, snapshot);
  ccp_server_change (self->server, plan, settings);
  return TRUE;
}

static void
log_result (CcpReloader *self, CcpSetup *setup, gboolean used)
{
  CcpDiagnostics *diagnostics = ccp_setup_get_diagnostics (setup);
  g_autofree char *summary = g_strchomp (ccp_setup_summarize (setup));

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      g_autofree char *line = ccp_diagnostics_format (diagnostics, i);

      if (ccp_diagnostics_get (diagnostics, i)->severity == CCP_SEVERITY_ERROR)
        g_warning ("%s", line);
      else
        g_message ("%s", line);
    }
  if (used)
    g_message ("%s; it is in use now", summary);
  else
    g_warning ("%s; the configuration of before stays in use", summary);
}

/* what the service manager shows */
static char *
describe_state (CcpReloader *self, CcpSetup *setup, gboolean used)
{
  g_auto (GStrv) uris = ccp_server_get_uris (self->server);
  g_autofree char *list = g_strjoinv (", ", uris);
  g_autofree char *path = NULL;
  g_autofree char *since = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GDateTime) loaded = NULL;

  if (used)
    return g_strconcat ("listening on ", list, NULL);
  loaded = g_date_time_new_from_unix_local (self->loaded_at / G_USEC_PER_SEC);
  since = g_date_time_format (loaded, "%F %T");
  summary = g_strchomp (ccp_setup_summarize (setup));
  path = g_path_get_basename (summary);
  return g_strdup_printf ("the configuration of %s is in use; %s", since, path);
}

static void
tell_result (CcpReloader *self, CcpSetup *setup, gboolean used)
{
  g_autofree char *state = describe_state (self, setup, used);

  log_result (self, setup, used);
  if (self->manager != NULL)
    ccp_service_manager_ready (self->manager, state);
  g_signal_emit (self, signals[SIGNAL_RELOADED], 0, used, self->diagnostics);
}

static gboolean
on_hangup (gpointer data)
{
  reload_unasked (data);
  return G_SOURCE_CONTINUE;
}

static void
ccp_reloader_finalize (GObject *object)
{
  CcpReloader *self = CCP_RELOADER (object);

  g_clear_handle_id (&self->hangup, g_source_remove);
  g_clear_object (&self->watch);
  g_clear_object (&self->diagnostics);
  g_clear_object (&self->shutdown);
  g_clear_object (&self->manager);
  g_clear_object (&self->transports);
  g_clear_object (&self->server);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->setup);

  G_OBJECT_CLASS (ccp_reloader_parent_class)->finalize (object);
}

static void
ccp_reloader_class_init (CcpReloaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_reloader_finalize;
  signals[SIGNAL_RELOADED] = g_signal_new ("reloaded",
                                           CCP_TYPE_RELOADER,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           2,
                                           G_TYPE_BOOLEAN,
                                           CCP_TYPE_DIAGNOSTICS);
}

static void
ccp_reloader_init (CcpReloader *self)
{
  self->hangup = g_unix_signal_add (SIGHUP, on_hangup, self);
}

CcpReloader *
ccp_reloader_new (const CcpOptions *options,
                  CcpSetup *setup,
                  CcpPipeline *pipeline,
                  CcpServer *server,
                  CcpTransportFactory *transports)
{
  CcpReloader *self = NULL;

  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (CCP_IS_SETUP (setup), NULL);
  g_return_val_if_fail (CCP_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (CCP_IS_SERVER (server), NULL);
  g_return_val_if_fail (CCP_IS_TRANSPORT_FACTORY (transports), NULL);

  self = g_object_new (CCP_TYPE_RELOADER, NULL);
  self->options = options;
  self->setup = g_object_ref (setup);
  self->diagnostics = g_object_ref (ccp_setup_get_diagnostics (setup));
  self->pipeline = g_object_ref (pipeline);
  self->server = g_object_ref (server);
  self->transports = g_object_ref (transports);
  self->keeps_listeners = options->listen != NULL;
  self->loaded_at = g_get_real_time ();
  update_watch (self);
  return self;
}

void
ccp_reloader_set_service_manager (CcpReloader *self, CcpServiceManager *manager)
{
  g_return_if_fail (CCP_IS_RELOADER (self));
  g_return_if_fail (CCP_IS_SERVICE_MANAGER (manager));

  g_set_object (&self->manager, manager);
}

void
ccp_reloader_set_shutdown (CcpReloader *self, CcpShutdown *shutdown)
{
  g_return_if_fail (CCP_IS_RELOADER (self));
  g_return_if_fail (CCP_IS_SHUTDOWN (shutdown));

  g_set_object (&self->shutdown, shutdown);
}

void
ccp_reloader_keep_listeners (CcpReloader *self)
{
  g_return_if_fail (CCP_IS_RELOADER (self));

  self->keeps_listeners = TRUE;
}

gboolean
ccp_reloader_reload (CcpReloader *self, CcpDiagnostics **diagnostics, GError **error)
{
  g_autoptr (CcpSetup) setup = NULL;
  gboolean used = FALSE;

  g_return_val_if_fail (CCP_IS_RELOADER (self), FALSE);

  if (diagnostics != NULL)
    *diagnostics = NULL;
  if (self->shutdown != NULL && ccp_shutdown_get_draining (self->shutdown))
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_UNAVAILABLE,
                           "the configuration is not read: the daemon is ending");
      return FALSE;
    }
  if (self->manager != NULL)
    ccp_service_manager_reloading (self->manager);
  setup = read_setup (self);
  used = try_setup (self, setup);
  g_set_object (&self->diagnostics, ccp_setup_get_diagnostics (setup));
  tell_result (self, setup, used);
  if (diagnostics != NULL)
    *diagnostics = g_object_ref (ccp_setup_get_diagnostics (setup));
  if (!used)
    g_propagate_error (error, ccp_diagnostics_to_error (self->diagnostics));
  return used;
}

CcpSetup *
ccp_reloader_get_setup (CcpReloader *self)
{
  g_return_val_if_fail (CCP_IS_RELOADER (self), NULL);

  return self->setup;
}

CcpDiagnostics *
ccp_reloader_get_diagnostics (CcpReloader *self)
{
  g_return_val_if_fail (CCP_IS_RELOADER (self), NULL);

  return self->diagnostics;
}

gint64
ccp_reloader_get_loaded_at (CcpReloader *self)
{
  g_return_val_if_fail (CCP_IS_RELOADER (self), 0);

  return self->loaded_at;
}
