/* ccp-verb-env.c: "ccproxy env" prints what points Claude Code at the proxy, for eval
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ccp-setup.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

#define UNIX_PREFIX "unix:"
#define ANY_PORT ":0"

static const CcpVerbOptions options = {
  .verb = "env",
  .summary =
      N_ ("Prints what points Claude Code at the proxy, as commands of the shell:\n"
          "  eval \"$(ccproxy env)\""),
  .description = N_ (
      "It is the Unix socket of the configuration if there is one, as no other user can\n"
      "reach it. No key is printed.\n\n"
      "Exit status: 0, 1 if the configuration is wrong or has no address that is known\n"
      "before the daemon starts, 64 if the command line is wrong."),
};

static void
print_variable (const char *name, const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);

  /* lint: allow translations: commands of the shell */
  printf ("export %s=%s\n", name, quoted);
}

/* a Unix socket is what no other user and no web page can reach
 * Returns: (nullable): NULL if none is known before the daemon starts */
static const char *
choose_address (GPtrArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (addresses, i), UNIX_PREFIX))
      return g_ptr_array_index (addresses, i);
  for (guint i = 0; i < addresses->len; i++)
    if (!g_str_has_suffix (g_ptr_array_index (addresses, i), ANY_PORT))
      return g_ptr_array_index (addresses, i);
  return NULL;
}

/* "0.0.0.0:80" is where to listen; who connects needs an address of this machine */
static char *
dup_authority (const char *address)
{
  const char *port = strrchr (address, ':');
  gsize brackets = *address == '[' ? 1 : 0;
  g_autofree char *host = g_strndup (address + brackets, port - address - 2 * brackets);
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (host);

  if (parsed == NULL || !g_inet_address_get_is_any (parsed))
    return g_strdup (address);
  return g_strconcat (brackets > 0 ? "[::1]" : "127.0.0.1", port, NULL);
}

static void
print_address (const char *address)
{
  if (g_str_has_prefix (address, UNIX_PREFIX))
    {
      print_variable ("ANTHROPIC_UNIX_SOCKET", address + strlen (UNIX_PREFIX));
      print_variable ("ANTHROPIC_BASE_URL", "http://localhost");
    }
  else
    {
      g_autofree char *authority = dup_authority (address);
      g_autofree char *url = g_strconcat ("http://", authority, NULL);

      print_variable ("ANTHROPIC_BASE_URL", url);
      /* that of an earlier configuration would go before the URL
       * lint: allow translations: a command of the shell */
      printf ("unset ANTHROPIC_UNIX_SOCKET\n");
    }
}

int
ccp_verb_env (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpSetup) setup = NULL;
  g_autofree char *path = NULL;
  CcpConfig *config = NULL;
  const char *address = NULL;

  if (!ccp_verb_options_parse (&options, argc, argv, &path))
    return EX_USAGE;
  setup = ccp_setup_new (path, (const char *const *) environment);
  config = ccp_setup_get_config (setup);
  if (config == NULL)
    {
      g_autofree char *report = ccp_setup_report (setup);

      fputs (report, stderr);
      return 1;
    }
  address = choose_address (ccp_config_get_listen (config));
  if (address == NULL)
    {
      fprintf (stderr,
               _ ("ccproxy env: listen has port 0, which is another port at each start; "
                  "write one from 1 to 65535\n"));
      return 1;
    }
  print_address (address);
  if (ccp_config_get_client_keys (config)->len == 0)
    print_variable ("ANTHROPIC_AUTH_TOKEN", "ccproxy");
  else
    fprintf (stderr, _ ("ccproxy env: set ANTHROPIC_AUTH_TOKEN to one of client_keys\n"));
  return 0;
}
