/* ccp-init-servers.c: providers that are servers on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-init-servers"

#include "ccp-init-servers.h"

#include <glib/gi18n.h>
#include <string.h>

#define UNKNOWN_NAME "local"
#define DIALECT "openai-chat"

/* Returns: (nullable): what is known about its kind */
static const CcpPreset *
find_preset (CcpDraft *draft, const CcpLocalServer *server)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("presets");
  const CcpPreset *preset = NULL;

  if (server->kind != NULL)
    preset = ccp_preset_store_find (ccp_draft_get_presets (draft),
                                    server->kind->name,
                                    diagnostics);
  return preset != NULL && preset->root != NULL ? preset : NULL;
}

static CcpYamlNode *
create_provider (const char *name, const CcpPreset *preset, const CcpLocalServer *server)
{
  CcpYamlNode *node = ccp_yaml_node_new_mapping ();

  if (preset == NULL || !g_str_equal (name, preset->name))
    ccp_yaml_node_set_text (node, "name", name);
  if (preset != NULL)
    ccp_yaml_node_set_text (node, "preset", preset->name);
  else
    ccp_yaml_node_set_text (node, "type", DIALECT);
  if (preset == NULL || g_strcmp0 (ccp_preset_get (preset, "url"), server->url) != 0)
    ccp_yaml_node_set_text (node, "url", server->url);
  return node;
}

/* what a configuration cannot name is left out */
static void
add_models (CcpYamlNode *list,
            CcpModelChoice *choice,
            const char *provider,
            const char *const *models)
{
  for (; *models != NULL; models++)
    {
      if (strchr (*models, '$') != NULL || ccp_yaml_node_has_text (list, *models))
        continue;
      ccp_yaml_node_append (list, ccp_yaml_node_new_text (*models));
      ccp_model_choice_offer (choice, provider, *models, NULL, TRUE);
    }
}

void
ccp_init_servers_add (CcpDraft *draft,
                      CcpModelChoice *choice,
                      const CcpLocalServer *server)
{
  const CcpPreset *preset = NULL;
  g_autofree char *name = NULL;
  CcpYamlNode *node = NULL;
  CcpYamlNode *list = NULL;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (choice != NULL);
  g_return_if_fail (server != NULL);

  if (server->models[0] == NULL)
    {
      ccp_import_report_add (ccp_draft_get_report (draft),
                             CCP_IMPORT_ADVICE,
                             server->url,
                             _ ("%s has no models yet; call this again when it has one"),
                             ccp_local_server_get_title (server));
      return;
    }
  preset = find_preset (draft, server);
  name = ccp_draft_choose_name (draft,
                                server->kind != NULL ? server->kind->name : UNKNOWN_NAME);
  node = create_provider (name, preset, server);
  list = ccp_yaml_node_ensure_list (node, "models");
  add_models (list, choice, name, (const char *const *) server->models);
  ccp_draft_add_provider (draft, name, name, node);
  ccp_import_report_add (
      ccp_draft_get_report (draft),
      CCP_IMPORT_FOUND,
      server->url,
      ngettext ("%s has %u model", "%s has %u models", list->children->len),
      ccp_local_server_get_title (server),
      list->children->len);
}
