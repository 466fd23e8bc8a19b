/* ccp-ccr-preset.c: a preset of claude-code-router as a profile of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-preset"

#include "ccp-ccr-preset.h"

#include <glib/gi18n.h>

#include "ccp-ccr-import.h"
#include "ccp-ccr-router.h"
#include "ccp-ccr-settings.h"
#include "ccp-ccr-template.h"
#include "ccp-ccr-variables.h"
#include "ccp-json5-parser.h"

/* what is about the preset itself, and what has been filled in */
static const char *const known[] = {
  "name",       "version",    "description",    "author",     "homepage",
  "repository", "license",    "keywords",       "ccrVersion", "source",
  "checksum",   "sourceType", "userValues",     "schema",     "template",
  "metadata",   "secrets",    "configMappings", NULL,
};

static char *
choose_profile (CcpYamlNode *profiles, const char *name)
{
  g_autoptr (GString) valid = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_c (valid, g_ascii_isalnum (*p) || *p == '_' ? *p : '-');
  while (ccp_yaml_node_get (profiles, valid->str) != NULL)
    g_string_append (valid, "-2");
  return g_string_free (g_steal_pointer (&valid), FALSE);
}

static void
add_profile (CcpDraft *draft, CcpCcrObject *source, const char *name)
{
  JsonObject *router = ccp_ccr_object_take_object (source, "Router");
  JsonObject *fallback = ccp_ccr_object_take_object (source, "fallback");
  CcpYamlNode *routing = NULL;
  CcpYamlNode *profiles = NULL;
  g_autoptr (CcpYamlNode) stages = NULL;
  g_autofree char *profile = NULL;

  if (router == NULL)
    return;
  stages = ccp_ccr_router_convert (draft, router, fallback, name);
  if (stages->children->len == 0)
    return;
  routing = ccp_yaml_node_ensure_mapping (ccp_draft_get_root (draft), "routing");
  profiles = ccp_yaml_node_ensure_mapping (routing, "profiles");
  profile = choose_profile (profiles, name);
  ccp_yaml_node_set_open (profiles);
  ccp_yaml_node_set_open (stages);
  ccp_yaml_node_set (profiles, profile, g_steal_pointer (&stages));
  ccp_import_report_add (ccp_draft_get_report (draft),
                         CCP_IMPORT_CHANGED,
                         name,
                         _ ("the preset is the profile \"%s\": choose it with \"ccproxyd "
                            "--profile %s\" or the header x-ccproxy-profile: %s"),
                         profile,
                         profile,
                         profile);
}

/* what is said of the program as a whole is the first file's to say */
static void
add (CcpDraft *draft, CcpCcrObject *source, const char *name)
{
  for (const char *const *key = known; *key != NULL; key++)
    ccp_ccr_object_take (source, *key);
  ccp_ccr_import_add_providers (draft,
                                source,
                                ccp_ccr_settings_take_timeout (draft, source));
  add_profile (draft, source, name);
}

void
ccp_ccr_preset_add (CcpDraft *draft, const char *name, GBytes *text)
{
  CcpImportReport *report = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (CcpCcrObject) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = NULL;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (text != NULL);

  report = ccp_draft_get_report (draft);
  place = g_strdup_printf ("presets/%s", name);
  node = ccp_json5_parser_run (text, &error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      ccp_import_report_add (report,
                             CCP_IMPORT_LOST,
                             place,
                             "manifest.json:%s",
                             error != NULL ? error->message
                                           : _ ("1:1: expected an object"));
      return;
    }
  ccp_ccr_template_fill (node, name, report);
  ccp_ccr_variables_convert (node);
  ccp_draft_set_scope (draft, place);
  source = ccp_ccr_object_new (json_node_get_object (node), place, report);
  add (draft, source, name);
  ccp_draft_set_scope (draft, NULL);
}
