/* ccp-check-providers.c: whether the providers answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-providers"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"
#include "ccp-units.h"

static char *
find_mend (const char *provider, const GError *error)
{
  if (g_error_matches (error, CCP_ERROR, CCP_ERROR_AUTHENTICATION))
    return g_strdup (_ ("mend its api_key, or the variable that it is taken from, and "
                        "start ccproxyd again"));
  return g_strdup_printf (_ ("ask it again: ccproxy providers probe %s"), provider);
}

static void
take_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  CcpCheckup *checkup = data;
  CcpDBusProvider *provider = CCP_DBUS_PROVIDER (source);
  const char *name = ccp_dbus_provider_get_name (provider);
  guint milliseconds = 0;
  g_autoptr (GError) error = NULL;

  if (ccp_dbus_provider_call_probe_finish (provider, &milliseconds, result, &error))
    {
      g_autofree char *time =
          ccp_units_format_duration ((gint64) milliseconds * G_TIME_SPAN_MILLISECOND);

      ccp_checkup_add (checkup,
                       CCP_FINDING_OK,
                       /* TRANSLATORS: the name of a provider, and a time as "85 ms" */
                       g_strdup_printf (_ ("%s answers, after %s"), name, time),
                       NULL);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *reason = ccp_bus_client_describe_error (error);

      ccp_checkup_add (checkup,
                       CCP_FINDING_PROBLEM,
                       /* TRANSLATORS: the name of a provider, and an error */
                       g_strdup_printf (_ ("%s cannot be used: %s"), name, reason),
                       find_mend (name, error));
    }
  ccp_checkup_release (checkup);
}

void
ccp_check_providers_run (CcpCheckup *checkup)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);
  g_autoptr (GPtrArray) providers = NULL;

  if (patient->client == NULL || patient->is_offline)
    return;
  providers = ccp_bus_client_list_providers (patient->client, NULL);
  for (guint i = 0; providers != NULL && i < providers->len; i++)
    {
      GDBusProxy *provider = g_ptr_array_index (providers, i);

      /* the check has a limit of its own */
      g_dbus_proxy_set_default_timeout (provider, G_MAXINT);
      ccp_dbus_provider_call_probe (CCP_DBUS_PROVIDER (provider),
                                    ccp_checkup_get_cancellable (checkup),
                                    take_answer,
                                    ccp_checkup_hold (checkup));
    }
}
