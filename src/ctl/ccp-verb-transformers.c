/* ccp-verb-transformers.c: "ccproxy transformers [NAME]" lists the transformers, or shows
 * one
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-class-lookup.h"
#include "ccp-exit-code.h"
#include "ccp-setup.h"
#include "ccp-transformer-entry.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "transformers",
  .parameter = "[NAME]",
  .summary = N_ (
      "Lists the transformers that a configuration can have in its lists, or shows what "
      "one\ntakes. NAME is module.ClassName or an alias."),
  .description = N_ (
      "The configuration is read for its transformer_paths alone; it may have errors.\n\n"
      "Exit status: 0, 1 if there is none of that name, 64 if the command line is "
      "wrong."),
  .needs_no_config = TRUE,
};

static CcpPluginRegistry *
open_registry (const char *config)
{
  g_auto (GStrv) variables = g_get_environ ();
  const char *const *environment = (const char *const *) variables;
  g_autoptr (CcpSetup) setup = ccp_setup_new_without_keys (config, environment);
  CcpPluginRegistry *registry = ccp_setup_get_registry (setup);
  g_auto (GStrv) paths = NULL;

  if (registry != NULL)
    return g_object_ref (registry);
  paths = ccp_plugin_registry_default_paths (environment, NULL);
  return ccp_plugin_registry_new ((const char *const *) paths);
}

static void
print_json (GPtrArray *entries)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *text = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "transformers");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < entries->len; i++)
    ccp_transformer_entry_write (g_ptr_array_index (entries, i), writer);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  json = ccp_json_writer_finish (writer);
  text = ccp_json_to_text (json);
  puts (text);
}

static void
print_text (GPtrArray *entries, gboolean is_short)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      if (is_short)
        ccp_transformer_entry_print_short (g_ptr_array_index (entries, i), text);
      else
        ccp_transformer_entry_print (g_ptr_array_index (entries, i), text);
    }
  fputs (text->str, stdout);
}

/* Returns: (nullable): a list of one */
static GPtrArray *
find_one (CcpPluginRegistry *registry, const char *name, GError **error)
{
  CcpClassLookup found = { NULL, NULL };
  GPtrArray *entries = NULL;

  if (!ccp_class_lookup_find_transformer (ccp_plugin_registry_get_plugins (registry),
                                          name,
                                          &found,
                                          error))
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_transformer_entry_free);
  g_ptr_array_add (entries,
                   ccp_transformer_entry_new (registry, found.info, found.class_name));
  return entries;
}

int
ccp_verb_transformers (int argc, char **argv)
{
  g_autofree char *config = NULL;
  g_autofree char *name = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    CCP_VERB_CONFIG_ENTRY (&config),
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr (CcpPluginRegistry) registry = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &name))
    return CCP_EXIT_CODE_USAGE;
  registry = open_registry (config);
  found = name != NULL ? find_one (registry, name, &error)
                       : ccp_transformer_entry_list (registry);
  if (found == NULL)
    {
      fprintf (stderr, "ccproxy transformers: %s\n", error->message);
      return 1;
    }
  if (as_json)
    print_json (found);
  else
    print_text (found, name == NULL);
  return 0;
}
