/* ccp-report-sarif.c: diagnostics for tools that show those of many programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-report-sarif"

#include "ccp-report-sarif.h"

#include "ccp-report-json.h"
#include "config.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* a code that only a plugin has */
#define OTHER_HELP "A plugin has found this. The message says what it means."

static void
write_member (CcpJsonWriter *writer, const char *key, const char *value)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_string (writer, value);
}

/* {"text": …}, as texts are written in SARIF */
static void
write_message (CcpJsonWriter *writer, const char *key, const char *text)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_begin_object (writer);
  write_member (writer, "text", text);
  ccp_json_writer_end_object (writer);
}

/* Returns: (element-type utf8): the codes that there are, each once */
static GPtrArray *
list_codes (CcpDiagnostics *diagnostics)
{
  GPtrArray *codes = g_ptr_array_new ();

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      gpointer code = (gpointer) ccp_diagnostics_get (diagnostics, i)->code;

      if (!g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
        g_ptr_array_add (codes, code);
    }
  return codes;
}

static void
write_rule (CcpJsonWriter *writer, const char *code)
{
  const CcpDiagnosticRule *rule = ccp_diagnostic_code_find_rule (code);
  const char *help = rule != NULL ? rule->help : OTHER_HELP;
  CcpSeverity severity = rule != NULL ? rule->severity : CCP_SEVERITY_WARNING;
  g_autofree char *words = g_strdelimit (g_strdup (code), "-", ' ');

  ccp_json_writer_begin_object (writer);
  write_member (writer, "id", code);
  write_message (writer, "shortDescription", words);
  write_message (writer, "fullDescription", help);
  write_message (writer, "help", help);
  ccp_json_writer_key (writer, "defaultConfiguration");
  ccp_json_writer_begin_object (writer);
  write_member (writer, "level", ccp_report_json_name_severity (severity));
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_tool (CcpJsonWriter *writer, GPtrArray *codes)
{
  ccp_json_writer_key (writer, "tool");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "driver");
  ccp_json_writer_begin_object (writer);
  write_member (writer, "name", "ccproxy");
  write_member (writer, "version", PACKAGE_VERSION);
  ccp_json_writer_key (writer, "rules");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < codes->len; i++)
    write_rule (writer, g_ptr_array_index (codes, i));
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_region (CcpJsonWriter *writer, const CcpDiagnostic *diagnostic)
{
  ccp_json_writer_key (writer, "region");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "startLine");
  ccp_json_writer_int (writer, diagnostic->line);
  ccp_json_writer_key (writer, "startColumn");
  ccp_json_writer_int (writer, diagnostic->column);
  ccp_json_writer_end_object (writer);
}

/* an absolute path is one on this machine, another one is relative to where it is run */
static char *
make_uri (const char *file)
{
  return g_path_is_absolute (file) ? g_filename_to_uri (file, NULL, NULL)
                                   : g_uri_escape_string (file, "/", FALSE);
}

static void
write_location (CcpJsonWriter *writer, const CcpDiagnostic *diagnostic, const char *file)
{
  g_autofree char *uri = make_uri (file);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "physicalLocation");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "artifactLocation");
  ccp_json_writer_begin_object (writer);
  write_member (writer, "uri", uri);
  ccp_json_writer_end_object (writer);
  if (diagnostic->line > 0)
    write_region (writer, diagnostic);
  ccp_json_writer_end_object (writer);
  if (diagnostic->path != NULL)
    {
      ccp_json_writer_key (writer, "logicalLocations");
      ccp_json_writer_begin_array (writer);
      ccp_json_writer_begin_object (writer);
      write_member (writer, "fullyQualifiedName", diagnostic->path);
      ccp_json_writer_end_object (writer);
      ccp_json_writer_end_array (writer);
    }
  ccp_json_writer_end_object (writer);
}

static void
write_result (CcpJsonWriter *writer,
              const CcpDiagnostic *diagnostic,
              const char *file,
              GPtrArray *codes)
{
  guint index = 0;

  g_ptr_array_find_with_equal_func (codes, diagnostic->code, g_str_equal, &index);
  ccp_json_writer_begin_object (writer);
  write_member (writer, "ruleId", diagnostic->code);
  ccp_json_writer_key (writer, "ruleIndex");
  ccp_json_writer_int (writer, index);
  write_member (writer, "level", ccp_report_json_name_severity (diagnostic->severity));
  write_message (writer, "message", diagnostic->text);
  ccp_json_writer_key (writer, "locations");
  ccp_json_writer_begin_array (writer);
  write_location (writer, diagnostic, diagnostic->file != NULL ? diagnostic->file : file);
  ccp_json_writer_end_array (writer);
  if (diagnostic->suggestion != NULL)
    {
      ccp_json_writer_key (writer, "properties");
      ccp_json_writer_begin_object (writer);
      write_member (writer, "suggestion", diagnostic->suggestion);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_object (writer);
}

static void
write_run (CcpJsonWriter *writer, CcpDiagnostics *diagnostics)
{
  g_autoptr (GPtrArray) codes = list_codes (diagnostics);

  ccp_json_writer_begin_object (writer);
  write_tool (writer, codes);
  write_member (writer, "columnKind", "unicodeCodePoints");
  ccp_json_writer_key (writer, "results");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    write_result (writer,
                  ccp_diagnostics_get (diagnostics, i),
                  ccp_diagnostics_get_file (diagnostics),
                  codes);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}

CcpJson *
ccp_report_sarif_write (CcpDiagnostics *diagnostics)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);

  ccp_json_writer_begin_object (writer);
  write_member (writer, "$schema", SCHEMA);
  write_member (writer, "version", "2.1.0");
  ccp_json_writer_key (writer, "runs");
  ccp_json_writer_begin_array (writer);
  write_run (writer, diagnostics);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
