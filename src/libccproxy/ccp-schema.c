/* ccp-schema.c: JSON Schemas of tools and answers, as providers take them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-schema"

#include "ccp-schema.h"

#include "private/ccp-schema-merge.h"

typedef struct
{
  const char *name;
  CcpSchemaHolding holding;
} Keyword;

static const Keyword keywords[] = {
  { "properties", CCP_SCHEMA_HOLDS_SCHEMAS },
  { "items", CCP_SCHEMA_HOLDS_SCHEMA },
  { "anyOf", CCP_SCHEMA_HOLDS_SCHEMA },
  { "oneOf", CCP_SCHEMA_HOLDS_SCHEMA },
  { "allOf", CCP_SCHEMA_HOLDS_SCHEMA },
  { "additionalProperties", CCP_SCHEMA_HOLDS_SCHEMA },
  { "$defs", CCP_SCHEMA_HOLDS_SCHEMAS },
  { "definitions", CCP_SCHEMA_HOLDS_SCHEMAS },
  { "not", CCP_SCHEMA_HOLDS_SCHEMA },
  { "if", CCP_SCHEMA_HOLDS_SCHEMA },
  { "then", CCP_SCHEMA_HOLDS_SCHEMA },
  { "else", CCP_SCHEMA_HOLDS_SCHEMA },
  { "prefixItems", CCP_SCHEMA_HOLDS_SCHEMA },
  { "contains", CCP_SCHEMA_HOLDS_SCHEMA },
  { "propertyNames", CCP_SCHEMA_HOLDS_SCHEMA },
  { "patternProperties", CCP_SCHEMA_HOLDS_SCHEMAS },
  { "dependentSchemas", CCP_SCHEMA_HOLDS_SCHEMAS },
  { "unevaluatedItems", CCP_SCHEMA_HOLDS_SCHEMA },
  { "unevaluatedProperties", CCP_SCHEMA_HOLDS_SCHEMA },
};

/* What OpenAI's strict mode takes, at the root or below it. */
static const char *const strict_keywords[] = {
  "$defs",
  "$ref",
  "$schema",
  "additionalProperties",
  "anyOf",
  "const",
  "definitions",
  "description",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "items",
  "maxItems",
  "maximum",
  "minItems",
  "minimum",
  "multipleOf",
  "pattern",
  "properties",
  "required",
  "title",
  "type",
};

static gboolean
is_false (const CcpJsonValue *value)
{
  return ccp_json_value_get_kind (value) == CCP_JSON_BOOLEAN &&
         !ccp_json_value_get_boolean (value, TRUE);
}

static gboolean
closes_object (const CcpJsonValue *name, const CcpJsonValue *value)
{
  return is_false (value) && ccp_json_value_equals_string (name, "additionalProperties");
}

/* Writes what a member of a schema holds, without closing objects at any depth, which
 * the document bounds. */
static void
write_opened (CcpJsonWriter *writer, const CcpJsonValue *value, CcpSchemaHolding holding)
{
  CcpJsonKind kind = ccp_json_value_get_kind (value);
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue member;

  if (holding == CCP_SCHEMA_HOLDS_DATA ||
      (kind != CCP_JSON_OBJECT && kind != CCP_JSON_ARRAY))
    {
      ccp_json_writer_value (writer, value);
      return;
    }

  ccp_json_iter_init (&iter, value);
  if (kind == CCP_JSON_ARRAY)
    {
      ccp_json_writer_begin_array (writer);
      while (ccp_json_iter_next (&iter, NULL, &member))
        write_opened (writer, &member, CCP_SCHEMA_HOLDS_SCHEMA);
      ccp_json_writer_end_array (writer);
      return;
    }

  ccp_json_writer_begin_object (writer);
  while (ccp_json_iter_next (&iter, &name, &member))
    if (holding == CCP_SCHEMA_HOLDS_SCHEMAS || !closes_object (&name, &member))
      {
        ccp_json_writer_key_value (writer, &name);
        write_opened (writer,
                      &member,
                      holding == CCP_SCHEMA_HOLDS_SCHEMAS
                          ? CCP_SCHEMA_HOLDS_SCHEMA
                          : ccp_schema_get_holding (&name));
      }
  ccp_json_writer_end_object (writer);
}

static void
write_part (CcpJsonWriter *writer,
            const CcpJsonValue *value,
            CcpSchemaHolding holding,
            CcpSchemaFlags flags)
{
  if ((flags & CCP_SCHEMA_NO_CLOSED_OBJECTS) != 0)
    write_opened (writer, value, holding);
  else
    ccp_json_writer_value (writer, value);
}

