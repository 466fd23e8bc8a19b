/* test-chain.c: the transformers of one exchange
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-chain.h"

#include <string.h>

#include "run-fixture.h"

#define A "{class: fake.SimpleStep, params: {name: a}}"
#define U "{class: fake.Step, params: {name: u, side: upstream}}"

static CcpPlan *
configure (RunFixture *f, const char *request, const char *response)
{
  g_autofree char *provider =
      g_strdup_printf (", transformers: {request: [%s], response: [%s]}",
                       request,
                       response);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");

  run_fixture_configure (f, "", provider, "");
  return ccp_target_get_plan (ccp_snapshot_get_target (f->snapshot, "p"), route);
}

static CcpChain *
create_chain (RunFixture *f, CcpPlan *plan)
{
  g_autoptr (GError) error = NULL;
  CcpChain *chain = ccp_chain_new (f->registry, plan, &error);

  g_assert_no_error (error);
  return chain;
}

/* what a transformer saw of the request it knows when the answer comes */
static void
test_both_directions (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpChain) chain = create_chain (f, configure (f, A "," U, U "," A));
  GPtrArray *request = ccp_chain_get_request (chain);
  GPtrArray *response = ccp_chain_get_response (chain);

  g_assert_cmpuint (request->len, ==, 3);
  g_assert_cmpuint (response->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (g_ptr_array_index (request, i) == g_ptr_array_index (response, 2 - i));
}

static void
test_written_twice (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpChain) chain = create_chain (f, configure (f, A "," A, ""));
  GPtrArray *request = ccp_chain_get_request (chain);

  g_assert_cmpuint (request->len, ==, 3);
  g_assert_true (g_ptr_array_index (request, 0) != g_ptr_array_index (request, 1));
}

static void
test_each_exchange (RunFixture *f, gconstpointer data)
{
  CcpPlan *plan = configure (f, A, A);
  g_autoptr (CcpChain) first = create_chain (f, plan);
  g_autoptr (CcpChain) second = create_chain (f, plan);
  GPtrArray *of_first = ccp_chain_get_request (first);
  GPtrArray *of_second = ccp_chain_get_request (second);

  for (guint i = 0; i < of_first->len; i++)
    g_assert_true (g_ptr_array_index (of_first, i) != g_ptr_array_index (of_second, i));
}

static void
test_dropped (RunFixture *f, gconstpointer data)
{
  CcpChain *chain = create_chain (f, configure (f, A, A));
  GObject *step = g_ptr_array_index (ccp_chain_get_request (chain), 0);

  g_object_add_weak_pointer (step, (gpointer *) &step);
  g_object_unref (chain);

  g_assert_null (step);
}

static void
test_unknown_class (RunFixture *f, gconstpointer data)
{
  const char *const nowhere[] = { NULL };
  CcpPlan *plan = configure (f, A, "");
  g_autoptr (CcpPluginRegistry) empty = ccp_plugin_registry_new (nowhere);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpChain) chain = ccp_chain_new (empty, plan, &error);

  g_assert_null (chain);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "fake"));
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("chain/new", "one-for-both-directions", NULL, test_both_directions);
  run_fixture_add ("chain/new", "two-if-written-twice", NULL, test_written_twice);
  run_fixture_add ("chain/new", "others-for-each-exchange", NULL, test_each_exchange);
  run_fixture_add ("chain/new", "unknown-class", NULL, test_unknown_class);
  run_fixture_add ("chain/finalize", "drops-its-transformers", NULL, test_dropped);

  return g_test_run ();
}
