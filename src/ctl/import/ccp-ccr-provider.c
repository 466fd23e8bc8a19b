/* ccp-ccr-provider.c: a provider of claude-code-router as one of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-provider"

#include "ccp-ccr-provider.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ccp-ccr-models.h"
#include "ccp-ccr-object.h"
#include "ccp-ccr-use.h"
#include "ccp-ccr-variables.h"
#include "ccp-ccr-vertex.h"
#include "ccp-known-provider.h"

#define MAX_PROVIDERS 200 /* a configuration with more is no one's */

/* what people write where a server on their machine wants no key */
static const char *const placeholders[] = {
  "dummy", "empty",  "lm-studio",          "lmstudio",   "no-key", "none",
  "null",  "ollama", "sk-no-key-required", "not-needed", "test",   NULL,
};

typedef struct
{
  CcpDraft *draft;
  CcpImportReport *report; /* (transfer none) */
  CcpCcrObject *source;    /* (transfer none) */
  const char *place;
  const char *origin;
  const char *url;
  const char *key;          /* (nullable) */
  JsonArray *models;        /* (nullable) (transfer none) */
  JsonObject *transformers; /* (nullable) (transfer none) */
  guint timeout;
} Input;

static const char *
detect_type (const Input *self, const CcpCcrUse *use)
{
  gsize length = strcspn (self->url, "?#");
  g_autofree char *path = g_strndup (self->url, length);

  if (use->type != NULL)
    return use->type;
  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';
  if (g_str_has_suffix (path, "/responses"))
    return "openai-responses";
  return g_str_has_suffix (path, "/v1/messages") ? "anthropic" : "openai-chat";
}

static gboolean
is_placeholder (const Input *self)
{
  g_autofree char *lower = g_ascii_strdown (self->key, -1);

  return ccp_known_provider_is_local (self->url) &&
         (g_strv_contains (placeholders, lower) ||
          g_ascii_strcasecmp (self->key, self->origin) == 0);
}

/* @variable: (nullable): the one that the preset takes */
static void
add_literal_key (const Input *self, CcpYamlNode *node, const char *variable)
{
  g_autofree char *place = ccp_ccr_object_dup_place (self->source, "api_key");
  g_autofree char *advice =
      variable != NULL
          ? g_strdup_printf (
                _ ("put it into the environment as %s and take this line away"),
                variable)
          : g_strdup (_ ("put it into an environment variable and write ${NAME} here"));
  CcpYamlNode *key = ccp_yaml_node_new_text (self->key);

  ccp_yaml_node_set_comment (key, advice);
  ccp_yaml_node_set (node, "api_key", key);
  ccp_import_report_add (self->report,
                         CCP_IMPORT_ADVICE,
                         place,
                         /* TRANSLATORS: the second %s is one of the texts that begin
                          * "put it into" */
                         _ ("the key of \"%s\" stands in the file as it did before; %s"),
                         self->origin,
                         advice);
}

/* @preset: (nullable) */
static void
add_key (const Input *self, CcpYamlNode *node, const CcpPreset *preset)
{
  const char *known = preset != NULL ? ccp_preset_get (preset, "api_key") : NULL;
  g_autofree char *variable = known != NULL ? ccp_ccr_variables_dup_name (known) : NULL;
  g_autofree char *own =
      self->key != NULL ? ccp_ccr_variables_dup_name (self->key) : NULL;

  if (own != NULL && g_strcmp0 (own, variable) == 0)
    return;
  if (self->key == NULL || *self->key == '\0' || is_placeholder (self))
    {
      if (known != NULL)
        ccp_yaml_node_set (node, "api_key", ccp_yaml_node_new_null ());
    }
  else if (strstr (self->key, "${") != NULL)
    ccp_yaml_node_set_text (node, "api_key", self->key);
  else
    add_literal_key (self, node, variable);
}

static void
report_missing_key (const Input *self)
{
  g_autofree char *place = ccp_ccr_object_dup_place (self->source, "api_key");

  if (self->key != NULL && *self->key != '\0')
    return;
  ccp_import_report_add (
      self->report,
      CCP_IMPORT_CHANGED,
      place,
      _ ("it has no key: claude-code-router passes such a provider over, "
         "here it is used without one"));
}

/* @preset: (nullable)
 * @is_same: whether the preset has the URL as well */
