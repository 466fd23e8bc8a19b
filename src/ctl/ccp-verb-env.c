/* ccp-verb-env.c: "ccproxy env" prints what points Claude Code at the proxy, for eval
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "ccp-client-address.h"
#include "ccp-client-setup.h"
#include "ccp-exit-code.h"
#include "ccp-shell-words.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

typedef struct
{
  char *shell;
  gboolean as_json;
  gboolean unset;
  gboolean over_tcp;
} Options;

static void
clear_options (Options *self)
{
  g_clear_pointer (&self->shell, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static const CcpVerbOptions verb_options = {
  .verb = "env",
  .summary =
      N_ ("Prints what points Claude Code at the proxy, as commands of the shell:\n"
          "  eval \"$(ccproxy env)\"\n"
          "  ccproxy env --shell fish | source"),
  .description =
      N_ ("It is the Unix socket of the configuration if there is one, as no other user "
          "can\nreach it. Other programs than Claude Code may need --tcp. No key is "
          "printed.\n\n"
          "Exit status: 0, 1 if the configuration is wrong or has no address that is "
          "known\nbefore the daemon starts, 64 if the command line is wrong."),
};

static gboolean
parse (Options *self, int argc, char **argv, char **config)
{
  const GOptionEntry entries[] = {
    { "shell",
      's',
      0,
      G_OPTION_ARG_STRING,
      &self->shell,
      N_ ("For this shell: sh, fish, or environment.d for the files of systemd"),
      N_ ("SHELL") },
    { "tcp",
      't',
      0,
      G_OPTION_ARG_NONE,
      &self->over_tcp,
      N_ ("Not the Unix socket, for programs that cannot speak over one"),
      NULL },
    { "unset",
      'u',
      0,
      G_OPTION_ARG_NONE,
      &self->unset,
      N_ ("Print what undoes it"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->as_json, N_ ("Print JSON"), NULL },
    { NULL },
  };

  return ccp_verb_options_parse_with (&verb_options, entries, argc, argv, config);
}

static int
print (const Options *options, const CcpClientEnvironment *variables)
{
  CcpShellWordsForm form = CCP_SHELL_WORDS_SH;
  g_autofree char *text = NULL;

  if (options->as_json)
    form = CCP_SHELL_WORDS_JSON;
  else if (options->shell != NULL && !ccp_shell_words_parse_form (options->shell, &form))
    {
      fprintf (stderr,
               _ ("ccproxy env: there is no shell \"%s\" that it knows; there are sh, "
                  "fish and environment.d\n"),
               options->shell);
      return CCP_EXIT_CODE_USAGE;
    }
  text = ccp_shell_words_format (variables, form);
  fputs (text, stdout);
  return 0;
}

static int
fail_without_address (const Options *options)
{
  if (options->over_tcp)
    fputs (_ ("ccproxy env: listen has no address of TCP with a port that is known; "
              "write one such as 127.0.0.1:3456\n"),
           stderr);
  else
    fputs (_ ("ccproxy env: listen has port 0, which is another port at each start; "
              "write one from 1 to 65535\n"),
           stderr);
  return 1;
}

static int
print_setup (const Options *options, CcpClientSetup *setup, char **environment)
{
  g_autoptr (CcpClientEnvironment) variables = NULL;
  g_autoptr (GPtrArray) uris = ccp_client_address_sort (
      ccp_client_setup_get_addresses (setup),
      CCP_CLIENT_ADDRESS_TCP | (options->over_tcp ? 0 : CCP_CLIENT_ADDRESS_UNIX));
  CcpClientWishes wishes = { NULL };
  int status = 0;

  if (uris->len == 0)
    return fail_without_address (options);
  wishes.uri = g_ptr_array_index (uris, 0);
  /* keys are not printed */
  wishes.keeps_credentials =
      ccp_client_setup_keeps_credentials (setup) || ccp_client_setup_needs_key (setup);
  variables = ccp_client_environment_new (&wishes, (const char *const *) environment);
  status = print (options, variables);
  if (status == 0 && ccp_client_setup_needs_key (setup))
    fputs (_ ("ccproxy env: set ANTHROPIC_AUTH_TOKEN to one of client_keys, or start "
              "the program with \"ccproxy run\"\n"),
           stderr);
  return status;
}

int
ccp_verb_env (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_auto (Options) options = { NULL };
  g_autoptr (CcpClientSetup) setup = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (!parse (&options, argc, argv, &path))
    return CCP_EXIT_CODE_USAGE;
  if (options.unset)
    {
      g_autoptr (CcpClientEnvironment) variables = ccp_client_environment_new_unset ();

      return print (&options, variables);
    }
  setup = ccp_client_setup_new (path, (const char *const *) environment, &error);
  if (setup == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  return print_setup (&options, setup, environment);
}
