/* gemini-schema-enum.c: values that a schema lists (protocol E.5.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-schema-enum"

#include "gemini-schema-enum.h"

/* The listed values; a constant is a list of one. */
typedef struct
{
  CcpJsonValue constant;
  CcpJsonIter list;
} Values;

static void
begin (Values *self, const GeminiSchemaView *view)
{
  CcpJsonValue list = gemini_schema_view_get (view, "enum");

  self->constant = gemini_schema_view_get (view, "const");
  if (ccp_json_value_exists (&self->constant) || !ccp_json_value_is_array (&list))
    list = CCP_JSON_VALUE_NONE;
  ccp_json_iter_init (&self->list, &list);
}

static gboolean
next (Values *self, CcpJsonValue *value)
{
  if (!ccp_json_value_exists (&self->constant))
    return ccp_json_iter_next (&self->list, NULL, value);
  *value = self->constant;
  self->constant = CCP_JSON_VALUE_NONE;
  return TRUE;
}

static gboolean
is_sayable (const CcpJsonValue *value)
{
  CcpJsonKind kind = ccp_json_value_get_kind (value);

  if (kind == CCP_JSON_STRING)
    return !ccp_json_value_is_empty_string (value);
  return kind == CCP_JSON_NUMBER || kind == CCP_JSON_BOOLEAN;
}

static gboolean
is_composed (const CcpJsonValue *value)
{
  return ccp_json_value_is_object (value) || ccp_json_value_is_array (value);
}

gboolean
gemini_schema_enum_exists (const GeminiSchemaView *view)
{
  CcpJsonValue value;
  Values values;
  gboolean found = FALSE;

  begin (&values, view);
  while (next (&values, &value))
    {
      if (is_composed (&value))
        return FALSE;
      found |= is_sayable (&value);
    }
  return found;
}

gboolean
gemini_schema_enum_has_null (const GeminiSchemaView *view)
{
  CcpJsonValue value;
  Values values;

  begin (&values, view);
  while (next (&values, &value))
    if (ccp_json_value_get_kind (&value) == CCP_JSON_NULL)
      return TRUE;
  return FALSE;
}

void
gemini_schema_enum_write (CcpJsonWriter *writer, const GeminiSchemaView *view)
{
  CcpJsonValue value;
  Values values;

  ccp_json_writer_key (writer, "enum");
  ccp_json_writer_begin_array (writer);
  begin (&values, view);
  while (next (&values, &value))
    {
      gsize length;
      const char *raw = ccp_json_value_peek_raw (&value, &length);

      if (!is_sayable (&value))
        continue;
      if (ccp_json_value_is_string (&value))
        ccp_json_writer_value (writer, &value);
      else
        ccp_json_writer_string_len (writer, raw, length);
    }
  ccp_json_writer_end_array (writer);
}
