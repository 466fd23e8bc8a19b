/* ccp-verb-statusline.c: "ccproxy statusline" is a status line for Claude Code
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "ccp-bus-connection.h"
#include "ccp-dbus-names.h"
#include "ccp-exit-code.h"
#include "ccp-session-line.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

/* in milliseconds: Claude Code waits for the line, and this leaves time to start and
 * to write it */
#define TIME_LIMIT 80
#define READ_LIMIT 40
#define MAX_LENGTH (1u << 20)
#define STATS_INTERFACE CCP_DBUS_NAME ".Stats"
#define NOT_FOUND CCP_DBUS_NAME ".Error.NotFound"

typedef struct
{
  gboolean as_json;
  gboolean install;
} Options;

static const CcpVerbOptions verb_options = {
  .verb = "statusline",
  .summary =
      N_ ("Prints a line for Claude Code: the model that answers, whose it is, and "
          "what the\nsession cost. Claude Code calls it and gives it JSON on "
          "standard input."),
  .description = N_ ("\"ccproxy statusline --install\" prints what to write into "
                     "~/.claude/settings.json.\n\n"
                     "Exit status: 0, 64 if the command line is wrong."),
  .needs_no_config = TRUE,
};

static gboolean
parse (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "install",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->install,
      N_ ("Print what to write into the settings of Claude Code"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->as_json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  g_autofree char *parameter = NULL; /* there is none */

  return ccp_verb_options_parse_with (&verb_options, entries, argc, argv, &parameter);
}

static int
print_snippet (void)
{
  /* lint: allow translations: a file of settings */
  fputs ("{\n"
         "  \"statusLine\": {\n"
         "    \"type\": \"command\",\n"
         "    \"command\": \"ccproxy statusline\"\n"
         "  }\n"
         "}\n",
         stdout);
  return 0;
}

/* @end: of the monotonic clock
 * Returns: milliseconds, at least one */
static guint
measure_rest (gint64 end)
{
  return (guint) MAX (1, (end - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND);
}

/* Returns: (nullable): what Claude Code says of the session */
static CcpJson *
read_input (gint64 end)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  struct pollfd descriptor = { .fd = STDIN_FILENO, .events = POLLIN };
  guint8 piece[4096];
  gssize length = 0;

  /* a person who tries it has nothing to give */
  if (isatty (STDIN_FILENO))
    return NULL;
  while (bytes->len < MAX_LENGTH && poll (&descriptor, 1, (int) measure_rest (end)) > 0 &&
         (length = read (STDIN_FILENO, piece, sizeof piece)) > 0)
    g_byte_array_append (bytes, piece, (guint) length);
  return bytes->len > 0
             ? ccp_json_new_from_text ((const char *) bytes->data, bytes->len, NULL)
             : NULL;
}

static CcpSessionLineState
judge_error (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER))
    return CCP_SESSION_LINE_ABSENT;
  return g_strcmp0 (name, NOT_FOUND) == 0 ? CCP_SESSION_LINE_UNKNOWN
                                          : CCP_SESSION_LINE_SILENT;
}

/* Returns: (nullable): what the daemon knows of the session */
static GVariant *
ask (const char *session, gint64 end, CcpSessionLineState *state)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GDBusConnection) bus =
      ccp_bus_connection_open_within ((const char *const *) environment,
                                      measure_rest (end),
                                      NULL);

  *state = CCP_SESSION_LINE_SILENT;
  if (bus == NULL)
    return NULL;
  answer = g_dbus_connection_call_sync (bus,
                                        CCP_DBUS_NAME,
                                        CCP_DBUS_PATH,
                                        STATS_INTERFACE,
                                        "Session",
                                        g_variant_new ("(s)", session),
                                        G_VARIANT_TYPE ("(a{sv})"),
                                        G_DBUS_CALL_FLAGS_NO_AUTO_START,
                                        (int) measure_rest (end),
                                        NULL,
                                        &error);
  *state = answer != NULL ? CCP_SESSION_LINE_KNOWN : judge_error (error);
  return answer != NULL ? g_variant_get_child_value (answer, 0) : NULL;
}

int
ccp_verb_statusline (int argc, char **argv)
{
  gint64 start = g_get_monotonic_time ();
  CcpSessionLineState state = CCP_SESSION_LINE_SILENT;
  Options options = { FALSE };
  g_autoptr (CcpJson) input = NULL;
  g_autofree char *session = NULL;
  g_autoptr (GVariant) stats = NULL;
  g_autofree char *line = NULL;

  if (!parse (&options, argc, argv))
    return CCP_EXIT_CODE_USAGE;
  if (options.install)
    return print_snippet ();
  input = read_input (start + READ_LIMIT * G_TIME_SPAN_MILLISECOND);
  session = ccp_session_line_dup_session (input);
  stats = ask (session != NULL ? session : "",
               start + TIME_LIMIT * G_TIME_SPAN_MILLISECOND,
               &state);
  if (options.as_json)
    {
      g_autoptr (CcpJson) json = ccp_session_line_to_json (input, state, stats);

      line = ccp_json_to_text (json);
    }
  else
    line = ccp_session_line_format (input, state, stats);
  puts (line);
  return 0;
}
