/* ccp-rehearsal-report.c: shows what would be sent to the targets of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-rehearsal-report.h"

#include <glib/gi18n.h>

#include "ccp-decision-report.h"
#include "ccp-json-members.h"
#include "ccp-json-pretty.h"

static void
append_body (GString *text, CcpJson *body, gboolean is_raw)
{
  g_autofree char *shown =
      is_raw ? ccp_json_to_text (body) : ccp_json_pretty_format (body);

  g_string_append_printf (text, "%s\n", shown);
}

static void
append_preview (GString *text, const CcpRequestPreview *preview, gboolean is_raw)
{
  g_string_append_printf (text, "%s %s\n", preview->method, preview->url);
  for (guint i = 0; i < ccp_headers_get_length (preview->headers); i++)
    g_string_append_printf (text,
                            "%s: %s\n",
                            ccp_headers_get_name (preview->headers, i),
                            ccp_headers_get_value (preview->headers, i));
  g_string_append_c (text, '\n');
  if (preview->body != NULL)
    append_body (text, preview->body, is_raw);
}

static void
append_target (GString *text, const CcpRehearsal *target, guint number, guint length)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text,
                          /* TRANSLATORS: provider/model (stage) */
                          _ ("# target %u of %u: %s/%s (%s)\n"),
                          number,
                          length,
                          ccp_route_get_provider (target->route),
                          ccp_route_get_model (target->route),
                          ccp_route_get_stage (target->route));
  if (target->note != NULL)
    g_string_append_printf (text, "# %s\n", target->note);
  if (target->error != NULL)
    g_string_append_printf (text,
                            _ ("# it would fail: %s: %s\n"),
                            ccp_error_get_api_type (ccp_error_code_of (target->error)),
                            target->error->message);
}

static void
write_string (CcpJsonWriter *writer, const char *name, const char *text)
{
  if (text != NULL)
    ccp_json_members_add_string (writer, name, text);
}

static gboolean
is_first_of_name (CcpHeaders *headers, guint index)
{
  const char *name = ccp_headers_get_name (headers, index);

  for (guint i = 0; i < index; i++)
    if (g_ascii_strcasecmp (ccp_headers_get_name (headers, i), name) == 0)
      return FALSE;
  return TRUE;
}

/* several of one name are one with commas between them, as HTTP has it */
static void
write_header (CcpJsonWriter *writer, CcpHeaders *headers, guint index)
{
  const char *name = ccp_headers_get_name (headers, index);

  ccp_json_writer_key (writer, name);
  ccp_json_writer_begin_string (writer);
  for (guint i = index; i < ccp_headers_get_length (headers); i++)
    if (g_ascii_strcasecmp (ccp_headers_get_name (headers, i), name) == 0)
      {
        ccp_json_writer_append (writer, i > index ? ", " : "");
        ccp_json_writer_append (writer, ccp_headers_get_value (headers, i));
      }
  ccp_json_writer_end_string (writer);
}

static void
write_preview (CcpJsonWriter *writer, const CcpRequestPreview *preview)
{
  write_string (writer, "method", preview->method);
  write_string (writer, "url", preview->url);
  ccp_json_writer_key (writer, "headers");
  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < ccp_headers_get_length (preview->headers); i++)
    if (is_first_of_name (preview->headers, i))
      write_header (writer, preview->headers, i);
  ccp_json_writer_end_object (writer);
  if (preview->body == NULL)
    return;
  ccp_json_writer_key (writer, "body");
  ccp_json_writer_document (writer, preview->body);
}

static void
write_error (CcpJsonWriter *writer, const GError *error)
{
  ccp_json_writer_key (writer, "error");
  ccp_json_writer_begin_object (writer);
  write_string (writer, "type", ccp_error_get_api_type (ccp_error_code_of (error)));
  write_string (writer, "message", error->message);
  ccp_json_writer_end_object (writer);
}

static void
write_target (CcpJsonWriter *writer, const CcpRehearsal *target, guint number)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "target");
  ccp_json_writer_int (writer, number);
  write_string (writer, "stage", ccp_route_get_stage (target->route));
  write_string (writer, "provider", ccp_route_get_provider (target->route));
  write_string (writer, "model", ccp_route_get_model (target->route));
  write_string (writer, "note", target->note);
  if (target->preview != NULL)
    write_preview (writer, target->preview);
  if (target->answer != NULL)
    {
      ccp_json_writer_key (writer, "answer");
      ccp_json_writer_document (writer, target->answer);
    }
  if (target->error != NULL)
    write_error (writer, target->error);
  ccp_json_writer_end_object (writer);
}

char *
ccp_rehearsal_report_text (GPtrArray *targets, guint only, gboolean is_raw)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (targets != NULL, NULL);

  for (guint i = 0; i < targets->len; i++)
    {
      const CcpRehearsal *target = g_ptr_array_index (targets, i);

      if (only != 0 && only != i + 1)
        continue;
      append_target (text, target, i + 1, targets->len);
      if (target->preview != NULL)
        append_preview (text, target->preview, is_raw);
      if (target->answer != NULL)
        append_body (text, target->answer, is_raw);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

CcpJson *
ccp_rehearsal_report_json (CcpExchange *exchange, GPtrArray *targets, guint only)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (targets != NULL, NULL);

  ccp_json_writer_begin_object (writer);
  write_string (writer, "operation", ccp_decision_report_get_operation (exchange));
  write_string (writer, "asked", ccp_exchange_get_model (exchange));
  ccp_json_writer_key (writer, "attempts");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < targets->len; i++)
    if (only == 0 || only == i + 1)
      write_target (writer, g_ptr_array_index (targets, i), i + 1);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
