/* ccp-request-line.c: the line of the log that a request gets at its end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-line"

#include "ccp-request-line.h"

#include "ccp-log-text.h"

/* bytes that are shown */
#define MAX_NAME 128
#define MAX_PATH 256
#define MAX_ERROR 512

static double
to_seconds (gint64 microseconds)
{
  return (double) microseconds / G_USEC_PER_SEC;
}

/* Returns: (nullable): NULL for NULL */
static char *
bound (const char *text, gsize length)
{
  g_autofree char *escaped = text != NULL ? ccp_log_text_escape (text) : NULL;

  return escaped != NULL ? ccp_log_text_clip (escaped, length) : NULL;
}

/* Returns: (nullable): NULL for NULL */
static char *
bound_error (const char *text)
{
  g_autofree char *redacted = text != NULL ? ccp_redact_text (text) : NULL;

  return bound (redacted, MAX_ERROR);
}

static void
append_tokens (GString *line, const CcpUsage *usage)
{
  gint64 cached =
      MAX (0, usage->cache_read_tokens) + MAX (0, usage->cache_creation_tokens);

  if (usage->output_tokens >= 0)
    g_string_append_printf (line,
                            ", %" G_GINT64_FORMAT " tokens in (%" G_GINT64_FORMAT
                            " cached), %" G_GINT64_FORMAT " out",
                            MAX (0, usage->input_tokens) + cached,
                            cached,
                            usage->output_tokens);
}

static void
add_field (GVariantDict *fields, const char *name, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert (fields, name, "s", text);
}

static void
add_number (GVariantDict *fields, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  add_field (fields, name, text);
}

static void
describe_request (const CcpRequestLine *self, GString *line, GVariantDict *fields)
{
  g_autofree char *method = bound (self->method, MAX_NAME);
  g_autofree char *path = self->error != NULL ? bound_error (self->path) : NULL;
  g_autofree char *shown = bound (path != NULL ? path : self->path, MAX_PATH);

  if (method != NULL)
    g_string_append_printf (line, " %s", method);
  if (shown != NULL)
    g_string_append_printf (line, " %s", shown);
  add_field (fields, "CCP_METHOD", method);
  add_field (fields, "CCP_PATH", shown);
}

static void
describe_route (const CcpRequestLine *self, GString *line, GVariantDict *fields)
{
  g_autofree char *asked = bound (self->asked, MAX_NAME);
  g_autofree char *model = NULL;

  if (self->route != NULL)
    {
      model = bound (ccp_route_get_model (self->route), MAX_NAME);
      g_string_append_printf (line, " %s:", ccp_route_get_stage (self->route));
      add_field (fields, "CCP_STAGE", ccp_route_get_stage (self->route));
      add_field (fields, "CCP_PROVIDER", ccp_route_get_provider (self->route));
      add_field (fields, "CCP_MODEL", model);
    }
  if (asked != NULL)
    g_string_append_printf (line, " %s", asked);
  add_field (fields, "CCP_ASKED_MODEL", asked);
  if (model != NULL)
    g_string_append_printf (line,
                            " → %s/%s",
                            ccp_route_get_provider (self->route),
                            model);
}

static void
describe_end (const CcpRequestLine *self, GString *line, GVariantDict *fields)
{
  g_autofree char *error = bound_error (self->error);

  g_string_append_printf (line, ", %u", self->status);
  if (self->error_type != NULL)
    g_string_append_printf (line, " %s", self->error_type);
  if (self->first_token != 0)
    g_string_append_printf (line, ", first token %.3f s", to_seconds (self->first_token));
  if (self->usage != NULL)
    append_tokens (line, self->usage);
  g_string_append_printf (line, ", %.3f s", to_seconds (self->duration));
  if (error != NULL)
    g_string_append_printf (line, ": %s", error);

  add_number (fields, "CCP_STATUS", self->status);
  add_field (fields, "CCP_ERROR_TYPE", self->error_type);
  add_field (fields, "CCP_ERROR", error);
  add_number (fields, "CCP_DURATION_US", self->duration);
}

void
ccp_request_line_write (const CcpRequestLine *self, GLogLevelFlags level)
{
  g_autoptr (GString) line = NULL;
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) all = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->id != NULL);

  line = g_string_new (self->id);
  add_field (&fields, "CCP_REQUEST_ID", self->id);
  describe_request (self, line, &fields);
  describe_route (self, line, &fields);
  describe_end (self, line, &fields);
  add_field (&fields, "MESSAGE", line->str);
  all = g_variant_ref_sink (g_variant_dict_end (&fields));
  g_log_variant (G_LOG_DOMAIN, level, all);
}
