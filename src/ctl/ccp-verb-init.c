/* ccp-verb-init.c: "ccproxy init" writes a first configuration from what it finds
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-ccr-folder.h"
#include "ccp-ccr-import.h"
#include "ccp-exit-code.h"
#include "ccp-import-finish.h"
#include "ccp-import-input.h"
#include "ccp-init-environment.h"
#include "ccp-init-servers.h"
#include "ccp-local-servers.h"
#include "ccp-setup.h"
#include "ccp-soup-transport.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

typedef struct
{
  char *output;
  gboolean dry_run;
  gboolean no_probe;
  gboolean as_json;
} Options;

/* what is known so far */
typedef struct
{
  CcpDraft *draft;
  CcpModelChoice *choice;
  GMainLoop *loop;
} Search;

static void
clear_search (Search *self)
{
  g_clear_pointer (&self->draft, ccp_draft_free);
  g_clear_pointer (&self->choice, ccp_model_choice_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, clear_search)

static const CcpVerbOptions verb_options = {
  .verb = "init",
  .summary = N_ (
      "Writes a first configuration: the providers that the environment has keys for,\n"
      "model servers on this machine, and which model serves what."),
  .description = N_ (
      "Keys stay in the environment. Nothing but this machine is asked, and no file is\n"
      "ever replaced.\n\n"
      "Exit status: 0, 1 if nothing was found or there is a configuration, 64 if the\n"
      "command line is wrong."),
  .needs_no_config = TRUE,
};

static gboolean
parse (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &self->output,
      N_ ("Write this file, not the user's configuration"),
      "FILE" },
    { "dry-run",
      'n',
      0,
      G_OPTION_ARG_NONE,
      &self->dry_run,
      N_ ("Print it, write nothing"),
      NULL },
    { "no-probe",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->no_probe,
      N_ ("Do not ask for servers on this machine"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->as_json, N_ ("Report as JSON"), NULL },
    { NULL },
  };
  g_autofree char *parameter = NULL; /* there is none */

  return ccp_verb_options_parse_with (&verb_options, entries, argc, argv, &parameter);
}

static void
find_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Search *self = data;
  g_autoptr (GPtrArray) servers = ccp_local_servers_find_finish (result, NULL);

  for (guint i = 0; i < servers->len; i++)
    ccp_init_servers_add (self->draft, self->choice, g_ptr_array_index (servers, i));
  g_main_loop_quit (self->loop);
}

static void
find_servers (Search *self)
{
  g_autoptr (GArray) ports =
      ccp_local_servers_list_ports (ccp_draft_get_environment (self->draft));

  ccp_local_servers_find_async (ports,
                                CCP_LOCAL_SERVERS_MILLISECONDS,
                                NULL,
                                find_done,
                                self);
  g_main_loop_run (self->loop);
}

/* what another program left is used if there is nothing else, and named if there is */
static void
look_for_ccr (Search *self)
{
  g_autofree char *folder =
      g_build_filename (g_get_home_dir (), CCP_CCR_FOLDER_NAME, NULL);
  g_autofree char *path = g_build_filename (folder, "config.json", NULL);
  g_autoptr (GBytes) text = ccp_import_input_read (path, NULL);

  if (text == NULL)
    return;
  if (ccp_draft_get_n_providers (self->draft) > 0)
    ccp_import_report_add (ccp_draft_get_report (self->draft),
                           CCP_IMPORT_ADVICE,
                           "~/" CCP_CCR_FOLDER_NAME,
                           _ ("to have the routes of claude-code-router instead, call "
                              "\"ccproxy import claude-code-router --output FILE\""));
  else if (ccp_ccr_import_add_file (self->draft, text, NULL))
    ccp_ccr_folder_add (self->draft, folder);
}

static void
add_routing (Search *self)
{
  CcpYamlNode *root = ccp_draft_get_root (self->draft);
  CcpYamlNode *routing = ccp_model_choice_make_routing (self->choice);

  if (routing != NULL)
    ccp_yaml_node_set (root, "routing", routing);
}

static int
fail_without_anything (void)
{
  fprintf (
      stderr,
      _ ("ccproxy init: nothing was found: no key in the environment that a preset takes "
         "(\"ccproxy presets\" lists them), no model server on this machine, no file of "
         "claude-code-router. Set a key, such as OPENROUTER_API_KEY, and call it "
         "again.\n"));
  return 1;
}

static int
finish (Search *self, const Options *options, const char *path)
{
  g_autofree char *title =
      g_strconcat (CCP_IMPORT_FINISH_SCHEMA_LINE,
                   _ ("Made by \"ccproxy init\"; every key is in docs/configuration.md."),
                   NULL);
  CcpImportFinish finish = { .verb = "init",
                             .title = title,
                             .output = options->dry_run ? NULL : path,
                             .as_json = options->as_json };
  int status = 0;

  if (ccp_yaml_node_get (ccp_draft_get_root (self->draft), "routing") == NULL)
    return fail_without_anything ();
  status = ccp_import_finish_run (&finish, self->draft);
  if (status == 0 && !options->dry_run && !options->as_json)
    fprintf (
        stderr,
        _ ("Now start ccproxyd, and point Claude Code at it: eval \"$(ccproxy env)\"\n"));
  return status;
}

int
ccp_verb_init (int argc, char **argv)
{
  g_auto (GStrv) environment = NULL;
  g_auto (Search) search = { NULL };
  Options options = { NULL };
  g_autofree char *path = NULL;

  if (!parse (&options, argc, argv))
    return CCP_EXIT_CODE_USAGE;
  ccp_soup_transport_prepare_environment ();
  environment = g_get_environ ();
  path = options.output != NULL ? options.output : ccp_setup_dup_user_path ();
  if (!options.dry_run && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      fprintf (
          stderr,
          _ ("ccproxy init: %s is there already; \"ccproxy init --dry-run\" prints what "
             "would be in it, --output names another file\n"),
          path);
      return 1;
    }
  search.draft = ccp_draft_new ((const char *const *) environment);
  search.choice = ccp_model_choice_new ();
  search.loop = g_main_loop_new (NULL, FALSE);
  ccp_init_environment_add (search.draft, search.choice);
  if (!options.no_probe)
    find_servers (&search);
  add_routing (&search);
  look_for_ccr (&search);
  return finish (&search, &options, path);
}
