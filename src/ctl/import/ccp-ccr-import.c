/* ccp-ccr-import.c: a file of claude-code-router as a configuration of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-import"

#include "ccp-ccr-import.h"

#include <glib/gi18n.h>

#include "ccp-ccr-object.h"
#include "ccp-ccr-provider.h"
#include "ccp-ccr-router.h"
#include "ccp-ccr-settings.h"
#include "ccp-ccr-variables.h"
#include "ccp-json5-parser.h"

/* the three keys that were all there was before there were providers */
static void
add_legacy_provider (CcpDraft *draft, CcpCcrObject *root, guint timeout)
{
  const char *key = ccp_ccr_object_take_text (root, "OPENAI_API_KEY");
  const char *url = ccp_ccr_object_take_text (root, "OPENAI_BASE_URL");
  const char *model = ccp_ccr_object_take_text (root, "OPENAI_MODEL");
  g_autoptr (JsonObject) provider = NULL;
  JsonArray *models = NULL;

  if (key == NULL && url == NULL && model == NULL)
    return;
  provider = json_object_new ();
  models = json_array_new ();
  json_object_set_string_member (provider, "name", "openai");
  json_object_set_string_member (provider,
                                 "api_base_url",
                                 url != NULL ? url : "https://api.openai.com/v1");
  if (key != NULL)
    json_object_set_string_member (provider, "api_key", key);
  if (model != NULL)
    json_array_add_string_element (models, model);
  json_object_set_array_member (provider, "models", models);
  ccp_ccr_provider_add (draft, provider, "OPENAI_BASE_URL", timeout);
}

static void
move_members (CcpYamlNode *from, CcpYamlNode *to)
{
  while (from->children->len > 0)
    {
      CcpYamlNode *child = g_ptr_array_steal_index (from->children, 0);
      g_autofree char *key = g_strdup (child->key);

      ccp_yaml_node_set (to, key, child);
    }
}

static void
add_routing (CcpDraft *draft, CcpCcrObject *root)
{
  JsonObject *router = ccp_ccr_object_take_object (root, "Router");
  JsonObject *fallback = ccp_ccr_object_take_object (root, "fallback");
  CcpYamlNode *routing = NULL;
  g_autoptr (CcpYamlNode) stages =
      ccp_ccr_router_convert (draft, router, fallback, "Router");
  g_autofree char *first = NULL;

  if (ccp_yaml_node_get (stages, "default") == NULL)
    {
      first = ccp_draft_dup_first_target (draft);
      if (first == NULL)
        return;
      ccp_import_report_add (ccp_draft_get_report (draft),
                             CCP_IMPORT_CHANGED,
                             "Router.default",
                             _ ("it is missing; \"%s\" is the default now"),
                             first);
    }
  routing = ccp_yaml_node_ensure_mapping (ccp_draft_get_root (draft), "routing");
  ccp_yaml_node_set_open (routing);
  if (first != NULL)
    ccp_yaml_node_set_text (routing, "default", first);
  move_members (stages, routing);
}

static gboolean
check (CcpDraft *draft, GError **error)
{
  CcpYamlNode *root = ccp_draft_get_root (draft);

  if (ccp_yaml_node_get (root, "providers") == NULL)
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_CONFIG,
                           _ ("1:1: no provider in it could be used"));
      return FALSE;
    }
  if (ccp_yaml_node_get (root, "routing") != NULL)
    return TRUE;
  g_set_error_literal (error,
                       CCP_ERROR,
                       CCP_ERROR_CONFIG,
                       _ ("1:1: no provider in it has a model, and nothing is routed"));
  return FALSE;
}

gboolean
ccp_ccr_import_add_file (CcpDraft *draft, GBytes *text, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (CcpCcrObject) root = NULL;
  guint timeout = 0;

  g_return_val_if_fail (draft != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  node = ccp_json5_parser_run (text, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (
          error,
          CCP_ERROR,
          CCP_ERROR_CONFIG,
          _ ("1:1: expected an object with \"Providers\" and \"Router\""));
      return FALSE;
    }
  ccp_ccr_variables_convert (node);
  root =
      ccp_ccr_object_new (json_node_get_object (node), "", ccp_draft_get_report (draft));
  ccp_ccr_settings_add_listener (draft, root);
  timeout = ccp_ccr_settings_take_timeout (draft, root);
  ccp_ccr_import_add_providers (draft, root, timeout);
  add_legacy_provider (draft, root, timeout);
  ccp_ccr_settings_add_rest (draft, root);
  add_routing (draft, root);
  return check (draft, error);
}

void
ccp_ccr_import_add_providers (CcpDraft *draft, CcpCcrObject *root, guint timeout)
{
  JsonArray *providers = NULL;
  g_autofree char *list = NULL;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (root != NULL);

  list = ccp_ccr_object_dup_place (root, "Providers");
  providers = ccp_ccr_object_take_array (root, "Providers");
  for (guint i = 0; providers != NULL && i < json_array_get_length (providers); i++)
    {
      JsonNode *provider = json_array_get_element (providers, i);
      g_autofree char *place = g_strdup_printf ("%s[%u]", list, i);

      if (JSON_NODE_HOLDS_OBJECT (provider))
        ccp_ccr_provider_add (draft, json_node_get_object (provider), place, timeout);
      else
        ccp_import_report_add (ccp_draft_get_report (draft),
                               CCP_IMPORT_LOST,
                               place,
                               _ ("expected an object; it is left out"));
    }
}
