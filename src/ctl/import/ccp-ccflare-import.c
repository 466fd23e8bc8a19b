/* ccp-ccflare-import.c: a file of ccflare or better-ccflare as a configuration of ours
 *
 * It has settings of the program; the accounts are in a database, as logins that are
 * refreshed, and stay there. What is left is a proxy to Anthropic to which each client
 * brings its own login.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccflare-import"

#include "ccp-ccflare-import.h"

#include <glib/gi18n.h>

#include "ccp-ccr-object.h"
#include "ccp-json5-parser.h"
#include "ccp-model-choice.h"
#include "ccp.h"

#define PRESET "anthropic"
#define DEFAULT_PORT 8080 /* theirs */

static const struct
{
  const char *key;
  CcpImportKind kind;
  const char *message;
} notes[] = {
  { "lb_strategy",
    CCP_IMPORT_LOST,
    N_ ("there is one account: the client's own; a list in routing is tried in its "
        "order") },
  { "session_duration_ms",
    CCP_IMPORT_LOST,
    N_ ("it belongs to the choice between accounts") },
  { "client_id",
    CCP_IMPORT_LOST,
    N_ ("nobody logs in here; clients bring their own login") },
  { "retry_attempts",
    CCP_IMPORT_CHANGED,
    N_ ("what can be tried again is, until the answer begins") },
  { "retry_delay_ms",
    CCP_IMPORT_CHANGED,
    N_ ("the provider's retry-after counts, else a delay that grows") },
  { "retry_backoff",
    CCP_IMPORT_CHANGED,
    N_ ("the provider's retry-after counts, else a delay that grows") },
  { "data_retention_days",
    CCP_IMPORT_CHANGED,
    N_ ("requests and answers are never stored") },
  { "request_retention_days",
    CCP_IMPORT_CHANGED,
    N_ ("requests and answers are never stored") },
  { "usage_history_retention_days",
    CCP_IMPORT_CHANGED,
    N_ ("requests and answers are never stored") },
  { "store_payloads", CCP_IMPORT_CHANGED, N_ ("requests and answers are never stored") },
};

static CcpYamlNode *
create_provider (CcpModelChoice *choice, CcpDraft *draft)
{
  CcpYamlNode *node = ccp_yaml_node_new_mapping ();
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("presets");
  const CcpPreset *preset =
      ccp_preset_store_find (ccp_draft_get_presets (draft), PRESET, diagnostics);
  CcpConfigNode *models = NULL;

  ccp_yaml_node_set_text (node, "preset", PRESET);
  ccp_yaml_node_set (node, "api_key", ccp_yaml_node_new_null ());
  ccp_yaml_node_set_text (ccp_yaml_node_ensure_mapping (node, "options"),
                          "auth",
                          "client");
  if (preset != NULL && preset->root != NULL)
    models = ccp_config_node_get_member (preset->root, "models");
  for (guint i = 0; models != NULL && i < ccp_config_node_get_length (models); i++)
    {
      CcpConfigNode *model = ccp_config_node_get_child (models, i);
      CcpConfigNode *id = ccp_config_node_get_member (model, "id");

      if (id != NULL)
        ccp_model_choice_offer (choice,
                                PRESET,
                                ccp_config_node_get_scalar (id),
                                NULL,
                                FALSE);
    }
  return node;
}

static void
add_port (CcpDraft *draft, CcpCcrObject *root)
{
  gint64 port = DEFAULT_PORT;
  g_autofree char *address = NULL;

  if (ccp_ccr_object_take_integer (root, "port", &port) &&
      (port < 1 || port > G_MAXUINT16))
    {
      ccp_import_report_add (ccp_draft_get_report (draft),
                             CCP_IMPORT_LOST,
                             "port",
                             _ ("expected 1..65535; it is %d now"),
                             DEFAULT_PORT);
      port = DEFAULT_PORT;
    }
  address = g_strdup_printf ("127.0.0.1:%d", (int) port);
  ccp_yaml_node_append (ccp_yaml_node_ensure_list (ccp_draft_get_root (draft), "listen"),
                        ccp_yaml_node_new_text (address));
}

/* it goes where the client says; this is for names that nobody knows
 * Returns: (nullable) */
static CcpYamlNode *
create_routing (CcpModelChoice *choice)
{
  g_autoptr (CcpYamlNode) stages = ccp_model_choice_make_routing (choice);
  CcpYamlNode *routing = NULL;

  if (stages == NULL)
    return NULL;
  routing = ccp_yaml_node_new_mapping ();
  ccp_yaml_node_set_open (routing);
  ccp_yaml_node_set_text (routing,
                          "default",
                          ccp_yaml_node_get (stages, "default")->text);
  return routing;
}

static void
add_agent_model (CcpDraft *draft, CcpCcrObject *root, CcpYamlNode *routing)
{
  const char *model = ccp_ccr_object_take_text (root, "default_agent_model");
  g_autofree char *target = NULL;

  if (model == NULL || *model == '\0')
    return;
  target = ccp_draft_dup_target (draft, PRESET, model);
  ccp_yaml_node_set_text (routing, "subagent", target);
}

static void
report_rest (CcpDraft *draft, CcpCcrObject *root)
{
  CcpImportReport *report = ccp_draft_get_report (draft);

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if (ccp_ccr_object_take (root, notes[i].key) != NULL)
      ccp_import_report_add (report,
                             notes[i].kind,
                             notes[i].key,
                             "%s",
                             _ (notes[i].message));
  ccp_import_report_add (
      report,
      CCP_IMPORT_LOST,
      "accounts",
      _ ("they are logins in a database, which are not taken; each client "
         "brings its own (options: {auth: client}), or write api_key"));
}

gboolean
ccp_ccflare_import_add_file (CcpDraft *draft, GBytes *text, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (CcpCcrObject) root = NULL;
  g_autoptr (CcpModelChoice) choice = NULL;
  CcpYamlNode *routing = NULL;

  g_return_val_if_fail (draft != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  node = ccp_json5_parser_run (text, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_CONFIG,
                           _ ("1:1: expected an object with settings"));
      return FALSE;
    }
  choice = ccp_model_choice_new ();
  root =
      ccp_ccr_object_new (json_node_get_object (node), "", ccp_draft_get_report (draft));
  ccp_ccr_object_set_advice (root, _ ("it has no counterpart here; it is left out"));
  add_port (draft, root);
  ccp_draft_add_provider (draft, PRESET, PRESET, create_provider (choice, draft));
  routing = create_routing (choice);
  if (routing == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   _ ("1:1: the preset \"%s\" is missing or has no models"),
                   PRESET);
      return FALSE;
    }
  ccp_yaml_node_set (ccp_draft_get_root (draft), "routing", routing);
  add_agent_model (draft, root, routing);
  report_rest (draft, root);
  return TRUE;
}
