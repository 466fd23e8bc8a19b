/* ccp-verb-dry-run.c: "ccproxy dry-run FILE" shows what would be sent for a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-exit-code.h"
#include "ccp-rehearsal-report.h"
#include "ccp-request-input.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "dry-run",
  .parameter = "FILE",
  .summary = N_ (
      "Shows what would be sent upstream for a saved request: to the first target of its "
      "route,\nand to the others if the ones before them failed. FILE is as for ccproxy "
      "explain."),
  .description = N_ (
      "The request is made as the daemon makes it, which need not run, and nothing is "
      "sent. Keys\nare shown as [redacted]. libsoup adds host, connection and "
      "content-length when it sends.\n\n"
      "Exit status: 0, 1 if the request would be refused or there is no such attempt, 64 "
      "if the\ncommand line is wrong, 66 if FILE cannot be read, 78 if the configuration "
      "has errors."),
  .needs_no_config = TRUE,
};

typedef struct
{
  int attempt; /* 0 for all */
  gboolean is_raw;
  gboolean run_key_commands;
  GMainLoop *loop;
  GPtrArray *targets;
} DryRun;

static void
on_rehearsed (GObject *object, GAsyncResult *result, gpointer data)
{
  DryRun *self = data;

  self->targets = ccp_rehearsal_run_finish (result, NULL);
  g_main_loop_quit (self->loop);
}

static void
print_targets (DryRun *self, CcpRequestInput *input)
{
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *text = NULL;

  if (input->as_json)
    {
      json = ccp_rehearsal_report_json (input->exchange,
                                        self->targets,
                                        (guint) self->attempt);
      text = ccp_json_to_text (json);
      puts (text);
    }
  else
    {
      text =
          ccp_rehearsal_report_text (self->targets, (guint) self->attempt, self->is_raw);
      fputs (text, stdout);
    }
}

static int
rehearse (DryRun *self, CcpRequestInput *input)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) targets = NULL;

  self->loop = loop;
  ccp_rehearsal_run_async (input->snapshot,
                           input->exchange,
                           self->run_key_commands,
                           NULL,
                           on_rehearsed,
                           self);
  if (self->targets == NULL)
    g_main_loop_run (loop);
  targets = self->targets;
  if (self->attempt > (int) targets->len)
    {
      fprintf (stderr,
               ngettext ("ccproxy dry-run: --attempt: the route has %u target, not %d\n",
                         "ccproxy dry-run: --attempt: the route has %u targets, not %d\n",
                         targets->len),
               targets->len,
               self->attempt);
      return 1;
    }
  print_targets (self, input);
  return 0;
}

int
ccp_verb_dry_run (int argc, char **argv)
{
  DryRun self = { 0 };
  const GOptionEntry entries[] = {
    { "attempt",
      'n',
      0,
      G_OPTION_ARG_INT,
      &self.attempt,
      N_ ("Only what would be sent to this target, from 1 on"),
      "N" },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &self.is_raw, N_ ("Bodies byte for byte"), NULL },
    { "run-key-commands",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self.run_key_commands,
      N_ ("Run the programs that make keys, to see whether they can"),
      NULL },
    { NULL }
  };
  g_auto (CcpRequestInput) input = { NULL };
  g_autoptr (GError) error = NULL;
  int status = ccp_request_input_open (&input, &options, entries, argc, argv);

  if (status != 0)
    return status;
  if (self.attempt < 0)
    {
      fprintf (stderr,
               _ ("ccproxy dry-run: --attempt: expected 1 or more, got %d\n"),
               self.attempt);
      return CCP_EXIT_CODE_USAGE;
    }
  if (!ccp_request_input_route (&input, &error))
    {
      fprintf (stderr, "ccproxy dry-run: %s\n", error->message);
      return 1;
    }
  return rehearse (&self, &input);
}
