/* test-plan.c: which transformers stand where
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "run-fixture.h"

#define A "{class: fake.SimpleStep, params: {name: a}}"
#define B "{class: fake.SimpleStep, params: {name: b}}"
#define U "{class: fake.Step, params: {name: u, side: upstream}}"
#define V "{class: fake.Step, params: {name: v, side: upstream}}"

typedef struct
{
  const char *name;
  const char *request;  /* of the provider */
  const char *response; /* of the provider */
  const char *model_request;
  const char *expected_request;
  const char *expected_response;
  guint n_places;
} Case;

static const Case cases[] = {
  { "dialect-alone", "", "", "", "D", "D", 1 },
  { "sides-in-order", U "," A, V "," B, "", "a D u", "v D b", 5 },
  { "written-order-within-a-side", B "," A, A "," B, "", "b a D", "D a b", 3 },
  { "one-place-for-both-directions", A "," U, U "," A, "", "a D u", "u D a", 3 },
  { "other-params-are-another-place", A, B, "", "a D", "D b", 3 },
  { "twice-in-one-list-is-two-places", A "," A, "", "", "a a D", "D", 3 },
  { "twice-in-the-response-as-well", A, A "," A, "", "a D", "D a a", 3 },
  { "model-after-provider", A, "", B, "a b D", "D", 3 },
  { "dialect-that-is-written",
    A ", fake.Dialect, " B,
    "fake.Dialect",
    "",
    "a b D",
    "D",
    3 },
  { "dialect-that-is-written-twice",
    "fake.Dialect, " A ", fake.Dialect",
    "fake.Dialect, fake.Dialect",
    "fake.Dialect",
    "a D",
    "D",
    2 },
};

static char *
describe (CcpPlan *plan, GArray *list)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      CcpPlace *place = &g_array_index (ccp_plan_get_places (plan),
                                        CcpPlace,
                                        g_array_index (list, guint, i));
      g_autofree char *name = NULL;
      CcpJsonValue value;

      ccp_json_get_root (place->params, &value);
      value = ccp_json_value_member (&value, "name");
      name = ccp_json_value_dup_string (&value, NULL);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name != NULL ? name : "D");
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
test_order (RunFixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autofree char *provider =
      g_strdup_printf (", transformers: {request: [%s], response: [%s]}",
                       c->request,
                       c->response);
  g_autofree char *models =
      g_strdup_printf ("models: [{id: m, provider: p, transformers: {request: [%s]}}]",
                       c->model_request);
  g_autofree char *request = NULL;
  g_autofree char *response = NULL;
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");
  CcpPlan *plan = NULL;

  run_fixture_configure (f, models, provider, "");
  plan = ccp_target_get_plan (ccp_snapshot_get_target (f->snapshot, "p"), route);
  request = describe (plan, ccp_plan_get_request (plan));
  response = describe (plan, ccp_plan_get_response (plan));

  g_assert_cmpstr (request, ==, c->expected_request);
  g_assert_cmpstr (response, ==, c->expected_response);
  g_assert_cmpuint (ccp_plan_get_places (plan)->len, ==, c->n_places);
  g_assert_cmpstr (ccp_plan_get_dialect (plan), ==, "fake.Dialect");
}

static void
test_pipelines (RunFixture *f, gconstpointer data)
{
  const char models[] =
      "pipelines:\n"
      "  one: {request: [" U "," A "]}\n"
      "  two: {request: [" B "], response: [" B "]}\n"
      "models: [{id: m, provider: p, pipeline: one, transformers: {request: [" V "]}}]";
  g_autofree char *request = NULL;
  g_autofree char *response = NULL;
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");
  CcpPlan *plan = NULL;

  run_fixture_configure (f,
                         models,
                         ", pipeline: two, transformers: {request: [" A "]}",
                         "");
  plan = ccp_target_get_plan (ccp_snapshot_get_target (f->snapshot, "p"), route);
  request = describe (plan, ccp_plan_get_request (plan));
  response = describe (plan, ccp_plan_get_response (plan));

  g_assert_cmpstr (request, ==, "b a a D u v");
  g_assert_cmpstr (response, ==, "D b");
}

/* what cannot be used is left out, if it may be */
static void
test_omissions (RunFixture *f, gconstpointer data)
{
  CcpOmission *omission = NULL;
  g_autofree char *request = NULL;
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");
  CcpPlan *plan = NULL;

  run_fixture_configure (
      f,
      "",
      ", transformers: {request: [{class: nothing.X, on_error: skip}, " A "]}",
      "");
  plan = ccp_target_get_plan (ccp_snapshot_get_target (f->snapshot, "p"), route);
  request = describe (plan, ccp_plan_get_request (plan));

  g_assert_cmpstr (request, ==, "a D");
  g_assert_cmpuint (ccp_plan_get_omissions (plan)->len, ==, 1);
  omission = &g_array_index (ccp_plan_get_omissions (plan), CcpOmission, 0);
  g_assert_cmpstr (omission->ref->class_name, ==, "nothing.X");
  g_assert_true (omission->is_request);
  g_assert_nonnull (strstr (omission->reason, "there is no plugin"));
}

static void
test_unknown_dialect (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpPlan) plan = NULL;
  g_autoptr (CcpFaultLog) faults = ccp_fault_log_new ();
  GPtrArray *providers = NULL;

  run_fixture_configure (f, "", "", "");
  providers = ccp_config_get_providers (ccp_snapshot_get_config (f->snapshot));
  plan = ccp_plan_new (f->registry,
                       "fake.Nothing",
                       g_ptr_array_index (providers, 0),
                       NULL,
                       faults,
                       &error);

  g_assert_null (plan);
  g_assert_nonnull (error);
}

static void
test_provider_without_dialect (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpPlan) plan = NULL;
  g_autoptr (CcpFaultLog) faults = ccp_fault_log_new ();
  GPtrArray *providers = NULL;

  run_fixture_configure (f, "", "", "");
  providers = ccp_config_get_providers (ccp_snapshot_get_config (f->snapshot));
  plan = ccp_plan_new (f->registry,
                       NULL,
                       g_ptr_array_index (providers, 0),
                       NULL,
                       faults,
                       &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ccp_plan_get_places (plan)->len, ==, 0);
  g_assert_null (ccp_plan_get_dialect (plan));
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run_fixture_add ("plan/new", cases[i].name, &cases[i], test_order);
  run_fixture_add ("plan/new", "pipelines", NULL, test_pipelines);
  run_fixture_add ("plan/new", "what-may-be-skipped", NULL, test_omissions);
  run_fixture_add ("plan/new", "unknown-dialect", NULL, test_unknown_dialect);
  run_fixture_add ("plan/new",
                   "provider-without-dialect",
                   NULL,
                   test_provider_without_dialect);

  return g_test_run ();
}
