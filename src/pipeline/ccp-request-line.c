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

/* more than there are */
#define MAX_FIELDS 16

/* What is written: for a person, and for the journal. It is written for each request, so
 * it is no GVariant, which takes ten times as long. */
typedef struct
{
  GString *text;
  GPtrArray *owned; /* (element-type utf8): what the fields hold */
  GLogField fields[MAX_FIELDS];
  gsize n_fields;
} Line;

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
add_field (Line *line, const char *name, const char *text)
{
  g_assert (line->n_fields < MAX_FIELDS);

  if (text != NULL)
    line->fields[line->n_fields++] = (GLogField){ name, text, -1 };
}

/* text: (transfer full) (nullable)
 * Returns: (transfer none): the text */
static const char *
add_owned (Line *line, const char *name, char *text)
{
  if (text != NULL)
    g_ptr_array_add (line->owned, text);
  add_field (line, name, text);
  return text;
}

static void
add_number (Line *line, const char *name, gint64 number)
{
  add_owned (line, name, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static void
describe_request (const CcpRequestLine *self, Line *line)
{
  g_autofree char *path = self->error != NULL ? bound_error (self->path) : NULL;
  const char *method = add_owned (line, "CCP_METHOD", bound (self->method, MAX_NAME));
  const char *shown =
      add_owned (line, "CCP_PATH", bound (path != NULL ? path : self->path, MAX_PATH));

  if (method != NULL)
    g_string_append_printf (line->text, " %s", method);
  if (shown != NULL)
    g_string_append_printf (line->text, " %s", shown);
}

/* the rule of a stage says no more than the stage */
static void
describe_rule (const CcpRequestLine *self, Line *line)
{
  const char *stage = ccp_route_get_stage (self->route);
  const char *rule = add_owned (line, "CCP_RULE", bound (self->rule, MAX_NAME));

  g_string_append_printf (line->text, " %s", stage);
  if (rule != NULL && !g_str_has_suffix (rule, stage))
    g_string_append_printf (line->text, " by %s", rule);
  g_string_append_c (line->text, ':');
}

static void
describe_target (const CcpRequestLine *self, Line *line)
{
  if (self->target <= 1)
    return;
  g_string_append_printf (line->text,
                          " (target %u of %u)",
                          self->target,
                          self->n_targets);
  add_number (line, "CCP_TARGET", self->target);
}

static void
describe_route (const CcpRequestLine *self, Line *line)
{
  const char *asked = add_owned (line, "CCP_ASKED_MODEL", bound (self->asked, MAX_NAME));
  const char *model = NULL;

  if (self->route != NULL)
    {
      describe_rule (self, line);
      add_field (line, "CCP_STAGE", ccp_route_get_stage (self->route));
      add_field (line, "CCP_PROVIDER", ccp_route_get_provider (self->route));
      model = add_owned (line,
                         "CCP_MODEL",
                         bound (ccp_route_get_model (self->route), MAX_NAME));
    }
  if (asked != NULL)
    g_string_append_printf (line->text, " %s", asked);
  if (model != NULL)
    g_string_append_printf (line->text,
                            " → %s/%s",
                            ccp_route_get_provider (self->route),
                            model);
  describe_target (self, line);
}

static void
describe_end (const CcpRequestLine *self, Line *line)
{
  const char *error = add_owned (line, "CCP_ERROR", bound_error (self->error));

  g_string_append_printf (line->text, ", %u", self->status);
  if (self->error_type != NULL)
    g_string_append_printf (line->text, " %s", self->error_type);
  if (self->first_token != 0)
    g_string_append_printf (line->text,
                            ", first token %.3f s",
                            to_seconds (self->first_token));
  if (self->usage != NULL)
    append_tokens (line->text, self->usage);
  g_string_append_printf (line->text, ", %.3f s", to_seconds (self->duration));
  if (error != NULL)
    g_string_append_printf (line->text, ": %s", error);

  add_number (line, "CCP_STATUS", self->status);
  add_field (line, "CCP_ERROR_TYPE", self->error_type);
  add_number (line, "CCP_DURATION_US", self->duration);
}

/* as syslog counts */
static const char *
get_priority (GLogLevelFlags level)
{
  if ((level & G_LOG_LEVEL_WARNING) != 0)
    return "4";
  return (level & G_LOG_LEVEL_MESSAGE) != 0 ? "5" : "6";
}

void
ccp_request_line_write (const CcpRequestLine *self, GLogLevelFlags level)
{
  Line line = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->id != NULL);

  line.text = g_string_new (self->id);
  line.owned = g_ptr_array_new_with_free_func (g_free);
  add_field (&line, "PRIORITY", get_priority (level));
  add_field (&line, "GLIB_DOMAIN", G_LOG_DOMAIN);
  add_field (&line, "CCP_REQUEST_ID", self->id);
  describe_request (self, &line);
  describe_route (self, &line);
  describe_end (self, &line);
  add_field (&line, "MESSAGE", line.text->str);
  g_log_structured_array (level, line.fields, line.n_fields);
  g_ptr_array_unref (line.owned);
  g_string_free (line.text, TRUE);
}
