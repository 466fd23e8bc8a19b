/* ccp-draft-check.c: whether a configuration that was made is one that can be used
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-draft-check"

#include "ccp-draft-check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ccp-setup.h"

/* what stands for a variable that will only be set later */
#define PLACEHOLDER "unset"

static void
add_variables (const char *text, GPtrArray *names)
{
  g_autoptr (GRegex) pattern =
      g_regex_new ("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (pattern, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
}

/* @provider: a mapping with a preset, whose variables it needs unless it has the key */
static void
add_preset_variables (CcpDraft *draft, const CcpYamlNode *provider, GPtrArray *names)
{
  CcpYamlNode *name = ccp_yaml_node_get (provider, "preset");
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("presets");
  const CcpPreset *preset = NULL;

  if (name == NULL)
    return;
  preset = ccp_preset_store_find (ccp_draft_get_presets (draft), name->text, diagnostics);
  if (preset == NULL || preset->root == NULL)
    return;
  for (guint i = 0; i < ccp_config_node_get_length (preset->root); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (preset->root, i);
      const char *key = ccp_config_node_get_key (child);

      if (ccp_yaml_node_get (provider, key) == NULL &&
          ccp_config_node_get_kind (child) == CCP_CONFIG_NODE_SCALAR)
        add_variables (ccp_config_node_get_scalar (child), names);
    }
}

/* Returns: (element-type utf8): the variables that it cannot do without */
static GPtrArray *
find_variables (CcpDraft *draft, const char *text)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  CcpYamlNode *providers = ccp_yaml_node_get (ccp_draft_get_root (draft), "providers");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (*g_strchug (*line) != '#')
      add_variables (*line, names);
  for (guint i = 0; providers != NULL && i < providers->children->len; i++)
    add_preset_variables (draft, g_ptr_array_index (providers->children, i), names);
  return names;
}

/* Returns: (transfer full): the environment as it has to be */
static char **
complete_environment (CcpDraft *draft, GPtrArray *names)
{
  char **environment = g_strdupv ((char **) ccp_draft_get_environment (draft));

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (g_environ_getenv (environment, name) != NULL)
        continue;
      environment = g_environ_setenv (environment, name, PLACEHOLDER, TRUE);
      ccp_import_report_add (ccp_draft_get_report (draft),
                             CCP_IMPORT_ADVICE,
                             "environment",
                             _ ("set %s before ccproxyd starts"),
                             name);
    }
  return environment;
}

static const char *
get_text (const char *text)
{
  return text != NULL ? text : "";
}

gboolean
ccp_draft_check_run (CcpDraft *draft, const char *text)
{
  g_autoptr (GPtrArray) names = NULL;
  g_auto (GStrv) environment = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CcpSetup) setup = NULL;
  CcpDiagnostics *diagnostics = NULL;

  g_return_val_if_fail (draft != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  names = find_variables (draft, text);
  environment = complete_environment (draft, names);
  bytes = g_bytes_new (text, strlen (text));
  setup = ccp_setup_new_from_bytes ("made", bytes, (const char *const *) environment);
  diagnostics = ccp_setup_get_diagnostics (setup);
  /* its lines will be others once the report stands above them, so the path is told */
  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      const CcpDiagnostic *diagnostic = ccp_diagnostics_get (diagnostics, i);

      ccp_import_report_add (ccp_draft_get_report (draft),
                             CCP_IMPORT_ADVICE,
                             /* lint: allow translations: what is called */
                             "ccproxy lint",
                             "%s: %s",
                             get_text (diagnostic->path),
                             get_text (diagnostic->message));
    }
  return ccp_setup_get_config (setup) != NULL;
}
