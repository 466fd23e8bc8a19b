/* stage-router-fixture.h: a router with models, and requests for it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <string.h>

#include "stage-router.h"

G_BEGIN_DECLS

/* how a client of the stages looks */
#define STAGE_ROUTER_CLIENT "user-agent: claude-cli/2.1.0 (external, cli)"

static inline void
stage_router_fixture_add (CcpCatalog *catalog,
                          const char *id,
                          gint64 window,
                          CcpModalities modalities)
{
  CcpModelFacts facts = CCP_MODEL_FACTS_UNKNOWN;

  facts.context_window = window;
  facts.modalities = modalities;
  ccp_catalog_add_model (catalog, id, "Acme", id);
  ccp_catalog_set_facts (catalog, ccp_catalog_get_n_models (catalog) - 1, &facts);
}

/* A model for each stage with its name, and some others. */
static inline CcpCatalog *
stage_router_fixture_create_catalog (void)
{
  static const char *const plain[] = {
    "m",     "r",     "s",      "t",   "main",           "plan",
    "think", "small", "search", "sub", "claude-known-5", "claude-known-haiku",
  };
  CcpCatalog *catalog = ccp_catalog_new ();

  ccp_catalog_add_provider (catalog, "Acme");
  ccp_catalog_add_provider (catalog, "Other");
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    ccp_catalog_add_model (catalog, plain[i], "Acme", plain[i]);
  ccp_catalog_add_model (catalog, "big/er", "Other", "big/er");
  stage_router_fixture_add (catalog, "eyes", 0, CCP_MODALITY_TEXT | CCP_MODALITY_IMAGE);
  stage_router_fixture_add (catalog, "blind", 0, CCP_MODALITY_TEXT);
  stage_router_fixture_add (catalog, "tiny", 100, CCP_MODALITY_UNKNOWN);
  stage_router_fixture_add (catalog, "long", 1000000, CCP_MODALITY_UNKNOWN);
  return catalog;
}

/* Returns: (nullable) */
static inline CcpRouter *
stage_router_fixture_create (const char *settings, GError **error)
{
  g_autoptr (CcpRouter) router = g_object_new (STAGE_ROUTER_TYPE_ROUTER, NULL);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (settings, -1, NULL);
  g_autoptr (CcpCatalog) catalog = stage_router_fixture_create_catalog ();

  g_assert_nonnull (json);
  return ccp_router_configure (router, json, catalog, error) ? g_steal_pointer (&router)
                                                             : NULL;
}

/* @headers: (nullable): "name: value" lines */
static inline CcpExchange *
stage_router_fixture_create_exchange (CcpOperation operation,
                                      const char *headers,
                                      const char *body)
{
  g_autoptr (CcpHeaders) list = ccp_headers_new ();
  g_auto (GStrv) lines = g_strsplit (headers != NULL ? headers : "", "\n", -1);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (body, -1, NULL);

  g_assert_nonnull (json);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);

      if (parts[0] != NULL)
        ccp_headers_append (list, parts[0], parts[1]);
    }
  return ccp_exchange_new (operation, list, json);
}

static inline CcpRoute *
stage_router_fixture_route (CcpRouter *router, CcpExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  CcpRoute *route =
      ccp_simple_router_route (CCP_SIMPLE_ROUTER (router), exchange, &error);

  g_assert_no_error (error);
  return route;
}

/* Returns: "stage model model…", with "[1m]" behind those with the longer window */
static inline char *
stage_router_fixture_describe (CcpRoute *route)
{
  GString *string = g_string_new (ccp_route_get_stage (route));

  for (CcpRoute *next = route; next != NULL; next = ccp_route_get_fallback (next))
    g_string_append_printf (string,
                            " %s%s",
                            ccp_route_get_model (next),
                            ccp_route_get_long_context (next) ? "[1m]" : "");
  return g_string_free (string, FALSE);
}

/* Returns: each step as "rule + evidence" if it matched, "-" if not, "~" if it was
 * skipped, with "; " between */
static inline char *
stage_router_fixture_trace (CcpRoute *route)
{
  static const char *const verdicts[] = { "+", "-", "~" };
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < ccp_route_get_n_steps (route); i++)
    {
      CcpRouteVerdict verdict = CCP_ROUTE_MISSED;
      const char *evidence = NULL;
      const char *rule = ccp_route_get_step (route, i, &verdict, &evidence);

      g_string_append_printf (string,
                              "%s%s %s %s",
                              i > 0 ? "; " : "",
                              rule,
                              verdicts[verdict],
                              evidence);
    }
  return g_string_free (string, FALSE);
}

G_END_DECLS
