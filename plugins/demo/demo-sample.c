/* demo-sample.c: makes a value that fits a JSON schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "demo-sample"

#include "demo-sample.h"

#define MAX_DEPTH 16

typedef struct
{
  const char *name;
  const char *value;
} Known;

/* What makes sense to a tool that is really there, and does no harm. */
static const Known known_texts[] = {
  { "command", "echo hello from the demo of cc-proxy" },
  { "description", "A call that the demo of cc-proxy makes" },
  { "file_path", "README.md" },
  { "path", "." },
  { "pattern", "*" },
  { "city", "Paris" },
  { "location", "Paris" },
};

static void write_value (CcpJsonWriter *writer,
                         const CcpJsonValue *schema,
                         const char *name,
                         guint depth);

static const char *
find_text (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_texts); i++)
    if (g_strcmp0 (known_texts[i].name, name) == 0)
      return known_texts[i].value;
  return "demo";
}

static gboolean
is_required (const CcpJsonValue *required, const char *name)
{
  CcpJsonIter iter;
  CcpJsonValue element;

  ccp_json_iter_init (&iter, required);
  while (ccp_json_iter_next (&iter, NULL, &element))
    if (ccp_json_value_equals_string (&element, name))
      return TRUE;
  return FALSE;
}

static void
write_object (CcpJsonWriter *writer, const CcpJsonValue *schema, guint depth)
{
  CcpJsonValue properties = ccp_json_value_member (schema, "properties");
  CcpJsonValue required = ccp_json_value_member (schema, "required");
  CcpJsonIter iter;
  CcpJsonValue key;
  CcpJsonValue property;

  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, &properties);
  while (ccp_json_value_is_object (&properties) &&
         ccp_json_iter_next (&iter, &key, &property))
    {
      g_autofree char *name = ccp_json_value_dup_string (&key, NULL);

      if (!is_required (&required, name))
        continue;
      ccp_json_writer_key_value (writer, &key);
      write_value (writer, &property, name, depth + 1);
    }
  ccp_json_writer_end_object (writer);
}

static void
write_array (CcpJsonWriter *writer, const CcpJsonValue *schema, guint depth)
{
  CcpJsonValue minimum = ccp_json_value_member (schema, "minItems");
  CcpJsonValue items = ccp_json_value_member (schema, "items");
  gint64 count = 0;

  ccp_json_writer_begin_array (writer);
  if (ccp_json_value_get_int (&minimum, &count) && count > 0)
    write_value (writer, &items, NULL, depth + 1);
  ccp_json_writer_end_array (writer);
}

static void
write_number (CcpJsonWriter *writer, const CcpJsonValue *schema)
{
  CcpJsonValue minimum = ccp_json_value_member (schema, "minimum");

  if (ccp_json_value_get_kind (&minimum) == CCP_JSON_NUMBER)
    ccp_json_writer_value (writer, &minimum);
  else
    ccp_json_writer_int (writer, 1);
}

/* "type" is a name or a list of names. */
static CcpJsonValue
get_type_name (const CcpJsonValue *schema)
{
  CcpJsonValue type = ccp_json_value_member (schema, "type");

  return ccp_json_value_is_array (&type) ? ccp_json_value_element (&type, 0) : type;
}

/* @name: (nullable): the property whose value it is */
static void
write_value (CcpJsonWriter *writer,
             const CcpJsonValue *schema,
             const char *name,
             guint depth)
{
  CcpJsonValue type = get_type_name (schema);
  CcpJsonValue choices = ccp_json_value_member (schema, "enum");
  CcpJsonValue choice = ccp_json_value_element (&choices, 0);
  CcpJsonValue constant = ccp_json_value_member (schema, "const");

  if (ccp_json_value_exists (&constant))
    ccp_json_writer_value (writer, &constant);
  else if (ccp_json_value_exists (&choice))
    ccp_json_writer_value (writer, &choice);
  else if (depth > MAX_DEPTH)
    ccp_json_writer_null (writer);
  else if (ccp_json_value_equals_string (&type, "object"))
    write_object (writer, schema, depth);
  else if (ccp_json_value_equals_string (&type, "array"))
    write_array (writer, schema, depth);
  else if (ccp_json_value_equals_string (&type, "integer") ||
           ccp_json_value_equals_string (&type, "number"))
    write_number (writer, schema);
  else if (ccp_json_value_equals_string (&type, "boolean"))
    ccp_json_writer_boolean (writer, TRUE);
  else if (ccp_json_value_equals_string (&type, "null"))
    ccp_json_writer_null (writer);
  else
    ccp_json_writer_string (writer, find_text (name));
}

char *
demo_sample_new (const CcpJsonValue *schema)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) document = NULL;

  g_return_val_if_fail (schema != NULL, NULL);

  write_object (writer, schema, 0);
  document = ccp_json_writer_finish (writer);
  return ccp_json_to_text (document);
}
