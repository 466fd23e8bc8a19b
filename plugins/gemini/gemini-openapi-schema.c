/* gemini-openapi-schema.c: schemas in the form that older models take (protocol D.3,
 * E.5.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-openapi-schema"

#include "gemini-openapi-schema.h"

#include "gemini-json-schema.h"
#include "gemini-schema-enum.h"
#include "gemini-schema-view.h"

#define MAX_DEPTH 32

typedef struct
{
  CcpJsonWriter *writer;
  CcpJsonValue root;
  GHashTable *open; /* (element-type guint8): the parts of all schemas around this one */
  gsize most;       /* how long the document may become */
} Cleaner;

/* The types there are, and the formats that each may have. */
typedef struct
{
  const char *name;
  const char *formats[3];
} Type;

static const Type types[] = {
  { "string", { "enum", "date-time" } },
  { "number", { "float", "double" } },
  { "integer", { "int32", "int64" } },
  { "boolean", { NULL } },
  { "array", { NULL } },
  { "object", { NULL } },
};

/* What is copied as it is, if it is of the kind. */
static const struct
{
  const char *name;
  CcpJsonKind kind;
} copied[] = {
  { "title", CCP_JSON_STRING },         { "description", CCP_JSON_STRING },
  { "pattern", CCP_JSON_STRING },       { "minItems", CCP_JSON_NUMBER },
  { "maxItems", CCP_JSON_NUMBER },      { "minProperties", CCP_JSON_NUMBER },
  { "maxProperties", CCP_JSON_NUMBER }, { "minLength", CCP_JSON_NUMBER },
  { "maxLength", CCP_JSON_NUMBER },     { "propertyOrdering", CCP_JSON_ARRAY },
};

/* lint: allow forward: schemas hold schemas */
static void write_schema (Cleaner *self, const CcpJsonValue *schema, guint depth);

static void
write_type (CcpJsonWriter *writer, const char *name)
{
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, name);
}

static void
write_any_object (CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  write_type (writer, "object");
  ccp_json_writer_end_object (writer);
}

static const Type *
parse_type (const CcpJsonValue *word)
{
  g_autofree char *name = ccp_json_value_dup_string (word, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (types) && name != NULL; i++)
    if (g_ascii_strcasecmp (types[i].name, name) == 0)
      return &types[i];
  return NULL;
}

static const Type *
get_type (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].name, name))
      return &types[i];
  g_assert_not_reached ();
}

/* What a schema that names no type must be about. */
static const Type *
guess_type (const GeminiSchemaView *view)
{
  CcpJsonValue items = gemini_schema_view_get (view, "items");

  if (gemini_schema_enum_exists (view))
    return get_type ("string");
  if (ccp_json_value_exists (&items))
    return get_type ("array");
  return get_type ("object");
}

/* Returns: (nullable): NULL for a list of several types */
static const Type *
find_type (const GeminiSchemaView *view, GPtrArray *several, gboolean *is_nullable)
{
  CcpJsonValue value = gemini_schema_view_get (view, "type");
  const Type *type = parse_type (&value);
  CcpJsonValue word;
  CcpJsonIter iter;

  if (type != NULL || !ccp_json_value_is_array (&value))
    return type != NULL ? type : guess_type (view);
  ccp_json_iter_init (&iter, &value);
  while (ccp_json_iter_next (&iter, NULL, &word))
    {
      *is_nullable |= ccp_json_value_equals_string (&word, "null");
      type = parse_type (&word);
      if (type != NULL)
        g_ptr_array_add (several, (gpointer) type);
    }
  if (several->len > 1)
    return NULL;
  return several->len == 1 ? g_ptr_array_index (several, 0) : guess_type (view);
}

static void
write_copied (Cleaner *self, const GeminiSchemaView *view)
{
  static const char *const values[] = { "default", "example" };

  for (gsize i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      CcpJsonValue value = gemini_schema_view_get (view, copied[i].name);

      if (ccp_json_value_get_kind (&value) != copied[i].kind)
        continue;
      ccp_json_writer_key (self->writer, copied[i].name);
      ccp_json_writer_value (self->writer, &value);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      CcpJsonValue value = gemini_schema_view_get (view, values[i]);

      if (ccp_json_value_get_kind (&value) <= CCP_JSON_NULL)
        continue;
      ccp_json_writer_key (self->writer, values[i]);
      ccp_json_writer_value (self->writer, &value);
    }
}

static void
write_format (Cleaner *self, const GeminiSchemaView *view, const Type *type)
{
  CcpJsonValue format = gemini_schema_view_get (view, "format");

  for (gsize i = 0; i < G_N_ELEMENTS (type->formats) && type->formats[i] != NULL; i++)
    if (ccp_json_value_equals_string (&format, type->formats[i]))
      {
        ccp_json_writer_key (self->writer, "format");
        ccp_json_writer_value (self->writer, &format);
        return;
      }
}

