/* test-route.c: tests of ccp-route.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static void
test_fallback (void)
{
  g_autoptr (CcpRoute) first = ccp_route_new ("default", "near", "small");
  g_autoptr (CcpRoute) last = ccp_route_new ("default", "far", "large");

  g_assert_null (ccp_route_get_fallback (first));
  ccp_route_set_fallback (first, last);
  g_assert_true (ccp_route_get_fallback (first) == last);
  ccp_route_set_fallback (first, last);
  g_assert_true (ccp_route_get_fallback (first) == last);
  ccp_route_set_fallback (first, NULL);
  g_assert_null (ccp_route_get_fallback (first));
}

static void
test_trace (void)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("planning", "near", "small");
  CcpRouteVerdict verdict = CCP_ROUTE_MATCHED;
  const char *evidence = NULL;

  g_assert_null (ccp_route_get_rule (route));
  ccp_route_add_step (route, "model", CCP_ROUTE_MISSED, "no model is called so");
  ccp_route_add_step (route, "stages.planning", CCP_ROUTE_MATCHED, "plan mode is on");
  ccp_route_add_step (route, "stages.thinking", CCP_ROUTE_SKIPPED, "decided before");

  g_assert_cmpuint (ccp_route_get_n_steps (route), ==, 3);
  g_assert_cmpstr (ccp_route_get_step (route, 0, &verdict, &evidence), ==, "model");
  g_assert_cmpint (verdict, ==, CCP_ROUTE_MISSED);
  g_assert_cmpstr (evidence, ==, "no model is called so");
  g_assert_cmpstr (ccp_route_get_rule (route), ==, "stages.planning");
}

static void
test_stage (void)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "near", "small");

  ccp_route_set_stage (route, "image");
  g_assert_cmpstr (ccp_route_get_stage (route), ==, "image");
}

static void
test_tokens (void)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");

  g_assert_cmpint (ccp_route_get_tokens (route), ==, -1);
  ccp_route_set_tokens (route, 0);
  g_assert_cmpint (ccp_route_get_tokens (route), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/route/set-fallback/keeps-a-reference", test_fallback);
  g_test_add_func ("/route/add-step/last-match-is-the-rule", test_trace);
  g_test_add_func ("/route/set-stage/replaces", test_stage);
  g_test_add_func ("/route/set-tokens/unknown-before", test_tokens);

  return g_test_run ();
}
