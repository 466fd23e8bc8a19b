/* ccp-options.c: the command line of ccproxyd
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-options"

#include "ccp-options.h"

#include <gio/gio.h>

#include "ccp-listen.h"

static const char description[] =
    "Exit status:\n"
    "  0   it was told to end, or --check found nothing wrong\n"
    "  64  the command line is wrong\n"
    "  69  an address cannot be listened on\n"
    "  70  the plugins that come with it are missing or do not work\n"
    "  78  the configuration is wrong, or a plugin that it names does not work";

/* Returns: (transfer full) (nullable): the addresses as the configuration writes them */
static char **
parse_addresses (char **texts, GError **error)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    {
      gboolean is_private;
      g_autofree char *address = ccp_listen_parse (texts[i],
                                                   (const char *const *) environment,
                                                   &is_private,
                                                   error);

      if (address == NULL)
        {
          g_prefix_error (error, "--listen %s: ", texts[i]);
          return NULL;
        }
      g_strv_builder_add (addresses, address);
    }
  return g_strv_builder_end (addresses);
}

static gboolean
check_arguments (CcpOptions *self, int argc, char **argv, GError **error)
{
  if (argc > 1)
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   "unexpected argument \"%s\"",
                   argv[1]);
      return FALSE;
    }
  if (self->config != NULL && *self->config == '\0')
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_BAD_VALUE,
                           "expected a file after --config, got \"\"");
      return FALSE;
    }
  return TRUE;
}

CcpOptions *
ccp_options_parse (int *argc, char ***argv, GError **error)
{
  g_autoptr (CcpOptions) self = g_new0 (CcpOptions, 1);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) texts = NULL;
  const GOptionEntry entries[] = {
    { "config",
      'c',
      0,
      G_OPTION_ARG_FILENAME,
      &self->config,
      "Read this configuration, not the user's",
      "FILE" },
    { "listen",
      'l',
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &texts,
      "Listen here, not where the configuration says; port 0 means any",
      "ADDRESS" },
    { "profile",
      'p',
      0,
      G_OPTION_ARG_STRING,
      &self->profile,
      "Begin with this one of routing.profiles",
      "NAME" },
    { "check",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->check,
      "Check the configuration, print what is wrong with it, and end",
      NULL },
    { "no-bus",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->no_bus,
      "Stay away from the session bus",
      NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &self->verbose, "Log more", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, "Print the version", NULL },
    { NULL }
  };

  g_option_context_set_summary (
      context,
      "A local proxy for the Anthropic Messages API.\n"
      "An ADDRESS is HOST:PORT or unix:PATH; -l may be repeated.");
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return NULL;
  if (!check_arguments (self, *argc, *argv, error))
    return NULL;
  if (texts != NULL)
    self->listen = parse_addresses (texts, error);
  return texts == NULL || self->listen != NULL ? g_steal_pointer (&self) : NULL;
}

void
ccp_options_free (CcpOptions *self)
{
  g_clear_pointer (&self->config, g_free);
  g_clear_pointer (&self->listen, g_strfreev);
  g_clear_pointer (&self->profile, g_free);
  g_free (self);
}
