/* ccp-verb-log.c: "ccproxy log" shows what the daemon wrote to the journal
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "ccp-exit-code.h"
#include "ccp-log-entry.h"
#include "ccp-log-place.h"
#include "ccp-unit-state.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

#define JOURNALCTL "journalctl"
#define N_LINES "50"

static const CcpVerbOptions options = {
  .verb = "log",
  .summary =
      N_ ("Shows what the daemon wrote to the journal: the last lines, with a line "
          "for each request."),
  .description = N_ (
      "A daemon that systemd does not run writes to its standard error; this says "
      "where that is.\n\n"
      "Exit status: that of journalctl; 1 if the log is not in the journal, 64 if the "
      "command\nline is wrong, 69 if there is no journalctl."),
  .needs_no_config = TRUE,
};

typedef struct
{
  gboolean as_json;
  gboolean is_follow;
  char *lines;    /* (nullable) */
  char *request;  /* (nullable) */
  char *provider; /* (nullable) */
} Options;

static void
clear_options (Options *self)
{
  g_clear_pointer (&self->lines, g_free);
  g_clear_pointer (&self->request, g_free);
  g_clear_pointer (&self->provider, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
check_lines (const Options *self)
{
  guint64 number = 0;

  if (self->lines == NULL || g_str_equal (self->lines, "all") ||
      g_ascii_string_to_unsigned (self->lines, 10, 0, G_MAXINT, &number, NULL))
    return TRUE;
  fprintf (stderr,
           _ ("ccproxy log: expected --lines=NUMBER or all, got \"%s\"; see ccproxy log "
              "--help\n"),
           self->lines);
  return FALSE;
}

static gboolean
parse (Options *self, int argc, char **argv)
{
  g_autofree char *parameter = NULL; /* there is none */
  const GOptionEntry entries[] = {
    { "follow",
      'f',
      0,
      G_OPTION_ARG_NONE,
      &self->is_follow,
      N_ ("Go on, and show what comes"),
      NULL },
    CCP_VERB_JSON_ENTRY (&self->as_json),
    { "lines",
      'n',
      0,
      G_OPTION_ARG_STRING,
      &self->lines,
      N_ ("How many lines, or all; 50 if nothing is said"),
      "NUMBER" },
    { "provider",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->provider,
      N_ ("Only requests that went to this provider"),
      "NAME" },
    { "request",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->request,
      N_ ("Only the request with this id, as the header request-id has it"),
      "ID" },
    { NULL },
  };

  return ccp_verb_options_parse_with (&options, entries, argc, argv, &parameter) &&
         check_lines (self);
}

static void
add_match (GStrvBuilder *arguments, const char *field, const char *value)
{
  g_autofree char *match = NULL;

  if (value == NULL)
    return;
  match = g_strconcat (field, "=", value, NULL);
  g_strv_builder_add (arguments, match);
}

/* a daemon that writes to the journal and is not in the unit is found by its process */
static void
add_unit (GStrvBuilder *arguments, const CcpLogPlace *place)
{
  g_autofree char *match = NULL;

  if (place->pid != 0)
    match = g_strdup_printf ("_PID=%u", place->pid);
  else
    match = g_strconcat ("--user-unit=", CCP_UNIT_STATE_SERVICE, NULL);
  g_strv_builder_add (arguments, match);
}

static char **
make_arguments (const Options *self, const CcpLogPlace *place)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autofree char *lines =
      g_strconcat ("--lines=", self->lines != NULL ? self->lines : N_LINES, NULL);

  g_strv_builder_add_many (arguments, JOURNALCTL, "--no-pager", "--no-hostname", NULL);
  g_strv_builder_add (arguments, lines);
  if (self->is_follow)
    g_strv_builder_add (arguments, "--follow");
  if (self->as_json)
    g_strv_builder_add_many (arguments, "--output=json", "--quiet", NULL);
  add_unit (arguments, place);
  add_match (arguments, "CCP_REQUEST_ID", self->request);
  add_match (arguments, "CCP_PROVIDER", self->provider);
  return g_strv_builder_end (arguments);
}

static CcpExitCode
fail (const char *reason)
{
  fprintf (stderr, _ ("ccproxy log: cannot use journalctl: %s\n"), reason);
  return CCP_EXIT_CODE_UNAVAILABLE;
}

/* What it writes is for people as it is: this program becomes it. */
static CcpExitCode
show (char **arguments)
{
  fflush (stdout);
  execvp (JOURNALCTL, arguments);
  return fail (g_strerror (errno));
}

static gboolean
print_entry (const char *line, GError **error)
{
  g_autoptr (CcpJson) entry = ccp_log_entry_read (line, error);
  g_autofree char *text = NULL;

  if (entry == NULL)
    return FALSE;
  text = ccp_json_to_text (entry);
  puts (text);
  fflush (stdout);
  return TRUE;
}

/* @error: not set if all could be read */
static void
print_entries (GInputStream *output, GError **error)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (output);
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, error);

      goes_on = line != NULL && print_entry (line, error);
    }
}

static CcpExitCode
show_json (char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) journal = g_subprocess_newv ((const char *const *) arguments,
                                                       G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                       &error);

  if (journal != NULL)
    print_entries (g_subprocess_get_stdout_pipe (journal), &error);
  if (error != NULL)
    return fail (error->message);
  if (!g_subprocess_wait (journal, NULL, &error))
    return fail (error->message);
  return g_subprocess_get_if_exited (journal) ? g_subprocess_get_exit_status (journal)
                                              : CCP_EXIT_CODE_NO;
}

static CcpExitCode
explain_place (const CcpLogPlace *place)
{
  if (place->file != NULL)
    {
      /* TRANSLATORS: a number, and a file or what else it writes to */
      fprintf (
          stderr,
          _ ("ccproxy log: ccproxyd was not started by systemd: process %u writes its "
             "log to %s\n"),
          place->pid,
          place->file);
      return CCP_EXIT_CODE_NO;
    }
  fprintf (
      stderr,
      _ ("ccproxy log: there is no journalctl, so there is no journal: ccproxyd writes "
         "its log to its standard error, and whatever starts it says where that "
         "goes\n"));
  return CCP_EXIT_CODE_UNAVAILABLE;
}

int
ccp_verb_log (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_auto (Options) self = { FALSE };
  g_auto (CcpLogPlace) place = { 0 };
  g_auto (GStrv) arguments = NULL;
  g_autofree char *program = NULL;

  if (!parse (&self, argc, argv))
    return CCP_EXIT_CODE_USAGE;
  ccp_log_place_find (&place, (const char *const *) environment);
  program = g_find_program_in_path (JOURNALCTL);
  if (place.file != NULL || program == NULL)
    return explain_place (&place);
  arguments = make_arguments (&self, &place);
  return self.as_json ? show_json (arguments) : show (arguments);
}
