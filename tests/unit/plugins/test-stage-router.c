/* test-stage-router.c: which model gets a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "stage-router.h"

static CcpCatalog *
create_catalog (void)
{
  CcpCatalog *catalog = ccp_catalog_new ();

  ccp_catalog_add_provider (catalog, "Acme");
  ccp_catalog_add_provider (catalog, "Other");
  ccp_catalog_add_model (catalog, "small", "Acme", "acme-small-1");
  ccp_catalog_add_model (catalog, "big/er", "Other", "big/er");
  return catalog;
}

/* Returns: (nullable) */
static CcpRouter *
create_router (const char *settings, GError **error)
{
  g_autoptr (CcpRouter) router = g_object_new (STAGE_ROUTER_TYPE_ROUTER, NULL);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (settings, -1, NULL);
  g_autoptr (CcpCatalog) catalog = create_catalog ();

  return ccp_router_configure (router, json, catalog, error) ? g_steal_pointer (&router)
                                                             : NULL;
}

typedef struct
{
  const char *name;
  const char *model; /* that the client asks for */
  const char *stage;
  const char *provider;
  const char *upstream;
  const char *trace; /* with "; " between */
} Case;

static const Case cases[] = {
  { "model",
    "small",
    "explicit",
    "Acme",
    "acme-small-1",
    "model + the client asked for \"small\"" },
  { "model-with-a-slash",
    "big/er",
    "explicit",
    "Other",
    "big/er",
    "model + the client asked for \"big/er\"" },
  { "provider-comma-model",
    "Other,x:1,y",
    "explicit",
    "Other",
    "x:1,y",
    "model + the client asked for \"Other,x:1,y\"" },
  { "provider-slash-model",
    "Other/x/y",
    "explicit",
    "Other",
    "x/y",
    "model + the client asked for \"Other/x/y\"" },
  { "T121-provider-in-another-case",
    "oTHER,x",
    "explicit",
    "Other",
    "x",
    "model + the client asked for \"oTHER,x\"" },
  { "T117-unknown-model",
    "claude-sonnet-4-5",
    "default",
    "Acme",
    "acme-small-1",
    "model - no model is called \"claude-sonnet-4-5\"; default + nothing else decides" },
  { "T117-unknown-provider",
    "Nobody,x",
    "default",
    "Acme",
    "acme-small-1",
    "model - no model is called \"Nobody,x\"; default + nothing else decides" },
};

/* Returns: such as "model - no model is called so; default + nothing else decides" */
static char *
describe_trace (CcpRoute *route)
{
  static const char marks[] = { [CCP_ROUTE_MATCHED] = '+',
                                [CCP_ROUTE_MISSED] = '-',
                                [CCP_ROUTE_SKIPPED] = '.' };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ccp_route_get_n_steps (route); i++)
    {
      CcpRouteVerdict verdict = CCP_ROUTE_MISSED;
      const char *evidence = NULL;
      const char *rule = ccp_route_get_step (route, i, &verdict, &evidence);

      g_string_append_printf (text,
                              "%s%s %c %s",
                              i > 0 ? "; " : "",
                              rule,
                              marks[verdict],
                              evidence);
    }
  return g_string_free (text, FALSE);
}

static void
test_route (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRouter) router = create_router ("{\"default\":\"small\"}", &error);
  g_autofree char *body = g_strdup_printf ("{\"model\":\"%s\"}", c->model);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (body, -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, json);
  g_autoptr (CcpRoute) route = NULL;
  g_autofree char *trace = NULL;

  g_assert_no_error (error);
  route = ccp_simple_router_route (CCP_SIMPLE_ROUTER (router), exchange, &error);
  g_assert_no_error (error);
  trace = describe_trace (route);

  g_assert_cmpstr (ccp_route_get_stage (route), ==, c->stage);
  g_assert_cmpstr (ccp_route_get_provider (route), ==, c->provider);
  g_assert_cmpstr (ccp_route_get_model (route), ==, c->upstream);
  g_assert_cmpstr (trace, ==, c->trace);
}

static void
test_refused (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRouter) router = create_router (data, &error);

  g_assert_null (router);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "routing.default: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/stage-router/route/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_route);
    }
  g_test_add_data_func ("/stage-router/configure/no-default", "{}", test_refused);
  g_test_add_data_func ("/stage-router/configure/default-of-another-type",
                        "{\"default\":5}",
                        test_refused);
  g_test_add_data_func ("/stage-router/configure/unknown-default",
                        "{\"default\":\"smal\"}",
                        test_refused);

  return g_test_run ();
}
