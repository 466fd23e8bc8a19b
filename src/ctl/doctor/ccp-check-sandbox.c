/* ccp-check-sandbox.c: whether plugins can be shut in
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-sandbox"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"

#define BUBBLEWRAP "bwrap"

/* where kernels say that users may not have namespaces, and what they say then */
static const struct
{
  const char *path;
  const char *forbidding;
} switches[] = {
  { "/proc/sys/kernel/unprivileged_userns_clone", "0" },
  { "/proc/sys/user/max_user_namespaces", "0" },
  { "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1" },
};

/* Returns: (nullable): the switch that forbids it */
static const char *
find_switch (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autofree char *value = NULL;

      if (g_file_get_contents (switches[i].path, &value, NULL, NULL) &&
          g_str_equal (g_strchomp (value), switches[i].forbidding))
        return switches[i].path;
    }
  return NULL;
}

static void
add_failure (CcpCheckup *checkup)
{
  const char *path = find_switch ();

  ccp_checkup_add (
      checkup,
      CCP_FINDING_WARNING,
      g_strdup (_ ("bubblewrap cannot make a sandbox, in which plugins in Python run")),
      path != NULL
          ? g_strdup_printf (_ ("user namespaces are forbidden by %s"), path)
          : g_strdup (_ ("see what it says: bwrap --ro-bind / / --unshare-all true")));
}

static void
take_end (GObject *source, GAsyncResult *result, gpointer data)
{
  CcpCheckup *checkup = data;
  GSubprocess *process = G_SUBPROCESS (source);

  if (!g_subprocess_wait_finish (process, result, NULL))
    g_subprocess_force_exit (process);
  else if (g_subprocess_get_successful (process))
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup (_ ("bubblewrap can make a sandbox")),
                     NULL);
  else
    add_failure (checkup);
  ccp_checkup_release (checkup);
}

void
ccp_check_sandbox_run (CcpCheckup *checkup)
{
  g_autofree char *program = g_find_program_in_path (BUBBLEWRAP);
  g_autoptr (GSubprocess) process = NULL;

  if (program == NULL)
    {
      ccp_checkup_add (checkup,
                       CCP_FINDING_WARNING,
                       g_strdup (_ ("bubblewrap is not installed, in whose sandbox "
                                    "plugins in Python run")),
                       g_strdup (_ ("install the package bubblewrap, if you want any")));
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                  G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              NULL,
                              program,
                              "--ro-bind",
                              "/",
                              "/",
                              "--unshare-all",
                              "--die-with-parent",
                              "true",
                              NULL);
  if (process == NULL)
    add_failure (checkup);
  else
    g_subprocess_wait_async (process,
                             ccp_checkup_get_cancellable (checkup),
                             take_end,
                             ccp_checkup_hold (checkup));
}
