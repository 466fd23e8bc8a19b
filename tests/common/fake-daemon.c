/* fake-daemon.c: answers on the session bus as ccproxyd does, and as it does when all is
 * not well, for tests of those who ask
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>

#include "ccp-dbus-names.h"
#include "ccp-dbus-types.h"
#include "ccp.h"

#define SECOND G_TIME_SPAN_SECOND

static gboolean is_broken; /* reload finds errors */
static gboolean is_silent; /* no call is answered */
static gboolean has_warnings;
static gboolean is_short; /* it ends when somebody has subscribed */

static const GOptionEntry entries[] = {
  { "broken", 0, 0, G_OPTION_ARG_NONE, &is_broken, "", NULL },
  { "silent", 0, 0, G_OPTION_ARG_NONE, &is_silent, "", NULL },
  { "short", 0, 0, G_OPTION_ARG_NONE, &is_short, "", NULL },
  { "warnings", 0, 0, G_OPTION_ARG_NONE, &has_warnings, "", NULL },
  { NULL },
};

typedef struct
{
  GMainLoop *loop;
  CcpDBusManager *manager;
  CcpDBusRoutes *routes;
  CcpDBusStats *stats;
  GDBusObjectManagerServer *objects;
  char *think; /* what the stage goes to */
  guint64 requests;
} Fake;

static GVariant *
parse (const char *type, const char *text)
{
  return g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, NULL);
}

static GVariant *
create_diagnostics (void)
{
  if (is_broken)
    return parse ("aa{sv}",
                  "[{'line': <uint32 4>, 'column': <uint32 3>, 'path': <'routing.think'>,"
                  "'severity': <'error'>, 'code': <'unknown-model'>,"
                  "'message': <'no model \"y\"'>, 'suggestion': <'x'>}]");
  if (has_warnings)
    return parse ("aa{sv}",
                  "[{'line': <uint32 9>, 'column': <uint32 1>, 'path': <'loging'>,"
                  "'severity': <'warning'>, 'code': <'unknown-key'>,"
                  "'message': <'unknown key'>, 'suggestion': <''>}]");
  return parse ("aa{sv}", "[]");
}

static gboolean
on_reload (CcpDBusManager *manager, GDBusMethodInvocation *call, gpointer data)
{
  g_autoptr (GVariant) diagnostics = create_diagnostics ();

  ccp_dbus_manager_emit_reloaded (manager, !is_broken, diagnostics);
  if (is_broken)
    g_dbus_method_invocation_return_error (call,
                                           CCP_ERROR,
                                           CCP_ERROR_CONFIG,
                                           "/etc/c.yaml:4:3: no model \"y\"");
  else
    ccp_dbus_manager_complete_reload (manager, call, diagnostics);
  return TRUE;
}

static gboolean
on_list (CcpDBusRoutes *routes, GDBusMethodInvocation *call, gpointer data)
{
  Fake *self = data;
  g_autofree char *text =
      g_strdup_printf ("[('default', 'config', ['a/x', 'b/y']), ('think', '%s', ['%s'])]",
                       self->think != NULL ? "set" : "profile",
                       self->think != NULL ? self->think : "b/z");
  g_autoptr (GVariant) list = parse ("a(ssas)", text);

  ccp_dbus_routes_complete_list (routes, call, list);
  return TRUE;
}

static gboolean
on_set_stage (CcpDBusRoutes *routes,
              GDBusMethodInvocation *call,
              const char *stage,
              const char *const *targets,
              gpointer data)
{
  Fake *self = data;

  if (!g_str_equal (stage, "think"))
    {
      g_dbus_method_invocation_return_error (call,
                                             CCP_ERROR,
                                             CCP_ERROR_NOT_FOUND,
                                             "there is no stage \"%s\"",
                                             stage);
      return TRUE;
    }
  g_free (self->think);
  self->think = g_strjoinv ("', '", (char **) targets);
  ccp_dbus_routes_complete_set_stage (routes, call);
  return TRUE;
}

