/* ccp-check-daemon.c: whether the daemon runs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-daemon"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"
#include "ccp-units.h"

static void
check_manager (CcpCheckup *checkup, CcpDBusManager *manager)
{
  const char *version = ccp_dbus_manager_get_version (manager);
  g_autofree char *age =
      ccp_units_format_age ((gint64) ccp_dbus_manager_get_started_at (manager),
                            g_get_real_time ());

  if (ccp_dbus_manager_get_draining (manager))
    ccp_checkup_add (checkup,
                     CCP_FINDING_WARNING,
                     g_strdup (_ ("ccproxyd is ending, and takes no more requests")),
                     g_strdup (_ ("start it again: systemctl --user restart ccproxy")));
  else if (g_strcmp0 (version, PACKAGE_VERSION) != 0)
    ccp_checkup_add (
        checkup,
        CCP_FINDING_WARNING,
        g_strdup_printf (_ ("the ccproxyd that runs is %s, this program is %s"),
                         version,
                         PACKAGE_VERSION),
        g_strdup (_ ("start the new one: systemctl --user restart ccproxy")));
  else
    ccp_checkup_add (
        checkup,
        CCP_FINDING_OK,
        /* TRANSLATORS: a version, and a time such as "3 min ago" */
        g_strdup_printf (_ ("ccproxyd %s runs, and was started %s"), version, age),
        NULL);
}

void
ccp_check_daemon_run (CcpCheckup *checkup)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);
  const GError *error = patient->bus == NULL ? patient->bus_error : patient->client_error;

  if (patient->client != NULL)
    check_manager (checkup, ccp_bus_client_get_manager (patient->client));
  else
    ccp_checkup_add (checkup,
                     g_error_matches (error, CCP_ERROR, CCP_ERROR_TIMEOUT)
                         ? CCP_FINDING_PROBLEM
                         : CCP_FINDING_WARNING,
                     ccp_bus_client_describe_error (error),
                     NULL);
}
