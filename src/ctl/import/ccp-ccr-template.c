/* ccp-ccr-template.c: the fields of a preset of claude-code-router, filled in
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-template"

#include "ccp-ccr-template.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  JsonObject *answers; /* (nullable) (transfer none) */
  JsonArray *schema;   /* (nullable) (transfer none) */
  const char *preset;
  CcpImportReport *report;
  GHashTable *missing; /* (element-type utf8): variables that have been reported */
} Template;

/* lint: allow forward: values hold values */
static void fill_value (const Template *self, JsonNode *node);

/* Returns: (nullable): a text that stands for a value */
static char *
dup_text (JsonNode *node)
{
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE || type == G_TYPE_BOOLEAN)
    return json_to_string (node, FALSE);
  return NULL;
}

/* Returns: (nullable) */
static JsonNode *
find_default (const Template *self, const char *field)
{
  guint length = self->schema != NULL ? json_array_get_length (self->schema) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *input = json_array_get_element (self->schema, i);
      JsonObject *object =
          JSON_NODE_HOLDS_OBJECT (input) ? json_node_get_object (input) : NULL;

      if (object != NULL &&
          g_strcmp0 (json_object_get_string_member_with_default (object, "id", NULL),
                     field) == 0)
        return json_object_get_member (object, "defaultValue");
    }
  return NULL;
}

/* "my-set" and "apiKey" make MY_SET_API_KEY */
static char *
make_variable (const char *preset, const char *field)
{
  g_autofree char *both = g_strconcat (preset, "_", field, NULL);
  GString *name = g_string_new (NULL);

  for (const char *p = both; *p != '\0'; p++)
    {
      if (p > both && g_ascii_isupper (*p) && g_ascii_islower (p[-1]))
        g_string_append_c (name, '_');
      g_string_append_c (name, g_ascii_isalnum (*p) ? g_ascii_toupper (*p) : '_');
    }
  if (g_ascii_isdigit (name->str[0]))
    g_string_prepend_c (name, '_');
  return g_string_free (name, FALSE);
}

static char *
look_up (const Template *self, const char *field)
{
  JsonNode *answer =
      self->answers != NULL ? json_object_get_member (self->answers, field) : NULL;
  char *text = dup_text (answer != NULL ? answer : find_default (self, field));
  g_autofree char *variable = NULL;

  if (text != NULL)
    return text;
  variable = make_variable (self->preset, field);
  if (g_hash_table_add (self->missing, g_strdup (variable)))
    ccp_import_report_add (
        self->report,
        CCP_IMPORT_ADVICE,
        self->preset,
        _ ("the field \"%s\" has no value: set the environment variable %s, "
           "or write the value in its place"),
        field,
        variable);
  return g_strconcat ("${", variable, "}", NULL);
}

/* @p: at "#{" or "{{"
 * Returns: (nullable): behind the field, if it is one */
static const char *
append_field (const Template *self, const char *p, GString *filled)
{
  const char *closing = *p == '#' ? "}" : "}}";
  const char *end = strstr (p + 2, closing);
  g_autofree char *field = NULL;
  g_autofree char *value = NULL;

  if (end == NULL || end == p + 2)
    return NULL;
  field = g_strstrip (g_strndup (p + 2, (gsize) (end - p - 2)));
  value = look_up (self, field);
  g_string_append (filled, value);
  return end + strlen (closing);
}

static void
fill_text (const Template *self, JsonNode *node)
{
  const char *p = json_node_get_string (node);
  g_autoptr (GString) filled = g_string_new (NULL);

  while (*p != '\0')
    {
      gboolean begins = g_str_has_prefix (p, "#{") || g_str_has_prefix (p, "{{");
      const char *behind = begins ? append_field (self, p, filled) : NULL;

      if (behind == NULL)
        g_string_append_c (filled, *p++);
      else
        p = behind;
    }
  json_node_set_string (node, filled->str);
}

