/* gemini-json-schema.c: JSON Schemas, as newer models take them (protocol E.5.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-json-schema"

#include "gemini-json-schema.h"

/* A schema that is nested deeper, as only references to each other make it, is cut. */
#define MAX_DEPTH 64

typedef struct
{
  CcpJsonWriter *writer;
  CcpJsonValue root;
  GHashTable *open; /* (element-type guint): the references that are being written out */
  gsize most;       /* how long the document may become */
} Cleaner;

/* What says nothing about a value, or is written out where it is referred to. */
static const char *const removed_names[] = {
  "$schema",  "$id",         "$comment",        "$anchor",
  "$defs",    "definitions", "examples",        "deprecated",
  "readOnly", "writeOnly",   "contentEncoding", "contentMediaType",
};

static const char *const choice_names[] = { "$ref", "anyOf", "oneOf", "allOf" };

/* lint: allow forward: schemas hold schemas */
static void write_schema (Cleaner *self, const CcpJsonValue *schema, guint depth);

static gboolean
is_removed (const CcpJsonValue *name, const CcpJsonValue *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (removed_names); i++)
    if (ccp_json_value_equals_string (name, removed_names[i]))
      return TRUE;
  return ccp_json_value_equals_string (name, "default") &&
         ccp_json_value_get_kind (value) == CCP_JSON_NULL;
}

static void
write_any_object (CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "object");
  ccp_json_writer_end_object (writer);
}

static void
write_held (Cleaner *self,
            const CcpJsonValue *value,
            CcpSchemaHolding holding,
            guint depth)
{
  gboolean is_array = ccp_json_value_is_array (value);
  CcpJsonValue name;
  CcpJsonValue member;
  CcpJsonIter iter;

  if (holding == CCP_SCHEMA_HOLDS_DATA ||
      (!is_array && !ccp_json_value_is_object (value)))
    {
      ccp_json_writer_value (self->writer, value);
      return;
    }
  if (!is_array && holding == CCP_SCHEMA_HOLDS_SCHEMA)
    {
      write_schema (self, value, depth + 1);
      return;
    }
  ccp_json_iter_init (&iter, value);
  if (is_array)
    ccp_json_writer_begin_array (self->writer);
  else
    ccp_json_writer_begin_object (self->writer);
  while (ccp_json_iter_next (&iter, &name, &member))
    {
      if (!is_array)
        ccp_json_writer_key_value (self->writer, &name);
      write_held (self, &member, CCP_SCHEMA_HOLDS_SCHEMA, depth);
    }
  if (is_array)
    ccp_json_writer_end_array (self->writer);
  else
    ccp_json_writer_end_object (self->writer);
}

/* except: (nullable): an object whose members win over those of the schema */
static void
write_members (Cleaner *self,
               const CcpJsonValue *schema,
               const CcpJsonValue *except,
               guint depth)
{
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, schema);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);
      CcpJsonValue own = CCP_JSON_VALUE_NONE;

      if (except != NULL && text != NULL)
        own = ccp_json_value_member (except, text);
      if (is_removed (&name, &value) || ccp_json_value_exists (&own) ||
          ccp_json_value_equals_string (&name, "$ref"))
        continue;
      ccp_json_writer_key_value (self->writer, &name);
      write_held (self, &value, ccp_schema_get_holding (&name), depth);
    }
}

/* What refers to itself has no end, and what refers much grows without bounds. */
static gboolean
may_follow (Cleaner *self, const CcpJsonValue *target, gconstpointer key, guint depth)
{
  return ccp_json_value_is_object (target) && depth < MAX_DEPTH &&
         ccp_json_writer_get_length (self->writer) < self->most &&
         !g_hash_table_contains (self->open, key);
}

static void
write_reference (Cleaner *self,
                 const CcpJsonValue *schema,
                 const CcpJsonValue *reference,
                 guint depth)
{
  CcpJsonValue target = ccp_schema_resolve (&self->root, reference);
  CcpJsonValue next = ccp_json_value_member (&target, "$ref");
  gsize length;
  gpointer key = (gpointer) ccp_json_value_peek_raw (&target, &length);

  if (!may_follow (self, &target, key, depth))
    {
      write_any_object (self->writer);
      return;
    }
  g_hash_table_add (self->open, key);
  if (ccp_json_value_exists (&next))
    write_reference (self, &target, &next, depth + 1);
  else
    {
      ccp_json_writer_begin_object (self->writer);
      write_members (self, &target, schema, depth);
      write_members (self, schema, NULL, depth);
      ccp_json_writer_end_object (self->writer);
    }
  g_hash_table_remove (self->open, key);
}

static void
write_schema (Cleaner *self, const CcpJsonValue *schema, guint depth)
{
  CcpJsonValue reference = ccp_json_value_member (schema, "$ref");

  if (depth > MAX_DEPTH)
    write_any_object (self->writer);
  else if (ccp_json_value_is_string (&reference))
    write_reference (self, schema, &reference, depth);
  else
    {
      ccp_json_writer_begin_object (self->writer);
      write_members (self, schema, NULL, depth);
      ccp_json_writer_end_object (self->writer);
    }
}

gboolean
gemini_json_schema_is_empty (const CcpJsonValue *schema)
{
  CcpJsonValue properties = ccp_json_value_member (schema, "properties");

  for (gsize i = 0; i < G_N_ELEMENTS (choice_names); i++)
    {
      CcpJsonValue choice = ccp_json_value_member (schema, choice_names[i]);

      if (ccp_json_value_exists (&choice))
        return FALSE;
    }
  return ccp_json_value_get_length (&properties) == 0;
}

void
gemini_json_schema_write (CcpJsonWriter *writer, const CcpJsonValue *schema)
{
  g_autoptr (GHashTable) open = g_hash_table_new (NULL, NULL);
  Cleaner self = { .writer = writer, .root = *schema, .open = open };

  self.most = ccp_json_writer_get_length (writer) + GEMINI_SCHEMA_MAX_GROWTH;
  if (ccp_json_value_is_object (schema))
    write_schema (&self, schema, 0);
  else
    write_any_object (writer);
}
