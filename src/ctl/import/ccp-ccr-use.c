/* ccp-ccr-use.c: a list of transformers of claude-code-router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-use"

#include "ccp-ccr-use.h"

#include <glib/gi18n.h>

#define SHORT 2 /* options that stand on a line */

typedef struct
{
  const char *name; /* theirs, which is an alias of ours unless it is a conversion */
  const char *type; /* (nullable): the dialect of a conversion */
  CcpCcrVertex vertex;
  gboolean changes_request;
  gboolean changes_response;
  gboolean has_options; /* whether theirs mean something to ours */
} Known;

static const Known table[] = {
  { .name = "Anthropic", .type = "anthropic" },
  { .name = "OpenAI", .type = "openai-chat" },
  { .name = "openai-responses", .type = "openai-responses" },
  { .name = "gemini", .type = "gemini" },
  { .name = "vertex-gemini", .type = "gemini", .vertex = CCP_CCR_VERTEX_GEMINI },
  { .name = "vertex-claude", .type = "custom", .vertex = CCP_CCR_VERTEX_CLAUDE },
  { .name = "vertex-openai", .type = "openai-chat", .vertex = CCP_CCR_VERTEX_OPENAI },
  { .name = "deepseek", .changes_request = TRUE },
  { .name = "openrouter", .changes_request = TRUE, .has_options = TRUE },
  { .name = "vercel", .changes_request = TRUE, .has_options = TRUE },
  { .name = "groq", .changes_request = TRUE },
  { .name = "cerebras", .changes_request = TRUE },
  { .name = "maxtoken", .changes_request = TRUE, .has_options = TRUE },
  { .name = "maxcompletiontokens", .changes_request = TRUE },
  { .name = "sampling", .changes_request = TRUE, .has_options = TRUE },
  { .name = "customparams", .changes_request = TRUE, .has_options = TRUE },
  { .name = "streamoptions", .changes_request = TRUE },
  { .name = "cleancache", .changes_request = TRUE },
  { .name = "reasoning", .changes_request = TRUE, .has_options = TRUE },
  { .name = "forcereasoning", .changes_request = TRUE, .changes_response = TRUE },
  { .name = "extrathinktag", .changes_response = TRUE },
  { .name = "tooluse", .changes_request = TRUE, .changes_response = TRUE },
  { .name = "enhancetool", .changes_response = TRUE },
};

/* what people load from elsewhere, and what does the same here */
static const struct
{
  const char *name;
  const char *instead;
} gists[] = {
  { "gemini-cli",
    N_ ("its login is not known here; use a key of the Gemini API, or preset: vertex") },
  { "qwen-cli",
    N_ ("take api_key from a program, as in {command: [jq, -r, .access_token, FILE]}, "
        "and "
        "the URL that qwen logs in to") },
  { "rovo-cli", N_ ("its login is not known here") },
  { "chutes-glm",
    N_ ("<think> tags are taken out of the text anyway; write extrathinktag to be "
        "sure") },
};

static const Known *
find_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_ascii_strcasecmp (table[i].name, name) == 0)
      return &table[i];
  return NULL;
}

static void
report_unknown (const char *name, const char *place, CcpImportReport *report)
{
  const char *instead = _ ("see \"ccproxy transformers\" for what there is, and "
                           "plugins/README.md for how to write one");

  for (guint i = 0; i < G_N_ELEMENTS (gists); i++)
    if (g_ascii_strcasecmp (gists[i].name, name) == 0)
      instead = _ (gists[i].instead);
  ccp_import_report_add (report,
                         CCP_IMPORT_LOST,
                         place,
                         _ ("there is no transformer \"%s\"; %s"),
                         name,
                         instead);
}

static gboolean
is_bearer (JsonObject *options)
{
  static const char *const names[] = { "UseBearer", "useBearer", NULL };

  for (const char *const *name = names; *name != NULL; name++)
    if (json_object_has_member (options, *name))
      return json_object_get_boolean_member_with_default (options, *name, FALSE);
  return FALSE;
}

/* @options: (nullable) */
static void
add_conversion (CcpCcrUse *self,
                const Known *known,
                JsonObject *options,
                const char *place,
                CcpImportReport *report)
{
  if (self->type != NULL)
    {
      ccp_import_report_add (report,
                             CCP_IMPORT_LOST,
                             place,
                             _ ("\"%s\" is a second conversion; the first one is used"),
                             known->name);
      return;
    }
  self->type = known->type;
  self->vertex = known->vertex;
  if (options == NULL)
    return;
  self->use_bearer = is_bearer (options);
  self->options = json_object_ref (options);
}

/* as claude-code-router writes it, if that is short
 * @options: (nullable) */
static CcpYamlNode *
create_entry (const char *name, JsonNode *options)
{
  CcpYamlNode *entry = NULL;

  if (options == NULL)
    return ccp_yaml_node_new_text (name);
  if (json_object_get_size (json_node_get_object (options)) <= SHORT)
    {
      entry = ccp_yaml_node_new_list ();
      ccp_yaml_node_append (entry, ccp_yaml_node_new_text (name));
      ccp_yaml_node_append (entry, ccp_yaml_node_new_from_json (options));
      return entry;
    }
  entry = ccp_yaml_node_new_mapping ();
  ccp_yaml_node_set_open (entry);
  ccp_yaml_node_set_text (entry, "class", name);
  ccp_yaml_node_set (entry, "params", ccp_yaml_node_new_from_json (options));
  return entry;
}

