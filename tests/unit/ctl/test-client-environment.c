/* test-client-environment.c: what must be in a program's environment for it to use the
 * proxy
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-client-environment.h"

#define TCP "http://127.0.0.1:3456"

/* Returns: @before, a text of NAME=value lines, with what @wishes change */
static char **
change (const CcpClientWishes *wishes, const char *before)
{
  g_auto (GStrv) environment = g_strsplit (before, "|", -1);
  g_autoptr (CcpClientEnvironment) variables =
      ccp_client_environment_new (wishes, (const char *const *) environment);

  return ccp_client_environment_apply (variables, g_steal_pointer (&environment));
}

static void
assert_value (char **environment, const char *name, const char *value)
{
  g_assert_cmpstr (g_environ_getenv (environment, name), ==, value);
}

static void
test_tcp (void)
{
  const CcpClientWishes wishes = { .uri = TCP };
  g_auto (GStrv) environment = change (&wishes, "ANTHROPIC_UNIX_SOCKET=/old|HOME=/home");

  assert_value (environment, "ANTHROPIC_BASE_URL", TCP);
  assert_value (environment, "ANTHROPIC_UNIX_SOCKET", NULL);
  assert_value (environment, "ANTHROPIC_AUTH_TOKEN", "ccproxy");
  assert_value (environment, "HOME", "/home");
  assert_value (environment, "NO_PROXY", NULL);
  assert_value (environment, "ANTHROPIC_CUSTOM_HEADERS", NULL);
}

static void
test_unix (void)
{
  const CcpClientWishes wishes = { .uri = "unix:/run/socket" };
  g_auto (GStrv) environment = change (&wishes, "ANTHROPIC_BASE_URL=http://other");

  assert_value (environment, "ANTHROPIC_BASE_URL", "http://localhost");
  assert_value (environment, "ANTHROPIC_UNIX_SOCKET", "/run/socket");
}

static void
test_key_for_program (void)
{
  const CcpClientWishes wishes = { .uri = TCP, .key = "k", .is_for_program = TRUE };
  g_auto (GStrv) environment = change (&wishes, "ANTHROPIC_API_KEY=real");

  assert_value (environment, "ANTHROPIC_AUTH_TOKEN", "k");
  assert_value (environment, "ANTHROPIC_API_KEY", NULL);
}

/* the daemon that is started from that shell may need it */
static void
test_key_for_shell (void)
{
  const CcpClientWishes wishes = { .uri = TCP };
  g_auto (GStrv) environment = change (&wishes, "ANTHROPIC_API_KEY=real");

  assert_value (environment, "ANTHROPIC_API_KEY", "real");
}

static void
test_own_credentials (void)
{
  const CcpClientWishes wishes = { .uri = TCP,
                                   .keeps_credentials = TRUE,
                                   .is_for_program = TRUE };
  g_auto (GStrv) environment = change (&wishes, "ANTHROPIC_API_KEY=real");

  assert_value (environment, "ANTHROPIC_AUTH_TOKEN", NULL);
  assert_value (environment, "ANTHROPIC_API_KEY", "real");
}

static void
test_detour (void)
{
  const CcpClientWishes wishes = { .uri = TCP };
  g_auto (GStrv) environment = change (&wishes, "CLAUDE_CODE_USE_BEDROCK=1");

  assert_value (environment, "CLAUDE_CODE_USE_BEDROCK", NULL);
}

static void
test_proxy (void)
{
  const CcpClientWishes wishes = { .uri = TCP };
  g_auto (GStrv) environment =
      change (&wishes, "https_proxy=http://proxy|NO_PROXY=a.example, localhost");

  assert_value (environment, "NO_PROXY", "a.example,localhost,127.0.0.1,::1");
  assert_value (environment, "no_proxy", "localhost,127.0.0.1,::1");
  assert_value (environment, "https_proxy", "http://proxy");
}

static void
test_profile (void)
{
  const CcpClientWishes wishes = { .uri = TCP, .profile = "cheap" };
  g_auto (GStrv) alone = change (&wishes, "HOME=/");
  g_auto (GStrv) with_others =
      change (&wishes,
              "ANTHROPIC_CUSTOM_HEADERS=a: 1\nX-CCProxy-Profile: dear\n\nb: 2\n");

  assert_value (alone, "ANTHROPIC_CUSTOM_HEADERS", "x-ccproxy-profile: cheap");
  assert_value (with_others,
                "ANTHROPIC_CUSTOM_HEADERS",
                "a: 1\nb: 2\nx-ccproxy-profile: cheap");
}

static void
test_non_interactive (void)
{
  const CcpClientWishes wishes = { .uri = TCP, .is_non_interactive = TRUE };
  g_auto (GStrv) environment = change (&wishes, "TERM=xterm");

  assert_value (environment, "CI", "true");
  assert_value (environment, "TERM", "dumb");
}

static void
test_unset (void)
{
  const CcpClientWishes wishes = { .uri = "unix:/socket" };
  g_auto (GStrv) environment = change (&wishes, "HOME=/");
  g_autoptr (CcpClientEnvironment) unset = ccp_client_environment_new_unset ();

  environment = ccp_client_environment_apply (unset, g_steal_pointer (&environment));
  g_assert_cmpuint (g_strv_length (environment), ==, 1);
  assert_value (environment, "HOME", "/");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-environment/new/tcp", test_tcp);
  g_test_add_func ("/client-environment/new/unix", test_unix);
  g_test_add_func ("/client-environment/new/key-for-program", test_key_for_program);
  g_test_add_func ("/client-environment/new/key-for-shell", test_key_for_shell);
  g_test_add_func ("/client-environment/new/own-credentials", test_own_credentials);
  g_test_add_func ("/client-environment/new/detour", test_detour);
  g_test_add_func ("/client-environment/new/proxy", test_proxy);
  g_test_add_func ("/client-environment/new/profile", test_profile);
  g_test_add_func ("/client-environment/new/non-interactive", test_non_interactive);
  g_test_add_func ("/client-environment/new-unset/undoes-it", test_unset);
  return g_test_run ();
}
