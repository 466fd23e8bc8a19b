/* test-reachability.c: which providers there is a way to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-reachability.h"

#include "fake-network.h"
#include "fake-service.h"
#include "run-fixture.h"

/* milliseconds, shorter than what fake_service_settle () waits */
#define MOMENT 20

/* beside p, which is at h.example */
#define NEAR "}, {name: q, type: fake, url: 'http://127.0.0.1:1/', models: [m]"

typedef struct
{
  FakeNetwork *network;
  CcpPipeline *pipeline;
  CcpReachability *reachability;
} Parts;

static void
start (RunFixture *f, Parts *parts, const char *provider, GProxyResolver *proxies)
{
  g_autoptr (CcpNetworkWatch) watch = NULL;

  run_fixture_configure (f, "", provider, "");
  parts->network = fake_network_new (TRUE);
  watch = ccp_network_watch_new (G_NETWORK_MONITOR (parts->network), MOMENT);
  parts->pipeline = ccp_pipeline_new (f->snapshot);
  parts->reachability = ccp_reachability_new (watch,
                                              parts->pipeline,
                                              CCP_TRANSPORT_FACTORY (f->transport),
                                              proxies);
}

static void
stop (Parts *parts)
{
  g_assert_finalize_object (parts->reachability);
  g_clear_object (&parts->pipeline);
  g_clear_object (&parts->network);
}

static void
set_network (Parts *parts, gboolean available)
{
  fake_network_set (parts->network, available);
  fake_service_settle ();
}

static CcpProviderState *
get_state (Parts *parts, const char *name)
{
  return ccp_provider_states_get (ccp_pipeline_get_states (parts->pipeline), name);
}

static const char *
get_host (Parts *parts, const char *name)
{
  return ccp_provider_state_get_unreachable (get_state (parts, name));
}

static void
test_far_ones_are_cut_off (RunFixture *f, gconstpointer data)
{
  Parts parts = { 0 };

  start (f, &parts, NEAR, NULL);
  g_assert_null (get_host (&parts, "p"));
  set_network (&parts, FALSE);
  g_assert_cmpstr (get_host (&parts, "p"), ==, "h.example");
  g_assert_null (get_host (&parts, "q"));

  set_network (&parts, TRUE);
  g_assert_null (get_host (&parts, "p"));
  stop (&parts);
}

/* as in a VPN or a lab, which has no default route */
static void
test_routes_are_asked (RunFixture *f, gconstpointer data)
{
  Parts parts = { 0 };

  start (f, &parts, NEAR, NULL);
  fake_network_set_routes (parts.network, TRUE);
  set_network (&parts, FALSE);

  g_assert_null (get_host (&parts, "p"));
  stop (&parts);
}

/* an answer that comes when the network is back says nothing any more */
static void
test_late_answer (RunFixture *f, gconstpointer data)
{
  Parts parts = { 0 };

  start (f, &parts, NEAR, NULL);
  set_network (&parts, FALSE);
  ccp_reachability_set_enabled (parts.reachability, TRUE);
  fake_network_set (parts.network, TRUE);
  fake_service_settle ();

  g_assert_null (get_host (&parts, "p"));
  stop (&parts);
}

static void
test_off_cuts_off_nothing (RunFixture *f, gconstpointer data)
{
  Parts parts = { 0 };

  start (f, &parts, NEAR, NULL);
  set_network (&parts, FALSE);
  ccp_reachability_set_enabled (parts.reachability, FALSE);
  g_assert_null (get_host (&parts, "p"));
  ccp_reachability_set_enabled (parts.reachability, TRUE);
  fake_service_settle ();
  g_assert_cmpstr (get_host (&parts, "p"), ==, "h.example");
  stop (&parts);
}

/* a reload while there is no network */
static void
test_new_ones_are_cut_off (RunFixture *f, gconstpointer data)
{
  Parts parts = { 0 };
  g_autoptr (CcpSnapshot) first = NULL;

  start (f, &parts, NEAR, NULL);
  first = g_steal_pointer (&f->snapshot);
  set_network (&parts, FALSE);
  run_fixture_configure (f,
                         "",
                         "}, {name: q, type: fake, url: 'http://q.example/', models: [m]",
                         "");
  ccp_pipeline_set_snapshot (parts.pipeline, f->snapshot);
  fake_service_settle ();

  g_assert_cmpstr (get_host (&parts, "q"), ==, "q.example");
  stop (&parts);
}

typedef struct
{
  const char *name;
  const char *proxy;
  const char *host; /* (nullable): that is cut off */
} ProxyCase;

static const ProxyCase proxy_cases[] = {
  { "near-proxy", "http://127.0.0.1:3128", NULL },
  { "near-socks", "socks5://localhost:1080", NULL },
  { "private-proxy", "http://10.1.2.3:3128", NULL },
  { "far-proxy", "http://proxy.example:3128", "h.example" },
};

static void
test_proxy (RunFixture *f, gconstpointer data)
{
  const ProxyCase *c = data;
  g_autoptr (GProxyResolver) proxies = g_simple_proxy_resolver_new (c->proxy, NULL);
  Parts parts = { 0 };

  start (f, &parts, NEAR, proxies);
  set_network (&parts, FALSE);

  g_assert_cmpstr (get_host (&parts, "p"), ==, c->host);
  stop (&parts);
}

static void
break_down (CcpProviderState *state)
{
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, "no way");

  for (guint i = 0; i < 5; i++)
    ccp_provider_state_note_failure (state, verdict, FALSE);
}

/* what failed while the network was going says nothing of the provider; what is near has
 * nothing to do with it */
static void
test_breakers_close_when_it_is_back (RunFixture *f, gconstpointer data)
{
  Parts parts = { 0 };

  start (f, &parts, NEAR, NULL);
  break_down (get_state (&parts, "p"));
  break_down (get_state (&parts, "q"));
  set_network (&parts, FALSE);
  g_assert_cmpint (ccp_provider_state_get_breaker (get_state (&parts, "p")),
                   ==,
                   CCP_BREAKER_OPEN);
  set_network (&parts, TRUE);

  g_assert_cmpint (ccp_provider_state_get_breaker (get_state (&parts, "p")),
                   ==,
                   CCP_BREAKER_CLOSED);
  g_assert_cmpint (ccp_provider_state_get_breaker (get_state (&parts, "q")),
                   ==,
                   CCP_BREAKER_OPEN);
  stop (&parts);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);
  run_fixture_add ("reachability",
                   "far-ones-are-cut-off",
                   NULL,
                   test_far_ones_are_cut_off);
  run_fixture_add ("reachability",
                   "off-cuts-off-nothing",
                   NULL,
                   test_off_cuts_off_nothing);
  run_fixture_add ("reachability", "routes-are-asked", NULL, test_routes_are_asked);
  run_fixture_add ("reachability", "late-answer", NULL, test_late_answer);
  run_fixture_add ("reachability",
                   "new-ones-are-cut-off",
                   NULL,
                   test_new_ones_are_cut_off);
  for (guint i = 0; i < G_N_ELEMENTS (proxy_cases); i++)
    run_fixture_add ("reachability", proxy_cases[i].name, &proxy_cases[i], test_proxy);
  run_fixture_add ("reachability",
                   "breakers-close-when-it-is-back",
                   NULL,
                   test_breakers_close_when_it_is_back);
  return g_test_run ();
}
