/* ccp-bus-diagnostics.c: what the daemon says of a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-bus-diagnostics"

#include "ccp-bus-diagnostics.h"

#include "ccp-json-members.h"

#define SEVERITY_WARNING "warning"
#define SEVERITY_ERROR "error"

/* one of them; all are of the variant that they came in */
typedef struct
{
  const char *file;
  guint line;
  guint column;
  const char *path;
  const char *severity;
  const char *code;
  const char *message;
  const char *suggestion;
} Fields;

static void
read_fields (Fields *fields, GVariant *diagnostic, const char *file)
{
  *fields = (Fields){ .file = "",
                      .path = "",
                      .severity = "",
                      .code = "",
                      .message = "",
                      .suggestion = "" };
  g_variant_lookup (diagnostic, "file", "&s", &fields->file);
  g_variant_lookup (diagnostic, "line", "u", &fields->line);
  g_variant_lookup (diagnostic, "column", "u", &fields->column);
  g_variant_lookup (diagnostic, "path", "&s", &fields->path);
  g_variant_lookup (diagnostic, "severity", "&s", &fields->severity);
  g_variant_lookup (diagnostic, "code", "&s", &fields->code);
  g_variant_lookup (diagnostic, "message", "&s", &fields->message);
  g_variant_lookup (diagnostic, "suggestion", "&s", &fields->suggestion);
  if (*fields->file == '\0')
    fields->file = file;
}

static void
append_line (GString *text, const Fields *fields)
{
  const char *const candidates[] = { fields->suggestion, NULL };

  g_string_append (text, fields->file);
  if (fields->line > 0)
    g_string_append_printf (text, ":%u:%u", fields->line, fields->column);
  g_string_append (text, ": ");
  if (g_str_equal (fields->severity, SEVERITY_WARNING))
    g_string_append (text, "warning: ");
  if (*fields->path != '\0')
    g_string_append_printf (text, "%s: ", fields->path);
  g_string_append (text, fields->message);
  if (*fields->suggestion != '\0')
    {
      g_autofree char *near = ccp_near_match_describe (fields->suggestion, candidates);

      g_string_append (text, near);
    }
  g_string_append_c (text, '\n');
}

static const char *
or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static void
write_place (CcpJsonWriter *writer, const char *key, guint number)
{
  ccp_json_writer_key (writer, key);
  if (number > 0)
    ccp_json_writer_int (writer, number);
  else
    ccp_json_writer_null (writer);
}

static void
write_one (CcpJsonWriter *writer, const Fields *fields)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "file", or_null (fields->file));
  write_place (writer, "line", fields->line);
  write_place (writer, "column", fields->column);
  ccp_json_members_add_string (writer, "path", or_null (fields->path));
  ccp_json_members_add_string (writer, "severity", fields->severity);
  ccp_json_members_add_string (writer, "code", or_null (fields->code));
  ccp_json_members_add_string (writer, "message", fields->message);
  ccp_json_members_add_string (writer, "suggestion", or_null (fields->suggestion));
  ccp_json_writer_end_object (writer);
}

static void
write_count (CcpJsonWriter *writer,
             const char *key,
             GVariant *diagnostics,
             const char *severity)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_int (writer, ccp_bus_diagnostics_count (diagnostics, severity));
}

char *
ccp_bus_diagnostics_format (GVariant *diagnostics, const char *file)
{
  GString *text = NULL;

  g_return_val_if_fail (diagnostics != NULL, NULL);
  g_return_val_if_fail (file != NULL, NULL);

  text = g_string_new (NULL);
  for (gsize i = 0; i < g_variant_n_children (diagnostics); i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (diagnostics, i);
      Fields fields;

      read_fields (&fields, one, file);
      append_line (text, &fields);
    }
  return g_string_free (text, FALSE);
}

guint
ccp_bus_diagnostics_count (GVariant *diagnostics, const char *severity)
{
  guint n = 0;

  g_return_val_if_fail (diagnostics != NULL, 0);
  g_return_val_if_fail (severity != NULL, 0);

  for (gsize i = 0; i < g_variant_n_children (diagnostics); i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (diagnostics, i);
      Fields fields;

      read_fields (&fields, one, "");
      n += g_str_equal (fields.severity, severity) ? 1 : 0;
    }
  return n;
}

void
ccp_bus_diagnostics_write (CcpJsonWriter *writer, GVariant *diagnostics, const char *file)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (diagnostics != NULL);
  g_return_if_fail (file != NULL);

  ccp_json_writer_key (writer, "diagnostics");
  ccp_json_writer_begin_array (writer);
  for (gsize i = 0; i < g_variant_n_children (diagnostics); i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (diagnostics, i);
      Fields fields;

      read_fields (&fields, one, file);
      write_one (writer, &fields);
    }
  ccp_json_writer_end_array (writer);
  write_count (writer, "errors", diagnostics, SEVERITY_ERROR);
  write_count (writer, "warnings", diagnostics, SEVERITY_WARNING);
}
