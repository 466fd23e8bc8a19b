/* ccp-daemon.c: configuration, plugins, pipeline and server, put together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-daemon"

#include "ccp-daemon.h"

#include <stdio.h>

#include "ccp-daemon-control.h"
#include "ccp-dbus-address.h"
#include "ccp-dbus-service.h"
#include "ccp-desktop-language.h"
#include "ccp-desktop.h"
#include "ccp-environment-proxies.h"
#include "ccp-pipeline.h"
#include "ccp-reloader.h"
#include "ccp-routing-profile.h"
#include "ccp-server.h"
#include "ccp-service-manager.h"
#include "ccp-setup.h"
#include "ccp-shutdown.h"
#include "ccp-soup-transport-factory.h"

/* a whole configuration in one line, for whoever has none */
#define FIRST_CONFIG                                                                     \
  "{providers: [{name: mine, url: \"http://127.0.0.1:8080/v1\", models: [MODEL]}], "     \
  "routing: {default: MODEL}}"

#define REFUSAL                                                                          \
  "The configuration of ccproxy has errors, and it answers nothing until they are "      \
  "mended: \"ccproxy lint\" says what they are"
/* how long clients are told so before the daemon ends, in milliseconds */
#define REFUSAL_TIME 500

struct _CcpDaemon
{
  GObject parent_instance;

  const CcpOptions *options;
  GMainLoop *loop;
  CcpServiceManager *manager;
  CcpSetup *setup;                 /* (nullable): until it serves */
  CcpTransportFactory *transports; /* (nullable) */
  CcpPipeline *pipeline;           /* (nullable) */
  CcpServer *server;               /* (nullable) */
  CcpReloader *reloader;           /* (nullable): until it serves */
  CcpShutdown *shutdown;           /* (nullable): until it serves */
  CcpDBusService *bus;             /* (nullable) */
  CcpDesktop *desktop;             /* (nullable): until it serves */
};

G_DEFINE_FINAL_TYPE (CcpDaemon, ccp_daemon, G_TYPE_OBJECT)

static void
suggest_config (void)
{
  g_autofree char *path = ccp_setup_dup_user_path ();

  g_message ("there is no %s: a built-in demonstration answers; to use a provider, write "
             "there, with its url and model: %s",
             path,
             FIRST_CONFIG);
}

static void
print_summary (CcpDaemon *self)
{
  g_autofree char *summary = ccp_setup_summarize (self->setup);

  fputs (summary, stdout);
}

/* nobody wrote the embedded configuration wrong: it finds no plugins */
static CcpExitStatus
report_plugins (void)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_auto (GStrv) folders =
      ccp_plugin_registry_default_paths ((const char *const *) environment, NULL);
  g_autofree char *list = g_strjoinv (", ", folders);

  fprintf (stderr,
           "ccproxyd: the plugins that come with it are not there or do not work; it "
           "looked in %s; install them, or name their folder in CCPROXY_PLUGIN_PATH\n",
           list);
  return CCP_EXIT_SOFTWARE;
}

/* a profile that there is none of is no fault of whoever wrote the configuration */
static CcpExitStatus
check_profile (CcpDaemon *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) routing = NULL;

  if (self->options->profile == NULL)
    return CCP_EXIT_OK;
  routing = ccp_routing_profile_select (
      ccp_config_get_routing (ccp_setup_get_config (self->setup)),
      self->options->profile,
      &error);
  if (routing != NULL)
    return CCP_EXIT_OK;
  fprintf (stderr, "ccproxyd: --profile: %s\n", error->message);
  return CCP_EXIT_USAGE;
}

static CcpExitStatus
start_pipeline (CcpDaemon *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GProxyResolver) proxies = ccp_environment_proxies_new (environment);
  g_autoptr (CcpSnapshot) snapshot = NULL;

  self->transports = ccp_soup_transport_factory_new (proxies);
  snapshot = ccp_snapshot_new (ccp_setup_get_config (self->setup),
                               ccp_setup_get_registry (self->setup),
                               self->transports,
                               &error);
  if (snapshot != NULL)
    self->pipeline = ccp_pipeline_new (snapshot);
  if (self->pipeline == NULL ||
      (self->options->profile != NULL &&
       !ccp_pipeline_begin_with_profile (self->pipeline, self->options->profile, &error)))
    {
      fprintf (stderr, "ccproxyd: %s\n", error->message);
      return CCP_EXIT_SOFTWARE;
    }
  return CCP_EXIT_OK;
}

/* Returns: (transfer container) (element-type utf8) */
static GPtrArray *
choose_addresses (CcpDaemon *self)
{
  GPtrArray *configured = ccp_config_get_listen (ccp_setup_get_config (self->setup));
  GPtrArray *addresses = NULL;

  if (self->options->listen == NULL)
    return g_ptr_array_ref (configured);
  addresses = g_ptr_array_new ();
  for (guint i = 0; self->options->listen[i] != NULL; i++)
    g_ptr_array_add (addresses, self->options->listen[i]);
  return addresses;
}