static void
write_property (CcpJsonWriter *writer,
                const CcpSchemaProperty *property,
                CcpSchemaFlags flags)
{
  ccp_json_writer_key_value (writer, &property->key);
  if (property->schemas->len == 1)
    {
      write_part (writer,
                  &g_array_index (property->schemas, CcpJsonValue, 0),
                  CCP_SCHEMA_HOLDS_SCHEMA,
                  flags);
      return;
    }
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "anyOf");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < property->schemas->len; i++)
    write_part (writer,
                &g_array_index (property->schemas, CcpJsonValue, i),
                CCP_SCHEMA_HOLDS_SCHEMA,
                flags);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_merged (CcpJsonWriter *writer, const CcpSchemaMerge *merge, CcpSchemaFlags flags)
{
  ccp_json_writer_key (writer, "properties");
  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < merge->properties->len; i++)
    write_property (writer, g_ptr_array_index (merge->properties, i), flags);
  ccp_json_writer_end_object (writer);

  if (merge->required->len == 0)
    return;
  ccp_json_writer_key (writer, "required");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < merge->required->len; i++)
    ccp_json_writer_string (writer, g_ptr_array_index (merge->required, i));
  ccp_json_writer_end_array (writer);
}

/* Whether a member of the root is written as it is. */
static gboolean
is_kept (const CcpJsonValue *name,
         const CcpJsonValue *value,
         gboolean is_merged,
         CcpSchemaFlags flags)
{
  static const char *const merged[] = { "anyOf", "oneOf", "allOf",      "enum",
                                        "not",   "$ref",  "properties", "required" };

  if (ccp_json_value_equals_string (name, "$schema"))
    return FALSE;
  if ((flags & CCP_SCHEMA_NO_CLOSED_OBJECTS) != 0 && closes_object (name, value))
    return FALSE;
  if ((flags & CCP_SCHEMA_ANY_ROOT) != 0)
    return TRUE;
  if (ccp_json_value_equals_string (name, "type"))
    return FALSE;
  if (!is_merged)
    return ccp_json_value_is_object (value) ||
           !ccp_json_value_equals_string (name, "properties");
  for (guint i = 0; i < G_N_ELEMENTS (merged); i++)
    if (ccp_json_value_equals_string (name, merged[i]))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (element-type utf8) */
static GHashTable *
read_required (const CcpJsonValue *schema)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonValue required = ccp_json_value_member (schema, "required");
  CcpJsonIter iter;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, &required);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      char *name = ccp_json_value_dup_string (&value, NULL);

      if (name != NULL)
        g_hash_table_add (names, name);
    }
  return names;
}

static gboolean
has_all_required (const CcpJsonValue *schema, const CcpJsonValue *properties)
{
  g_autoptr (GHashTable) required = read_required (schema);
  CcpJsonIter iter;
  CcpJsonValue name;

  ccp_json_iter_init (&iter, properties);
  while (ccp_json_iter_next (&iter, &name, NULL))
    {
      g_autofree char *wanted = ccp_json_value_dup_string (&name, NULL);

      if (!g_hash_table_contains (required, wanted))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_strict_keyword (const CcpJsonValue *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (strict_keywords); i++)
    if (ccp_json_value_equals_string (name, strict_keywords[i]))
      return TRUE;
  return FALSE;
}

/* Whether objects at this place are closed and want all of their properties. */
static gboolean
is_closed (const CcpJsonValue *schema)
{
  CcpJsonValue type = ccp_json_value_member (schema, "type");
  CcpJsonValue properties = ccp_json_value_member (schema, "properties");
  CcpJsonValue additional = ccp_json_value_member (schema, "additionalProperties");

  if (!ccp_json_value_equals_string (&type, "object") &&
      !ccp_json_value_exists (&properties))
    return TRUE;
  return is_false (&additional) && ccp_json_value_is_object (&properties) &&
         has_all_required (schema, &properties);
}

static gboolean
is_strict (const CcpJsonValue *value, CcpSchemaHolding holding)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue member;

  if (holding == CCP_SCHEMA_HOLDS_DATA || is_false (value))
    return TRUE;
  if (!ccp_json_value_is_object (value) && !ccp_json_value_is_array (value))
    return FALSE;
  if (holding == CCP_SCHEMA_HOLDS_SCHEMA && ccp_json_value_is_object (value) &&
      !is_closed (value))
    return FALSE;

  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &member))
    {
      gboolean is_keyword =
          holding == CCP_SCHEMA_HOLDS_SCHEMA && ccp_json_value_exists (&name);

      if (is_keyword && !is_strict_keyword (&name))
        return FALSE;
      if (!is_strict (&member,
                      is_keyword ? ccp_schema_get_holding (&name)
                                 : CCP_SCHEMA_HOLDS_SCHEMA))
        return FALSE;
    }
  return TRUE;
}

/* RFC 6901, in the form of a fragment. Returns: (transfer full) */
static char *
decode_step (const char *step)
{
  g_autofree char *unescaped = g_uri_unescape_string (step, NULL);
  g_autoptr (GString) name = g_string_new (unescaped != NULL ? unescaped : step);

  g_string_replace (name, "~1", "/", 0);
  g_string_replace (name, "~0", "~", 0);
  return g_steal_pointer (&name->str);
}

