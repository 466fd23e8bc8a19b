/* ccp-options.c: the command line of ccproxyd
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-options"

#include "ccp-options.h"

static const char description[] =
    "Exit status: 0 after a clean end, 64 if the command line is wrong, 69 if an "
    "address\n"
    "cannot be listened on, 70 if a plugin that is needed cannot be loaded, 78 if the\n"
    "configuration is wrong.";

CcpOptions *
ccp_options_parse (int *argc, char ***argv, GError **error)
{
  g_autoptr (CcpOptions) self = g_new0 (CcpOptions, 1);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
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
      &self->listen,
      "Listen here, not where the configuration says; port 0 means any",
      "ADDRESS" },
    { "check",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->check,
      "Check the configuration, print what is wrong with it, and end",
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
  if (*argc > 1)
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   "unexpected argument \"%s\"",
                   (*argv)[1]);
      return NULL;
    }
  if (self->config != NULL && *self->config == '\0')
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_BAD_VALUE,
                           "expected a file after --config, got \"\"");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
ccp_options_free (CcpOptions *self)
{
  g_clear_pointer (&self->config, g_free);
  g_clear_pointer (&self->listen, g_strfreev);
  g_free (self);
}