/* what may not be, such as an address of others without keys, is the fault of whoever
 * wrote it; what cannot be is not */
static CcpExitStatus
get_status (CcpDaemon *self, const GError *error)
{
  if (!g_error_matches (error, CCP_ERROR, CCP_ERROR_CONFIG))
    return CCP_EXIT_UNAVAILABLE;
  return self->options->listen != NULL ? CCP_EXIT_USAGE : CCP_EXIT_CONFIG;
}

static CcpExitStatus
listen_on_addresses (CcpDaemon *self)
{
  g_autoptr (GPtrArray) addresses = choose_addresses (self);

  for (guint i = 0; i < addresses->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (ccp_server_listen (self->server, g_ptr_array_index (addresses, i), &error))
        continue;
      fprintf (stderr, "ccproxyd: %s\n", error->message);
      return get_status (self, error);
    }
  return CCP_EXIT_OK;
}

/* @sockets: those that the service manager listens on for the daemon */
static CcpExitStatus
listen_on_sockets (CcpDaemon *self, GPtrArray *sockets)
{
  for (guint i = 0; i < sockets->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (ccp_server_listen_socket (self->server, g_ptr_array_index (sockets, i), &error))
        continue;
      fprintf (stderr, "ccproxyd: a socket of the service manager: %s\n", error->message);
      return get_status (self, error);
    }
  return CCP_EXIT_OK;
}

/* What is on the command line goes before the sockets that were passed, and these before
 * what the configuration says. */
static CcpExitStatus
listen_for_clients (CcpDaemon *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sockets =
      ccp_service_manager_take_sockets (self->manager, &error);

  if (sockets == NULL)
    {
      fprintf (stderr, "ccproxyd: %s\n", error->message);
      return CCP_EXIT_UNAVAILABLE;
    }
  if (self->options->listen == NULL && sockets->len > 0)
    {
      ccp_reloader_keep_listeners (self->reloader);
      return listen_on_sockets (self, sockets);
    }
  if (sockets->len > 0)
    g_warning ("--listen is given, so nobody answers who connects to the sockets of the "
               "service manager: leave --listen out, or disable the socket unit");
  return listen_on_addresses (self);
}

/* tells whoever waits for it that clients can connect */
static void
announce (CcpDaemon *self)
{
  g_auto (GStrv) uris = ccp_server_get_uris (self->server);
  g_autofree char *list = g_strjoinv (", ", uris);
  g_autofree char *status = g_strconcat ("listening on ", list, NULL);

  for (guint i = 0; uris[i] != NULL; i++)
    printf ("listening on %s\n", uris[i]);
  fflush (stdout);
  ccp_service_manager_ready (self->manager, status);
}

static void
watch_end (CcpDaemon *self)
{
  CcpConfig *config = ccp_setup_get_config (self->setup);

  self->shutdown = ccp_shutdown_new (self->manager);
  if (config != NULL)
    ccp_shutdown_set_timeout (self->shutdown, ccp_config_get_drain_timeout (config));
  g_signal_connect_swapped (self->shutdown,
                            "over",
                            G_CALLBACK (g_main_loop_quit),
                            self->loop);
}

static void
watch_config (CcpDaemon *self)
{
  self->reloader = ccp_reloader_new (self->options,
                                     self->setup,
                                     self->pipeline,
                                     self->server,
                                     self->transports);
  ccp_reloader_set_service_manager (self->reloader, self->manager);
  ccp_reloader_set_shutdown (self->reloader, self->shutdown);
}

static CcpExitStatus
start_server (CcpDaemon *self)
{
  g_autoptr (CcpServerSettings) settings =
      ccp_server_settings_new_from_config (ccp_setup_get_config (self->setup));
  CcpExitStatus status = CCP_EXIT_OK;

  self->server = ccp_server_new (CCP_RUNNER (self->pipeline), settings);
  ccp_shutdown_set_server (self->shutdown, self->server);
  watch_config (self);
  status = listen_for_clients (self);
  if (status == CCP_EXIT_OK)
    announce (self);
  return status;
}

/* whoever sees the daemon there finds that it serves */
static void
enter_bus (CcpDaemon *self)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpDaemonControl) control = ccp_daemon_control_new (self->pipeline,
                                                                 self->server,
                                                                 self->reloader,
                                                                 self->shutdown);

  if (!self->options->no_bus)
    self->bus =
        ccp_dbus_service_new (CCP_CONTROL (control), (const char *const *) environment);
}

static gboolean
on_refused (gpointer data)
{
  CcpDaemon *self = data;

  ccp_shutdown_drain (self->shutdown);
  return G_SOURCE_REMOVE;
}