static void
fill_members (const Template *self, JsonObject *object)
{
  JsonObjectIter iter;
  JsonNode *member = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    fill_value (self, member);
}

static void
fill_value (const Template *self, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    fill_members (self, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      fill_value (self, json_array_get_element (json_node_get_array (node), i));
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    fill_text (self, node);
}

/* @step: such as "Providers[0]"
 * Returns: (nullable): what stands there */
static JsonNode *
walk (JsonNode *node, const char *step)
{
  gsize length = strcspn (step, "[");
  g_autofree char *name = g_strndup (step, length);
  guint64 index = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  node = json_object_get_member (json_node_get_object (node), name);
  if (step[length] == '\0' || node == NULL)
    return node;
  index = g_ascii_strtoull (step + length + 1, NULL, 10);
  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      index >= json_array_get_length (json_node_get_array (node)))
    return NULL;
  return json_array_get_element (json_node_get_array (node), (guint) index);
}

/* @target: such as "Providers[0].api_key" */
static gboolean
set_at (JsonNode *manifest, const char *target, JsonNode *value)
{
  g_auto (GStrv) steps = g_strsplit (target, ".", -1);
  JsonNode *node = manifest;

  for (char **step = steps; node != NULL && *step != NULL; step++)
    {
      if (step[1] != NULL)
        {
          node = walk (node, *step);
          continue;
        }
      if (!JSON_NODE_HOLDS_OBJECT (node) || strchr (*step, '[') != NULL)
        return FALSE;
      json_object_set_member (json_node_get_object (node), *step, json_node_copy (value));
      return TRUE;
    }
  return FALSE;
}

static void
apply_mapping (const Template *self, JsonNode *manifest, JsonObject *mapping)
{
  const char *target = json_object_get_string_member_with_default (mapping, "target", "");
  JsonNode *value = json_object_get_member (mapping, "value");

  if (json_object_has_member (mapping, "when") || value == NULL ||
      !set_at (manifest, target, value))
    ccp_import_report_add (self->report,
                           CCP_IMPORT_LOST,
                           self->preset,
                           _ ("what configMappings sets at \"%s\" is left out"),
                           target);
}

static void
apply_mappings (const Template *self, JsonNode *manifest)
{
  JsonNode *list =
      json_object_get_member (json_node_get_object (manifest), "configMappings");

  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      JsonNode *mapping = json_array_get_element (json_node_get_array (list), i);

      if (JSON_NODE_HOLDS_OBJECT (mapping))
        apply_mapping (self, manifest, json_node_get_object (mapping));
    }
}

/* what the template has goes before what stands beside it */
static void
apply_template (JsonObject *manifest)
{
  JsonNode *node = json_object_get_member (manifest, "template");
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *member = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (!g_str_equal (name, "template"))
      json_object_set_member (manifest, name, json_node_copy (member));
}

void
ccp_ccr_template_fill (JsonNode *manifest, const char *preset, CcpImportReport *report)
{
  Template self = { .preset = preset, .report = report };
  JsonObject *object = NULL;
  JsonNode *member = NULL;

  g_return_if_fail (manifest != NULL && JSON_NODE_HOLDS_OBJECT (manifest));
  g_return_if_fail (preset != NULL);
  g_return_if_fail (report != NULL);

  object = json_node_get_object (manifest);
  apply_template (object);
  member = json_object_get_member (object, "userValues");
  if (member != NULL && JSON_NODE_HOLDS_OBJECT (member))
    self.answers = json_node_get_object (member);
  member = json_object_get_member (object, "schema");
  if (member != NULL && JSON_NODE_HOLDS_ARRAY (member))
    self.schema = json_node_get_array (member);
  self.missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  apply_mappings (&self, manifest);
  for (const char *const *key =
           (const char *const[]){ "Providers", "providers", "Router", "APIKEY", NULL };
       *key != NULL;
       key++)
    {
      member = json_object_get_member (object, *key);
      if (member != NULL)
        fill_value (&self, member);
    }
  g_hash_table_unref (self.missing);
}
