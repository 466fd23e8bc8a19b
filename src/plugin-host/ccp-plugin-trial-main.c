/* ccp-plugin-trial-main.c: loads a module as the daemon would, and says what happened
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy-plugin-trial"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ccp-module-trial.h"
#include "ccp-module.h"
#include "private/ccp-registrar-private.h"

/* what the module prints is not the answer */
static int
keep_output (void)
{
  int answer = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  int nothing = open ("/dev/null", O_WRONLY | O_CLOEXEC);

  if (nothing >= 0)
    {
      dup2 (nothing, STDOUT_FILENO);
      close (nothing);
    }
  return answer;
}

static void
answer_with (int answer, const char *text)
{
  gsize length = strlen (text);

  if (write (answer, text, length) != (gssize) length)
    g_debug ("the answer could not be written");
}

int
main (int argc, char *argv[])
{
  const struct rlimit none = { 0, 0 };
  g_autoptr (CcpRegistrar) registrar = NULL;
  g_autoptr (GPtrArray) types = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int answer = -1;

  if (argc != 3)
    {
      fprintf (stderr, "usage: %s MODULE PLUGIN\n", argv[0]);
      return 2;
    }

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  setrlimit (RLIMIT_CORE, &none);
  answer = keep_output ();
  registrar = ccp_registrar_new (argv[2]);
  if (!ccp_module_register (argv[1], argv[2], registrar, &error))
    {
      answer_with (answer, error->message);
      return CCP_MODULE_TRIAL_REFUSED;
    }
  types = ccp_module_list_types (registrar);
  g_ptr_array_add (types, NULL);
  text = g_strjoinv (",", (char **) types->pdata);
  answer_with (answer, text);
  return CCP_MODULE_TRIAL_GOOD;
}
