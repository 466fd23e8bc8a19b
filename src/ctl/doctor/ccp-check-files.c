/* ccp-check-files.c: whether others can read what the daemon writes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-files"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ccp-check.h"

#define OTHERS 077

static void
check_folder (CcpCheckup *checkup, const char *path)
{
  GStatBuf status;

  /* what is not there yet is made when it is needed, for this user alone */
  if (g_stat (path, &status) != 0)
    return;
  if (status.st_uid != getuid ())
    ccp_checkup_add (
        checkup,
        CCP_FINDING_PROBLEM,
        g_strdup_printf (_ ("%s belongs to another user"), path),
        g_strdup_printf (_ ("move it away; the daemon makes another one: mv %s %s.old"),
                         path,
                         path));
  else if ((status.st_mode & OTHERS) != 0)
    ccp_checkup_add (checkup,
                     CCP_FINDING_WARNING,
                     g_strdup_printf (_ ("others can look into %s"), path),
                     g_strdup_printf (_ ("make it yours alone: chmod 700 %s"), path));
  else
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup_printf (_ ("%s is yours alone"), path),
                     NULL);
}

void
ccp_check_files_run (CcpCheckup *checkup)
{
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "ccproxy", NULL);

  check_folder (checkup, state);
}
