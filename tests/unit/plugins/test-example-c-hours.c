/* test-example-c-hours.c: which hours a request is routed at
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "example-c-hours.h"

typedef struct
{
  const char *name;
  const char *settings;
  const char *model; /* (nullable): NULL if the next router is asked */
} Case;

/* It is half past one at night. */
static const Case cases[] = {
  { "within", "{\"hours\":{\"use\":\"m\",\"from\":1,\"to\":2}}", "m" },
  { "over-midnight", "{\"hours\":{\"use\":\"m\",\"from\":22,\"to\":7}}", "m" },
  { "too-early", "{\"hours\":{\"use\":\"m\",\"from\":2,\"to\":24}}", NULL },
  { "too-late", "{\"hours\":{\"use\":\"m\",\"from\":0,\"to\":1}}", NULL },
  { "too-late-over-midnight", "{\"hours\":{\"use\":\"m\",\"from\":22,\"to\":1}}", NULL },
  { "not-set", "{\"default\":\"m\"}", NULL },
};

static const char *const refused[] = {
  "{\"hours\":{\"from\":1,\"to\":2}}",
  "{\"hours\":{\"use\":\"m\",\"from\":1,\"to\":1}}",
  "{\"hours\":{\"use\":\"m\",\"from\":-1}}",
  "{\"hours\":{\"use\":\"m\",\"to\":25}}",
  "{\"hours\":{\"use\":\"nobody\"}}",
};

static GDateTime *
get_time (void)
{
  return g_date_time_new_utc (2026, 1, 2, 1, 30, 0);
}

/* Returns: (nullable) */
static CcpRouter *
create (const char *settings, GError **error)
{
  g_autoptr (CcpRouter) router = g_object_new (EXAMPLE_C_TYPE_HOURS, NULL);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (settings, -1, NULL);
  g_autoptr (CcpCatalog) catalog = ccp_catalog_new ();

  ccp_catalog_add_provider (catalog, "p");
  ccp_catalog_add_model (catalog, "m", "p", "m");
  example_c_hours_set_clock (EXAMPLE_C_HOURS (router), get_time);
  return ccp_router_configure (router, json, catalog, error) ? g_steal_pointer (&router)
                                                             : NULL;
}

static void
test_route (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRouter) router = create (c->settings, &error);
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRoute) route = NULL;

  g_assert_no_error (error);
  route = CCP_SIMPLE_ROUTER_GET_CLASS (router)->route (CCP_SIMPLE_ROUTER (router),
                                                       exchange,
                                                       &error);

  g_assert_no_error (error);
  g_assert_cmpstr (route != NULL ? ccp_route_get_model (route) : NULL, ==, c->model);
  if (route != NULL)
    g_assert_cmpstr (ccp_route_get_rule (route), ==, "hours");
}

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpRouter) router = create (refused[i], &error);

      g_assert_null (router);
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "routing.hours"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/example-c-hours/route/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_route);
    }
  g_test_add_func ("/example-c-hours/configure/refuses", test_refused);

  return g_test_run ();
}
