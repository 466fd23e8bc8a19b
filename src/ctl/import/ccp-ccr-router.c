/* ccp-ccr-router.c: routes of claude-code-router as stages of ours
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-router"

#include "ccp-ccr-router.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ccp-ccr-object.h"

#define DEFAULT_THRESHOLD 60000 /* theirs */

/* their routes and our stages; "think" is what they have for plans as well */
static const struct
{
  const char *route;
  const char *stage;
} stages[] = {
  { "default", "default" },
  { "think", "planning" },
  { "think", "thinking" },
  { "background", "background" },
  { "longContext", "long_context" },
  { "webSearch", "web_search" },
  { "image", "image" },
};

typedef struct
{
  CcpDraft *draft;
  CcpImportReport *report;
  CcpCcrObject *router;   /* (nullable) */
  CcpCcrObject *fallback; /* (nullable) */
} Source;

/* Returns: (nullable): as the configuration names it */
static char *
resolve (const Source *self, const char *value)
{
  const char *comma = strchr (value, ',');
  const char *owner = NULL;
  g_autofree char *origin = NULL;

  if (comma == NULL)
    {
      owner = ccp_draft_find_owner (self->draft, value);
      return owner != NULL ? ccp_draft_dup_target (self->draft, owner, value) : NULL;
    }
  origin = g_strndup (value, (gsize) (comma - value));
  g_strstrip (origin);
  while (g_ascii_isspace (*++comma))
    continue;
  return *comma != '\0' ? ccp_draft_dup_target (self->draft, origin, comma) : NULL;
}

static void
add_target (const Source *self, JsonNode *value, const char *place, CcpYamlNode *list)
{
  g_autofree char *target = NULL;
  const char *text = NULL;

  if (json_node_get_value_type (value) == G_TYPE_STRING)
    text = json_node_get_string (value);
  if (text != NULL && *text == '\0')
    return; /* as if it were not there */
  if (text != NULL)
    target = resolve (self, text);
  if (target == NULL && text != NULL)
    ccp_import_report_add (
        self->report,
        CCP_IMPORT_LOST,
        place,
        _ ("expected \"provider,model\" of a provider that is there, got "
           "\"%s\"; it is left out"),
        text);
  else if (target == NULL)
    ccp_import_report_add (
        self->report,
        CCP_IMPORT_LOST,
        place,
        _ ("expected \"provider,model\" of a provider that is there; it "
           "is left out"));
  else if (!ccp_yaml_node_has_text (list, target))
    ccp_yaml_node_append (list, ccp_yaml_node_new_text (target));
}

/* @source: (nullable) */
static void
add_targets (const Source *self, CcpCcrObject *source, const char *key, CcpYamlNode *list)
{
  JsonNode *value = source != NULL ? ccp_ccr_object_take (source, key) : NULL;
  g_autofree char *place = NULL;

  if (value == NULL)
    return;
  place = ccp_ccr_object_dup_place (source, key);
  if (!JSON_NODE_HOLDS_ARRAY (value))
    {
      add_target (self, value, place, list);
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
    add_target (self,
                json_array_get_element (json_node_get_array (value), i),
                place,
                list);
}

/* one target needs no list
 * Returns: (transfer full) */
static CcpYamlNode *
copy_targets (const CcpYamlNode *list)
{
  CcpYamlNode *copy = NULL;

  if (list->children->len > 1)
    return ccp_yaml_node_copy (list);
  copy = ccp_yaml_node_copy (g_ptr_array_index (list->children, 0));
  return copy;
}

/* Returns: (transfer full): what stands under the name of the stage */
static CcpYamlNode *
create_stage (const char *stage, const CcpYamlNode *targets, gint64 threshold)
{
  CcpYamlNode *value = copy_targets (targets);
  CcpYamlNode *mapping = NULL;

  if (g_str_equal (stage, "long_context"))
    {
      mapping = ccp_yaml_node_new_mapping ();
      ccp_yaml_node_set (mapping, "use", value);
      ccp_yaml_node_set (mapping, "threshold", ccp_yaml_node_new_integer (threshold));
    }
  else if (g_str_equal (stage, "thinking"))
    {
      mapping = ccp_yaml_node_new_mapping ();
      ccp_yaml_node_set (mapping, "use", value);
      ccp_yaml_node_set_text (mapping, "effort", "low");
      ccp_yaml_node_set_comment (
          mapping,
          _ ("any thought, as with claude-code-router; effort: xhigh keeps it "
             "for hard work"));
    }
  else if (g_str_equal (stage, "background"))
    {
      mapping = ccp_yaml_node_new_mapping ();
      ccp_yaml_node_set (mapping, "use", value);
      ccp_yaml_node_append (ccp_yaml_node_ensure_list (mapping, "models"),
                            ccp_yaml_node_new_text ("*claude*haiku*"));
    }
  return mapping != NULL ? mapping : value;
}

static gint64
take_threshold (const Source *self)
{
  gint64 threshold = DEFAULT_THRESHOLD;

  if (self->router == NULL ||
      !ccp_ccr_object_take_integer (self->router, "longContextThreshold", &threshold))
    return DEFAULT_THRESHOLD;
  return threshold > 0 && threshold <= G_MAXINT32 ? threshold : DEFAULT_THRESHOLD;
}

static CcpYamlNode *
convert (const Source *self)
{
  CcpYamlNode *converted = ccp_yaml_node_new_mapping ();
  gint64 threshold = take_threshold (self);
  g_autoptr (CcpYamlNode) targets = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      /* a route that becomes two stages is read once */
      if (i == 0 || !g_str_equal (stages[i].route, stages[i - 1].route))
        {
          g_clear_pointer (&targets, ccp_yaml_node_free);
          targets = ccp_yaml_node_new_list ();
          add_targets (self, self->router, stages[i].route, targets);
          if (targets->children->len > 0)
            add_targets (self, self->fallback, stages[i].route, targets);
        }
      if (targets->children->len > 0)
        ccp_yaml_node_set (converted,
                           stages[i].stage,
                           create_stage (stages[i].stage, targets, threshold));
    }
  return converted;
}

