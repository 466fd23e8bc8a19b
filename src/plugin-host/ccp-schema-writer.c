/* ccp-schema-writer.c: parts of a JSON Schema, which are put together by hand
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-schema-writer"

#include "ccp-schema-writer.h"

#include <math.h>

#define VARIABLE_PATTERN "\\$\\{"

void
ccp_schema_writer_add_string (CcpJsonWriter *writer, const char *key, const char *value)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL && value != NULL);

  ccp_json_writer_key (writer, key);
  ccp_json_writer_string (writer, value);
}

void
ccp_schema_writer_add_strings (CcpJsonWriter *writer,
                               const char *key,
                               const char *const *values)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL && values != NULL);

  ccp_json_writer_key (writer, key);
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; values[i] != NULL; i++)
    ccp_json_writer_string (writer, values[i]);
  ccp_json_writer_end_array (writer);
}

void
ccp_schema_writer_add_boolean (CcpJsonWriter *writer, const char *key, gboolean value)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL);

  ccp_json_writer_key (writer, key);
  ccp_json_writer_boolean (writer, value);
}

void
ccp_schema_writer_add_number (CcpJsonWriter *writer, const char *key, double value)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL);

  ccp_json_writer_key (writer, key);
  if (value == floor (value) && fabs (value) < 1e15)
    ccp_json_writer_int (writer, (gint64) value);
  else
    ccp_json_writer_double (writer, value);
}

void
ccp_schema_writer_add_text_type (CcpJsonWriter *writer, gboolean may_be_null)
{
  static const char *const types[] = { "string", "number", "boolean", NULL };
  static const char *const or_null[] = { "string", "number", "boolean", "null", NULL };

  ccp_schema_writer_add_strings (writer, "type", may_be_null ? or_null : types);
}

void
ccp_schema_writer_begin_choice (CcpJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  ccp_json_writer_key (writer, "anyOf");
  ccp_json_writer_begin_array (writer);
}

void
ccp_schema_writer_end_choice (CcpJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  ccp_json_writer_end_array (writer);
}

void
ccp_schema_writer_write_type (CcpJsonWriter *writer, const char *type)
{
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "type", type);
  ccp_json_writer_end_object (writer);
}

void
ccp_schema_writer_write_text (CcpJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_text_type (writer, FALSE);
  ccp_json_writer_end_object (writer);
}

void
ccp_schema_writer_write_variable (CcpJsonWriter *writer)
{
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "type", "string");
  ccp_schema_writer_add_string (writer, "pattern", VARIABLE_PATTERN);
  ccp_json_writer_end_object (writer);
}

void
ccp_schema_writer_write_number (CcpJsonWriter *writer,
                                const char *type,
                                double minimum,
                                double maximum)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (type != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "type", type);
  if (isfinite (minimum))
    ccp_schema_writer_add_number (writer, "minimum", minimum);
  if (isfinite (maximum))
    ccp_schema_writer_add_number (writer, "maximum", maximum);
  ccp_json_writer_end_object (writer);
}
