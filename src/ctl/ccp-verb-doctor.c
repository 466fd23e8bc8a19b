/* ccp-verb-doctor.c: "ccproxy doctor" looks at what the proxy needs, and says how to mend
 * it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-bus-json.h"
#include "ccp-doctor-report.h"
#include "ccp-doctor.h"
#include "ccp-exit-code.h"
#include "ccp-soup-transport.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

typedef struct
{
  gboolean is_offline;
  gboolean as_json;
} Options;

static const CcpVerbOptions verb_options = {
  .verb = "doctor",
  .summary =
      N_ ("Looks at all that the proxy needs: the unit and the daemon, the port, the\n"
          "configuration, keys, providers, the clock, the settings of Claude Code; and "
          "says\nhow to mend what is wrong."),
  .description =
      N_ ("Programs that make keys are run, and each provider is asked for the list of "
          "its\nmodels, unless --offline is given. No key is shown, and nothing is "
          "changed.\n\n"
          "Exit status: 0, 1 if there is a problem, 64 if the command line is wrong."),
};

static gboolean
parse (Options *self, int argc, char **argv, char **config)
{
  const GOptionEntry entries[] = {
    { "offline",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->is_offline,
      N_ ("Ask nothing but this machine, and run no program that makes a key"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->as_json, N_ ("Print JSON"), NULL },
    { NULL },
  };

  return ccp_verb_options_parse_with (&verb_options, entries, argc, argv, config);
}

static void
print (GPtrArray *findings, gboolean as_json)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autofree char *text = NULL;
  CcpTerminal terminal;

  if (as_json)
    {
      writer = ccp_json_writer_new ();
      ccp_doctor_report_write (findings, writer);
      ccp_bus_json_print (writer);
      return;
    }
  ccp_terminal_init_output (&terminal);
  text = ccp_doctor_report_format (findings, &terminal);
  fputs (text, stdout);
}

int
ccp_verb_doctor (int argc, char **argv)
{
  g_auto (GStrv) environment = NULL;
  Options options = { FALSE };
  g_autofree char *path = NULL;
  g_autoptr (CcpPatient) patient = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (!parse (&options, argc, argv, &path))
    return CCP_EXIT_CODE_USAGE;
  ccp_soup_transport_prepare_environment ();
  environment = g_get_environ ();
  patient = ccp_patient_new (path, (const char *const *) environment, options.is_offline);
  findings = ccp_doctor_examine (patient);
  print (findings, options.as_json);
  return ccp_doctor_report_count (findings, CCP_FINDING_PROBLEM) > 0 ? CCP_EXIT_CODE_NO
                                                                     : CCP_EXIT_CODE_OK;
}
