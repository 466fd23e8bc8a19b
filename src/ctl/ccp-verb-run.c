/* ccp-verb-run.c: "ccproxy run" starts a program that uses the proxy
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ccp-client-address.h"
#include "ccp-client-daemon.h"
#include "ccp-client-environment.h"
#include "ccp-client-setup.h"
#include "ccp-exit-code.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

/* what a shell and env(1) end with in these cases */
#define EXIT_CANNOT_RUN 126
#define EXIT_NO_PROGRAM 127

#define CLAUDE "claude"

typedef struct
{
  char *config;
  char *profile;
  gboolean over_tcp;
  gboolean over_unix;
  gboolean is_non_interactive;
  char **command; /* the program and its arguments */
} Options;

static void
clear_options (Options *self)
{
  g_clear_pointer (&self->config, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->command, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static const CcpVerbOptions verb_options = {
  .verb = "run",
  .summary = N_ ("Starts a program that uses the proxy, such as:\n"
                 "  ccproxy run -- claude --resume\n"
                 "  ccproxy run --profile cheap claude"),
  .description = N_ (
      "Claude Code is told the Unix socket, if the proxy has one, as no other user "
      "can\nreach it; other programs are told the address of TCP.\n\n"
      "Exit status: that of the program; 64 if the command line is wrong, 69 if the\n"
      "proxy does not listen, 78 if the configuration has errors, 126 if the program\n"
      "cannot be run, 127 if there is no such program."),
  .takes_command = TRUE,
};

static gboolean
parse (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "profile",
      'p',
      0,
      G_OPTION_ARG_STRING,
      &self->profile,
      N_ ("Use this profile of the routing, for this program alone"),
      N_ ("NAME") },
    { "tcp",
      't',
      0,
      G_OPTION_ARG_NONE,
      &self->over_tcp,
      N_ ("Tell it the address of TCP, not the Unix socket"),
      NULL },
    { "unix",
      'u',
      0,
      G_OPTION_ARG_NONE,
      &self->over_unix,
      N_ ("Tell it the Unix socket, as it starts Claude Code or knows its variable"),
      NULL },
    { "non-interactive",
      'n',
      0,
      G_OPTION_ARG_NONE,
      &self->is_non_interactive,
      N_ ("Nobody looks at it: no colours, nothing is read from the terminal"),
      NULL },
    { G_OPTION_REMAINING,
      0,
      0,
      G_OPTION_ARG_FILENAME_ARRAY,
      &self->command,
      NULL,
      N_ ("PROGRAM [ARGUMENT…]") },
    { NULL },
  };

  if (!ccp_verb_options_parse_with (&verb_options, entries, argc, argv, &self->config))
    return FALSE;
  if (self->over_tcp && self->over_unix)
    {
      fputs (_ ("ccproxy run: --tcp and --unix do not go together; see ccproxy run "
                "--help\n"),
             stderr);
      return FALSE;
    }
  if (self->command != NULL)
    return TRUE;
  fputs (_ ("ccproxy run: no program is named; see ccproxy run --help\n"), stderr);
  return FALSE;
}

/* GIO has turned it off, and what is off stays off in the program that is started */
static void
restore_pipe_signal (void)
{
  signal (SIGPIPE, SIG_DFL);
}

/* a pipe is left to the program, for it is not the terminal of a person */
static void
close_terminal (void)
{
  int null_fd = isatty (STDIN_FILENO) ? open ("/dev/null", O_RDONLY | O_CLOEXEC) : -1;

  if (null_fd < 0)
    return;
  dup2 (null_fd, STDIN_FILENO);
  close (null_fd);
}

/* Returns: does so only if it cannot be run */
static int
run_command (const Options *options, char **environment)
{
  const char *program = options->command[0];
  int code = 0;

  if (options->is_non_interactive)
    close_terminal ();
  restore_pipe_signal ();
  execvpe (program, options->command, environment);
  code = errno;
  if (code != ENOENT)
    fprintf (stderr,
             _ ("ccproxy run: %s cannot be run: %s\n"),
             program,
             g_strerror (code));
  else if (g_str_equal (program, CLAUDE))
    fputs (
        _ ("ccproxy run: claude is not installed, or not in a folder of PATH; it comes "
           "with \"npm install -g @anthropic-ai/claude-code\"\n"),
        stderr);
  else
    fprintf (stderr, _ ("ccproxy run: there is no program \"%s\" in PATH\n"), program);
  return code == ENOENT ? EXIT_NO_PROGRAM : EXIT_CANNOT_RUN;
}

