/* ccp-verb-routes.c: "ccproxy routes" says which kind of work goes where
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-routes-report.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "routes",
  .summary = N_ ("Says which kind of work goes where just now, and what set it."),
  .description = N_ (
      "The first model of a line is asked first, the next one if it fails. \"ccproxy "
      "use\"\nsets another.\n\n"
      "Exit status: 0, 64 if the command line is wrong, 69 if the daemon does not run\n"
      "or answer."),
  .needs_no_config = TRUE,
};

int
ccp_verb_routes (int argc, char **argv)
{
  g_autofree char *parameter = NULL; /* there is none */
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { CCP_VERB_JSON_ENTRY (&as_json), { NULL } };
  CcpExitCode status = CCP_EXIT_CODE_OK;
  g_autoptr (CcpBusClient) client = NULL;
  g_auto (CcpRoutesReport) report = { NULL };
  g_autoptr (GError) error = NULL;

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &parameter))
    return CCP_EXIT_CODE_USAGE;
  client = ccp_bus_client_open (options.verb, &status);
  if (client == NULL)
    return status;
  if (!ccp_routes_report_read (&report, client, &error))
    return ccp_bus_client_report_error (options.verb, error);
  ccp_routes_report_print (&report, as_json);
  return CCP_EXIT_CODE_OK;
}