static CcpYamlNode *
create (const Input *self,
        const char *name,
        const CcpCcrUse *use,
        const CcpPreset *preset,
        gboolean is_same)
{
  CcpYamlNode *node = ccp_yaml_node_new_mapping ();

  if (preset == NULL || !g_str_equal (preset->name, name))
    ccp_yaml_node_set_text (node, "name", name);
  if (preset != NULL)
    ccp_yaml_node_set_text (node, "preset", preset->name);
  else
    ccp_yaml_node_set_text (node, "type", detect_type (self, use));
  if (preset == NULL || !is_same)
    ccp_yaml_node_set_text (node, "url", self->url);
  if (use->vertex == CCP_CCR_VERTEX_NONE)
    add_key (self, node, preset);
  if (self->timeout > 0)
    ccp_yaml_node_set (node, "timeout", ccp_yaml_node_new_integer (self->timeout));
  if (use->use_bearer)
    ccp_yaml_node_set_text (ccp_yaml_node_ensure_mapping (node, "options"),
                            "auth",
                            "bearer");
  return node;
}

static void
report_options (const Input *self, const CcpCcrUse *use, const char *place)
{
  JsonObjectIter iter;
  const char *name = NULL;

  if (use->options == NULL || use->vertex != CCP_CCR_VERTEX_NONE)
    return;
  json_object_iter_init_ordered (&iter, use->options);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (g_ascii_strcasecmp (name, "UseBearer") != 0)
      ccp_import_report_add (self->report,
                             CCP_IMPORT_LOST,
                             place,
                             _ ("the option \"%s\" has no counterpart"),
                             name);
}

/* Returns: the name, as the configuration has it */
static char *
add_node (const Input *self, const char *origin, CcpCcrUse *use, CcpYamlNode **node)
{
  gboolean is_same = FALSE;
  const CcpPreset *preset = NULL;
  g_autofree char *name = ccp_draft_choose_name (self->draft, origin);

  if (use->vertex == CCP_CCR_VERTEX_NONE)
    preset = ccp_known_provider_find (ccp_draft_get_presets (self->draft),
                                      detect_type (self, use),
                                      self->url,
                                      origin,
                                      &is_same);
  *node = create (self, name, use, preset, is_same);
  ccp_draft_add_provider (self->draft, origin, name, *node);
  if (use->vertex != CCP_CCR_VERTEX_NONE)
    ccp_ccr_vertex_apply (use, *node, self->place, self->report);
  return g_steal_pointer (&name);
}

/* a model with transformers of its own has an entry of its own */
static void
add_model_entry (const Input *self, const char *name, const char *model, CcpCcrUse *use)
{
  ccp_ccr_use_apply (
      use,
      ccp_ccr_models_ensure_entry (self->draft, self->origin, name, model));
}

/* a model that is spoken to in another dialect is another provider's */
static void
add_model_provider (const Input *self,
                    const char *name,
                    const char *model,
                    CcpCcrUse *use)
{
  g_autofree char *origin = g_strconcat (name, "-", use->type, NULL);
  CcpYamlNode *node = NULL;
  g_autofree char *own_name = NULL;
  g_autofree char *target = NULL;

  own_name = add_node (self, origin, use, &node);
  ccp_yaml_node_append (ccp_yaml_node_ensure_list (node, "models"),
                        ccp_yaml_node_new_text (model));
  ccp_ccr_use_apply (use, node);
  target = g_strconcat (own_name, ",", model, NULL);
  ccp_draft_set_target (self->draft, self->origin, model, target);
  ccp_import_report_add (
      self->report,
      CCP_IMPORT_CHANGED,
      self->origin,
      _ ("\"%s\" is spoken to in another way than the other models: it is "
         "of a provider \"%s\" here"),
      model,
      own_name);
}

/* @whole: of the provider */
static void
add_model_use (const Input *self,
               const char *name,
               const char *model,
               JsonNode *value,
               const CcpCcrUse *whole)
{
  g_autofree char *place = ccp_ccr_object_dup_place (self->source, "transformer");
  g_autofree char *model_place = g_strconcat (place, ".", model, NULL);
  g_autofree char *use_place = g_strconcat (model_place, ".use", NULL);
  g_autoptr (CcpCcrObject) source = NULL;
  g_autoptr (CcpCcrUse) use = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    {
      ccp_import_report_add (self->report,
                             CCP_IMPORT_LOST,
                             model_place,
                             _ ("expected an object with \"use\""));
      return;
    }
  source = ccp_ccr_object_new (json_node_get_object (value), model_place, self->report);
  use = ccp_ccr_use_new (ccp_ccr_object_take (source, "use"), use_place, self->report);
  report_options (self, use, use_place);
  if (use->type != NULL && !g_str_equal (use->type, detect_type (self, whole)))
    {
      ccp_ccr_use_prepend (use, whole);
      add_model_provider (self, name, model, use);
    }
  else if (use->request->children->len + use->response->children->len > 0)
    add_model_entry (self, name, model, use);
}

