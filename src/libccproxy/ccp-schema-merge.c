/* ccp-schema-merge.c: makes one object schema of one that is a choice of several
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-schema"

#include "private/ccp-schema-merge.h"

#include <string.h>

static const char *const choices[] = { "anyOf", "oneOf" };

/* Where a reference at the root may point to, the only kind that generators make. */
static const char *const places[] = { "#/$defs/", "#/definitions/" };

/* What a branch says about a property */
typedef struct
{
  const CcpSchemaProperty *property;
  const char *raw; /* (not owned): the text of the schema */
  gsize length;
} Statement;

static guint
hash_statement (gconstpointer data)
{
  const Statement *statement = data;
  guint hash = g_direct_hash (statement->property);

  for (gsize i = 0; i < statement->length; i++)
    hash = hash * 33 + (guchar) statement->raw[i];
  return hash;
}

static gboolean
equals_statement (gconstpointer a, gconstpointer b)
{
  const Statement *one = a;
  const Statement *other = b;

  return one->property == other->property && one->length == other->length &&
         memcmp (one->raw, other->raw, one->length) == 0;
}

static void
free_property (gpointer data)
{
  CcpSchemaProperty *property = data;

  g_clear_pointer (&property->name, g_free);
  g_clear_pointer (&property->schemas, g_array_unref);
  g_free (property);
}

static void
add_schema (CcpSchemaMerge *self, CcpSchemaProperty *property, const CcpJsonValue *schema)
{
  Statement statement = { .property = property };

  statement.raw = ccp_json_value_peek_raw (schema, &statement.length);
  if (g_hash_table_contains (self->statements, &statement))
    return;
  g_hash_table_add (self->statements, g_memdup2 (&statement, sizeof statement));
  g_array_append_vals (property->schemas, schema, 1);
}

/* name: (transfer full) */
static CcpSchemaProperty *
add_property (CcpSchemaMerge *self, char *name, const CcpJsonValue *key)
{
  CcpSchemaProperty *property = g_new (CcpSchemaProperty, 1);

  property->name = name;
  property->key = *key;
  property->schemas = g_array_new (FALSE, FALSE, sizeof (CcpJsonValue));
  g_ptr_array_add (self->properties, property);
  g_hash_table_insert (self->by_name, name, property);
  return property;
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
      CcpSchemaProperty *property = NULL;

      if (name == NULL)
        continue;
      property = g_hash_table_lookup (self->by_name, name);
      if (property == NULL)
        property = add_property (self, g_steal_pointer (&name), &key);
      add_schema (self, property, &schema);
    }
}

/* Returns: (transfer full) (element-type utf8): each name once, in their order */
static GPtrArray *
read_required (const CcpJsonValue *branch, GHashTable *set)
{
  CcpJsonValue required = ccp_json_value_member (branch, "required");
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  CcpJsonIter iter;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, &required);
  while (ccp_json_value_is_array (&required) && ccp_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *name = ccp_json_value_dup_string (&value, NULL);

      /* adding a name again would put this copy of it into the set, and free it */
      if (name == NULL || g_hash_table_contains (set, name))
        continue;
      g_hash_table_add (set, name);
      g_ptr_array_add (names, g_steal_pointer (&name));
    }
  return names;
}

static GHashTable *
create_set (void)
{
  return g_hash_table_new (g_str_hash, g_str_equal);
}

static void
add_required (CcpSchemaMerge *self, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      char *copy = NULL;

      if (g_hash_table_contains (self->required_set, name))
        continue;
      copy = g_strdup (name);
      g_hash_table_add (self->required_set, copy);
      g_ptr_array_add (self->required, copy);
    }
}

/* Returns: (transfer full) (element-type utf8): the names that are in the set as well */
static GPtrArray *
keep_common (GPtrArray *names, GHashTable *set)
{
  GPtrArray *common = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (g_hash_table_contains (set, name))
        g_ptr_array_add (common, g_strdup (name));
    }
  return common;
}

