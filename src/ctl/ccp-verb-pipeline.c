/* ccp-verb-pipeline.c: "ccproxy pipeline TARGET" says which transformers would run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "ccp-exit-code.h"
#include "ccp-plan-report.h"
#include "ccp-verb-options.h"
#include "ccp-verb-setup.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "pipeline",
  .parameter = "TARGET",
  .summary = N_ (
      "Says which transformers a request runs through, and its answer, in their order. "
      "TARGET is\na model (its id, provider/model or provider,model), or a provider "
      "alone."),
  .description = N_ (
      "The daemon need not run, and no key has to be set. What came from the environment "
      "is shown\nas it is written, and secrets are not shown.\n\n"
      "Exit status: 0, 1 if there is no such target, 64 if the command line is wrong, 78 "
      "if the\nconfiguration has errors."),
  .needs_no_config = TRUE,
};

/* the name of a model that no provider has */
#define OTHER_MODEL ""

static gboolean
is_model (CcpCatalog *catalog, const char *name)
{
  for (guint i = 0; i < ccp_catalog_get_n_models (catalog); i++)
    {
      if (g_str_equal (ccp_catalog_get_id (catalog, i), name))
        return TRUE;
    }
  return FALSE;
}

/* Returns: (nullable) */
static CcpRoute *
find_route (CcpCatalog *catalog, const char *target, GError **error)
{
  if (!is_model (catalog, target) && ccp_catalog_has_provider (catalog, target))
    return ccp_route_new (options.verb, target, OTHER_MODEL);
  return ccp_catalog_resolve (catalog, options.verb, target, error);
}

static const char *
find_type (CcpSetup *setup, const char *name)
{
  GPtrArray *providers = ccp_config_get_providers (ccp_setup_get_config (setup));

  for (guint i = 0; i < providers->len; i++)
    {
      const CcpProviderConfig *provider = g_ptr_array_index (providers, i);

      if (!g_str_equal (provider->name, name))
        continue;
      return provider->type != NULL
                 ? provider->type
                 : ccp_plugin_registry_infer_type (ccp_setup_get_registry (setup),
                                                   provider->url);
    }
  return NULL;
}

static void
print (CcpSetup *setup, CcpSnapshot *snapshot, CcpRoute *route, gboolean as_json)
{
  const char *provider = ccp_route_get_provider (route);
  const char *model = ccp_route_get_model (route);
  const CcpPlanReport report = {
    .registry = ccp_setup_get_registry (setup),
    .plan = ccp_target_get_plan (ccp_snapshot_get_target (snapshot, provider), route),
    .provider = provider,
    .type = find_type (setup, provider),
    .model = *model != '\0' ? model : NULL,
  };
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *text = NULL;

  if (as_json)
    {
      json = ccp_plan_report_json (&report);
      text = ccp_json_to_text (json);
      puts (text);
    }
  else
    {
      text = ccp_plan_report_text (&report);
      fputs (text, stdout);
    }
}

static int
show (const char *config, const char *target, gboolean as_json)
{
  g_autoptr (CcpSetup) setup = ccp_verb_setup_open (config);
  g_autoptr (CcpSnapshot) snapshot = NULL;
  g_autoptr (CcpRoute) route = NULL;
  g_autoptr (GError) error = NULL;

  if (setup == NULL)
    return CCP_EXIT_CODE_CONFIG;
  snapshot = ccp_verb_setup_create_snapshot (setup, &error);
  if (snapshot != NULL)
    route = find_route (ccp_snapshot_get_catalog (snapshot), target, &error);
  if (route == NULL)
    {
      fprintf (stderr, "ccproxy pipeline: %s\n", error->message);
      return snapshot != NULL ? 1 : CCP_EXIT_CODE_CONFIG;
    }
  print (setup, snapshot, route, as_json);
  return 0;
}

int
ccp_verb_pipeline (int argc, char **argv)
{
  g_autofree char *config = NULL;
  g_autofree char *target = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    CCP_VERB_CONFIG_ENTRY (&config),
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    { NULL }
  };

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &target))
    return CCP_EXIT_CODE_USAGE;
  if (target != NULL)
    return show (config, target, as_json);
  fprintf (stderr,
           _ ("ccproxy pipeline: expected a model or a provider; see ccproxy pipeline "
              "--help\n"));
  return CCP_EXIT_CODE_USAGE;
}