/* Who connects to a socket of the service manager has the daemon started, again and again
 * while nobody takes the connection. So it is taken, and the client told. */
static void
refuse_clients (CcpDaemon *self)
{
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();
  g_autoptr (GPtrArray) sockets = ccp_service_manager_take_sockets (self->manager, NULL);

  if (sockets == NULL || sockets->len == 0)
    return;
  settings->refusal = g_strdup (REFUSAL);
  self->server = ccp_server_new (NULL, settings);
  watch_end (self);
  ccp_shutdown_set_server (self->shutdown, self->server);
  if (listen_on_sockets (self, sockets) != CCP_EXIT_OK)
    return;
  g_timeout_add (REFUSAL_TIME, on_refused, self);
  g_main_loop_run (self->loop);
}

static CcpExitStatus
end_without_config (CcpDaemon *self)
{
  if (ccp_setup_get_path (self->setup) == NULL)
    return report_plugins ();
  if (!self->options->check)
    refuse_clients (self);
  return CCP_EXIT_CONFIG;
}

static void
on_reloaded (CcpDaemon *self, gboolean ok)
{
  CcpSetup *setup = ccp_reloader_get_setup (self->reloader);

  ccp_desktop_note_reload (self->desktop, ok, ccp_setup_get_path (setup));
}

/* what is wrong with the file is told by the reloader */
static void
on_reload_wanted (CcpDaemon *self)
{
  g_autoptr (CcpDiagnostics) diagnostics = NULL;
  g_autoptr (GError) error = NULL;

  if (!ccp_reloader_reload (self->reloader, &diagnostics, &error))
    g_info ("%s", error->message);
}

static void
meet_desktop (CcpDaemon *self)
{
  g_auto (GStrv) environment = g_get_environ ();
  const char *const *variables = (const char *const *) environment;
  g_autofree char *session =
      self->options->no_bus ? NULL : ccp_dbus_address_find_session (variables);
  g_autofree char *system =
      g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_autoptr (GProxyResolver) proxies = ccp_environment_proxies_new (environment);

  ccp_desktop_language_set_up (g_environ_getenv (environment, "CCPROXY_LOCALE_PATH"));
  self->desktop =
      ccp_desktop_new (self->pipeline, self->transports, proxies, session, system);
  g_signal_connect_object (self->desktop,
                           "reload",
                           G_CALLBACK (on_reload_wanted),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reloader,
                           "reloaded",
                           G_CALLBACK (on_reloaded),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
ccp_daemon_finalize (GObject *object)
{
  CcpDaemon *self = CCP_DAEMON (object);

  g_clear_object (&self->desktop);
  g_clear_object (&self->bus);
  g_clear_object (&self->shutdown);
  g_clear_object (&self->reloader);
  g_clear_object (&self->server);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->transports);
  g_clear_object (&self->setup);
  g_clear_object (&self->manager);
  g_clear_pointer (&self->loop, g_main_loop_unref);

  G_OBJECT_CLASS (ccp_daemon_parent_class)->finalize (object);
}

static void
ccp_daemon_class_init (CcpDaemonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_daemon_finalize;
}

static void
ccp_daemon_init (CcpDaemon *self)
{
  self->loop = g_main_loop_new (NULL, FALSE);
  self->manager = ccp_service_manager_new ();
}

CcpDaemon *
ccp_daemon_new (const CcpOptions *options)
{
  g_auto (GStrv) environment = g_get_environ ();
  CcpDaemon *self = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (CCP_TYPE_DAEMON, NULL);
  self->options = options;
  self->setup = ccp_setup_new (options->config, (const char *const *) environment);
  return self;
}

CcpExitStatus
ccp_daemon_run (CcpDaemon *self)
{
  g_autofree char *report = NULL;
  CcpExitStatus status = CCP_EXIT_OK;

  g_return_val_if_fail (CCP_IS_DAEMON (self), CCP_EXIT_SOFTWARE);

  report = ccp_setup_report (self->setup);
  fputs (report, stderr);
  if (ccp_setup_get_config (self->setup) == NULL)
    return end_without_config (self);
  status = check_profile (self);
  if (status != CCP_EXIT_OK)
    return status;
  if (self->options->check)
    {
      print_summary (self);
      return CCP_EXIT_OK;
    }
  if (ccp_setup_get_path (self->setup) == NULL)
    suggest_config ();

  /* before anybody is told that the daemon listens, and may end it */
  watch_end (self);
  status = start_pipeline (self);
  if (status == CCP_EXIT_OK)
    status = start_server (self);
  if (status != CCP_EXIT_OK)
    return status;
  enter_bus (self);
  meet_desktop (self);
  g_clear_object (&self->setup);
  g_main_loop_run (self->loop);
  ccp_server_close (self->server);
  return CCP_EXIT_OK;
}
