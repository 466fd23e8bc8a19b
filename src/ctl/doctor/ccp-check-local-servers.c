/* ccp-check-local-servers.c: which model servers on this machine the configuration has
 * not
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-local-servers"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"
#include "ccp-known-provider.h"
#include "ccp-local-servers.h"

static gboolean
is_configured (CcpConfig *config, guint16 port)
{
  GPtrArray *providers = config != NULL ? ccp_config_get_providers (config) : NULL;

  for (guint i = 0; providers != NULL && i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (ccp_known_provider_is_local (provider->url) &&
          ccp_patient_get_port (provider->url) == port)
        return TRUE;
    }
  return FALSE;
}

static void
add_server (CcpCheckup *checkup, const CcpLocalServer *server)
{
  guint n_models = g_strv_length (server->models);

  ccp_checkup_add (
      checkup,
      CCP_FINDING_OK,
      g_strdup_printf (
          /* TRANSLATORS: a program such as Ollama, its URL, the number of its models */
          ngettext ("%s at %s has %u model, and is not in the configuration",
                    "%s at %s has %u models, and is not in the configuration",
                    n_models),
          ccp_local_server_get_title (server),
          server->url,
          n_models),
      g_strdup (_ ("\"ccproxy init --dry-run\" prints an entry for it")));
}

static void
take_servers (GObject *source, GAsyncResult *result, gpointer data)
{
  CcpCheckup *checkup = data;
  g_autoptr (GPtrArray) servers = ccp_local_servers_find_finish (result, NULL);

  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      const CcpLocalServer *server = g_ptr_array_index (servers, i);

      if (!is_configured (ccp_checkup_get_patient (checkup)->config, server->port))
        add_server (checkup, server);
    }
  ccp_checkup_release (checkup);
}

void
ccp_check_local_servers_run (CcpCheckup *checkup)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);
  g_autoptr (GArray) ports =
      ccp_local_servers_list_ports ((const char *const *) patient->environment);

  ccp_local_servers_find_async (ports,
                                CCP_LOCAL_SERVERS_MILLISECONDS,
                                ccp_checkup_get_cancellable (checkup),
                                take_servers,
                                ccp_checkup_hold (checkup));
}
