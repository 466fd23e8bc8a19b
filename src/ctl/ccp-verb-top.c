/* ccp-verb-top.c: ccproxy top: what goes on, on the whole screen
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-verb-top"

#include <glib/gi18n.h>
#include <unistd.h>

#include "ccp-terminal.h"
#include "ccp-top-listing.h"
#include "ccp-top-session.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "top",
  .summary = N_ ("Shows what goes on, on the whole screen."),
  .description = N_ (
      "The requests under way with their age and tokens, those that were, and the\n"
      "providers with how they do. Keys: q ends it, the arrows select, Tab goes to the\n"
      "providers and back, c cancels a request, p pauses or resumes a provider.\n"
      "For programs there is ccproxy stats --watch --json.\n\n"
      "Exit status: 0, 64 if the command line is wrong, 69 if the daemon does not run\n"
      "or there is no terminal."),
  .needs_no_config = TRUE,
};

static gboolean
show (CcpBusClient *client, GError **error)
{
  g_auto (GStrv) environment = g_get_environ ();
  CcpTerminal terminal;

  ccp_terminal_init (&terminal, STDOUT_FILENO, (const char *const *) environment);
  return ccp_top_session_run (client, terminal.has_colours, error);
}

int
ccp_verb_top (int argc, char **argv)
{
  g_autofree char *parameter = NULL; /* there is none */
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { CCP_VERB_JSON_ENTRY (&as_json), { NULL } };
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpBusClient) client = NULL;
  g_autoptr (GError) error = NULL;

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &parameter))
    return CCP_EXIT_CODE_USAGE;
  client = ccp_bus_client_new ((const char *const *) environment, &error);
  if (client == NULL)
    return ccp_bus_client_report_error (options.verb, error);
  if (!(as_json ? ccp_top_listing_print (client, &error) : show (client, &error)))
    return ccp_bus_client_report_error (options.verb, error);
  return CCP_EXIT_CODE_OK;
}
