/* edit-config-check.h: what is said of a configuration that uses the plugins of the build
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <string.h>

#include "ccp-config-checker.h"
#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

/* @yaml: a configuration of the provider "p", without routing
 * Returns: the diagnostics, without the name of the file */
static inline char *
edit_config_check (const char *yaml)
{
  static const char *const environment[] = { "KEY=sk-secret", NULL };
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  char *text = g_strconcat (yaml, "routing: {default: 'p,m'}\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, environment, diagnostics);
  const char *paths[] = { g_getenv ("CCPROXY_PLUGIN_PATH"), NULL };
  g_autoptr (CcpPluginRegistry) registry = ccp_plugin_registry_new (paths);
  GString *lines = g_string_new (NULL);

  g_assert_nonnull (config);
  ccp_plugin_registry_check (registry, config, diagnostics);
  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      g_autofree char *line = ccp_diagnostics_format (diagnostics, i);

      g_string_append_printf (lines,
                              "%s%s",
                              i > 0 ? "\n" : "",
                              line + strlen ("c.yaml:"));
    }
  return g_string_free (lines, FALSE);
}

G_END_DECLS