/* Returns: (transfer none): of a stage, the target or the list of them */
static const CcpYamlNode *
get_use (const CcpYamlNode *stage)
{
  return stage->kind == CCP_YAML_NODE_MAPPING ? ccp_yaml_node_get (stage, "use") : stage;
}

static CcpYamlNode *
create_rule (const CcpYamlNode *stage, const CcpYamlNode *condition, const char *name)
{
  CcpYamlNode *rule = ccp_yaml_node_new_mapping ();
  CcpYamlNode *when = NULL;
  CcpYamlNode *threshold = ccp_yaml_node_get (stage, "threshold");
  g_autofree char *rule_name = g_strconcat (name, " ", stage->key, NULL);

  ccp_yaml_node_set_text (rule, "name", rule_name);
  when = ccp_yaml_node_set (rule, "when", ccp_yaml_node_copy (condition));
  if (threshold != NULL)
    {
      g_autofree char *more = g_strconcat ("> ", threshold->text, NULL);

      ccp_yaml_node_set_text (when, "tokens", more);
    }
  else if (g_str_equal (stage->key, "background"))
    ccp_yaml_node_set_text (when, "model", "*claude*haiku*");
  else if (!g_str_equal (stage->key, "default"))
    ccp_yaml_node_set_text (when, "stage", stage->key);
  ccp_yaml_node_set (rule, "use", ccp_yaml_node_copy (get_use (stage)));
  return rule;
}

CcpYamlNode *
ccp_ccr_router_convert (CcpDraft *draft,
                        JsonObject *router,
                        JsonObject *fallback,
                        const char *place)
{
  Source self = { .draft = draft };
  CcpYamlNode *converted = NULL;

  g_return_val_if_fail (draft != NULL, NULL);
  g_return_val_if_fail (place != NULL, NULL);

  self.report = ccp_draft_get_report (draft);
  if (router != NULL)
    {
      self.router = ccp_ccr_object_new (router, place, self.report);
      ccp_ccr_object_set_advice (
          self.router,
          _ ("there is no such stage; a rule can say what goes there "
             "(routing.rules)"));
    }
  if (fallback != NULL)
    {
      self.fallback = ccp_ccr_object_new (fallback, "fallback", self.report);
      ccp_ccr_object_set_advice (self.fallback,
                                 _ ("nothing is routed there in the first place"));
    }
  converted = convert (&self);
  g_clear_pointer (&self.router, ccp_ccr_object_finish);
  g_clear_pointer (&self.fallback, ccp_ccr_object_finish);
  return converted;
}

CcpYamlNode *
ccp_ccr_router_make_rules (const CcpYamlNode *converted,
                           const CcpYamlNode *condition,
                           const char *name)
{
  /* as claude-code-router asks for them */
  static const char *const order[] = { "long_context", "background", "web_search",
                                       "image",        "planning",   "thinking",
                                       "default",      NULL };
  CcpYamlNode *rules = ccp_yaml_node_new_list ();

  g_return_val_if_fail (converted != NULL, NULL);
  g_return_val_if_fail (condition != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (const char *const *stage = order; *stage != NULL; stage++)
    {
      const CcpYamlNode *value = ccp_yaml_node_get (converted, *stage);
      CcpYamlNode *rule = NULL;

      if (value == NULL)
        continue;
      rule = ccp_yaml_node_append (rules, create_rule (value, condition, name));
      ccp_yaml_node_set_open (rule);
    }
  return rules;
}
