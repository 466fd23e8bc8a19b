/* ccp-verb-stats.c: "ccproxy stats" says what exchanges took and cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-bus-json.h"
#include "ccp-stats-report.h"
#include "ccp-stats-watch.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "stats",
  .summary = N_ ("Says what requests took and cost since the daemon started."),
  .description = N_ (
      "IN, CACHED and OUT are tokens: those of requests, those of them that came from "
      "a cache,\nand those of answers. FIRST TOKEN and LATENCY are medians.\n\n"
      "Exit status: 0, 64 if the command line is wrong, 69 if the daemon does not run "
      "or answer."),
  .needs_no_config = TRUE,
};

typedef struct
{
  gboolean as_json;
  gboolean is_watch;
  char *by; /* (nullable) */
} Options;

static void
clear_options (Options *self)
{
  g_clear_pointer (&self->by, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
parse (Options *self, int argc, char **argv)
{
  g_autofree char *parameter = NULL; /* there is none */
  const char *const kinds[] = { "provider", "model", "stage", NULL };
  const GOptionEntry entries[] = {
    { "by",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->by,
      N_ ("One line for each provider, model or stage"),
      "KIND" },
    CCP_VERB_JSON_ENTRY (&self->as_json),
    { "watch",
      'w',
      0,
      G_OPTION_ARG_NONE,
      &self->is_watch,
      N_ ("Go on, and show what changes"),
      NULL },
    { NULL },
  };

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &parameter))
    return FALSE;
  if (self->by == NULL || g_strv_contains (kinds, self->by))
    return TRUE;
  fprintf (stderr,
           _ ("ccproxy stats: expected --by=provider, model or stage, got \"%s\"; see "
              "ccproxy stats --help\n"),
           self->by);
  return FALSE;
}

static void
print (const CcpStatsReport *report, gboolean as_json)
{
  gint64 now = g_get_real_time ();
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autofree char *text = NULL;
  CcpTerminal terminal;

  if (as_json)
    {
      writer = ccp_json_writer_new ();
      ccp_stats_report_write (report, writer, now);
      ccp_bus_json_print (writer);
      return;
    }
  ccp_terminal_init_output (&terminal);
  text = ccp_stats_report_format (report, &terminal, now);
  fputs (text, stdout);
}

int
ccp_verb_stats (int argc, char **argv)
{
  g_auto (Options) self = { FALSE };
  g_autoptr (CcpBusClient) client = NULL;
  g_auto (CcpStatsReport) report = { NULL };
  g_autoptr (GError) error = NULL;
  CcpExitCode status = CCP_EXIT_CODE_OK;

  if (!parse (&self, argc, argv))
    return CCP_EXIT_CODE_USAGE;
  client = ccp_bus_client_open (options.verb, &status);
  if (client == NULL)
    return status;
  if (self.is_watch)
    ccp_stats_watch_run (client, self.by, self.as_json, &error);
  else if (ccp_stats_report_read (&report, client, self.by, &error))
    print (&report, self.as_json);
  return error != NULL ? ccp_bus_client_report_error (options.verb, error)
                       : CCP_EXIT_CODE_OK;
}
