/* test-stage-router-rules.c: which requests a rule holds for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stage-router-fixture.h"

#define BODY                                                                             \
  "{\"model\":\"claude-opus-4-1\",\"max_tokens\":5,"                                     \
  "\"metadata\":{\"user_id\":\"user_a_account_b_session_0000-77\"},"                     \
  "\"system\":[{\"type\":\"text\",\"text\":\"You help.\"},"                              \
  "{\"type\":\"text\",\"text\":\"On the \\\"Blue\\\" project.\\n - Primary working "     \
  "directory: /srv/w\\u00f6rk/app\\n - more\"}],"                                        \
  "\"tools\":[{\"name\":\"Read\"},{\"name\":\"mcp__db__query\"}],"                       \
  "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"                                \
  "{\"role\":\"system\",\"content\":\"Plan mode is active. Look.\"}]}"
#define HEADERS "X-Team: Blue Whale\nx-team: red\nuser-agent: claude-cli/2.1.0 (external)"

typedef struct
{
  const char *name;
  const char *when;
  gboolean holds;
} Case;

static const Case cases[] = {
  { "nothing", "{}", TRUE },
  { "model", "{\"model\":\"claude-opus-*\"}", TRUE },
  { "model-in-another-case", "{\"model\":\"CLAUDE-Opus-?-1\"}", TRUE },
  { "another-model", "{\"model\":\"opus\"}", FALSE },
  { "any-model-of-a-list", "{\"model\":[\"gpt-*\",\"*opus*\"]}", TRUE },
  { "stage", "{\"stage\":\"planning\"}", TRUE },
  { "any-stage-of-a-list", "{\"stage\":[\"think\",\"planning\"]}", TRUE },
  { "another-stage", "{\"stage\":\"default\"}", FALSE },
  { "header", "{\"header\":{\"x-TEAM\":\"blue*\"}}", TRUE },
  { "header-that-is-there-twice", "{\"header\":{\"x-team\":\"RED\"}}", TRUE },
  { "header-without-the-value", "{\"header\":{\"x-team\":\"blue\"}}", FALSE },
  { "header-that-is-not-there", "{\"header\":{\"x-other\":\"*\"}}", FALSE },
  { "each-header", "{\"header\":{\"x-team\":\"red\",\"x-other\":\"*\"}}", FALSE },
  { "tokens-more", "{\"tokens\":\"> 5\"}", TRUE },
  { "tokens-not-so-many", "{\"tokens\":\">= 5k\"}", FALSE },
  { "tokens-fewer", "{\"tokens\":\"< 5k\"}", TRUE },
  { "tokens-not-so-few", "{\"tokens\":\"<=5\"}", FALSE },
  { "tokens-between", "{\"tokens\":\"10..5000\"}", TRUE },
  { "tokens-in-none", "{\"tokens\":[\"1000..5000\",\"<5\"]}", FALSE },
  { "tools", "{\"tools\":\"mcp__db__*\"}", TRUE },
  { "tools-not-offered", "{\"tools\":\"mcp__web__*\"}", FALSE },
  { "client", "{\"client\":\"claude-cli*\"}", TRUE },
  { "another-client", "{\"client\":\"curl*\"}", FALSE },
  { "system", "{\"system\":\"*the \\\"blue\\\" project*\"}", TRUE },
  { "system-without-the-text", "{\"system\":\"*red project*\"}", FALSE },
  { "project", "{\"project\":\"/srv/w\xc3\xb6rk/**\"}", TRUE },
  { "project-itself", "{\"project\":\"/srv/w\xc3\xb6rk/app/**\"}", TRUE },
  { "project-with-a-slash-behind-it", "{\"project\":\"/srv/w\xc3\xb6rk/app/\"}", TRUE },
  { "project-one-below", "{\"project\":\"/srv/*\"}", FALSE },
  { "project-at-home", "{\"project\":\"~/**\"}", FALSE },
  { "session", "{\"session\":\"0000-*\"}", TRUE },
  { "another-session", "{\"session\":\"1*\"}", FALSE },
  { "all-conditions", "{\"model\":\"*opus*\",\"client\":\"curl*\"}", FALSE },
  { "not", "{\"not\":{\"model\":\"*haiku*\"}}", TRUE },
  { "not-that", "{\"not\":{\"model\":\"*opus*\"}}", FALSE },
  { "not-both", "{\"not\":{\"model\":\"*opus*\",\"client\":\"curl*\"}}", TRUE },
  { "not-not", "{\"not\":{\"not\":{\"model\":\"*opus*\"}}}", TRUE },
};

static void
test_when (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *settings = g_strdup_printf (
      "{\"default\":\"main\",\"rules\":[{\"when\":%s,\"use\":[\"r\",\"s\"]}]}",
      c->when);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRouter) router = stage_router_fixture_create (settings, &error);
  g_autoptr (CcpExchange) exchange =
      stage_router_fixture_create_exchange (CCP_OPERATION_MESSAGES, HEADERS, BODY);
  g_autoptr (CcpRoute) route = NULL;
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  route = stage_router_fixture_route (router, exchange);

  found = stage_router_fixture_describe (route);
  g_assert_cmpstr (found, ==, c->holds ? "rule r s" : "default main");
}

static void
test_home (void)
{
  g_autofree char *body =
      g_strdup_printf ("{\"system\":\"<env>\\nWorking directory: %s/x/y\\n</env>\"}",
                       g_get_home_dir ());
  g_autoptr (CcpRouter) router =
      stage_router_fixture_create ("{\"default\":\"main\",\"rules\":[{\"when\":{"
                                   "\"project\":\"~/x/**\"},\"use\":\"r\"}]}",
                                   NULL);
  g_autoptr (CcpExchange) exchange =
      stage_router_fixture_create_exchange (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRoute) route = stage_router_fixture_route (router, exchange);
  g_autofree char *found = stage_router_fixture_describe (route);

  g_assert_cmpstr (found, ==, "rule r");
}

static void
test_order (void)
{
  g_autoptr (CcpRouter) router = stage_router_fixture_create (
      "{\"default\":\"main\",\"rules\":[{\"when\":{\"model\":\"gpt-*\"},\"use\":\"t\"},"
      "{\"when\":{\"model\":\"claude-*\"},\"use\":\"r\"},{\"use\":\"s\"}]}",
      NULL);
  g_autoptr (CcpExchange) exchange =
      stage_router_fixture_create_exchange (CCP_OPERATION_MESSAGES, HEADERS, BODY);
  g_autoptr (CcpRoute) route = stage_router_fixture_route (router, exchange);
  g_autofree char *trace = stage_router_fixture_trace (route);

  g_assert_cmpstr (trace,
                   ==,
                   "tag - the prompt names no model; "
                   "model - no model is called \"claude-opus-4-1\"; "
                   "rules[0] - the client asks for another model; "
                   "rules[1] + all of its conditions hold");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/stage-router-rules/when/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_when);
    }
  g_test_add_func ("/stage-router-rules/when/project-at-my-home", test_home);
  g_test_add_func ("/stage-router-rules/order/first-that-holds", test_order);

  return g_test_run ();
}
