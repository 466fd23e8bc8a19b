/* bench-route.c: what the decision of the stage router costs, beside reading the request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Usage: bench-route [FILE...], each the body of a request beside the synthetic one.
 */
#include <stdlib.h>

#include "bench-body.h"
#include "bench-measure.h"
#include "stage-router.h"

/* Of the time in which the same body is read. */
#define MOST 1.0

/* No estimate of the tokens is needed for these. */
#define STAGES                                                                           \
  "{\"default\":[\"m\",\"n\"],\"planning\":\"m\",\"thinking\":\"m\",\"background\":"     \
  "\"m\",\"web_search\":\"m\",\"image\":\"m\",\"subagent\":\"m\",\"rules\":["            \
  "{\"when\":{\"model\":\"gpt-*\",\"tools\":\"mcp__*\"},\"use\":\"n\"},"                 \
  "{\"when\":{\"header\":{\"x-team\":\"blue\"}},\"use\":\"n\"}]}"

/* This one is. */
#define LONG_STAGES                                                                      \
  "{\"default\":\"m\",\"long_context\":\"n\",\"longContextThreshold\":60000}"

typedef struct
{
  CcpRouter *router;
  CcpHeaders *headers;
} Setup;

static Setup stages_setup;
static Setup long_setup;

static Setup
create_setup (const char *settings)
{
  Setup setup = { g_object_new (STAGE_ROUTER_TYPE_ROUTER, NULL), ccp_headers_new () };
  g_autoptr (CcpJson) json = ccp_json_new_from_text (settings, -1, NULL);
  g_autoptr (CcpCatalog) catalog = ccp_catalog_new ();
  g_autoptr (GError) error = NULL;

  ccp_catalog_add_provider (catalog, "p");
  ccp_catalog_add_model (catalog, "m", "p", "m");
  ccp_catalog_add_model (catalog, "n", "p", "n");
  ccp_headers_append (setup.headers, "user-agent", "claude-cli/2.1.0 (external, cli)");
  ccp_router_configure (setup.router, json, catalog, &error);
  g_assert_no_error (error);
  return setup;
}

static void
clear_setup (Setup *setup)
{
  g_clear_object (&setup->router);
  g_clear_pointer (&setup->headers, ccp_headers_unref);
}

static gsize
read_body (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (CcpJson) body = ccp_json_new_from_bytes (bytes, NULL);

  return body != NULL;
}

static gsize
route_with (const Setup *setup, const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (CcpJson) body = ccp_json_new_from_bytes (bytes, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, setup->headers, body);
  g_autoptr (CcpRoute) route =
      ccp_simple_router_route (CCP_SIMPLE_ROUTER (setup->router), exchange, NULL);

  g_assert (route != NULL);
  return ccp_route_get_n_steps (route);
}

static gsize
route (const char *text, gsize length)
{
  return route_with (&stages_setup, text, length);
}

static gsize
route_long (const char *text, gsize length)
{
  return route_with (&long_setup, text, length);
}

/* Returns: whether it is as fast as it should be */
static gboolean
report (const char *name, const char *text, gsize length)
{
  double reading = bench_measure (read_body, text, length);
  double routing = bench_measure (route, text, length) - reading;
  double counting = bench_measure (route_long, text, length) - reading;

  g_print ("%-24s %8" G_GSIZE_FORMAT " bytes: read %7.2f us, decision %7.2f us (%.2f of "
           "it), with an estimate of the tokens %7.2f us\n",
           name,
           length,
           reading,
           routing,
           routing / reading,
           counting);
  return routing <= reading * MOST;
}

int
main (int argc, char *argv[])
{
  g_autoptr (CcpJson) body = bench_body_make ();
  gsize length;
  const char *text = ccp_json_peek (body, &length);
  gboolean good = TRUE;

  stages_setup = create_setup (STAGES);
  long_setup = create_setup (LONG_STAGES);
  good = report ("request body", text, length);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_file_get_contents (argv[i], &contents, &length, &error))
        {
          g_printerr ("%s\n", error->message);
          return EXIT_FAILURE;
        }
      good &= report (argv[i], contents, length);
    }
  clear_setup (&stages_setup);
  clear_setup (&long_setup);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
