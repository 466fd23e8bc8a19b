/* ccp-verb-options.c: the options that verbs have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include "ccp-verb-options.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* @text: (transfer full): what is wrong */
static gboolean
fail (const CcpVerbOptions *self, char *text)
{
  /* TRANSLATORS: the name of a verb, what is wrong, the name of the verb again */
  fprintf (stderr,
           _ ("ccproxy %s: %s; see ccproxy %s --help\n"),
           self->verb,
           text,
           self->verb);
  g_free (text);
  return FALSE;
}

static gboolean
parse (const CcpVerbOptions *self,
       const GOptionEntry *entries,
       int *argc,
       char ***argv,
       char **config,
       GError **error)
{
  const GOptionEntry common[] = { CCP_VERB_CONFIG_ENTRY (config), { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (self->parameter);
  g_autofree char *name = g_strconcat ("ccproxy ", self->verb, NULL);

  g_set_prgname (name);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, self->takes_command);
  g_option_context_set_summary (context, self->summary);
  g_option_context_set_description (context, self->description);
  if (!self->needs_no_config)
    g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error);
}

gboolean
ccp_verb_options_parse (const CcpVerbOptions *self, int argc, char **argv, char **config)
{
  return ccp_verb_options_parse_with (self, NULL, argc, argv, config);
}

gboolean
ccp_verb_options_parse_with (const CcpVerbOptions *self,
                             const GOptionEntry *entries,
                             int argc,
                             char **argv,
                             char **config)
{
  g_autofree char *named = NULL;
  g_autoptr (GError) error = NULL;
  int first = 1;

  if (!parse (self, entries, &argc, &argv, &named, &error))
    return fail (self, g_strdup (error->message));
  if (named == NULL && self->parameter != NULL && argc > first)
    named = g_strdup (argv[first++]);
  if (argc > first)
    return fail (self, g_strdup_printf (_ ("unexpected argument \"%s\""), argv[first]));
  if (named != NULL && *named == '\0')
    return fail (self,
                 g_strdup (self->needs_no_config ? _ ("expected a name, got \"\"")
                                                 : _ ("expected a file, got \"\"")));
  *config = g_steal_pointer (&named);
  return TRUE;
}
