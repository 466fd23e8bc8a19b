/* ccp-verb-presets.c: "ccproxy presets [NAME]" lists the presets, or shows one
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-bus-json.h"
#include "ccp-exit-code.h"
#include "ccp-json-members.h"
#include "ccp-preset-store.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "presets",
  .parameter = "[NAME]",
  .summary =
      N_ ("Lists what a provider of the configuration can name as its preset, or shows "
          "one."),
  .description =
      N_ ("What is shown is a file: a copy of it under another name in\n"
          "$XDG_DATA_HOME/ccproxy/providers is a preset as well.\n\n"
          "Exit status: 0, 1 if there is none of that name or one has errors, 64 if the\n"
          "command line is wrong."),
  .needs_no_config = TRUE,
};

/* @text: (nullable): the file, for one that is shown alone */
static void
write_preset (CcpJsonWriter *writer, const CcpPreset *preset, const char *text)
{
  const char *const keys[] = { "description", "type", "url", "api_key" };
  gboolean is_good = preset->root != NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "name", preset->name);
  ccp_json_members_add_string (writer, "path", preset->path);
  ccp_json_writer_key (writer, "ok");
  ccp_json_writer_boolean (writer, is_good);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    ccp_json_members_add_string (writer,
                                 keys[i],
                                 is_good ? ccp_preset_get (preset, keys[i]) : NULL);
  if (text != NULL)
    ccp_json_members_add_string (writer, "text", text);
  ccp_json_writer_end_object (writer);
}

static void
print_one_as_json (const CcpPreset *preset, const char *text)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  write_preset (writer, preset, valid);
  ccp_bus_json_print (writer);
}

static int
print_one (CcpPresetStore *store,
           const char *name,
           CcpDiagnostics *diagnostics,
           gboolean as_json)
{
  const CcpPreset *preset = ccp_preset_store_find (store, name, diagnostics);
  g_autofree const char **names = ccp_preset_store_list (store);
  const char *near = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (preset == NULL)
    {
      near = ccp_near_match_find (name, names);
      if (near != NULL)
        fprintf (stderr,
                 _ ("ccproxy presets: there is no preset \"%s\"; did you mean \"%s\"?\n"),
                 name,
                 near);
      else
        fprintf (stderr,
                 _ ("ccproxy presets: there is no preset \"%s\"; ccproxy presets lists "
                    "them\n"),
                 name);
      return 1;
    }
  if (!g_file_get_contents (preset->path, &text, NULL, &error))
    {
      fprintf (stderr, "ccproxy presets: %s\n", error->message);
      return 1;
    }
  if (as_json)
    print_one_as_json (preset, text);
  else
    printf ("# %s\n%s", preset->path, text);
  return preset->root != NULL ? 0 : 1;
}

static void
print_line (const CcpPreset *preset)
{
  const char *description = ccp_preset_get (preset, "description");
  const char *url = ccp_preset_get (preset, "url");
  const char *key = ccp_preset_get (preset, "api_key");

  printf ("%-20s ", preset->name);
  if (key != NULL)
    /* TRANSLATORS: what a provider is, its URL, where its key comes from */
    printf (_ ("%s: %s, key %s\n"), description, url, key);
  else
    printf ("%s: %s\n", description, url);
}

static int
print_all (CcpPresetStore *store, CcpDiagnostics *diagnostics)
{
  g_autofree const char **names = ccp_preset_store_list (store);
  int status = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const CcpPreset *preset = ccp_preset_store_find (store, names[i], diagnostics);

      if (preset->root != NULL)
        print_line (preset);
      else
        status = 1;
    }
  return status;
}

static int
print_all_as_json (CcpPresetStore *store, CcpDiagnostics *diagnostics)
{
  g_autofree const char **names = ccp_preset_store_list (store);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  int status = CCP_EXIT_CODE_OK;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "presets");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const CcpPreset *preset = ccp_preset_store_find (store, names[i], diagnostics);

      write_preset (writer, preset, NULL);
      if (preset->root == NULL)
        status = CCP_EXIT_CODE_NO;
    }
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  ccp_bus_json_print (writer);
  return status;
}

static void
print_diagnostics (CcpDiagnostics *diagnostics)
{
  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    {
      g_autofree char *line = ccp_diagnostics_format (diagnostics, i);

      fprintf (stderr, "%s\n", line);
    }
}

int
ccp_verb_presets (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpPresetStore) store = NULL;
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("presets");
  g_autofree char *name = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { CCP_VERB_JSON_ENTRY (&as_json), { NULL } };
  int status = CCP_EXIT_CODE_OK;

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &name))
    return CCP_EXIT_CODE_USAGE;
  store = ccp_preset_store_new ((const char *const *) environment);
  if (name != NULL)
    status = print_one (store, name, diagnostics, as_json);
  else
    status =
        as_json ? print_all_as_json (store, diagnostics) : print_all (store, diagnostics);
  print_diagnostics (diagnostics);
  return status;
}
