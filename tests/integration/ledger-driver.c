/* ledger-driver.c: a proxy whose ledger a test reads and steers over standard input
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ccp-pipeline.h"
#include "ccp-server.h"
#include "ccp-setup.h"
#include "ccp-soup-transport-factory.h"

typedef struct
{
  GMainLoop *loop;
  GDataInputStream *input;
  CcpPipeline *pipeline;
  CcpServer *server;
} Driver;

static void
print_entry (gpointer data, gpointer unused)
{
  CcpLedgerEntry *entry = data;
  const CcpUsage *usage = ccp_ledger_entry_get_usage (entry);
  const char *provider = ccp_ledger_entry_get_provider (entry);

  printf ("%s %s %s %u %" G_GINT64_FORMAT " %u\n",
          ccp_ledger_entry_get_id (entry),
          ccp_phase_to_string (ccp_ledger_entry_get_phase (entry)),
          provider != NULL ? provider : "-",
          ccp_ledger_entry_get_attempt (entry),
          usage->output_tokens,
          ccp_ledger_entry_get_client_pid (entry));
}

static void
print_series (gpointer data, gpointer unused)
{
  const CcpStatsSeries *series = data;

  printf ("%s/%s %" G_GUINT64_FORMAT " requests, %" G_GUINT64_FORMAT " errors, ",
          series->provider,
          series->model,
          series->requests,
          ccp_stats_series_count_errors (series));
  if (series->cost_unknown)
    puts ("cost unknown");
  else
    printf ("%.6f dollars\n", series->cost);
}

/* "list", "cancel" or "stats"; each is answered by lines and a "." */
static void
act_on (Driver *self, const char *command)
{
  CcpLedger *ledger = ccp_pipeline_get_ledger (self->pipeline);
  GPtrArray *entries = ccp_ledger_get_entries (ledger);
  GPtrArray *series = ccp_stats_get_series (ccp_ledger_get_stats (ledger));

  if (g_str_equal (command, "list"))
    g_ptr_array_foreach (entries, print_entry, NULL);
  else if (g_str_equal (command, "cancel") && entries->len > 0)
    ccp_ledger_entry_cancel (g_ptr_array_index (entries, 0));
  else if (g_str_equal (command, "stats"))
    g_ptr_array_foreach (series, print_series, NULL);
  puts (".");
  fflush (stdout);
}

static void
on_line (GObject *object, GAsyncResult *result, gpointer data)
{
  Driver *self = data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object),
                                            result,
                                            NULL,
                                            NULL);

  if (line == NULL)
    {
      g_main_loop_quit (self->loop);
      return;
    }
  act_on (self, line);
  g_data_input_stream_read_line_async (self->input,
                                       G_PRIORITY_DEFAULT,
                                       NULL,
                                       on_line,
                                       self);
}

static gboolean
start (Driver *self, const char *path, GError **error)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpSetup) setup = ccp_setup_new (path, (const char *const *) environment);
  CcpConfig *config = ccp_setup_get_config (setup);
  g_autoptr (CcpTransportFactory) transports = ccp_soup_transport_factory_new (NULL);
  g_autoptr (CcpSnapshot) snapshot =
      ccp_snapshot_new (config, ccp_setup_get_registry (setup), transports, error);
  g_autoptr (CcpServerSettings) settings = ccp_server_settings_new_from_config (config);

  if (snapshot == NULL)
    return FALSE;
  self->pipeline = ccp_pipeline_new (snapshot);
  self->server = ccp_server_new (CCP_RUNNER (self->pipeline), settings);
  return ccp_server_listen (self->server, "127.0.0.1:0", error);
}

static void
run (Driver *self)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_auto (GStrv) uris = ccp_server_get_uris (self->server);

  printf ("listening on %s\n", uris[0]);
  fflush (stdout);
  self->input = g_data_input_stream_new (stream);
  g_data_input_stream_read_line_async (self->input,
                                       G_PRIORITY_DEFAULT,
                                       NULL,
                                       on_line,
                                       self);
  g_main_loop_run (self->loop);
}

int
main (int argc, char **argv)
{
  Driver self = { g_main_loop_new (NULL, FALSE), NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  g_log_writer_default_set_use_stderr (TRUE);
  if (argc != 2 || !start (&self, argv[1], &error))
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "expected a file");
      return 1;
    }
  run (&self);
  ccp_server_close (self.server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self.server);
  g_clear_object (&self.pipeline);
  g_clear_object (&self.input);
  g_main_loop_unref (self.loop);
  return 0;
}
