/* main.c: ccproxyd
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxyd"

#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "ccp-daemon.h"
#include "ccp-log-writer.h"
#include "ccp-options.h"
#include "ccp-soup-transport.h"

/* Keys are in this process: no core dump, and no other process of the user reads its
 * memory. The leak checker of a sanitizer build must be able to. */
static void
guard_memory (void)
{
#ifndef __SANITIZE_ADDRESS__
  const struct rlimit none = { 0, 0 };

  prctl (PR_SET_DUMPABLE, 0);
  setrlimit (RLIMIT_CORE, &none);
#endif
}

static void
on_hangup (int number)
{
}

/* Until the reloader listens there is nothing to read anew, and no reason to end. Other
 * than SIG_IGN, a handler is not passed on to the programs that are started. */
static void
ignore_hangup (void)
{
  const struct sigaction action = { .sa_handler = on_hangup, .sa_flags = SA_RESTART };

  sigaction (SIGHUP, &action, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpOptions) options = NULL;
  g_autoptr (CcpDaemon) daemon = NULL;

  ignore_hangup ();
  /* no more of the locale: clients and the log are told the same everywhere */
  setlocale (LC_CTYPE, "");
  guard_memory ();
  ccp_soup_transport_prepare_environment ();
  options = ccp_options_parse (&argc, &argv, &error);
  if (options == NULL)
    {
      fprintf (stderr, "ccproxyd: %s; see ccproxyd --help\n", error->message);
      return CCP_EXIT_USAGE;
    }
  if (options->version)
    {
      printf ("ccproxyd %s\n", PACKAGE_VERSION);
      return CCP_EXIT_OK;
    }
  ccp_log_writer_install (options->verbose);
  daemon = ccp_daemon_new (options);
  return ccp_daemon_run (daemon);
}
