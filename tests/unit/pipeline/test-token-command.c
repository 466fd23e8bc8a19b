/* test-token-command.c: programs that print a key, and programs that do not
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-token-command.h"
#include "ccp.h"

#define TIMEOUT 2

typedef struct
{
  const char *name;
  const char *script;
  const char *output; /* NULL: it fails */
  const char *error;
} Case;

static const Case cases[] = {
  { "prints", "echo key", "key\n", NULL },
  { "complaints-are-not-read", "echo hush >&2; echo key", "key\n", NULL },
  { "no-input", "cat; echo key", "key\n", NULL },
  { "exit-status", "echo key; echo hush >&2; exit 3", NULL, "failed with exit status 3" },
  { "signal", "kill -9 $$", NULL, "was ended by signal 9" },
  { "too-much", "while :; do echo hush; done", NULL, "was ended by signal 9" },
  { "too-late", "sleep 60", NULL, "took more than 2 s" },
  { "silent-but-there", "exec >&-; sleep 60", NULL, "took more than 2 s" },
};

typedef struct
{
  GBytes *output;
  GError *error;
  gboolean done;
} Outcome;

static void
on_run (GObject *object, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  outcome->output = ccp_token_command_run_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static void
run (const char *const *arguments, GCancellable *cancellable, Outcome *outcome)
{
  CcpKeyCommand command = { (char **) arguments, TIMEOUT, 60 };

  *outcome = (Outcome){ NULL, NULL, FALSE };
  ccp_token_command_run_async (&command, cancellable, on_run, outcome);
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_run (gconstpointer data)
{
  const Case *test = data;
  const char *const arguments[] = { "sh", "-c", test->script, NULL };
  Outcome outcome;
  g_autofree char *expected =
      g_strdup_printf ("the command \"sh\" that makes the api_key %s", test->error);

  run (arguments, NULL, &outcome);

  if (test->output != NULL)
    {
      g_assert_no_error (outcome.error);
      g_assert_cmpmem (test->output,
                       strlen (test->output),
                       g_bytes_get_data (outcome.output, NULL),
                       g_bytes_get_size (outcome.output));
      g_bytes_unref (outcome.output);
      return;
    }
  g_assert_error (outcome.error, CCP_ERROR, CCP_ERROR_AUTHENTICATION);
  g_assert_cmpstr (outcome.error->message, ==, expected);
  g_clear_error (&outcome.error);
}

static void
test_not_there (void)
{
  const char *const arguments[] = { "/nowhere/at-all", NULL };
  Outcome outcome;

  run (arguments, NULL, &outcome);

  g_assert_error (outcome.error, CCP_ERROR, CCP_ERROR_AUTHENTICATION);
  g_assert_true (g_str_has_prefix (outcome.error->message,
                                   "the command \"/nowhere/at-all\" that makes the "
                                   "api_key cannot be started: "));
  g_clear_error (&outcome.error);
}

/* no shell: what a shell would act on is an argument like any other */
static void
test_no_shell (void)
{
  const char *const arguments[] = { "echo", "$(id);`id`|x", NULL };
  Outcome outcome;

  run (arguments, NULL, &outcome);

  g_assert_no_error (outcome.error);
  g_assert_cmpmem ("$(id);`id`|x\n",
                   13,
                   g_bytes_get_data (outcome.output, NULL),
                   g_bytes_get_size (outcome.output));
  g_bytes_unref (outcome.output);
}

static gboolean
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  const char *const arguments[] = { "sleep", "60", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 start = g_get_monotonic_time ();
  Outcome outcome;

  g_timeout_add (20, cancel, cancellable);
  run (arguments, cancellable, &outcome);

  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, TIMEOUT * G_USEC_PER_SEC);
  g_clear_error (&outcome.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/token-command/run/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_run);
    }
  g_test_add_func ("/token-command/run/not-there", test_not_there);
  g_test_add_func ("/token-command/run/no-shell", test_no_shell);
  g_test_add_func ("/token-command/run/cancelled", test_cancelled);

  return g_test_run ();
}
