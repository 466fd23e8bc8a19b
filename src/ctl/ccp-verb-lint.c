/* ccp-verb-lint.c: "ccproxy lint [FILE]" says what is wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "ccp-config-file.h"
#include "ccp-config-parser.h"
#include "ccp-exit-code.h"
#include "ccp-masked-source.h"
#include "ccp-report-json.h"
#include "ccp-report-sarif.h"
#include "ccp-report-text.h"
#include "ccp-setup.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .parameter = "[FILE]",
  .summary =
      N_ ("Says what is wrong with a configuration, and what each provider speaks."),
  .description = N_ (
      "Without FILE it is the user's configuration; without that, the built-in one. A "
      "dash "
      "is\nstandard input. Keys are not shown.\n\n"
      "Exit status: 0 if nothing is wrong, 1 if there are errors (with --strict also if "
      "there are\nwarnings), 64 if the command line is wrong, 66 if the file cannot be "
      "read."),
};

/* the name of standard input where files have theirs */
#define INPUT_NAME "stdin"

typedef struct
{
  char *path;       /* (nullable) */
  char *format;     /* (nullable) */
  gboolean as_json; /* the same as that format */
  gboolean is_strict;
  GBytes *input; /* (nullable): if that is what is checked */
} Lint;

static void
clear_lint (Lint *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->format, g_free);
  g_clear_pointer (&self->input, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lint, clear_lint)

static gboolean
parse (Lint *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { "format",
                                     0,
                                     0,
                                     G_OPTION_ARG_STRING,
                                     &self->format,
                                     N_ ("text (the default), json or sarif"),
                                     "FORMAT" },
                                   CCP_VERB_JSON_ENTRY (&self->as_json),
                                   { "strict",
                                     0,
                                     0,
                                     G_OPTION_ARG_NONE,
                                     &self->is_strict,
                                     N_ ("Warnings count as errors"),
                                     NULL },
                                   { NULL } };
  const char *const formats[] = { "text", "json", "sarif", NULL };
  CcpVerbOptions named = options;

  named.verb = argv[0];
  if (!ccp_verb_options_parse_with (&named, entries, argc, argv, &self->path))
    return FALSE;
  if (self->format == NULL && self->as_json)
    self->format = g_strdup ("json");
  if (self->format == NULL || g_strv_contains (formats, self->format))
    return TRUE;
  fprintf (
      stderr,
      _ ("ccproxy %s: expected --format=text, json or sarif, got \"%s\"; see ccproxy %s "
         "--help\n"),
      named.verb,
      self->format,
      named.verb);
  return FALSE;
}

/* one byte more than is allowed, so that it is seen that it is too much */
static GBytes *
read_input (void)
{
  gsize limit = CCP_CONFIG_PARSER_MAX_SIZE + 1;
  char *buffer = g_malloc (limit);
  gsize length = fread (buffer, 1, limit, stdin);

  return g_bytes_new_take (buffer, length);
}

static CcpSetup *
set_up (Lint *self)
{
  g_auto (GStrv) variables = g_get_environ ();
  const char *const *environment = (const char *const *) variables;
  CcpSetup *setup = NULL;

  if (g_strcmp0 (self->path, "-") == 0)
    {
      self->input = read_input ();
      setup = ccp_setup_new_from_bytes (INPUT_NAME, self->input, environment);
    }
  else
    setup = ccp_setup_new (self->path, environment);
  ccp_setup_lint (setup, environment);
  return setup;
}

static void
add_source (GHashTable *sources, const char *file, GBytes *text)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (text, &size);

  if (data != NULL)
    g_hash_table_insert (sources, g_strdup (file), ccp_masked_source_new (data, size));
}

/* Returns: (element-type utf8 CcpMaskedSource): the files that something is wrong with */
static GHashTable *
read_sources (Lint *self, CcpDiagnostics *diagnostics)
{
  GHashTable *sources = g_hash_table_new_full (g_str_hash,
                                               g_str_equal,
                                               g_free,
                                               (GDestroyNotify) ccp_masked_source_free);

  if (self->input != NULL)
    add_source (sources, INPUT_NAME, self->input);
  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      const CcpDiagnostic *diagnostic = ccp_diagnostics_get (diagnostics, i);
      const char *file = diagnostic->file != NULL
                             ? diagnostic->file
                             : ccp_diagnostics_get_file (diagnostics);
      g_autoptr (CcpDiagnostics) ignored = ccp_diagnostics_new (file);
      g_autoptr (GBytes) text = NULL;

      if (diagnostic->line == 0 || g_hash_table_contains (sources, file))
        continue;
      text = ccp_config_file_read (file, NULL, ignored);
      if (text != NULL)
        add_source (sources, file, text);
    }
  return sources;
}

static void
print_text (Lint *self, CcpSetup *setup)
{
  CcpDiagnostics *diagnostics = ccp_setup_get_diagnostics (setup);
  g_autoptr (GHashTable) sources = read_sources (self, diagnostics);
  g_autofree char *report = ccp_report_text_write (diagnostics, sources);
  g_autofree char *dialects = ccp_setup_report_dialects (setup);
  g_autofree char *summary = ccp_setup_summarize (setup);

  fputs (report, stdout);
  fputs (dialects, stdout);
  fputs (summary, stdout);
}

static void
print_json (CcpJson *json)
{
  g_autoptr (CcpJson) document = json;
  gsize length = 0;
  const char *text = ccp_json_peek (document, &length);

  fwrite (text, 1, length, stdout);
  putchar ('\n');
}

static int
judge (const Lint *self, CcpDiagnostics *diagnostics)
{
  guint n = ccp_diagnostics_get_length (diagnostics);

  for (guint i = 0; i < n; i++)
    {
      const CcpDiagnostic *diagnostic = ccp_diagnostics_get (diagnostics, i);

      if (diagnostic->file == NULL && g_str_equal (diagnostic->code, "unreadable-file"))
        return CCP_EXIT_CODE_NO_INPUT;
    }
  return ccp_diagnostics_has_errors (diagnostics) || (self->is_strict && n > 0) ? 1 : 0;
}

int
ccp_verb_lint (int argc, char **argv)
{
  g_auto (Lint) self = { NULL };
  g_autoptr (CcpSetup) setup = NULL;
  CcpDiagnostics *diagnostics = NULL;

  if (!parse (&self, argc, argv))
    return CCP_EXIT_CODE_USAGE;
  setup = set_up (&self);
  diagnostics = ccp_setup_get_diagnostics (setup);
  if (g_strcmp0 (self.format, "json") == 0)
    print_json (ccp_report_json_write (diagnostics));
  else if (g_strcmp0 (self.format, "sarif") == 0)
    print_json (ccp_report_sarif_write (diagnostics));
  else
    print_text (&self, setup);
  return judge (&self, diagnostics);
}
