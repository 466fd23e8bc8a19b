/* ccp-ccr-vertex.c: providers at Google Cloud, whose key is a token of gcloud
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-vertex"

#include "ccp-ccr-vertex.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ccp-ccr-object.h"

#define PROJECT "${GOOGLE_CLOUD_PROJECT}"
#define GEMINI_LOCATION "${GOOGLE_CLOUD_LOCATION:-us-central1}"
#define CLAUDE_LOCATION "${GOOGLE_CLOUD_LOCATION:-us-east5}"
#define VERSION "vertex-2023-10-16"

typedef struct
{
  char *project;
  char *location;
  gboolean is_chosen; /* the file says where */
} Place;

static void
clear_place (Place *place)
{
  g_clear_pointer (&place->project, g_free);
  g_clear_pointer (&place->location, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, clear_place)

static void
report_account (CcpCcrObject *options, CcpImportReport *report)
{
  static const char *const keys[] = { "client_email", "private_key", "credentials",
                                      "keyFile",      "keyFilename", NULL };

  for (const char *const *key = keys; *key != NULL; key++)
    {
      g_autofree char *place = ccp_ccr_object_dup_place (options, *key);

      if (ccp_ccr_object_take (options, *key) != NULL)
        ccp_import_report_add (
            report,
            CCP_IMPORT_LOST,
            place,
            _ ("the token comes from gcloud; log in to the account with "
               "\"gcloud auth activate-service-account --key-file FILE\""));
    }
}

/* @keys: the first that there is counts
 * Returns: (nullable) */
static const char *
take_first (CcpCcrObject *options, const char *const *keys)
{
  const char *found = NULL;

  for (; *keys != NULL; keys++)
    {
      const char *text = ccp_ccr_object_take_text (options, *keys);

      if (found == NULL)
        found = text;
    }
  return found;
}

static void
read_options (CcpCcrUse *use,
              const char *place,
              const char *default_location,
              CcpImportReport *report,
              Place *found)
{
  static const char *const projects[] = { "project", "project_id", NULL };
  static const char *const locations[] = { "location", "region", NULL };
  g_autoptr (JsonObject) empty = json_object_new ();
  g_autoptr (CcpCcrObject) options =
      ccp_ccr_object_new (use->options != NULL ? use->options : empty, place, report);
  const char *project = take_first (options, projects);
  const char *location = take_first (options, locations);

  ccp_ccr_object_take (options, "UseBearer");
  report_account (options, report);
  found->project = g_strdup (project != NULL ? project : PROJECT);
  found->is_chosen = location != NULL;
  found->location = g_strdup (location != NULL ? location : default_location);
}

static void
set_token (CcpYamlNode *provider)
{
  CcpYamlNode *key = ccp_yaml_node_new_mapping ();
  CcpYamlNode *command = ccp_yaml_node_ensure_list (key, "command");

  ccp_yaml_node_append (command, ccp_yaml_node_new_text ("gcloud"));
  ccp_yaml_node_append (command, ccp_yaml_node_new_text ("auth"));
  ccp_yaml_node_append (command, ccp_yaml_node_new_text ("print-access-token"));
  ccp_yaml_node_set (provider, "api_key", key);
}

static void
apply_gemini (CcpYamlNode *provider, const Place *place)
{
  CcpYamlNode *options = ccp_yaml_node_ensure_mapping (provider, "options");
  const char *url = ccp_yaml_node_get (provider, "url")->text;

  ccp_yaml_node_set (options, "vertex", ccp_yaml_node_new_boolean (TRUE));
  if (strstr (url, "/projects/") != NULL)
    return;
  ccp_yaml_node_set_text (options, "project", place->project);
  /* without it, it is that of the host */
  if (strstr (url, "-aiplatform.") == NULL || place->is_chosen)
    ccp_yaml_node_set_text (options, "location", place->location);
}

static char *
make_claude_url (const Place *place, const char *method)
{
  gboolean is_global = g_str_equal (place->location, "global");

  return g_strdup_printf (
      "https://%s%saiplatform.googleapis.com/v1/projects/%s/locations/"
      "%s/publishers/anthropic/models/{model}:%s",
      is_global ? "" : place->location,
      is_global ? "" : "-",
      place->project,
      place->location,
      method);
}

/* the model is in the URL, and the version of the API in the body */
static CcpYamlNode *
create_claude_edit (void)
{
  CcpYamlNode *edit = ccp_yaml_node_new_mapping ();
  CcpYamlNode *params = NULL;
  CcpYamlNode *operations = NULL;
  CcpYamlNode *operation = NULL;

  ccp_yaml_node_set_text (edit, "class", "edit.Body");
  params = ccp_yaml_node_ensure_mapping (edit, "params");
  ccp_yaml_node_set_open (params);
  ccp_yaml_node_set_text (params, "side", "upstream");
  operations = ccp_yaml_node_ensure_list (params, "do");
  operation = ccp_yaml_node_append (operations, ccp_yaml_node_new_mapping ());
  ccp_yaml_node_set_text (operation, "remove", "/model");
  operation = ccp_yaml_node_append (operations, ccp_yaml_node_new_mapping ());
  ccp_yaml_node_set_text (operation, "set", "/anthropic_version");
  ccp_yaml_node_set_text (operation, "to", VERSION);
  return edit;
}

static void
apply_claude (CcpCcrUse *use, CcpYamlNode *provider, const Place *place)
{
  CcpYamlNode *options = ccp_yaml_node_ensure_mapping (provider, "options");
  g_autofree char *url = make_claude_url (place, "rawPredict");
  g_autofree char *stream_url = make_claude_url (place, "streamRawPredict");

  ccp_yaml_node_set_text (provider, "url", url);
  ccp_yaml_node_set_text (options, "stream_url", stream_url);
  ccp_yaml_node_set_text (options, "dialect", "anthropic.AnthropicToAnthropic");
  ccp_yaml_node_append (use->request, create_claude_edit ());
}

void
ccp_ccr_vertex_apply (CcpCcrUse *use,
                      CcpYamlNode *provider,
                      const char *place,
                      CcpImportReport *report)
{
  g_auto (Place) found = { NULL };

  g_return_if_fail (use != NULL);
  g_return_if_fail (provider != NULL);
  g_return_if_fail (place != NULL);
  g_return_if_fail (report != NULL);

  read_options (use,
                place,
                use->vertex == CCP_CCR_VERTEX_CLAUDE ? CLAUDE_LOCATION : GEMINI_LOCATION,
                report,
                &found);
  set_token (provider);
  if (use->vertex == CCP_CCR_VERTEX_GEMINI)
    apply_gemini (provider, &found);
  else if (use->vertex == CCP_CCR_VERTEX_CLAUDE)
    apply_claude (use, provider, &found);
  ccp_import_report_add (
      report,
      CCP_IMPORT_CHANGED,
      place,
      _ ("the token of Google Cloud comes from the program gcloud, which "
         "must be there and logged in"));
}
