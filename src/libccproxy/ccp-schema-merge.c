/* ccp-schema-merge.c: makes one object schema of one that is a choice of several
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-schema"

#include "private/ccp-schema-merge.h"

#include <string.h>

static const char *const choices[] = { "anyOf", "oneOf" };

static void
free_property (gpointer data)
{
  CcpSchemaProperty *property = data;

  g_clear_pointer (&property->name, g_free);
  g_clear_pointer (&property->schemas, g_array_unref);
  g_free (property);
}

static CcpSchemaProperty *
find_property (CcpSchemaMerge *self, const char *name)
{
  for (guint i = 0; i < self->properties->len; i++)
    {
      CcpSchemaProperty *property = g_ptr_array_index (self->properties, i);

      if (g_str_equal (property->name, name))
        return property;
    }
  return NULL;
}

static gboolean
is_same (const CcpJsonValue *a, const CcpJsonValue *b)
{
  gsize a_length;
  gsize b_length;
  const char *a_raw = ccp_json_value_peek_raw (a, &a_length);
  const char *b_raw = ccp_json_value_peek_raw (b, &b_length);

  return a_length == b_length && memcmp (a_raw, b_raw, a_length) == 0;
}

static void
add_schema (CcpSchemaProperty *property, const CcpJsonValue *schema)
{
  for (guint i = 0; i < property->schemas->len; i++)
    if (is_same (&g_array_index (property->schemas, CcpJsonValue, i), schema))
      return;
  g_array_append_vals (property->schemas, schema, 1);
}

static void
add_properties (CcpSchemaMerge *self, const CcpJsonValue *branch)
{
  CcpJsonValue properties = ccp_json_value_member (branch, "properties");
  CcpJsonIter iter;
  CcpJsonValue key;
  CcpJsonValue schema;

  ccp_json_iter_init (&iter, &properties);
  while (ccp_json_iter_next (&iter, &key, &schema))
    {
      g_autofree char *name = ccp_json_value_dup_string (&key, NULL);
      CcpSchemaProperty *property = name != NULL ? find_property (self, name) : NULL;

      if (name == NULL)
        continue;
      if (property == NULL)
        {
          property = g_new (CcpSchemaProperty, 1);
          property->name = g_steal_pointer (&name);
          property->key = key;
          property->schemas = g_array_new (FALSE, FALSE, sizeof (CcpJsonValue));
          g_ptr_array_add (self->properties, property);
        }
      add_schema (property, &schema);
    }
}

/* Returns: (transfer full) (element-type utf8) */
static GPtrArray *
read_required (const CcpJsonValue *branch)
{
  CcpJsonValue required = ccp_json_value_member (branch, "required");
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  CcpJsonIter iter;
  CcpJsonValue name;

  ccp_json_iter_init (&iter, &required);
  while (ccp_json_value_is_array (&required) && ccp_json_iter_next (&iter, NULL, &name))
    if (ccp_json_value_is_string (&name))
      g_ptr_array_add (names, ccp_json_value_dup_string (&name, NULL));
  return names;
}

static void
add_required (CcpSchemaMerge *self, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (!g_ptr_array_find_with_equal_func (self->required, name, g_str_equal, NULL))
        g_ptr_array_add (self->required, g_strdup (name));
    }
}

static void
keep_common (GPtrArray *names, GPtrArray *others)
{
  for (guint i = names->len; i > 0; i--)
    if (!g_ptr_array_find_with_equal_func (others,
                                           g_ptr_array_index (names, i - 1),
                                           g_str_equal,
                                           NULL))
      g_ptr_array_remove_index (names, i - 1);
}

/* Follows a reference to a definition at the root, the only kind that generators make. */
static CcpJsonValue
resolve (const CcpJsonValue *root, const CcpJsonValue *branch)
{
  static const char *const places[] = { "$defs", "definitions" };
  CcpJsonValue reference = ccp_json_value_member (branch, "$ref");
  g_autofree char *target = ccp_json_value_dup_string (&reference, NULL);

  for (guint i = 0; target != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *prefix = g_strconcat ("#/", places[i], "/", NULL);
      CcpJsonValue definitions = ccp_json_value_member (root, places[i]);

      if (g_str_has_prefix (target, prefix))
        return ccp_json_value_member (&definitions, target + strlen (prefix));
    }
  return *branch;
}

/* One of the branches holds: what is required is what all of them require. */
static void
add_choice (CcpSchemaMerge *self, const CcpJsonValue *root, const CcpJsonValue *branches)
{
  g_autoptr (GPtrArray) common = NULL;
  CcpJsonIter iter;
  CcpJsonValue branch;

  ccp_json_iter_init (&iter, branches);
  while (ccp_json_iter_next (&iter, NULL, &branch))
    {
      CcpJsonValue target = resolve (root, &branch);
      g_autoptr (GPtrArray) required = read_required (&target);

      add_properties (self, &target);
      if (common == NULL)
        common = g_steal_pointer (&required);
      else
        keep_common (common, required);
    }
  if (common != NULL)
    add_required (self, common);
}

/* All of the branches hold. */
static void
add_all (CcpSchemaMerge *self, const CcpJsonValue *root, const CcpJsonValue *branches)
{
  CcpJsonIter iter;
  CcpJsonValue branch;

  ccp_json_iter_init (&iter, branches);
  while (ccp_json_iter_next (&iter, NULL, &branch))
    {
      CcpJsonValue target = resolve (root, &branch);
      g_autoptr (GPtrArray) required = read_required (&target);

      add_properties (self, &target);
      add_required (self, required);
    }
}

/*
 * ccp_schema_merge_is_needed:
 * @root: a schema
 *
 * Tells whether a provider that wants an object at the root would refuse this.
 *
 * Returns: whether it is a choice of several, or a reference to what is one
 */
gboolean
ccp_schema_merge_is_needed (const CcpJsonValue *root)
{
  static const char *const refused[] = {
    "anyOf", "oneOf", "allOf", "enum", "not", "$ref"
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      CcpJsonValue value = ccp_json_value_member (root, refused[i]);

      if (ccp_json_value_exists (&value))
        return TRUE;
    }
  return FALSE;
}

/*
 * ccp_schema_merge_new:
 * @root: a schema
 *
 * Collects what an object may have, and must have, by all branches of a schema.
 *
 * Returns: (transfer full): the properties
 */
CcpSchemaMerge *
ccp_schema_merge_new (const CcpJsonValue *root)
{
  CcpSchemaMerge *self = g_new (CcpSchemaMerge, 1);
  g_autoptr (GPtrArray) required = read_required (root);
  CcpJsonValue all = ccp_json_value_member (root, "allOf");
  CcpJsonValue target = resolve (root, root);

  self->properties = g_ptr_array_new_with_free_func (free_property);
  self->required = g_ptr_array_new_with_free_func (g_free);

  add_properties (self, root);
  add_required (self, required);
  if (target.index != root->index)
    {
      g_autoptr (GPtrArray) referenced = read_required (&target);

      add_properties (self, &target);
      add_required (self, referenced);
    }
  add_all (self, root, &all);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      CcpJsonValue branches = ccp_json_value_member (root, choices[i]);

      add_choice (self, root, &branches);
    }
  return self;
}

/*
 * ccp_schema_merge_free:
 * @self: (transfer full): the properties
 *
 * Frees them.
 */
void
ccp_schema_merge_free (CcpSchemaMerge *self)
{
  g_clear_pointer (&self->properties, g_ptr_array_unref);
  g_clear_pointer (&self->required, g_ptr_array_unref);
  g_free (self);
}