/* There are no exclusive bounds: for integers the next number says the same. */
static void
write_bound (Cleaner *self,
             const GeminiSchemaView *view,
             const char *name,
             const char *exclusive_name,
             int step)
{
  CcpJsonValue bound = gemini_schema_view_get (view, name);
  CcpJsonValue exclusive = gemini_schema_view_get (view, exclusive_name);
  CcpJsonValue type = gemini_schema_view_get (view, "type");
  gint64 number;

  if (ccp_json_value_get_kind (&bound) == CCP_JSON_NUMBER)
    exclusive = CCP_JSON_VALUE_NONE;
  else
    bound = exclusive;
  if (ccp_json_value_get_kind (&bound) != CCP_JSON_NUMBER)
    return;
  ccp_json_writer_key (self->writer, name);
  if (ccp_json_value_exists (&exclusive) &&
      ccp_json_value_equals_string (&type, "integer") &&
      ccp_json_value_get_int (&exclusive, &number) && ABS (number) < G_MAXINT32)
    ccp_json_writer_int (self->writer, number + step);
  else
    ccp_json_writer_value (self->writer, &bound);
}

static gboolean
is_never (const CcpJsonValue *schema)
{
  return ccp_json_value_get_kind (schema) == CCP_JSON_BOOLEAN &&
         !ccp_json_value_get_boolean (schema, TRUE);
}

/* Returns: (transfer full) (element-type utf8): the names of what was written */
static GHashTable *
write_properties (Cleaner *self, const GeminiSchemaView *view, guint depth)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < view->parts->len; i++)
    {
      CcpJsonValue properties =
          ccp_json_value_member (&g_array_index (view->parts, CcpJsonValue, i),
                                 "properties");
      CcpJsonValue key;
      CcpJsonValue schema;
      CcpJsonIter iter;

      ccp_json_iter_init (&iter, &properties);
      while (ccp_json_value_is_object (&properties) &&
             ccp_json_iter_next (&iter, &key, &schema))
        {
          g_autofree char *name = ccp_json_value_dup_string (&key, NULL);

          if (name == NULL || is_never (&schema) || g_hash_table_contains (names, name))
            continue;
          if (g_hash_table_size (names) == 0)
            {
              ccp_json_writer_key (self->writer, "properties");
              ccp_json_writer_begin_object (self->writer);
            }
          ccp_json_writer_key_value (self->writer, &key);
          write_schema (self, &schema, depth + 1);
          g_hash_table_add (names, g_steal_pointer (&name));
        }
    }
  if (g_hash_table_size (names) > 0)
    ccp_json_writer_end_object (self->writer);
  return names;
}

static void
write_required (Cleaner *self, const GeminiSchemaView *view, GHashTable *names)
{
  guint n = 0;

  for (guint i = 0; i < view->parts->len; i++)
    {
      CcpJsonValue required =
          ccp_json_value_member (&g_array_index (view->parts, CcpJsonValue, i),
                                 "required");
      CcpJsonValue value;
      CcpJsonIter iter;

      ccp_json_iter_init (&iter, &required);
      while (ccp_json_value_is_array (&required) &&
             ccp_json_iter_next (&iter, NULL, &value))
        {
          g_autofree char *name = ccp_json_value_dup_string (&value, NULL);

          /* each only once */
          if (name == NULL || !g_hash_table_remove (names, name))
            continue;
          if (n++ == 0)
            {
              ccp_json_writer_key (self->writer, "required");
              ccp_json_writer_begin_array (self->writer);
            }
          ccp_json_writer_value (self->writer, &value);
        }
    }
  if (n > 0)
    ccp_json_writer_end_array (self->writer);
}

static void
write_items (Cleaner *self, const GeminiSchemaView *view, guint depth)
{
  CcpJsonValue items = gemini_schema_view_get (view, "items");

  /* a list of schemas, one for each place, cannot be said */
  if (ccp_json_value_is_array (&items))
    items = ccp_json_value_element (&items, 0);
  ccp_json_writer_key (self->writer, "items");
  if (ccp_json_value_is_object (&items))
    write_schema (self, &items, depth + 1);
  else
    {
      ccp_json_writer_begin_object (self->writer);
      write_type (self->writer, "string");
      ccp_json_writer_end_object (self->writer);
    }
}

/* What a type has beside what all have. */
static void
write_typed (Cleaner *self, const GeminiSchemaView *view, const Type *type, guint depth)
{
  write_type (self->writer, type->name);
  write_format (self, view, type);
  if (g_str_equal (type->name, "object"))
    {
      g_autoptr (GHashTable) names = write_properties (self, view, depth);

      write_required (self, view, names);
    }
  else if (g_str_equal (type->name, "array"))
    write_items (self, view, depth);
}

