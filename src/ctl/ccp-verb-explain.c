/* ccp-verb-explain.c: "ccproxy explain FILE" says which way a request would go, and why
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-decision-report.h"
#include "ccp-request-input.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "explain",
  .parameter = "FILE",
  .summary = N_ (
      "Says which way a saved request would go, and why. FILE is the body of a request "
      "to\nthe Messages API, or an object with \"body\" and, if need be, \"url\" and "
      "\"headers\"; a dash is\nstandard input."),
  .description = N_ (
      "It is decided as the daemon decides, which need not run. Nothing is sent, and no "
      "key has\nto be set.\n\n"
      "Exit status: 0, 1 if the request would be refused, 64 if the command line is "
      "wrong, 66 if\nFILE cannot be read, 78 if the configuration has errors."),
  .needs_no_config = TRUE,
};

static void
print_decision (CcpRequestInput *input)
{
  CcpCatalog *catalog = ccp_snapshot_get_catalog (input->snapshot);
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *text = NULL;

  if (input->as_json)
    {
      json = ccp_decision_report_json (input->exchange, catalog);
      text = ccp_json_to_text (json);
      puts (text);
    }
  else
    {
      text = ccp_decision_report_text (input->exchange, catalog);
      fputs (text, stdout);
    }
}

int
ccp_verb_explain (int argc, char **argv)
{
  g_auto (CcpRequestInput) input = { NULL };
  g_autoptr (GError) error = NULL;
  int status = ccp_request_input_open (&input, &options, NULL, argc, argv);

  if (status != 0)
    return status;
  if (!ccp_request_input_route (&input, &error))
    {
      fprintf (stderr, "ccproxy explain: %s\n", error->message);
      return 1;
    }
  print_decision (&input);
  return 0;
}
