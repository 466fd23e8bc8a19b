/* ccp-verb-status.c: "ccproxy status" says whether the daemon runs, and how it is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-bus-client.h"
#include "ccp-bus-json.h"
#include "ccp-status-report.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "status",
  .summary = N_ ("Says whether the daemon runs, and how it is."),
  .description = N_ (
      "Nothing is started.\n\n"
      "Exit status: 0 if it runs, 64 if the command line is wrong, 69 if it does not\n"
      "run or answer."),
  .needs_no_config = TRUE,
};

static CcpExitCode
print_absence (const GError *error, gboolean as_json)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  if (!as_json)
    return ccp_bus_client_report_error (options.verb, error);
  writer = ccp_json_writer_new ();
  ccp_status_report_write_absence (error, writer);
  ccp_bus_json_print (writer);
  return ccp_bus_client_get_exit_code (error);
}

static void
print_status (const CcpStatusReport *report, gboolean as_json)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autofree char *text = NULL;
  CcpTerminal terminal;

  if (as_json)
    {
      writer = ccp_json_writer_new ();
      ccp_status_report_write (report, writer);
      ccp_bus_json_print (writer);
      return;
    }
  ccp_terminal_init_output (&terminal);
  text = ccp_status_report_format (report, &terminal, g_get_real_time ());
  fputs (text, stdout);
}

int
ccp_verb_status (int argc, char **argv)
{
  g_autofree char *parameter = NULL; /* there is none */
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { CCP_VERB_JSON_ENTRY (&as_json), { NULL } };
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpBusClient) client = NULL;
  g_auto (CcpStatusReport) report = { NULL };
  g_autoptr (GError) error = NULL;

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &parameter))
    return CCP_EXIT_CODE_USAGE;
  client = ccp_bus_client_new ((const char *const *) environment, &error);
  if (client == NULL || !ccp_status_report_read (&report, client, &error))
    return print_absence (error, as_json);
  print_status (&report, as_json);
  return CCP_EXIT_CODE_OK;
}
