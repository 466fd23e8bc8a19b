/* ccp-verb-import.c: "ccproxy import KIND [FILE]" makes a configuration of another
 * program's
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-ccflare-import.h"
#include "ccp-ccr-folder.h"
#include "ccp-ccr-import.h"
#include "ccp-exit-code.h"
#include "ccp-import-finish.h"
#include "ccp-import-input.h"
#include "ccp-verb.h"

typedef struct
{
  const char *name;
  const char *const
      *places; /* of the file, in the home folder: the first that is there */
  gboolean (*add) (CcpDraft *draft, GBytes *text, GError **error);
  void (*add_folder) (CcpDraft *draft, const char *path);
} Kind;

static const char *const ccr_places[] = { CCP_CCR_FOLDER_NAME "/config.json", NULL };
static const char *const ccflare_places[] = {
  ".config/ccflare/ccflare.json",
  ".config/better-ccflare/better-ccflare.json",
  NULL
};

static const Kind kinds[] = {
  { "claude-code-router", ccr_places, ccp_ccr_import_add_file, ccp_ccr_folder_add },
  { "ccflare", ccflare_places, ccp_ccflare_import_add_file, NULL },
};

typedef struct
{
  char *output;
  gboolean force;
  gboolean as_json;
  char **rest;
} Options;

static void
clear_options (Options *options)
{
  g_clear_pointer (&options->output, g_free);
  g_clear_pointer (&options->rest, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
parse (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &self->output,
      N_ ("Write this file, not standard output"),
      "FILE" },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &self->force, N_ ("Replace the file"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->as_json, N_ ("Report as JSON"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("KIND [FILE]");
  g_autoptr (GError) error = NULL;

  /* lint: allow translations: a name */
  g_set_prgname ("ccproxy import");
  g_option_context_set_summary (context,
                                _ ("Makes a configuration of another program's: KIND is "
                                   "claude-code-router or ccflare.\n"
                                   "Without FILE it is where that program has it."));
  g_option_context_set_description (
      context,
      _ ("What could not be carried is told on standard error, and at the top of the "
         "file.\n"
         "The file can be read by its owner alone, as there may be keys in it.\n\n"
         "Exit status: 0, 1 if what came of it has errors or a file of that name is "
         "there,\n64 if the command line is wrong, 66 if FILE cannot be read, 78 if it "
         "has "
         "errors."));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, &argc, &argv, &error))
    return TRUE;
  fprintf (stderr, _ ("ccproxy import: %s; see ccproxy import --help\n"), error->message);
  return FALSE;
}

/* Returns: (nullable): after having said what is wrong */
static const Kind *
find_kind (const Options *options)
{
  guint length = options->rest != NULL ? g_strv_length (options->rest) : 0;

  if (length == 0 || length > 2)
    {
      fprintf (
          stderr,
          _ ("ccproxy import: expected a kind and perhaps a file; see ccproxy import "
             "--help\n"));
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, options->rest[0]))
      return &kinds[i];
  fprintf (
      stderr,
      _ ("ccproxy import: nothing is known about \"%s\"; see ccproxy import --help\n"),
      options->rest[0]);
  return NULL;
}

static char *
find_file (const Kind *kind)
{
  g_autofree char *path = NULL;

  for (const char *const *place = kind->places; *place != NULL; place++)
    {
      g_free (path);
      path = g_build_filename (g_get_home_dir (), *place, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        break;
    }
  return g_steal_pointer (&path);
}

/* @path: of the file that is read */
static char *
make_title (const Kind *kind, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  g_autofree char *origin =
      g_strdup_printf (_ ("Made by \"ccproxy import %s\" of %s."), kind->name, name);

  return g_strconcat (CCP_IMPORT_FINISH_SCHEMA_LINE, origin, NULL);
}

static int
import (const Options *options, const Kind *kind, const char *path)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpDraft) draft = ccp_draft_new ((const char *const *) environment);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *title = make_title (kind, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = ccp_import_input_read (path, &error);
  CcpImportFinish finish = { .verb = "import",
                             .title = title,
                             .output = options->output,
                             .replace = options->force,
                             .as_json = options->as_json };

  if (text == NULL)
    {
      fprintf (stderr, "ccproxy import: %s\n", error->message);
      return CCP_EXIT_CODE_NO_INPUT;
    }
  if (!kind->add (draft, text, &error))
    {
      fprintf (stderr, "%s:%s\n", path, error->message);
      return CCP_EXIT_CODE_CONFIG;
    }
  if (kind->add_folder != NULL)
    kind->add_folder (draft, folder);
  return ccp_import_finish_run (&finish, draft);
}

int
ccp_verb_import (int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  g_autofree char *path = NULL;
  const Kind *kind = NULL;

  if (!parse (&options, argc, argv))
    return CCP_EXIT_CODE_USAGE;
  kind = find_kind (&options);
  if (kind == NULL)
    return CCP_EXIT_CODE_USAGE;
  path = options.rest[1] != NULL ? g_strdup (options.rest[1]) : find_file (kind);
  return import (&options, kind, path);
}