static CcpClientAddressKinds
choose_kinds (const Options *options)
{
  g_autofree char *name = g_path_get_basename (options->command[0]);

  if (options->over_tcp)
    return CCP_CLIENT_ADDRESS_TCP;
  if (options->over_unix)
    return CCP_CLIENT_ADDRESS_UNIX;
  return CCP_CLIENT_ADDRESS_TCP |
         (g_str_equal (name, CLAUDE) ? CCP_CLIENT_ADDRESS_UNIX : 0);
}

static void
fail_without_address (CcpClientAddressKinds kinds)
{
  if (kinds == CCP_CLIENT_ADDRESS_UNIX)
    fputs (_ ("ccproxy run: the proxy has no Unix socket; write one into listen, such as "
              "unix:${XDG_RUNTIME_DIR}/ccproxy.sock\n"),
           stderr);
  else
    fputs (_ ("ccproxy run: listen has no address that the program can use; write one "
              "such as 127.0.0.1:3456, or say --unix if the program is told of the Unix "
              "socket by ANTHROPIC_UNIX_SOCKET, as Claude Code is\n"),
           stderr);
}

/* @first: (out) (optional): what is wrong with the best of them
 * Returns: (nullable): the first that somebody listens at */
static const char *
find_listening (GPtrArray *uris, GError **first)
{
  for (guint i = 0; i < uris->len; i++)
    if (ccp_client_address_try (g_ptr_array_index (uris, i), i == 0 ? first : NULL))
      return g_ptr_array_index (uris, i);
  return NULL;
}

static void
report_silence (const char *uri, const GError *error)
{
  fprintf (stderr,
           _ ("ccproxy run: the proxy does not listen at %s: %s. Start ccproxyd, or have "
              "it started when it is needed: \"systemctl --user enable --now "
              "ccproxy.socket\"; \"ccproxy doctor\" says more\n"),
           uri,
           error->message);
}

static GPtrArray *
list_uris (CcpClientSetup *setup, CcpClientAddressKinds kinds)
{
  return ccp_client_address_sort (ccp_client_setup_get_addresses (setup), kinds);
}

/* @setup: (inout): another one, if the daemon had to be started
 * Returns: (transfer full) (nullable): where it listens; else standard error says what to
 * do */
static char *
reach (const Options *options, CcpClientSetup **setup, const char *const *environment)
{
  CcpClientAddressKinds kinds = choose_kinds (options);
  g_autoptr (GPtrArray) uris = list_uris (*setup, kinds);
  g_autoptr (GError) error = NULL;
  const char *found = find_listening (uris, &error);

  if (found == NULL && options->config == NULL && ccp_client_daemon_start (environment))
    {
      g_autoptr (CcpClientSetup) another = ccp_client_setup_new (NULL, environment, NULL);

      if (another != NULL)
        {
          ccp_client_setup_free (*setup);
          *setup = g_steal_pointer (&another);
          g_ptr_array_unref (uris);
          uris = list_uris (*setup, kinds);
          g_clear_error (&error);
          found = find_listening (uris, &error);
        }
    }
  if (found == NULL && uris->len == 0)
    fail_without_address (kinds);
  else if (found == NULL)
    report_silence (g_ptr_array_index (uris, 0), error);
  return g_strdup (found);
}

static int
run_at (const Options *options,
        CcpClientSetup *setup,
        const char *uri,
        const char *const *environment)
{
  CcpSecret *key = ccp_client_setup_get_key (setup);
  CcpClientWishes wishes = { .uri = uri,
                             .profile = options->profile,
                             .key = key != NULL ? ccp_secret_reveal (key) : NULL,
                             .keeps_credentials =
                                 ccp_client_setup_keeps_credentials (setup),
                             .is_for_program = TRUE,
                             .is_non_interactive = options->is_non_interactive };
  g_autoptr (CcpClientEnvironment) variables =
      ccp_client_environment_new (&wishes, environment);
  g_auto (GStrv) complete =
      ccp_client_environment_apply (variables, g_strdupv ((char **) environment));

  return run_command (options, complete);
}

int
ccp_verb_run (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_auto (Options) options = { NULL };
  g_autoptr (CcpClientSetup) setup = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse (&options, argc, argv))
    return CCP_EXIT_CODE_USAGE;
  setup =
      ccp_client_setup_new (options.config, (const char *const *) environment, &error);
  if (setup == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return CCP_EXIT_CODE_CONFIG;
    }
  if (options.profile != NULL &&
      !ccp_client_setup_check_profile (setup, options.profile, &error))
    {
      fprintf (stderr, "ccproxy run: %s\n", error->message);
      return CCP_EXIT_CODE_USAGE;
    }
  uri = reach (&options, &setup, (const char *const *) environment);
  if (uri == NULL)
    return CCP_EXIT_CODE_UNAVAILABLE;
  return run_at (&options, setup, uri, (const char *const *) environment);
}
