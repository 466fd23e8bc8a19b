/* ccp-report-json.c: diagnostics for a script
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-report-json"

#include "ccp-report-json.h"

/* @value: (nullable) */
static void
write_string (CcpJsonWriter *writer, const char *key, const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  ccp_json_writer_key (writer, key);
  if (valid != NULL)
    ccp_json_writer_string (writer, valid);
  else
    ccp_json_writer_null (writer);
}

/* @value: 0 if it is not known */
static void
write_number (CcpJsonWriter *writer, const char *key, guint value)
{
  ccp_json_writer_key (writer, key);
  if (value > 0)
    ccp_json_writer_int (writer, value);
  else
    ccp_json_writer_null (writer);
}

static void
write_diagnostic (CcpJsonWriter *writer,
                  const CcpDiagnostic *diagnostic,
                  const char *file)
{
  ccp_json_writer_begin_object (writer);
  write_string (writer, "file", diagnostic->file != NULL ? diagnostic->file : file);
  write_number (writer, "line", diagnostic->line);
  write_number (writer, "column", diagnostic->column);
  write_string (writer, "path", diagnostic->path);
  write_string (writer, "severity", ccp_report_json_name_severity (diagnostic->severity));
  write_string (writer, "code", diagnostic->code);
  write_string (writer, "message", diagnostic->message);
  write_string (writer, "suggestion", diagnostic->suggestion);
  ccp_json_writer_end_object (writer);
}

CcpJson *
ccp_report_json_write (CcpDiagnostics *diagnostics)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  guint n[] = { 0, 0 };

  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "diagnostics");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      const CcpDiagnostic *diagnostic = ccp_diagnostics_get (diagnostics, i);

      n[diagnostic->severity]++;
      write_diagnostic (writer, diagnostic, ccp_diagnostics_get_file (diagnostics));
    }
  ccp_json_writer_end_array (writer);
  ccp_json_writer_key (writer, "errors");
  ccp_json_writer_int (writer, n[CCP_SEVERITY_ERROR]);
  ccp_json_writer_key (writer, "warnings");
  ccp_json_writer_int (writer, n[CCP_SEVERITY_WARNING]);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

const char *
ccp_report_json_name_severity (CcpSeverity severity)
{
  return severity == CCP_SEVERITY_ERROR ? "error" : "warning";
}
