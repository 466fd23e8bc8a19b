/* ccp-verb-setup.c: a configuration for verbs that show what the daemon would do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-verb-setup.h"

#include <stdio.h>

#include "ccp-environment-values.h"
#include "ccp-preview-transport.h"

CcpSetup *
ccp_verb_setup_open (const char *config)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpSetup) setup =
      ccp_setup_new_without_keys (config, (const char *const *) environment);
  CcpDiagnostics *diagnostics = ccp_setup_get_diagnostics (setup);

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      g_autofree char *line = ccp_diagnostics_format (diagnostics, i);

      fprintf (stderr, "%s\n", line);
    }
  return ccp_setup_get_config (setup) != NULL ? g_steal_pointer (&setup) : NULL;
}

CcpSnapshot *
ccp_verb_setup_create_snapshot (CcpSetup *setup, GError **error)
{
  g_autoptr (CcpTransportFactory) transports = NULL;
  g_autoptr (GPtrArray) hidden = NULL;

  g_return_val_if_fail (CCP_IS_SETUP (setup), NULL);

  hidden = ccp_environment_values_list (ccp_setup_get_config (setup));
  transports = ccp_preview_transport_new_factory (hidden);
  return ccp_snapshot_new (ccp_setup_get_config (setup),
                           ccp_setup_get_registry (setup),
                           transports,
                           error);
}
