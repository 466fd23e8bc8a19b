/* test-shell-words.c: variables in the words of a shell
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-shell-words.h"

/* a path with what shells and systemd take for something else */
#define URI "unix:/a 'b\" \\ $c"

typedef struct
{
  const char *name;
  CcpShellWordsForm form;
  const char *uri;
  const char *expected;
} Case;

static const Case cases[] = {
  { "sh",
    CCP_SHELL_WORDS_SH,
    URI,
    "export ANTHROPIC_BASE_URL='http://localhost'\n"
    "export ANTHROPIC_UNIX_SOCKET='/a '\\''b\" \\ $c'\n"
    "export ANTHROPIC_AUTH_TOKEN='ccproxy'\n" },
  { "sh-unset",
    CCP_SHELL_WORDS_SH,
    "http://[::1]:1",
    "export ANTHROPIC_BASE_URL='http://[::1]:1'\n"
    "unset ANTHROPIC_UNIX_SOCKET\n"
    "export ANTHROPIC_AUTH_TOKEN='ccproxy'\n" },
  { "fish",
    CCP_SHELL_WORDS_FISH,
    URI,
    "set -gx ANTHROPIC_BASE_URL 'http://localhost';\n"
    "set -gx ANTHROPIC_UNIX_SOCKET '/a \\'b\" \\\\ $c';\n"
    "set -gx ANTHROPIC_AUTH_TOKEN 'ccproxy';\n" },
  { "fish-unset",
    CCP_SHELL_WORDS_FISH,
    "http://[::1]:1",
    "set -gx ANTHROPIC_BASE_URL 'http://[::1]:1';\n"
    "set -e ANTHROPIC_UNIX_SOCKET;\n"
    "set -gx ANTHROPIC_AUTH_TOKEN 'ccproxy';\n" },
  { "environment-d",
    CCP_SHELL_WORDS_ENVIRONMENT_D,
    URI,
    "ANTHROPIC_BASE_URL=\"http://localhost\"\n"
    "ANTHROPIC_UNIX_SOCKET=\"/a 'b\\\" \\\\ $$c\"\n"
    "ANTHROPIC_AUTH_TOKEN=\"ccproxy\"\n" },
  { "environment-d-cannot-unset",
    CCP_SHELL_WORDS_ENVIRONMENT_D,
    "http://[::1]:1",
    "ANTHROPIC_BASE_URL=\"http://[::1]:1\"\n"
    "ANTHROPIC_AUTH_TOKEN=\"ccproxy\"\n" },
  { "json",
    CCP_SHELL_WORDS_JSON,
    "http://[::1]:1",
    "{\"ANTHROPIC_BASE_URL\":\"http://[::1]:1\",\"ANTHROPIC_UNIX_SOCKET\":null,"
    "\"ANTHROPIC_AUTH_TOKEN\":\"ccproxy\"}\n" },
};

static void
test_format (gconstpointer data)
{
  const Case *test = data;
  const char *const none[] = { NULL };
  const CcpClientWishes wishes = { .uri = test->uri };
  g_autoptr (CcpClientEnvironment) variables = ccp_client_environment_new (&wishes, none);
  g_autofree char *text = ccp_shell_words_format (variables, test->form);

  g_assert_cmpstr (text, ==, test->expected);
}

static void
test_parse_form (void)
{
  CcpShellWordsForm form = CCP_SHELL_WORDS_JSON;

  g_assert_true (ccp_shell_words_parse_form ("fish", &form));
  g_assert_cmpint (form, ==, CCP_SHELL_WORDS_FISH);
  g_assert_true (ccp_shell_words_parse_form ("zsh", &form));
  g_assert_cmpint (form, ==, CCP_SHELL_WORDS_SH);
  g_assert_false (ccp_shell_words_parse_form ("tcsh", &form));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/shell-words/format/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_format);
    }
  g_test_add_func ("/shell-words/parse-form/names", test_parse_form);
  return g_test_run ();
}