/* Definitions of the same name: the last one counts, as for members. */
static void
read_definitions (CcpSchemaMerge *self, const CcpJsonValue *root, const char *place)
{
  g_autofree char *member = g_strndup (place + 2, strlen (place) - 3);
  CcpJsonValue definitions = ccp_json_value_member (root, member);
  CcpJsonIter iter;
  CcpJsonValue key;
  CcpJsonValue definition;

  ccp_json_iter_init (&iter, &definitions);
  while (ccp_json_value_is_object (&definitions) &&
         ccp_json_iter_next (&iter, &key, &definition))
    {
      g_autofree char *name = ccp_json_value_dup_string (&key, NULL);

      if (name != NULL)
        g_hash_table_replace (self->definitions,
                              g_strconcat (place, name, NULL),
                              g_memdup2 (&definition, sizeof definition));
    }
}

static CcpJsonValue
resolve (CcpSchemaMerge *self, const CcpJsonValue *branch)
{
  CcpJsonValue reference = ccp_json_value_member (branch, "$ref");
  g_autofree char *target = ccp_json_value_dup_string (&reference, NULL);
  const CcpJsonValue *found = NULL;

  if (target == NULL)
    return *branch;
  found = g_hash_table_lookup (self->definitions, target);
  if (found != NULL)
    return *found;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_has_prefix (target, places[i]))
      return CCP_JSON_VALUE_NONE;
  return *branch;
}

/* One of the branches holds: what is required is what all of them require. All of them
 * hold: it is what any of them requires. A definition that several branches point to
 * says nothing new the second time. */
static void
add_branches (CcpSchemaMerge *self, const CcpJsonValue *branches, gboolean all_hold)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) common = NULL;
  CcpJsonIter iter;
  CcpJsonValue branch;

  ccp_json_iter_init (&iter, branches);
  while (ccp_json_iter_next (&iter, NULL, &branch))
    {
      CcpJsonValue target = resolve (self, &branch);
      g_autoptr (GHashTable) set = NULL;
      g_autoptr (GPtrArray) required = NULL;

      if (!g_hash_table_add (seen, GUINT_TO_POINTER (target.index)))
        continue;
      set = create_set ();
      required = read_required (&target, set);
      add_properties (self, &target);
      if (all_hold)
        add_required (self, required);
      else if (common == NULL)
        common = g_steal_pointer (&required);
      else
        {
          GPtrArray *kept = keep_common (common, set);

          g_ptr_array_unref (common);
          common = kept;
        }
    }
  if (common != NULL)
    add_required (self, common);
}

/* What holds by itself, without a choice. */
static void
add_schema_itself (CcpSchemaMerge *self, const CcpJsonValue *schema)
{
  g_autoptr (GHashTable) set = create_set ();
  g_autoptr (GPtrArray) required = read_required (schema, set);

  add_properties (self, schema);
  add_required (self, required);
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
 * Collects what an object may have, and must have, by all branches of a schema. The work
 * grows with the length of the schema, however its branches point to each other.
 *
 * Returns: (transfer full): the properties
 */
CcpSchemaMerge *
ccp_schema_merge_new (const CcpJsonValue *root)
{
  CcpSchemaMerge *self = g_new (CcpSchemaMerge, 1);
  CcpJsonValue branches = ccp_json_value_member (root, "allOf");
  CcpJsonValue target;

  self->properties = g_ptr_array_new_with_free_func (free_property);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->statements =
      g_hash_table_new_full (hash_statement, equals_statement, g_free, NULL);
  self->required = g_ptr_array_new_with_free_func (g_free);
  self->required_set = create_set ();
  self->definitions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    read_definitions (self, root, places[i]);

  add_schema_itself (self, root);
  target = resolve (self, root);
  if (target.index != root->index)
    add_schema_itself (self, &target);
  add_branches (self, &branches, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      branches = ccp_json_value_member (root, choices[i]);
      add_branches (self, &branches, FALSE);
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
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->properties, g_ptr_array_unref);
  g_clear_pointer (&self->required_set, g_hash_table_unref);
  g_clear_pointer (&self->required, g_ptr_array_unref);
  g_clear_pointer (&self->definitions, g_hash_table_unref);
  g_free (self);
}
