/* test-reloader.c: tests of ccp-reloader.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-reloader.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ccp-soup-transport-factory.h"

typedef struct
{
  char *folder;
  char *path;
  CcpOptions options;
  CcpPipeline *pipeline;
  CcpServer *server;
  CcpReloader *reloader;
  guint told;
  gboolean ok;
} Fixture;

static void
write_config (Fixture *self, const char *model, const char *more)
{
  g_autofree char *text =
      g_strdup_printf ("listen: ['127.0.0.1:0']\n"
                       "providers: [{name: p, type: openai-chat, url: "
                       "'http://127.0.0.1:9', models: [%s]}]\n"
                       "routing: {default: %s, profiles: {work: {planning: %s}}}\n%s",
                       model,
                       model,
                       model,
                       more);

  g_assert_true (g_file_set_contents_full (self->path,
                                           text,
                                           -1,
                                           G_FILE_SET_CONTENTS_NONE,
                                           0600,
                                           NULL));
}

static void
on_reloaded (Fixture *self, gboolean ok, CcpDiagnostics *diagnostics)
{
  g_assert_true (CCP_IS_DIAGNOSTICS (diagnostics));
  self->told++;
  self->ok = ok;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpTransportFactory) transports = ccp_soup_transport_factory_new (NULL);
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new ();
  g_autoptr (CcpSnapshot) snapshot = NULL;
  g_autoptr (CcpSetup) setup = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("reloader-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "config.yaml", NULL);
  self->options.config = self->path;
  write_config (self, "one", "");
  setup = ccp_setup_new (self->path, (const char *const *) environment);
  snapshot = ccp_snapshot_new (ccp_setup_get_config (setup),
                               ccp_setup_get_registry (setup),
                               transports,
                               &error);
  g_assert_no_error (error);
  self->pipeline = ccp_pipeline_new (snapshot);
  self->server = ccp_server_new (CCP_RUNNER (self->pipeline), settings);
  g_assert_true (ccp_server_listen (self->server, "127.0.0.1:0", NULL));
  self->reloader =
      ccp_reloader_new (&self->options, setup, self->pipeline, self->server, transports);
  g_signal_connect_swapped (self->reloader, "reloaded", G_CALLBACK (on_reloaded), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->reloader);
  g_clear_object (&self->server);
  g_assert_finalize_object (self->pipeline);
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static gboolean
knows (Fixture *self, const char *model)
{
  CcpCatalog *catalog = ccp_runner_get_catalog (CCP_RUNNER (self->pipeline));
  g_autoptr (CcpRoute) route = ccp_catalog_resolve (catalog, "s", model, NULL);

  return route != NULL;
}

static void
test_good (Fixture *self, gconstpointer data)
{
  gint64 before = ccp_reloader_get_loaded_at (self->reloader);
  g_autoptr (CcpDiagnostics) diagnostics = NULL;
  g_autoptr (GError) error = NULL;

  write_config (self, "two", "");
  g_assert_true (ccp_reloader_reload (self->reloader, &diagnostics, &error));

  g_assert_no_error (error);
  g_assert_cmpuint (ccp_diagnostics_get_length (diagnostics), ==, 0);
  g_assert_true (knows (self, "two"));
  g_assert_false (knows (self, "one"));
  g_assert_cmpuint (self->told, ==, 1);
  g_assert_true (self->ok);
  g_assert_cmpint (ccp_reloader_get_loaded_at (self->reloader), >, before);
}

/* nobody has what belongs to the old configuration alone */
static void
test_frees_the_old (Fixture *self, gconstpointer data)
{
  CcpSetup *setup = ccp_reloader_get_setup (self->reloader);
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (self->pipeline);
  CcpTarget *target = ccp_snapshot_get_target (snapshot, "p");
  gpointer gone[] = { setup,
                      ccp_setup_get_config (setup),
                      ccp_setup_get_registry (setup),
                      snapshot,
                      ccp_snapshot_get_router (snapshot),
                      target,
                      ccp_target_get_provider (target),
                      ccp_target_get_transport (target),
                      ccp_target_get_keys (target) };

  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    g_object_add_weak_pointer (gone[i], &gone[i]);
  g_assert_true (ccp_reloader_reload (self->reloader, NULL, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    g_assert_null (gone[i]);
}

/* Returns: whether it is known that the model does not think */
static gboolean
has_lesson (Fixture *self, CcpRoute *route)
{
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (self->pipeline);
  CcpJson *options =
      ccp_target_get_options (ccp_snapshot_get_target (snapshot, "p"), route);
  CcpJsonValue value;

  ccp_json_get_root (options, &value);
  value = ccp_json_value_member (&value, "reasoning");
  return ccp_json_value_exists (&value) && !ccp_json_value_get_boolean (&value, TRUE);
}

/* what providers have taught need not be learned again, nor what was set be set */
static void
test_keeps_what_is_known (Fixture *self, gconstpointer data)
{
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (self->pipeline);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "one");
  g_autoptr (CcpJson) lesson = ccp_json_new_from_text ("{\"reasoning\":false}", -1, NULL);
  g_autofree char *profile = NULL;

  ccp_target_learn (ccp_snapshot_get_target (snapshot, "p"), route, lesson);
  g_assert_true (ccp_pipeline_set_profile (self->pipeline, "work", NULL));
  g_assert_true (ccp_reloader_reload (self->reloader, NULL, NULL));

  g_assert_true (ccp_pipeline_get_snapshot (self->pipeline) != snapshot);
  g_assert_true (has_lesson (self, route));
  profile = ccp_pipeline_get_profile (self->pipeline);
  g_assert_cmpstr (profile, ==, "work");
}

static void
assert_refused (Fixture *self, const char *part)
{
  CcpSnapshot *snapshot = ccp_pipeline_get_snapshot (self->pipeline);
  CcpSetup *setup = ccp_reloader_get_setup (self->reloader);
  g_auto (GStrv) uris = ccp_server_get_uris (self->server);
  g_auto (GStrv) after = NULL;
  g_autoptr (CcpDiagnostics) diagnostics = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_reloader_reload (self->reloader, &diagnostics, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_true (ccp_diagnostics_has_errors (diagnostics));
  g_assert_true (ccp_reloader_get_diagnostics (self->reloader) == diagnostics);
  g_assert_true (ccp_pipeline_get_snapshot (self->pipeline) == snapshot);
  g_assert_true (ccp_reloader_get_setup (self->reloader) == setup);
  after = ccp_server_get_uris (self->server);
  g_assert_cmpstrv (uris, after);
  g_assert_cmpuint (self->told, ==, 1);
  g_assert_false (self->ok);
}

static void
test_bad (Fixture *self, gconstpointer data)
{
  write_config (self, "two", "nonsense: 1\n");
  assert_refused (self, "config.yaml:4:1: nonsense");
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  assert_refused (self, "config.yaml");
}

static void
test_address (Fixture *self, gconstpointer data)
{
  write_config (self, "two", "");
  g_assert_true (g_file_set_contents (self->path,
                                      "listen: ['unix:/nowhere/at/all']\n"
                                      "providers: [{name: p, type: openai-chat, url: "
                                      "'http://127.0.0.1:9', models: [a]}]\n"
                                      "routing: {default: a}\n",
                                      -1,
                                      NULL));
  assert_refused (self, "config.yaml:1:9: listen: cannot listen on unix:/nowhere/at/all");
}

static void
test_profile (Fixture *self, gconstpointer data)
{
  self->options.profile = (char *) "home";
  write_config (self, "two", "");
  assert_refused (self, "--profile: there is no profile \"home\"");
}

static void
test_keeps_listeners (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) before = ccp_server_get_uris (self->server);
  g_auto (GStrv) after = NULL;

  ccp_reloader_keep_listeners (self->reloader);
  g_assert_true (g_file_set_contents (self->path,
                                      "listen: ['unix:/nowhere/at/all']\n"
                                      "providers: [{name: p, type: openai-chat, url: "
                                      "'http://127.0.0.1:9', models: [a]}]\n"
                                      "routing: {default: a}\n",
                                      -1,
                                      NULL));
  g_assert_true (ccp_reloader_reload (self->reloader, NULL, NULL));

  after = ccp_server_get_uris (self->server);
  g_assert_cmpstrv (before, after);
  g_assert_true (knows (self, "a"));
}

static void
test_ending (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpServiceManager) manager = ccp_service_manager_new ();
  g_autoptr (CcpShutdown) shutdown = ccp_shutdown_new (manager);
  g_autoptr (CcpDiagnostics) diagnostics = NULL;
  g_autoptr (GError) error = NULL;

  ccp_shutdown_set_server (shutdown, self->server);
  ccp_reloader_set_shutdown (self->reloader, shutdown);
  ccp_shutdown_drain (shutdown);
  write_config (self, "two", "");

  g_assert_false (ccp_reloader_reload (self->reloader, &diagnostics, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UNAVAILABLE);
  g_assert_null (diagnostics);
  g_assert_true (knows (self, "one"));
  g_assert_cmpuint (self->told, ==, 0);
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  return g_log_writer_standard_streams (level, fields, n, data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_writer_default_set_use_stderr (TRUE);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_writer_func (write_log, NULL, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/reloader/reload/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("good", test_good);
  ADD ("frees-the-old", test_frees_the_old);
  ADD ("keeps-what-is-known", test_keeps_what_is_known);
  ADD ("refuses/error", test_bad);
  ADD ("refuses/missing-file", test_missing);
  ADD ("refuses/address", test_address);
  ADD ("refuses/profile-of-the-command-line", test_profile);
  ADD ("keeps-listeners", test_keeps_listeners);
  ADD ("not-while-it-ends", test_ending);
#undef ADD

  return g_test_run ();
}