static gboolean
on_set_profile (CcpDBusRoutes *routes,
                GDBusMethodInvocation *call,
                const char *profile,
                gpointer data)
{
  Fake *self = data;

  if (!g_str_equal (profile, "work") && *profile != '\0')
    {
      g_dbus_method_invocation_return_error (call,
                                             CCP_ERROR,
                                             CCP_ERROR_NOT_FOUND,
                                             "there is no profile \"%s\"",
                                             profile);
      return TRUE;
    }
  ccp_dbus_manager_set_profile (self->manager, profile);
  ccp_dbus_routes_complete_set_profile (routes, call);
  return TRUE;
}

static gboolean
on_reset (CcpDBusRoutes *routes, GDBusMethodInvocation *call, gpointer data)
{
  Fake *self = data;

  g_clear_pointer (&self->think, g_free);
  ccp_dbus_manager_set_profile (self->manager, "");
  ccp_dbus_routes_complete_reset (routes, call);
  return TRUE;
}

static GVariant *
create_series (void)
{
  return parse (
      "aa{sv}",
      "[{'provider': <'b'>, 'model': <'y'>, 'stage': <'think'>, 'requests': <uint64 3>,"
      "'errors': <@a{st} {'overloaded_error': 1, 'api_error': 1}>,"
      "'input_tokens': <uint64 12345>, 'output_tokens': <uint64 678>,"
      "'cache_read_tokens': <uint64 0>, 'latency': <@a(dt) []>,"
      "'first_token': <@a(dt) []>},"
      "{'provider': <'a'>, 'model': <'x'>, 'stage': <'default'>, 'requests': <uint64 40>,"
      "'errors': <@a{st} {}>, 'input_tokens': <uint64 1234567>,"
      "'output_tokens': <uint64 45678>, 'cache_read_tokens': <uint64 900000>,"
      "'cost': <1.25>, 'latency': <[(0.5, uint64 2345678), (0.9, uint64 9000000)]>,"
      "'first_token': <[(0.5, uint64 456000), (0.9, uint64 900000)]>}]");
}

static GVariant *
create_totals (const Fake *self)
{
  g_autofree char *text = g_strdup_printf (
      "{'requests': <uint64 %" G_GUINT64_FORMAT
      ">, 'errors': <uint64 2>, 'retries': <uint64 5>, 'input_tokens': <uint64 1246912>,"
      "'output_tokens': <uint64 46356>, 'cache_read_tokens': <uint64 900000>,"
      "'cache_creation_tokens': <uint64 0>, 'thinking_tokens': <uint64 0>,"
      "'in_flight': <uint32 2>, 'unpublished': <uint64 0>, 'since': <uint64 1>}",
      self->requests);

  return parse ("a{sv}", text);
}

static gboolean
on_snapshot (CcpDBusStats *stats, GDBusMethodInvocation *call, gpointer data)
{
  g_autoptr (GVariant) series = create_series ();
  g_autoptr (GVariant) totals = create_totals (data);

  ccp_dbus_stats_complete_snapshot (stats, call, series, totals);
  return TRUE;
}

static gboolean
on_summarize (CcpDBusStats *stats,
              GDBusMethodInvocation *call,
              const char *by,
              gpointer data)
{
  g_autoptr (GVariant) series = create_series ();

  ccp_dbus_stats_complete_summarize (stats, call, series);
  return TRUE;
}

