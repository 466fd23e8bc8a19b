/* config-fixture.h: reads a configuration from a text and shows what was wrong with it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <string.h>

#include "ccp-config.h"

static const char *const fixture_environment[] = {
  "HOME=/h/me",
  "XDG_RUNTIME_DIR=/run/user/7",
  "KEY=sk-from-environment",
  "NUMBER=30",
  "EMPTY=",
  "BAD=\xff",
  NULL,
};

/* Returns: everything that @diagnostics has, a line each */
static inline char *
fixture_show (CcpDiagnostics *diagnostics)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      g_autofree char *line = ccp_diagnostics_format (diagnostics, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

/* @shown: (out): what was wrong, a line each
 * Returns: (nullable): NULL if there was an error */
static inline CcpConfig *
fixture_read (const char *yaml, char **shown)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (CcpConfig) config =
      ccp_config_new_from_bytes (bytes, fixture_environment, diagnostics);

  *shown = fixture_show (diagnostics);
  if (ccp_diagnostics_has_errors (diagnostics))
    return NULL;
  g_assert_nonnull (config);
  return g_steal_pointer (&config);
}
