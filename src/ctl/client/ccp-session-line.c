/* ccp-session-line.c: what a session of Claude Code runs on, and what it cost, in a line
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-session-line"

#include "ccp-session-line.h"

#include <glib/gi18n.h>

#include "ccp-bus-members.h"
#include "ccp-bus-series.h"
#include "ccp-json-members.h"
#include "ccp-terminal-text.h"
#include "ccp-units.h"

#define SEPARATOR " · "

static const char *const states[] = {
  [CCP_SESSION_LINE_KNOWN] = "known",
  [CCP_SESSION_LINE_UNKNOWN] = "unknown",
  [CCP_SESSION_LINE_ABSENT] = "absent",
  [CCP_SESSION_LINE_SILENT] = "silent",
};

static const char *const counts[] = {
  "requests",          "input_tokens",          "output_tokens",
  "cache_read_tokens", "cache_creation_tokens", NULL,
};

/* Returns: (nullable) */
static char *
dup_text (CcpJson *input, const char *object, const char *member)
{
  CcpJsonValue value;
  g_autofree char *text = NULL;

  if (input == NULL)
    return NULL;
  ccp_json_get_root (input, &value);
  if (object != NULL)
    value = ccp_json_value_member (&value, object);
  value = ccp_json_value_member (&value, member);
  text = ccp_json_value_dup_string (&value, NULL);
  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Returns: (nullable): as Claude Code shows it */
static char *
dup_asked_model (CcpJson *input)
{
  char *name = dup_text (input, "model", "display_name");

  return name != NULL ? name : dup_text (input, "model", "id");
}

static char *
format_tokens (GVariant *stats)
{
  guint64 read = ccp_bus_members_get_count (stats, "input_tokens") +
                 ccp_bus_members_get_count (stats, "cache_read_tokens") +
                 ccp_bus_members_get_count (stats, "cache_creation_tokens");
  g_autofree char *in = ccp_units_format_count (read);
  g_autofree char *out =
      ccp_units_format_count (ccp_bus_members_get_count (stats, "output_tokens"));

  /* TRANSLATORS: numbers of tokens that a model has read and written, such as
   * "12.3 k in, 812 out" */
  return g_strdup_printf (_ ("%s in, %s out"), in, out);
}

static char *
format_known (GVariant *stats)
{
  g_autofree char *tokens = format_tokens (stats);
  g_autofree char *cost = NULL;
  double dollars = 0;
  const char *const parts[] = { ccp_bus_members_get_text (stats, "model"),
                                ccp_bus_members_get_text (stats, "provider"),
                                ccp_bus_members_get_text (stats, "stage"),
                                NULL };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_string_append_printf (line, "%s" SEPARATOR, parts[i]);
  if (ccp_bus_series_get_cost (stats, &dollars))
    {
      cost = ccp_units_format_cost (dollars);
      g_string_append_printf (line, "%s" SEPARATOR, cost);
    }
  g_string_append (line, tokens);
  return g_strdup (line->str);
}

static const char *
explain (CcpSessionLineState state)
{
  switch (state)
    {
    case CCP_SESSION_LINE_ABSENT:
      return _ ("the proxy does not run");
    case CCP_SESSION_LINE_SILENT:
      return _ ("the proxy cannot be asked");
    case CCP_SESSION_LINE_KNOWN:
    case CCP_SESSION_LINE_UNKNOWN:
    default:
      return _ ("through the proxy, no answer yet");
    }
}

static char *
format_state (CcpJson *input, CcpSessionLineState state)
{
  g_autofree char *model = dup_asked_model (input);

  if (model == NULL)
    return g_strdup (explain (state));
  return g_strconcat (model, SEPARATOR, explain (state), NULL);
}

static void
add_numbers (CcpJsonWriter *writer, GVariant *stats)
{
  double dollars = 0;

  for (guint i = 0; counts[i] != NULL; i++)
    {
      ccp_json_writer_key (writer, counts[i]);
      ccp_json_writer_int (writer, (gint64) ccp_bus_members_get_count (stats, counts[i]));
    }
  ccp_json_writer_key (writer, "cost");
  if (ccp_bus_series_get_cost (stats, &dollars))
    ccp_json_writer_double (writer, dollars);
  else
    ccp_json_writer_null (writer);
}

char *
ccp_session_line_dup_session (CcpJson *input)
{
  return dup_text (input, NULL, "session_id");
}

char *
ccp_session_line_format (CcpJson *input, CcpSessionLineState state, GVariant *stats)
{
  g_autofree char *line = NULL;

  g_return_val_if_fail (state != CCP_SESSION_LINE_KNOWN || stats != NULL, NULL);

  line = state == CCP_SESSION_LINE_KNOWN ? format_known (stats)
                                         : format_state (input, state);
  return ccp_terminal_text_make_harmless (line);
}

CcpJson *
ccp_session_line_to_json (CcpJson *input, CcpSessionLineState state, GVariant *stats)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autofree char *session = ccp_session_line_dup_session (input);
  g_autofree char *asked = dup_asked_model (input);

  g_return_val_if_fail (state != CCP_SESSION_LINE_KNOWN || stats != NULL, NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "session", session);
  ccp_json_members_add_string (writer, "asked", asked);
  ccp_json_members_add_string (writer, "state", states[state]);
  if (state == CCP_SESSION_LINE_KNOWN)
    {
      ccp_json_members_add_string (writer,
                                   "model",
                                   ccp_bus_members_get_text (stats, "model"));
      ccp_json_members_add_string (writer,
                                   "provider",
                                   ccp_bus_members_get_text (stats, "provider"));
      ccp_json_members_add_string (writer,
                                   "stage",
                                   ccp_bus_members_get_text (stats, "stage"));
      add_numbers (writer, stats);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
