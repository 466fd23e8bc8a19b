/* main.c: ccproxy, the command line
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ccp-exit-code.h"
#include "ccp-fields.h"
#include "ccp-language.h"
#include "ccp-near-match.h"
#include "ccp-verb.h"

typedef struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *usage;   /* (nullable): people do not call it */
  const char *summary; /* (nullable) */
} Verb;

static const Verb verbs[] = {
  { "check", ccp_verb_lint, "check [FILE]", N_ ("the same as lint") },
  { "code",
    ccp_verb_code,
    "code [ARGUMENT…]",
    N_ ("start Claude Code with the proxy: run -- claude") },
  { "complete", ccp_verb_complete, NULL, NULL },
  { "doctor",
    ccp_verb_doctor,
    "doctor",
    N_ ("look at all that the proxy needs, and say how to mend it") },
  { "dry-run",
    ccp_verb_dry_run,
    "dry-run FILE",
    N_ ("show what would be sent upstream for a saved request") },
  { "env",
    ccp_verb_env,
    "env [--config FILE]",
    N_ ("print what points Claude Code at the proxy, for eval") },
  { "explain",
    ccp_verb_explain,
    "explain FILE",
    N_ ("show which way a saved request would go, and why") },
  { "import",
    ccp_verb_import,
    "import KIND [FILE]",
    N_ ("make a configuration of another program's") },
  { "init",
    ccp_verb_init,
    "init",
    N_ ("write a first configuration from what there is") },
  { "lint", ccp_verb_lint, "lint [FILE]", N_ ("say what is wrong with a configuration") },
  { "log",
    ccp_verb_log,
    "log [--follow]",
    N_ ("show what the daemon wrote to the journal") },
  { "pipeline",
    ccp_verb_pipeline,
    "pipeline TARGET",
    N_ ("say which transformers a request to a model runs through") },
  { "presets",
    ccp_verb_presets,
    "presets [NAME]",
    N_ ("list what is known about providers, or show one") },
  { "providers",
    ccp_verb_providers,
    "providers [ACTION]",
    N_ ("show how providers are; probe, pause and resume them") },
  { "reload",
    ccp_verb_reload,
    "reload",
    N_ ("have the daemon read its configuration again") },
  { "routes", ccp_verb_routes, "routes", N_ ("say which kind of work goes where") },
  { "run", ccp_verb_run, "run PROGRAM…", N_ ("start a program that uses the proxy") },
  { "schema", ccp_verb_schema, "schema", N_ ("print a JSON Schema of configurations") },
  { "stats", ccp_verb_stats, "stats [--watch]", N_ ("say what requests took and cost") },
  { "status",
    ccp_verb_status,
    "status",
    N_ ("say whether the daemon runs, and how it is") },
  { "statusline",
    ccp_verb_statusline,
    "statusline",
    N_ ("print a status line for Claude Code") },
  { "top", ccp_verb_top, "top", N_ ("show what goes on, on the whole screen") },
  { "transformers",
    ccp_verb_transformers,
    "transformers [NAME]",
    N_ ("list the transformers, or show what one takes") },
  { "use",
    ccp_verb_use,
    "use [PROFILE]",
    N_ ("set what work goes to while the daemon runs") },
};

static void
print_help (FILE *file)
{
  g_autoptr (CcpFields) lines = ccp_fields_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (verbs[i].usage != NULL)
      ccp_fields_add (lines, verbs[i].usage, " %s", _ (verbs[i].summary));
  ccp_fields_add (lines, "VERB --help", " %s", _ ("say more about a verb"));
  ccp_fields_add (lines, "--help", " %s", _ ("print this"));
  ccp_fields_add (lines, "--version", " %s", _ ("print the version"));
  ccp_fields_print (lines, "  ", 0, text);
  fprintf (file, "%s\n\n%s", _ ("Usage: ccproxy VERB [OPTION…]"), text->str);
  fprintf (
      file,
      "\n%s\n",
      _ ("Exit status: 0, 1 if what was asked is not so, 64 if the command line is "
         "wrong,\n66 if a file cannot be read, 69 if the daemon does not run or answer, "
         "78 if the\nconfiguration has errors."));
}

/* for the completions of shells, as the other lists of "ccproxy complete" */
static int
print_verbs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (verbs[i].usage != NULL)
      printf ("%s\t%s\n", verbs[i].name, _ (verbs[i].summary));
  return 0;
}

static int
refuse (const char *name)
{
  const char *names[G_N_ELEMENTS (verbs) + 1] = { NULL };
  const char *near = NULL;
  guint n_names = 0;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (verbs[i].usage != NULL)
      names[n_names++] = verbs[i].name;
  near = ccp_near_match_find (name, names);
  if (near != NULL)
    fprintf (stderr,
             _ ("ccproxy: there is no verb \"%s\"; did you mean \"%s\"?\n"),
             name,
             near);
  else
    fprintf (stderr, _ ("ccproxy: there is no verb \"%s\"; see ccproxy --help\n"), name);
  return CCP_EXIT_CODE_USAGE;
}

static int
run (int argc, char **argv)
{
  if (argc < 2)
    {
      print_help (stderr);
      return CCP_EXIT_CODE_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      print_help (stdout);
      return 0;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      printf ("ccproxy %s\n", PACKAGE_VERSION);
      return 0;
    }
  if (argc == 3 && strcmp (argv[1], "complete") == 0 && strcmp (argv[2], "verbs") == 0)
    return print_verbs ();
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      return verbs[i].run (argc - 1, argv + 1);
  return refuse (argv[1]);
}

/* What has no room, as on a full disk, is told. That nobody reads on is no fault. */
static int
end_output (int status)
{
  errno = 0;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  /* stdio has forgotten why an earlier text was lost; another one says it again */
  if (errno == 0 && write (STDOUT_FILENO, "\n", 1) >= 0)
    errno = EIO;
  if (errno == EPIPE)
    return status;
  fprintf (stderr, "ccproxy: %s\n", g_strerror (errno));
  return status != 0 ? status : CCP_EXIT_CODE_NO;
}

int
main (int argc, char **argv)
{
  ccp_language_set_up ();
  return end_output (run (argc, argv));
}
