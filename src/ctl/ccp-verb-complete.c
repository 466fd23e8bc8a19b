/* ccp-verb-complete.c: "ccproxy complete KIND" lists names for the completions of shells
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "ccp-exit-code.h"
#include "ccp-preset-store.h"
#include "ccp-routing-profile.h"
#include "ccp-setup.h"
#include "ccp-stage-names.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

/* what there is to list names of */
typedef struct
{
  const char *name;
  void (*print) (CcpSetup *setup);
} Kind;

static const CcpVerbOptions options = {
  .verb = "complete",
  .parameter = "KIND",
  .summary = N_ (
      "Lists names for the completions of shells: models, presets, profiles, "
      "providers,\nstages, transformers or verbs, one a line; what it is may follow a "
      "tab."),
  .description =
      N_ ("They are those of the configuration; the daemon need not run. Without a\n"
          "configuration that can be used there are no names of it, and no error.\n\n"
          "Exit status: 0, 64 if the command line is wrong."),
  .needs_no_config = TRUE,
};

/* @description: (nullable)
 * A name with a line break or a tab could not be told from two, and nobody types it. */
static void
print_name (const char *name, const char *description)
{
  if (strpbrk (name, "\n\r\t") != NULL)
    return;
  if (description != NULL && strpbrk (description, "\n\r\t") == NULL)
    printf ("%s\t%s\n", name, description);
  else
    printf ("%s\n", name);
}

static void
print_models (CcpSetup *setup)
{
  CcpConfig *config = ccp_setup_get_config (setup);
  g_autoptr (CcpCatalog) catalog =
      config != NULL ? ccp_config_build_catalog (config) : NULL;

  for (guint i = 0; catalog != NULL && i < ccp_catalog_get_n_models (catalog); i++)
    print_name (ccp_catalog_get_id (catalog, i), ccp_catalog_get_provider (catalog, i));
}

/* Returns: (nullable): @url without what may be a key in it */
static char *
dup_origin (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL)
    return NULL;
  return g_uri_join (G_URI_FLAGS_NONE,
                     g_uri_get_scheme (uri),
                     NULL,
                     g_uri_get_host (uri),
                     g_uri_get_port (uri),
                     "",
                     NULL,
                     NULL);
}

static void
print_providers (CcpSetup *setup)
{
  CcpConfig *config = ccp_setup_get_config (setup);
  GPtrArray *providers = config != NULL ? ccp_config_get_providers (config) : NULL;

  for (guint i = 0; providers != NULL && i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      g_autofree char *origin = dup_origin (provider->url);

      print_name (provider->name, origin);
    }
}

static void
print_names (char **names)
{
  for (char **name = names; *name != NULL; name++)
    print_name (*name, NULL);
}

static void
print_profiles (CcpSetup *setup)
{
  CcpConfig *config = ccp_setup_get_config (setup);
  g_auto (GStrv) names = NULL;

  if (config == NULL)
    return;
  names = ccp_routing_profile_dup_names (ccp_config_get_routing (config));
  print_names (names);
}

static void
print_stages (CcpSetup *setup)
{
  CcpConfig *config = ccp_setup_get_config (setup);
  g_auto (GStrv) names = NULL;

  if (config == NULL)
    return;
  names = ccp_stage_names_list (ccp_setup_get_registry (setup),
                                ccp_config_get_routing (config));
  print_names (names);
}

static void
print_presets (CcpSetup *setup)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (CcpPresetStore) store =
      ccp_preset_store_new ((const char *const *) environment);
  g_autofree const char **names = ccp_preset_store_list (store);

  for (guint i = 0; names[i] != NULL; i++)
    print_name (names[i], NULL);
}

static void
print_plugin (const CcpPluginInfo *plugin)
{
  GHashTableIter iter;
  gpointer data = NULL;

  for (guint i = 0; i < plugin->provides->len; i++)
    {
      const CcpProvision *provision = &g_array_index (plugin->provides, CcpProvision, i);
      g_autofree char *name = g_strconcat (plugin->name, ".", provision->name, NULL);

      if (provision->iface == CCP_TYPE_TRANSFORMER)
        print_name (name,
                    ccp_plugin_info_get_class_description (plugin, provision->name));
    }
  g_hash_table_iter_init (&iter, plugin->aliases);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const CcpClassAlias *alias = data;

      print_name (alias->name, alias->description);
    }
}

static void
print_transformers (CcpSetup *setup)
{
  GPtrArray *plugins = ccp_plugin_registry_get_plugins (ccp_setup_get_registry (setup));

  for (guint i = 0; i < plugins->len; i++)
    {
      const CcpPluginInfo *plugin = g_ptr_array_index (plugins, i);

      if (plugin->error == NULL)
        print_plugin (plugin);
    }
}

static const Kind kinds[] = {
  { "models", print_models },     { "presets", print_presets },
  { "profiles", print_profiles }, { "providers", print_providers },
  { "stages", print_stages },     { "transformers", print_transformers },
};

/* Returns: (nullable) */
static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

int
ccp_verb_complete (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *config = NULL;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = { CCP_VERB_CONFIG_ENTRY (&config), { NULL } };
  const Kind *kind = NULL;
  g_autoptr (CcpSetup) setup = NULL;

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &name))
    return CCP_EXIT_CODE_USAGE;
  kind = find_kind (name);
  if (kind == NULL)
    {
      fprintf (stderr,
               _ ("ccproxy complete: expected a kind; see ccproxy complete --help\n"));
      return CCP_EXIT_CODE_USAGE;
    }
  setup = ccp_setup_new_without_keys (config, (const char *const *) environment);
  kind->print (setup);
  return CCP_EXIT_CODE_OK;
}
