/* test-stage-router.c: which model gets a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stage-router-cases.h"

static void
test_route (gconstpointer data)
{
  const StageRouterCase *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRouter) router = stage_router_fixture_create (c->settings, &error);
  g_autoptr (CcpExchange) exchange =
      stage_router_fixture_create_exchange (CCP_OPERATION_MESSAGES, c->headers, c->body);
  g_autoptr (CcpRoute) route = NULL;
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  route = stage_router_fixture_route (router, exchange);

  found = stage_router_fixture_describe (route);
  g_assert_cmpstr (found, ==, c->route);
  g_assert_cmpstr (ccp_route_get_rule (route), ==, c->rule);
}

/* The route of a main request with the same content. */
static const StageRouterCase count_cases[] = {
  { "main", ALL, CLIENT, BODY ("x", "", HI), "default main", "default" },
  { "subagent",
    ALL,
    AGENT,
    BODY ("x", TOOLS (SEARCH), HI PLAN),
    "default main",
    "default" },
  { "long",
    ALL,
    CLIENT,
    BODY ("x", "", LONG),
    "long_context long",
    "stages.long_context" },
  { "thinking", ALL, CLIENT, BODY ("x", EFFORT ("max"), HI), "default main", "default" },
  { "explicit", ALL, CLIENT, BODY ("m", "", HI), "explicit m", "model" },
  { "stage-of-a-rule",
    "{\"default\":\"main\",\"rules\":[{\"when\":{\"stage\":\"planning\"},\"use\":\"r\"},"
    "{\"when\":{\"stage\":\"default\"},\"use\":\"s\"}]}",
    CLIENT,
    BODY ("x", "", HI PLAN),
    "rule s",
    "rules[1]" },
};

static void
test_count (gconstpointer data)
{
  const StageRouterCase *c = data;
  g_autoptr (CcpRouter) router = stage_router_fixture_create (c->settings, NULL);
  g_autoptr (CcpExchange) exchange =
      stage_router_fixture_create_exchange (CCP_OPERATION_COUNT_TOKENS,
                                            c->headers,
                                            c->body);
  g_autoptr (CcpRoute) route = stage_router_fixture_route (router, exchange);
  g_autofree char *found = stage_router_fixture_describe (route);

  g_assert_cmpstr (found, ==, c->route);
  g_assert_cmpstr (ccp_route_get_rule (route), ==, c->rule);
}

static const StageRouterCase profile_cases[] = {
  { "at-start",
    "{\"default\":\"main\",\"profile\":\"w\",\"profiles\":{\"w\":{\"default\":\"r\"}}}",
    NULL,
    BODY ("x", "", HI),
    "default r",
    "profiles.w.default" },
  { "none",
    "{\"default\":\"main\",\"profiles\":{\"w\":{\"default\":\"r\"}}}",
    NULL,
    BODY ("x", "", HI),
    "default main",
    "default" },
  { "by-header",
    "{\"default\":\"main\",\"profile\":\"w\",\"profiles\":{\"w\":{\"default\":\"r\"},"
    "\"v\":{\"default\":\"s\"}}}",
    "X-CCProxy-Profile: v",
    BODY ("x", "", HI),
    "default s",
    "profiles.v.default" },
  { "unknown-header",
    "{\"default\":\"main\",\"profile\":\"w\",\"profiles\":{\"w\":{\"default\":\"r\"}}}",
    "x-ccproxy-profile: zzz",
    BODY ("x", "", HI),
    "default r",
    "profiles.w.default" },
  { "what-it-has-not",
    "{\"default\":\"main\",\"planning\":\"plan\",\"profile\":\"w\",\"profiles\":{\"w\":{"
    "\"default\":\"r\"}}}",
    NULL,
    BODY ("x", TOOLS (""), HI PLAN),
    "planning plan",
    "stages.planning" },
  { "its-stage",
    "{\"default\":\"main\",\"planning\":\"plan\",\"profile\":\"w\",\"profiles\":{\"w\":{"
    "\"planning\":\"r\"}}}",
    NULL,
    BODY ("x", TOOLS (""), HI PLAN),
    "planning r",
    "profiles.w.stages.planning" },
  { "its-rules-first",
    "{\"default\":\"main\",\"rules\":[{\"use\":\"s\"}],\"profile\":\"w\",\"profiles\":{"
    "\"w\":{\"rules\":[{\"name\":\"a\",\"use\":\"r\"}]}}}",
    NULL,
    BODY ("x", "", HI),
    "rule r",
    "profiles.w.rules[0] a" },
  { "rules-outside-after-its-own",
    "{\"default\":\"main\",\"rules\":[{\"use\":\"s\"}],\"profile\":\"w\",\"profiles\":{"
    "\"w\":{\"rules\":[{\"when\":{\"model\":\"y\"},\"use\":\"r\"}]}}}",
    NULL,
    BODY ("x", "", HI),
    "rule s",
    "rules[0]" },
  { "its-threshold",
    "{\"default\":\"main\",\"long_context\":{\"use\":\"long\",\"threshold\":5000},"
    "\"profile\":\"w\",\"profiles\":{\"w\":{\"longContextThreshold\":50}}}",
    NULL,
    BODY ("x", "", LONG),
    "long_context long",
    "stages.long_context" },
};

static void
test_trace (void)
{
  g_autoptr (CcpRouter) router = stage_router_fixture_create (
      "{\"default\":[\"tiny\",\"main\"],\"thinking\":\"think\",\"rules\":[{\"name\":"
      "\"home\",\"when\":{\"model\":\"y\"},\"use\":\"r\"}],\"profile\":\"w\","
      "\"profiles\":{\"w\":{\"planning\":\"plan\"}}}",
      NULL);
  g_autoptr (CcpExchange) exchange = stage_router_fixture_create_exchange (
      CCP_OPERATION_MESSAGES,
      AGENT,
      BODY ("x", TOOLS ("") THINK, SAY ("user", "secret") "," LONG "," LONG));
  g_autoptr (CcpRoute) route = stage_router_fixture_route (router, exchange);
  g_autofree char *trace = stage_router_fixture_trace (route);

  g_assert_cmpstr (
      trace,
      ==,
      "tag - the prompt names no model; profile + w; model - no model is called \"x\"; "
      "rules[0] home - the client asks for another model; "
      "stages.web_search - no sign of it; "
      "stages.subagent ~ the header x-claude-code-agent-id is there; nothing is "
      "configured for it; "
      "stages.background - no sign of it; "
      "profiles.w.stages.planning - no sign of it; "
      "stages.image - no sign of it; "
      "stages.long_context ~ nothing is configured for it; "
      "stages.thinking - the client asks for its usual effort; "
      "default + nothing else decides; "
      "chain ~ tiny comes last: its window of 100 tokens is too small for 144 and an "
      "answer of 0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (stage_router_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/stage-router/route/", stage_router_cases[i].name, NULL);

      g_test_add_data_func (path, &stage_router_cases[i], test_route);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (profile_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/stage-router/profile/", profile_cases[i].name, NULL);

      g_test_add_data_func (path, &profile_cases[i], test_route);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (count_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/stage-router/count-tokens/", count_cases[i].name, NULL);

      g_test_add_data_func (path, &count_cases[i], test_count);
    }
  g_test_add_func ("/stage-router/trace/T122-each-step", test_trace);

  return g_test_run ();
}
