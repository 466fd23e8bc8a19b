/* ccp-verb-check.c: "ccproxy check [FILE]" says what is wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <stdio.h>
#include <sysexits.h>

#include "ccp-setup.h"
#include "ccp-verb.h"

int
ccp_verb_check (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpSetup) setup = NULL;
  g_autofree char *report = NULL;
  g_autofree char *summary = NULL;

  if (argc > 2)
    {
      fprintf (stderr, "ccproxy check: unexpected argument \"%s\"\n", argv[2]);
      return EX_USAGE;
    }
  if (argc == 2 && *argv[1] == '\0')
    {
      fprintf (stderr, "ccproxy check: expected a file, got \"\"\n");
      return EX_USAGE;
    }
  setup = ccp_setup_new (argc == 2 ? argv[1] : NULL, (const char *const *) environment);
  report = ccp_setup_report (setup);
  fputs (report, stdout);
  if (ccp_setup_get_config (setup) == NULL)
    return 1;
  summary = ccp_setup_summarize (setup);
  fputs (summary, stdout);
  return 0;
}
