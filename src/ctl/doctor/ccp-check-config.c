/* ccp-check-config.c: whether the configuration is good, and the daemon uses it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-config"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"

#define LINT_HINT N_ ("all that is wrong, and what was probably meant: ccproxy lint %s")

/* what another check tells of */
static gboolean
is_of_keys (const CcpDiagnostic *diagnostic)
{
  return g_strcmp0 (diagnostic->code,
                    ccp_diagnostic_code_get_rule (CCP_CODE_UNSET_VARIABLE)->name) == 0 &&
         diagnostic->severity == CCP_SEVERITY_WARNING;
}

/* Returns: (transfer full) (nullable): the first of @severity
 * @number: (out): how many there are */
static char *
find_first (CcpDiagnostics *diagnostics, CcpSeverity severity, guint *number)
{
  g_autofree char *first = NULL;

  *number = 0;
  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      const CcpDiagnostic *one = ccp_diagnostics_get (diagnostics, i);

      if (one->severity == severity && !is_of_keys (one) && (*number)++ == 0)
        first = ccp_diagnostics_format (diagnostics, i);
    }
  return g_steal_pointer (&first);
}

static void
check_diagnostics (CcpCheckup *checkup, const char *path)
{
  CcpDiagnostics *diagnostics =
      ccp_setup_get_diagnostics (ccp_checkup_get_patient (checkup)->setup);
  guint n_errors = 0;
  guint n_warnings = 0;
  g_autofree char *error = find_first (diagnostics, CCP_SEVERITY_ERROR, &n_errors);
  g_autofree char *warning = find_first (diagnostics, CCP_SEVERITY_WARNING, &n_warnings);

  if (n_errors > 0)
    ccp_checkup_add (
        checkup,
        CCP_FINDING_PROBLEM,
        g_strdup_printf (ngettext ("the configuration has %u error: %s",
                                   "the configuration has %u errors; the first: %s",
                                   n_errors),
                         n_errors,
                         error),
        g_strdup_printf (_ (LINT_HINT), path));
  else if (n_warnings > 0)
    ccp_checkup_add (
        checkup,
        CCP_FINDING_WARNING,
        g_strdup_printf (
            ngettext ("the configuration can be used, with %u warning: %s",
                      "the configuration can be used, with %u warnings; the first: %s",
                      n_warnings),
            n_warnings,
            warning),
        g_strdup_printf (_ (LINT_HINT), path));
  else
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup_printf (_ ("%s has no errors"), path),
                     NULL);
}

static void
check_use (CcpCheckup *checkup)
{
  CcpBusClient *client = ccp_checkup_get_patient (checkup)->client;
  const char *status = NULL;

  if (client != NULL)
    status = ccp_dbus_manager_get_config_status (ccp_bus_client_get_manager (client));
  if (g_strcmp0 (status, "errors") == 0)
    ccp_checkup_add (checkup,
                     CCP_FINDING_PROBLEM,
                     g_strdup (_ ("ccproxyd could not read the configuration again, and "
                                  "uses the one from before")),
                     g_strdup (_ ("mend it, then: ccproxy reload")));
}

void
ccp_check_config_run (CcpCheckup *checkup)
{
  const char *path = ccp_setup_get_path (ccp_checkup_get_patient (checkup)->setup);

  if (path == NULL)
    ccp_checkup_add (checkup,
                     CCP_FINDING_WARNING,
                     g_strdup (_ ("there is no configuration, so only the demo answers")),
                     g_strdup (_ ("write one from what there is: ccproxy init")));
  else
    check_diagnostics (checkup, path);
  check_use (checkup);
}