static gboolean
tell_changed (gpointer data)
{
  Fake *self = data;
  g_autoptr (GVariant) totals = NULL;

  if (is_short)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  self->requests++;
  totals = create_totals (self);
  ccp_dbus_stats_emit_changed (self->stats, totals);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_subscribe (CcpDBusStats *stats, GDBusMethodInvocation *call, gpointer data)
{
  g_timeout_add (20, tell_changed, data);
  ccp_dbus_stats_complete_subscribe (stats, call);
  return TRUE;
}

static gboolean
on_unsubscribe (CcpDBusStats *stats, GDBusMethodInvocation *call, gpointer data)
{
  printf ("unsubscribed\n");
  fflush (stdout);
  ccp_dbus_stats_complete_unsubscribe (stats, call);
  return TRUE;
}

static gboolean
on_probe (CcpDBusProvider *provider, GDBusMethodInvocation *call, gpointer data)
{
  if (g_str_equal (ccp_dbus_provider_get_name (provider), "broken"))
    g_dbus_method_invocation_return_error (call,
                                           CCP_ERROR,
                                           CCP_ERROR_AUTHENTICATION,
                                           "the key was refused");
  else
    ccp_dbus_provider_complete_probe (provider, call, 85);
  return TRUE;
}

static gboolean
on_pause (CcpDBusProvider *provider, GDBusMethodInvocation *call, gpointer data)
{
  ccp_dbus_provider_set_state (provider, "paused");
  ccp_dbus_provider_complete_pause (provider, call);
  return TRUE;
}

static gboolean
on_resume (CcpDBusProvider *provider, GDBusMethodInvocation *call, gpointer data)
{
  ccp_dbus_provider_set_state (provider, "ready");
  ccp_dbus_provider_complete_resume (provider, call);
  return TRUE;
}

static void
add_object (Fake *self, const char *folder, const char *name, gpointer interface)
{
  g_autofree char *path = g_strconcat (folder, name, NULL);
  g_autoptr (CcpDBusObjectSkeleton) object = ccp_dbus_object_skeleton_new (path);

  g_dbus_object_skeleton_add_interface (G_DBUS_OBJECT_SKELETON (object), interface);
  g_dbus_object_manager_server_export (self->objects, G_DBUS_OBJECT_SKELETON (object));
}

static CcpDBusProvider *
add_provider (Fake *self, const char *name)
{
  const char *const models[] = { "x", "y", NULL };
  g_autoptr (GVariant) limits = parse ("a{ss}",
                                       "{'anthropic-ratelimit-requests-remaining': '48',"
                                       " 'anthropic-ratelimit-requests-limit': '50',"
                                       " 'x-ratelimit-remaining-tokens': '29500',"
                                       " 'retry-after': '1'}");
  CcpDBusProvider *provider = ccp_dbus_provider_skeleton_new ();

  g_object_set (provider,
                "name",
                name,
                "dialect",
                "demo",
                "host",
                "example.com",
                "models",
                models,
                "state",
                "ready",
                "breaker",
                "closed",
                "rate-limits",
                limits,
                NULL);
  g_signal_connect (provider, "handle-probe", G_CALLBACK (on_probe), self);
  g_signal_connect (provider, "handle-pause", G_CALLBACK (on_pause), self);
  g_signal_connect (provider, "handle-resume", G_CALLBACK (on_resume), self);
  add_object (self, CCP_DBUS_PROVIDERS, name, provider);
  return provider;
}

static void
add_providers (Fake *self)
{
  g_autoptr (CcpDBusProvider) a = add_provider (self, "a");
  g_autoptr (CcpDBusProvider) broken = add_provider (self, "broken");
  gint64 now = g_get_real_time ();

  g_object_set (a, "in-flight", 2, NULL);
  g_object_set (broken,
                "state",
                "resting",
                "resting-until",
                (guint64) (now + 90 * SECOND),
                "breaker",
                "open",
                "last-error",
                "overloaded_error",
                "last-error-at",
                (guint64) (now - 185 * SECOND),
                NULL);
}

static void
add_plugins (Fake *self)
{
  g_autoptr (CcpDBusPlugin) good = ccp_dbus_plugin_skeleton_new ();
  g_autoptr (CcpDBusPlugin) bad = ccp_dbus_plugin_skeleton_new ();

  g_object_set (good, "name", "demo", "path", "/lib/demo.plugin", "error", "", NULL);
  g_object_set (bad,
                "name",
                "odd",
                "path",
                "/lib/odd.plugin",
                "error",
                "no module",
                NULL);
  add_object (self, CCP_DBUS_PLUGINS, "demo", good);
  add_object (self, CCP_DBUS_PLUGINS, "odd", bad);
}

static void
set_up_manager (Fake *self)
{
  const char *const listen[] = { "http://127.0.0.1:3456", "unix:/run/x.sock", NULL };
  const char *const profiles[] = { "home", "work", NULL };
  gint64 now = g_get_real_time ();

  self->manager = ccp_dbus_manager_skeleton_new ();
  g_object_set (self->manager,
                "version",
                "1.2.3",
                "config-path",
                "/etc/c.yaml",
                "config-status",
                is_broken      ? "errors"
                : has_warnings ? "warnings"
                               : "ok",
                "config-loaded-at",
                (guint64) (now - 60 * SECOND),
                "listen",
                listen,
                "started-at",
                (guint64) (now - 3700 * SECOND),
                "profile",
                "home",
                "profiles",
                profiles,
                "online",
                TRUE,
                NULL);
  g_signal_connect (self->manager, "handle-reload", G_CALLBACK (on_reload), self);
}

static void
set_up_rest (Fake *self)
{
  self->routes = ccp_dbus_routes_skeleton_new ();
  g_signal_connect (self->routes, "handle-list", G_CALLBACK (on_list), self);
  g_signal_connect (self->routes, "handle-set-stage", G_CALLBACK (on_set_stage), self);
  g_signal_connect (self->routes,
                    "handle-set-profile",
                    G_CALLBACK (on_set_profile),
                    self);
  g_signal_connect (self->routes, "handle-reset", G_CALLBACK (on_reset), self);
  self->stats = ccp_dbus_stats_skeleton_new ();
  g_signal_connect (self->stats, "handle-snapshot", G_CALLBACK (on_snapshot), self);
  g_signal_connect (self->stats, "handle-summarize", G_CALLBACK (on_summarize), self);
  g_signal_connect (self->stats, "handle-subscribe", G_CALLBACK (on_subscribe), self);
  g_signal_connect (self->stats, "handle-unsubscribe", G_CALLBACK (on_unsubscribe), self);
  self->objects = g_dbus_object_manager_server_new (CCP_DBUS_PATH);
  add_providers (self);
  add_plugins (self);
}

static void
export_one (gpointer skeleton, GDBusConnection *bus)
{
  g_autoptr (GError) error = NULL;

  g_dbus_interface_skeleton_export (skeleton, bus, CCP_DBUS_PATH, &error);
  g_assert_no_error (error);
}

static void
on_bus (GDBusConnection *bus, const char *name, gpointer data)
{
  Fake *self = data;

  export_one (self->manager, bus);
  export_one (self->routes, bus);
  export_one (self->stats, bus);
  g_dbus_object_manager_server_set_connection (self->objects, bus);
}

static void
on_name (GDBusConnection *bus, const char *name, gpointer data)
{
  printf ("ready\n");
  fflush (stdout);
  if (is_silent)
    raise (SIGSTOP);
}

static gboolean
on_term (gpointer data)
{
  Fake *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  Fake self = { .requests = 43 };
  guint owner = 0;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 1;
  ccp_error_quark ();
  self.loop = g_main_loop_new (NULL, FALSE);
  set_up_manager (&self);
  set_up_rest (&self);
  g_unix_signal_add (SIGTERM, on_term, &self);
  owner = g_bus_own_name (G_BUS_TYPE_SESSION,
                          CCP_DBUS_NAME,
                          G_BUS_NAME_OWNER_FLAGS_NONE,
                          on_bus,
                          on_name,
                          NULL,
                          &self,
                          NULL);
  g_main_loop_run (self.loop);
  g_bus_unown_name (owner);
  return 0;
}
