/* ccp-verb-reload.c: "ccproxy reload" has the daemon read its configuration again
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-bus-client.h"
#include "ccp-bus-diagnostics.h"
#include "ccp-bus-json.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

/* Plugins may have to be started again: that takes longer than other answers. */
#define TIME_LIMIT 60000

static const CcpVerbOptions options = {
  .verb = "reload",
  .summary = N_ ("Has the daemon read its configuration again."),
  .description = N_ (
      "Requests under way end on the old configuration. If the new one has errors, the\n"
      "old one stays in use.\n\n"
      "Exit status: 0, 64 if the command line is wrong, 69 if the daemon does not run\n"
      "or answer, 78 if the configuration has errors."),
  .needs_no_config = TRUE,
};

typedef struct
{
  GMainLoop *loop;
  CcpDBusManager *manager;
  GVariant *diagnostics; /* (nullable) */
  GError *error;         /* (nullable) */
} Reload;

static void
clear_reload (Reload *self)
{
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->diagnostics, g_variant_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reload, clear_reload)

/* An error of the bus is a text: what is wrong stands in the signal, which comes first.
 */
static void
on_reloaded (CcpDBusManager *manager, gboolean ok, GVariant *diagnostics, gpointer data)
{
  Reload *self = data;

  g_clear_pointer (&self->diagnostics, g_variant_unref);
  self->diagnostics = g_variant_ref (diagnostics);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  Reload *self = data;
  GVariant *diagnostics = NULL;

  if (ccp_dbus_manager_call_reload_finish (CCP_DBUS_MANAGER (source),
                                           &diagnostics,
                                           result,
                                           &self->error))
    {
      g_clear_pointer (&self->diagnostics, g_variant_unref);
      self->diagnostics = diagnostics;
    }
  g_main_loop_quit (self->loop);
}

static void
run (Reload *self)
{
  gulong handler =
      g_signal_connect (self->manager, "reloaded", G_CALLBACK (on_reloaded), self);

  self->loop = g_main_loop_new (NULL, FALSE);
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (self->manager), TIME_LIMIT);
  ccp_dbus_manager_call_reload (self->manager, NULL, on_answer, self);
  g_main_loop_run (self->loop);
  g_signal_handler_disconnect (self->manager, handler);
}

static const char *
get_file (Reload *self)
{
  const char *path = ccp_dbus_manager_get_config_path (self->manager);

  return path != NULL && *path != '\0' ? path : "configuration";
}

static void
print_json (Reload *self)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "ok");
  ccp_json_writer_boolean (writer, self->error == NULL);
  ccp_bus_diagnostics_write (writer, self->diagnostics, get_file (self));
  ccp_json_writer_end_object (writer);
  ccp_bus_json_print (writer);
}

static void
print_text (Reload *self)
{
  g_autofree char *lines =
      ccp_bus_diagnostics_format (self->diagnostics, get_file (self));
  guint n = (guint) g_variant_n_children (self->diagnostics);

  fputs (lines, stderr);
  if (self->error != NULL)
    fprintf (stderr, _ ("ccproxy reload: the configuration before it stays in use\n"));
  else if (n == 0)
    printf (_ ("The configuration was read again.\n"));
  else
    printf (ngettext ("The configuration was read again, with %u warning.\n",
                      "The configuration was read again, with %u warnings.\n",
                      n),
            n);
}

/* Returns: whether the daemon said what is wrong with its configuration, if anything */
static gboolean
has_judgement (const Reload *self)
{
  return self->diagnostics != NULL &&
         (self->error == NULL ||
          g_error_matches (self->error, CCP_ERROR, CCP_ERROR_CONFIG));
}

int
ccp_verb_reload (int argc, char **argv)
{
  g_autofree char *parameter = NULL; /* there is none */
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { CCP_VERB_JSON_ENTRY (&as_json), { NULL } };
  CcpExitCode status = CCP_EXIT_CODE_OK;
  g_autoptr (CcpBusClient) client = NULL;
  g_auto (Reload) self = { NULL };

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &parameter))
    return CCP_EXIT_CODE_USAGE;
  client = ccp_bus_client_open (options.verb, &status);
  if (client == NULL)
    return status;
  self.manager = ccp_bus_client_get_manager (client);
  run (&self);
  if (!has_judgement (&self))
    return ccp_bus_client_report_error (options.verb, self.error);
  if (as_json)
    print_json (&self);
  else
    print_text (&self);
  return self.error != NULL ? CCP_EXIT_CODE_CONFIG : CCP_EXIT_CODE_OK;
}