static void
add_model_uses (const Input *self, const char *name, const CcpCcrUse *whole)
{
  JsonObjectIter iter;
  const char *model = NULL;
  JsonNode *value = NULL;

  if (self->transformers == NULL)
    return;
  json_object_iter_init_ordered (&iter, self->transformers);
  while (json_object_iter_next_ordered (&iter, &model, &value))
    if (!g_str_equal (model, "use") && *model != '\0')
      add_model_use (self, name, model, value, whole);
}

static void
add (const Input *self)
{
  g_autofree char *transformer_place =
      ccp_ccr_object_dup_place (self->source, "transformer");
  g_autofree char *place = g_strconcat (transformer_place, ".use", NULL);
  g_autoptr (CcpCcrUse) use = ccp_ccr_use_new (
      self->transformers != NULL ? json_object_get_member (self->transformers, "use")
                                 : NULL,
      place,
      self->report);
  CcpYamlNode *node = NULL;
  g_autofree char *name = add_node (self, self->origin, use, &node);

  if (use->vertex == CCP_CCR_VERTEX_NONE)
    report_missing_key (self);
  report_options (self, use, place);
  if (!g_str_equal (name, self->origin))
    ccp_import_report_add (self->report,
                           CCP_IMPORT_CHANGED,
                           transformer_place,
                           _ ("the provider \"%s\" is called \"%s\" here, in \"/model\" "
                              "and in tags as well"),
                           self->origin,
                           name);
  ccp_ccr_models_add_list (self->draft, self->origin, name, self->models, self->place);
  ccp_ccr_use_apply (use, node);
  add_model_uses (self, name, use);
}

/* what the program does without, and need not be said twice */
static void
take_extras (CcpCcrObject *source, CcpImportReport *report)
{
  static const char *const shown[] = { "icon",
                                       "website",
                                       "homepage",
                                       "description",
                                       NULL };
  g_autofree char *place = ccp_ccr_object_dup_place (source, "tokenizer");

  for (const char *const *key = shown; *key != NULL; key++)
    ccp_ccr_object_take (source, *key);
  if (ccp_ccr_object_take (source, "tokenizer") != NULL)
    ccp_import_report_add (report,
                           CCP_IMPORT_CHANGED,
                           place,
                           _ ("tokens are estimated, or counted by the provider where it "
                              "can"));
}

void
ccp_ccr_provider_add (CcpDraft *draft,
                      JsonObject *provider,
                      const char *place,
                      guint timeout)
{
  g_autoptr (CcpCcrObject) source = NULL;
  Input self = { .draft = draft, .place = place, .timeout = timeout };
  gboolean is_enabled = TRUE;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (provider != NULL);
  g_return_if_fail (place != NULL);

  self.report = ccp_draft_get_report (draft);
  source = ccp_ccr_object_new (provider, place, self.report);
  self.source = source;
  self.origin = ccp_ccr_object_take_text (source, "name");
  self.url = ccp_ccr_object_take_text (source, "api_base_url");
  if (self.url == NULL)
    self.url = ccp_ccr_object_take_text (source, "base_url");
  self.key = ccp_ccr_object_take_text (source, "api_key");
  self.models = ccp_ccr_object_take_array (source, "models");
  self.transformers = ccp_ccr_object_take_object (source, "transformer");
  take_extras (source, self.report);
  ccp_ccr_object_take_boolean (source, "enabled", &is_enabled);
  if (self.origin == NULL || *self.origin == '\0' || self.url == NULL ||
      *self.url == '\0' || !is_enabled)
    ccp_import_report_add (self.report,
                           CCP_IMPORT_LOST,
                           place,
                           is_enabled
                               ? _ ("a provider needs a name and an api_base_url; it "
                                    "is left out")
                               : _ ("the provider is not enabled; it is left out"));
  else if (ccp_draft_find_provider (draft, self.origin) != NULL)
    ccp_import_report_add (self.report,
                           CCP_IMPORT_LOST,
                           place,
                           _ ("there is a provider \"%s\" already; this one is left out"),
                           self.origin);
  else if (ccp_draft_get_n_providers (draft) >= MAX_PROVIDERS)
    ccp_import_report_add (self.report,
                           CCP_IMPORT_LOST,
                           place,
                           _ ("there are more than %u providers; this one is left out"),
                           MAX_PROVIDERS);
  else
    add (&self);
}