static void
add_alias (CcpCcrUse *self, const Known *known, JsonNode *options)
{
  if (known->changes_request)
    ccp_yaml_node_append (self->request, create_entry (known->name, options));
  if (known->changes_response)
    ccp_yaml_node_append (self->response, create_entry (known->name, options));
}

/* @options: (nullable) */
static void
add (CcpCcrUse *self,
     const char *name,
     JsonNode *options,
     const char *place,
     CcpImportReport *report)
{
  const Known *known = find_known (name);
  gboolean is_empty =
      options == NULL || json_object_get_size (json_node_get_object (options)) == 0;

  if (known == NULL)
    {
      report_unknown (name, place, report);
      return;
    }
  if (known->type != NULL)
    {
      add_conversion (self,
                      known,
                      is_empty ? NULL : json_node_get_object (options),
                      place,
                      report);
      return;
    }
  if (!is_empty && !known->has_options)
    ccp_import_report_add (report,
                           CCP_IMPORT_LOST,
                           place,
                           _ ("\"%s\" takes no options; they are left out"),
                           name);
  add_alias (self, known, is_empty || !known->has_options ? NULL : options);
}

/* ["name", {options}] */
static void
add_pair (CcpCcrUse *self, JsonArray *pair, const char *place, CcpImportReport *report)
{
  guint length = json_array_get_length (pair);
  JsonNode *name = length > 0 ? json_array_get_element (pair, 0) : NULL;
  JsonNode *options = length > 1 ? json_array_get_element (pair, 1) : NULL;

  if (name == NULL || json_node_get_value_type (name) != G_TYPE_STRING)
    {
      ccp_import_report_add (report,
                             CCP_IMPORT_LOST,
                             place,
                             _ ("expected the name of a transformer and its options"));
      return;
    }
  if (length > 2 || (options != NULL && !JSON_NODE_HOLDS_OBJECT (options)))
    {
      ccp_import_report_add (
          report,
          CCP_IMPORT_LOST,
          place,
          _ ("expected an object with options after the name, and nothing "
             "else; the options are left out"));
      options = NULL;
    }
  add (self, json_node_get_string (name), options, place, report);
}

static void
add_entry (CcpCcrUse *self, JsonNode *entry, const char *place, CcpImportReport *report)
{
  if (json_node_get_value_type (entry) == G_TYPE_STRING)
    add (self, json_node_get_string (entry), NULL, place, report);
  else if (JSON_NODE_HOLDS_ARRAY (entry))
    add_pair (self, json_node_get_array (entry), place, report);
  else
    ccp_import_report_add (report,
                           CCP_IMPORT_LOST,
                           place,
                           _ ("expected a name, or a name and options in a list"));
}

static void
add_all (CcpCcrUse *self, JsonArray *list, const char *place, CcpImportReport *report)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      g_autofree char *entry_place = g_strdup_printf ("%s[%u]", place, i);

      add_entry (self, json_array_get_element (list, i), entry_place, report);
    }
}

CcpCcrUse *
ccp_ccr_use_new (JsonNode *node, const char *place, CcpImportReport *report)
{
  CcpCcrUse *self = g_new0 (CcpCcrUse, 1);

  g_return_val_if_fail (place != NULL, NULL);
  g_return_val_if_fail (report != NULL, NULL);

  self->request = ccp_yaml_node_new_list ();
  self->response = ccp_yaml_node_new_list ();
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    add_all (self, json_node_get_array (node), place, report);
  else if (node != NULL)
    add_entry (self, node, place, report);
  return self;
}

void
ccp_ccr_use_free (CcpCcrUse *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->options, json_object_unref);
  g_clear_pointer (&self->request, ccp_yaml_node_free);
  g_clear_pointer (&self->response, ccp_yaml_node_free);
  g_free (self);
}

void
ccp_ccr_use_prepend (CcpCcrUse *self, const CcpCcrUse *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL);

  for (guint i = 0; i < other->request->children->len; i++)
    ccp_yaml_node_insert (
        self->request,
        i,
        ccp_yaml_node_copy (g_ptr_array_index (other->request->children, i)));
  for (guint i = 0; i < other->response->children->len; i++)
    ccp_yaml_node_insert (
        self->response,
        i,
        ccp_yaml_node_copy (g_ptr_array_index (other->response->children, i)));
}

void
ccp_ccr_use_apply (CcpCcrUse *self, CcpYamlNode *owner)
{
  CcpYamlNode *transformers = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (owner != NULL);

  if (self->request->children->len + self->response->children->len == 0)
    return;
  transformers = ccp_yaml_node_ensure_mapping (owner, "transformers");
  ccp_yaml_node_set_open (transformers);
  if (self->request->children->len > 0)
    ccp_yaml_node_set (transformers, "request", ccp_yaml_node_copy (self->request));
  if (self->response->children->len > 0)
    ccp_yaml_node_set (transformers, "response", ccp_yaml_node_copy (self->response));
}
