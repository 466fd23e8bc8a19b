/* ccp-verb-check.c: "ccproxy check [FILE]" says what is wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <stdio.h>
#include <sysexits.h>

#include "ccp-setup.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "check",
  .parameter = "[FILE]",
  .summary = "Says what is wrong with a configuration, and what each provider speaks.",
  .description =
      "Without FILE it is the user's configuration; without that, the built-in one.\n\n"
      "Exit status: 0 if nothing is wrong, 1 if something is, 64 if the command line is "
      "wrong.",
};

int
ccp_verb_check (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpSetup) setup = NULL;
  g_autofree char *path = NULL;
  g_autofree char *report = NULL;
  g_autofree char *summary = NULL;

  if (!ccp_verb_options_parse (&options, argc, argv, &path))
    return EX_USAGE;
  setup = ccp_setup_new (path, (const char *const *) environment);
  report = ccp_setup_report (setup);
  fputs (report, stdout);
  if (ccp_setup_get_config (setup) == NULL)
    return 1;
  summary = ccp_setup_summarize (setup);
  fputs (summary, stdout);
  return 0;
}