static guint
parse_index (const char *text)
{
  guint64 index = G_MAXUINT;

  g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT - 1, &index, NULL);
  return (guint) index;
}

/**
 * ccp_schema_write: (skip)
 * @writer: where to write it
 * @schema: a JSON Schema, or no value at all
 * @flags: how
 *
 * Writes a schema the way that providers take it (protocol E.5.1): without `$schema`,
 * and with an object at the root that has `properties`. A root that is a choice of
 * several becomes one object with the properties of all; what is below the root is copied
 * as it is.
 */
void
ccp_schema_write (CcpJsonWriter *writer, const CcpJsonValue *schema, CcpSchemaFlags flags)
{
  gboolean is_free = (flags & CCP_SCHEMA_ANY_ROOT) != 0;
  gboolean is_merged;
  CcpJsonValue properties;
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  g_return_if_fail (writer != NULL);
  g_return_if_fail (schema != NULL);

  is_merged = !is_free && ccp_schema_merge_is_needed (schema);
  properties = ccp_json_value_member (schema, "properties");
  ccp_json_writer_begin_object (writer);
  if (!is_free)
    {
      ccp_json_writer_key (writer, "type");
      ccp_json_writer_string (writer, "object");
    }
  ccp_json_iter_init (&iter, schema);
  while (ccp_json_value_is_object (schema) && ccp_json_iter_next (&iter, &name, &value))
    if (is_kept (&name, &value, is_merged, flags))
      {
        ccp_json_writer_key_value (writer, &name);
        write_part (writer, &value, ccp_schema_get_holding (&name), flags);
      }
  if (is_merged)
    {
      g_autoptr (CcpSchemaMerge) merge = ccp_schema_merge_new (schema);

      write_merged (writer, merge, flags);
    }
  else if (!is_free && !ccp_json_value_is_object (&properties))
    {
      ccp_json_writer_key (writer, "properties");
      ccp_json_writer_begin_object (writer);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_object (writer);
}

/**
 * ccp_schema_is_strict: (skip)
 * @schema: a JSON Schema
 *
 * Tells whether a provider can promise that a model keeps to a schema exactly: all
 * properties are required, no object is open, and nothing is used that its grammar cannot
 * express. Who asks for strictness with another schema is refused by OpenAI.
 *
 * Returns: whether it can
 */
gboolean
ccp_schema_is_strict (const CcpJsonValue *schema)
{
  CcpJsonValue type;
  CcpJsonValue choice;

  g_return_val_if_fail (schema != NULL, FALSE);

  type = ccp_json_value_member (schema, "type");
  choice = ccp_json_value_member (schema, "anyOf");
  return ccp_json_value_equals_string (&type, "object") &&
         !ccp_json_value_exists (&choice) && is_strict (schema, CCP_SCHEMA_HOLDS_SCHEMA);
}

/**
 * ccp_schema_get_holding: (skip)
 * @keyword: the name of a member of a schema
 *
 * Tells what a keyword holds. In an object that holds schemas the names are those of
 * properties or definitions, and no keywords.
 *
 * Returns: what it holds
 */
CcpSchemaHolding
ccp_schema_get_holding (const CcpJsonValue *keyword)
{
  g_return_val_if_fail (keyword != NULL, CCP_SCHEMA_HOLDS_DATA);

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (ccp_json_value_equals_string (keyword, keywords[i].name))
      return keywords[i].holding;
  return CCP_SCHEMA_HOLDS_DATA;
}

/**
 * ccp_schema_resolve: (skip)
 * @root: the root of the schema
 * @reference: the value of a `$ref`
 *
 * Follows a reference within a schema, such as `#/$defs/Point`.
 *
 * Returns: the place, or no value if it is not there or in another document
 */
CcpJsonValue
ccp_schema_resolve (const CcpJsonValue *root, const CcpJsonValue *reference)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) steps = NULL;
  CcpJsonValue place;

  g_return_val_if_fail (root != NULL, CCP_JSON_VALUE_NONE);
  g_return_val_if_fail (reference != NULL, CCP_JSON_VALUE_NONE);

  text = ccp_json_value_dup_string (reference, NULL);
  if (text == NULL || text[0] != '#' || (text[1] != '\0' && text[1] != '/'))
    return CCP_JSON_VALUE_NONE;
  place = *root;
  steps = g_strsplit (text[1] == '/' ? text + 2 : text + 1, "/", -1);
  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autofree char *name = decode_step (steps[i]);

      if (ccp_json_value_is_array (&place))
        place = ccp_json_value_element (&place, parse_index (name));
      else
        place = ccp_json_value_member (&place, name);
    }
  return place;
}
