/* ccp-check-clock.c: whether the clock is right
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-clock"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"
#include "ccp-environment-proxies.h"
#include "ccp-http-date.h"
#include "ccp-known-provider.h"
#include "ccp-soup-transport.h"
#include "ccp-units.h"

/* in milliseconds */
#define PATIENCE 10000
/* in seconds: signatures of requests and short-lived keys suffer from more */
#define TOLERANCE 60

/* another machine tells the time; this one only if there is none
 * Returns: (nullable) */
static const CcpProviderConfig *
choose_provider (CcpConfig *config)
{
  GPtrArray *providers = ccp_config_get_providers (config);
  const CcpProviderConfig *first = NULL;

  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (provider->url == NULL)
        continue;
      if (!ccp_known_provider_is_local (provider->url))
        return provider;
      if (first == NULL)
        first = provider;
    }
  return first;
}

static void
compare (CcpCheckup *checkup, gint64 theirs)
{
  gint64 ours = g_get_real_time () / G_USEC_PER_SEC;
  gint64 difference = ABS (ours - theirs);
  g_autofree char *text = ccp_units_format_duration (difference * G_USEC_PER_SEC);

  if (difference <= TOLERANCE)
    ccp_checkup_add (checkup, CCP_FINDING_OK, g_strdup (_ ("the clock is right")), NULL);
  else
    ccp_checkup_add (
        checkup,
        CCP_FINDING_PROBLEM,
        ours > theirs
            ? g_strdup_printf (_ ("the clock is %s ahead of that of a provider"), text)
            : g_strdup_printf (_ ("the clock is %s behind that of a provider"), text),
        g_strdup (_ ("have it set over the network: timedatectl set-ntp true")));
}

/* whoever cannot be reached is a matter of another check */
static void
take_response (GObject *source, GAsyncResult *result, gpointer data)
{
  CcpCheckup *checkup = data;
  g_autoptr (CcpUpstreamResponse) response =
      ccp_transport_send_finish (CCP_TRANSPORT (source), result, NULL);
  const char *date = NULL;
  gint64 theirs = 0;

  if (response != NULL)
    date = ccp_headers_get (ccp_upstream_response_get_headers (response), "date");
  if (date != NULL && ccp_http_date_parse (date, &theirs))
    compare (checkup, theirs);
  ccp_checkup_release (checkup);
}

void
ccp_check_clock_run (CcpCheckup *checkup)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);
  const CcpProviderConfig *provider = NULL;
  g_autoptr (GProxyResolver) proxies = ccp_environment_proxies_new (patient->environment);
  CcpSoupTransportSettings settings = { .connect_timeout = PATIENCE,
                                        .head_timeout = PATIENCE,
                                        .idle_timeout = PATIENCE,
                                        .proxies = proxies };
  g_autoptr (CcpTransport) transport = NULL;
  g_autoptr (CcpUpstreamRequest) request = NULL;

  if (patient->is_offline || patient->config == NULL)
    return;
  provider = choose_provider (patient->config);
  if (provider == NULL)
    return;
  transport = ccp_soup_transport_new (provider->url, &settings, NULL);
  if (transport == NULL)
    return;
  /* without a key: it is only asked for the time, and whatever it answers has that */
  request = ccp_upstream_request_new ("GET", provider->url);
  ccp_transport_send_async (transport,
                            request,
                            NULL,
                            ccp_checkup_get_cancellable (checkup),
                            take_response,
                            ccp_checkup_hold (checkup));
}