/* One of several types is one of several schemas. */
static void
write_types (Cleaner *self, const GeminiSchemaView *view, GPtrArray *several, guint depth)
{
  ccp_json_writer_key (self->writer, "anyOf");
  ccp_json_writer_begin_array (self->writer);
  for (guint i = 0; i < several->len; i++)
    {
      ccp_json_writer_begin_object (self->writer);
      write_typed (self, view, g_ptr_array_index (several, i), depth);
      ccp_json_writer_end_object (self->writer);
    }
  ccp_json_writer_end_array (self->writer);
}

static void
write_choices (Cleaner *self, GArray *choices, guint depth)
{
  ccp_json_writer_key (self->writer, "anyOf");
  ccp_json_writer_begin_array (self->writer);
  for (guint i = 0; i < choices->len; i++)
    write_schema (self, &g_array_index (choices, CcpJsonValue, i), depth + 1);
  ccp_json_writer_end_array (self->writer);
}

static void
write_nullable (Cleaner *self, const GeminiSchemaView *view, gboolean is_nullable)
{
  CcpJsonValue own = gemini_schema_view_get (view, "nullable");

  if (!is_nullable && !view->is_nullable && !gemini_schema_enum_has_null (view) &&
      !ccp_json_value_get_boolean (&own, FALSE))
    return;
  ccp_json_writer_key (self->writer, "nullable");
  ccp_json_writer_boolean (self->writer, TRUE);
}

/* A schema with a choice in it says what is common to all; its type is that of the
 * branches. */
static void
write_view (Cleaner *self, const GeminiSchemaView *view, guint depth)
{
  g_autoptr (GArray) choices = gemini_schema_view_list_choices (view);
  g_autoptr (GPtrArray) several = g_ptr_array_new ();
  CcpJsonValue properties = gemini_schema_view_get (view, "properties");
  gboolean is_nullable = FALSE;
  const Type *type = find_type (view, several, &is_nullable);

  ccp_json_writer_begin_object (self->writer);
  if (choices->len > 1 && !ccp_json_value_exists (&properties))
    write_choices (self, choices, depth);
  else if (gemini_schema_enum_exists (view))
    {
      write_type (self->writer, "string");
      gemini_schema_enum_write (self->writer, view);
    }
  else if (type != NULL)
    write_typed (self, view, type, depth);
  else
    write_types (self, view, several, depth);
  write_nullable (self, view, is_nullable);
  write_copied (self, view);
  write_bound (self, view, "minimum", "exclusiveMinimum", 1);
  write_bound (self, view, "maximum", "exclusiveMaximum", -1);
  ccp_json_writer_end_object (self->writer);
}

/* Returns: FALSE if the schema is one of those that are around it */
static gboolean
enter (Cleaner *self, const GeminiSchemaView *view)
{
  gsize length;

  for (guint i = 0; i < view->parts->len; i++)
    if (g_hash_table_contains (
            self->open,
            ccp_json_value_peek_raw (&g_array_index (view->parts, CcpJsonValue, i),
                                     &length)))
      return FALSE;
  for (guint i = 0; i < view->parts->len; i++)
    g_hash_table_add (
        self->open,
        (gpointer) ccp_json_value_peek_raw (&g_array_index (view->parts, CcpJsonValue, i),
                                            &length));
  return TRUE;
}

static void
leave (Cleaner *self, const GeminiSchemaView *view)
{
  gsize length;

  for (guint i = 0; i < view->parts->len; i++)
    g_hash_table_remove (
        self->open,
        ccp_json_value_peek_raw (&g_array_index (view->parts, CcpJsonValue, i), &length));
}

static void
write_schema (Cleaner *self, const CcpJsonValue *schema, guint depth)
{
  g_auto (GeminiSchemaView) view;

  gemini_schema_view_init (&view, &self->root, schema);
  if (depth > MAX_DEPTH || ccp_json_value_get_length (schema) == 0 || view.is_broken ||
      ccp_json_writer_get_length (self->writer) > self->most || !enter (self, &view))
    {
      write_any_object (self->writer);
      return;
    }
  write_view (self, &view, depth);
  leave (self, &view);
}

void
gemini_openapi_schema_write (CcpJsonWriter *writer, const CcpJsonValue *schema)
{
  g_autoptr (GHashTable) open = g_hash_table_new (NULL, NULL);
  Cleaner self = { .writer = writer, .root = *schema, .open = open };

  self.most = ccp_json_writer_get_length (writer) + GEMINI_SCHEMA_MAX_GROWTH;
  write_schema (&self, schema, 0);
}
