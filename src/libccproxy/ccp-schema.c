/* ccp-schema.c: JSON Schemas of tools and answers, as providers take them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-schema"

#include "ccp-schema.h"

#include "private/ccp-schema-merge.h"

/* What a member of a schema holds. */
typedef enum
{
  HOLDS_DATA,
  HOLDS_SCHEMA,  /* or, like items of old, an array of them */
  HOLDS_SCHEMAS, /* an object of schemas */
} Holding;

typedef struct
{
  const char *name;
  Holding holding;
} Keyword;

static const Keyword keywords[] = {
  { "properties", HOLDS_SCHEMAS },
  { "items", HOLDS_SCHEMA },
  { "anyOf", HOLDS_SCHEMA },
  { "oneOf", HOLDS_SCHEMA },
  { "allOf", HOLDS_SCHEMA },
  { "additionalProperties", HOLDS_SCHEMA },
  { "$defs", HOLDS_SCHEMAS },
  { "definitions", HOLDS_SCHEMAS },
  { "not", HOLDS_SCHEMA },
  { "if", HOLDS_SCHEMA },
  { "then", HOLDS_SCHEMA },
  { "else", HOLDS_SCHEMA },
  { "prefixItems", HOLDS_SCHEMA },
  { "contains", HOLDS_SCHEMA },
  { "propertyNames", HOLDS_SCHEMA },
  { "patternProperties", HOLDS_SCHEMAS },
  { "dependentSchemas", HOLDS_SCHEMAS },
  { "unevaluatedItems", HOLDS_SCHEMA },
  { "unevaluatedProperties", HOLDS_SCHEMA },
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

static Holding
get_holding (const CcpJsonValue *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (ccp_json_value_equals_string (name, keywords[i].name))
      return keywords[i].holding;
  return HOLDS_DATA;
}

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
write_opened (CcpJsonWriter *writer, const CcpJsonValue *value, Holding holding)
{
  CcpJsonKind kind = ccp_json_value_get_kind (value);
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue member;

  if (holding == HOLDS_DATA || (kind != CCP_JSON_OBJECT && kind != CCP_JSON_ARRAY))
    {
      ccp_json_writer_value (writer, value);
      return;
    }

  ccp_json_iter_init (&iter, value);
  if (kind == CCP_JSON_ARRAY)
    {
      ccp_json_writer_begin_array (writer);
      while (ccp_json_iter_next (&iter, NULL, &member))
        write_opened (writer, &member, HOLDS_SCHEMA);
      ccp_json_writer_end_array (writer);
      return;
    }

  ccp_json_writer_begin_object (writer);
  while (ccp_json_iter_next (&iter, &name, &member))
    if (holding == HOLDS_SCHEMAS || !closes_object (&name, &member))
      {
        ccp_json_writer_key_value (writer, &name);
        write_opened (writer,
                      &member,
                      holding == HOLDS_SCHEMAS ? HOLDS_SCHEMA : get_holding (&name));
      }
  ccp_json_writer_end_object (writer);
}

static void
write_part (CcpJsonWriter *writer,
            const CcpJsonValue *value,
            Holding holding,
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
                  HOLDS_SCHEMA,
                  flags);
      return;
    }
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "anyOf");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < property->schemas->len; i++)
    write_part (writer,
                &g_array_index (property->schemas, CcpJsonValue, i),
                HOLDS_SCHEMA,
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
is_strict (const CcpJsonValue *value, Holding holding)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue member;

  if (holding == HOLDS_DATA || is_false (value))
    return TRUE;
  if (!ccp_json_value_is_object (value) && !ccp_json_value_is_array (value))
    return FALSE;
  if (holding == HOLDS_SCHEMA && ccp_json_value_is_object (value) && !is_closed (value))
    return FALSE;

  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &member))
    {
      gboolean is_keyword = holding == HOLDS_SCHEMA && ccp_json_value_exists (&name);

      if (is_keyword && !is_strict_keyword (&name))
        return FALSE;
      if (!is_strict (&member, is_keyword ? get_holding (&name) : HOLDS_SCHEMA))
        return FALSE;
    }
  return TRUE;
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
        write_part (writer, &value, get_holding (&name), flags);
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
         !ccp_json_value_exists (&choice) && is_strict (schema, HOLDS_SCHEMA);
}
