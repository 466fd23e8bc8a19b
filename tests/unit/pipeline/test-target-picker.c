/* test-target-picker.c: which target of a chain is next
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-target-picker.h"

#include "run-fixture.h"

#define WINDOWS                                                                          \
  "models: [{id: small, provider: p, upstream: m, context_window: 8000}, "               \
  "{id: large, provider: q, upstream: n, context_window: 200000}]"

/* @targets: such as "p,m q,n". Returns: (transfer full): the first */
static CcpRoute *
create_chain (const char *targets)
{
  g_auto (GStrv) names = g_strsplit (targets, " ", -1);
  CcpRoute *first = NULL;

  for (guint i = g_strv_length (names); i > 0; i--)
    {
      g_auto (GStrv) parts = g_strsplit (names[i - 1], ",", 2);
      g_autoptr (CcpRoute) rest = first;

      first = ccp_route_new ("default", parts[0], parts[1]);
      if (rest != NULL)
        ccp_route_set_fallback (first, rest);
    }
  return first;
}

static CcpProviderState *
get_state (RunFixture *f, const char *provider)
{
  return ccp_target_get_state (ccp_snapshot_get_target (f->snapshot, provider));
}

static void
note (RunFixture *f, const char *provider, CcpError code, guint64 retry_after)
{
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new (CCP_VERDICT_REST, code, "no");

  ccp_verdict_set_retry_after (verdict, retry_after);
  ccp_provider_state_note_failure (get_state (f, provider), verdict, FALSE);
}

static void
begin (RunFixture *f, CcpTargetPicker *picker, const char *targets, const char *yaml)
{
  g_autoptr (CcpRoute) chain = create_chain (targets);

  if (f->snapshot == NULL)
    run_fixture_configure_chain (f, "p,m q,n", yaml);
  ccp_target_picker_init (picker, f->snapshot, chain);
}

static char *
pick (CcpTargetPicker *picker, gint64 overflowed)
{
  CcpRoute *route = ccp_target_picker_next (picker, overflowed);

  return route != NULL ? g_strdup_printf ("%s,%s@%u",
                                          ccp_route_get_provider (route),
                                          ccp_route_get_model (route),
                                          picker->position)
                       : g_strdup ("none");
}

static void
assert_next (CcpTargetPicker *picker, gint64 overflowed, const char *expected)
{
  g_autofree char *name = pick (picker, overflowed);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_in_order (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;

  begin (f, &picker, "p,m p,n q,m", "");

  assert_next (&picker, 0, "p,m@1");
  assert_next (&picker, 0, "p,n@2");
  assert_next (&picker, 0, "q,m@3");
  assert_next (&picker, 0, "none");
  assert_next (&picker, 0, "none");
  ccp_target_picker_clear (&picker);
}

static void
test_back (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;

  begin (f, &picker, "p,m q,m r,m", "");
  note (f, "p", CCP_ERROR_RATE_LIMITED, 60000);

  assert_next (&picker, 0, "q,m@2");
  assert_next (&picker, 0, "r,m@3");
  assert_next (&picker, 0, "p,m@1");
  assert_next (&picker, 0, "none");
  ccp_target_picker_clear (&picker);
}

/* it happened after the run had begun with it */
static void
test_refused_meanwhile (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;

  begin (f, &picker, "p,m q,m p,n", "");
  assert_next (&picker, 0, "p,m@1");
  note (f, "p", CCP_ERROR_AUTHENTICATION, 0);

  assert_next (&picker, 0, "q,m@2");
  assert_next (&picker, 0, "none");
  ccp_target_picker_clear (&picker);
}

static void
test_paused_meanwhile (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;

  begin (f, &picker, "p,m q,m p,n", "");
  assert_next (&picker, 0, "p,m@1");
  ccp_provider_state_pause (get_state (f, "q"));

  assert_next (&picker, 0, "p,n@3");
  assert_next (&picker, 0, "none");
  ccp_target_picker_clear (&picker);
}

static void
test_unreachable (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;

  begin (f, &picker, "p,m q,m p,n", "");
  ccp_provider_state_set_unreachable (get_state (f, "p"), "p.example");

  assert_next (&picker, 0, "q,m@2");
  assert_next (&picker, 0, "none");
  ccp_target_picker_clear (&picker);
}

static void
test_all_unreachable (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;
  g_autoptr (CcpVerdict) verdict = NULL;

  begin (f, &picker, "p,m q,m", "");
  ccp_provider_state_set_unreachable (get_state (f, "p"), "p.example");
  ccp_provider_state_set_unreachable (get_state (f, "q"), "q.example");

  assert_next (&picker, 0, "none");
  verdict = ccp_target_picker_refuse (&picker);
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, CCP_ERROR_UNAVAILABLE);
  g_assert_cmpstr (ccp_verdict_get_message (verdict),
                   ==,
                   "there is no network: the provider \"p\" at p.example cannot be "
                   "reached until it is back");
  ccp_target_picker_clear (&picker);
}

static void
test_larger (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;

  begin (f, &picker, "p,m r,m q,n", WINDOWS);

  assert_next (&picker, 0, "p,m@1");
  assert_next (&picker, 8000, "q,n@3");
  assert_next (&picker, 8000, "none");
  ccp_target_picker_clear (&picker);
}

/* what was passed over is no way out if it is too small */
static void
test_larger_of_spares (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;

  begin (f, &picker, "q,n p,m r,m", WINDOWS);
  note (f, "p", CCP_ERROR_RATE_LIMITED, 1000);
  note (f, "q", CCP_ERROR_RATE_LIMITED, 60000);

  assert_next (&picker, 0, "r,m@3");
  assert_next (&picker, 8000, "q,n@1");
  ccp_target_picker_clear (&picker);
}

/* a wrong router is told what it did when it comes to that */
static void
test_unknown_provider (RunFixture *f, gconstpointer data)
{
  CcpTargetPicker picker;

  begin (f, &picker, "nobody,m p,m", "");

  assert_next (&picker, 0, "nobody,m@1");
  assert_next (&picker, 0, "p,m@2");
  ccp_target_picker_clear (&picker);
}

static gint64
tick (gpointer data)
{
  gint64 *now = data;

  return *now += G_TIME_SPAN_SECOND;
}

/* whenever the rest is over while it is looked at */
static void
test_refuse_as_rest_ends (RunFixture *f, gconstpointer data)
{
  for (guint64 rest = 1000; rest < 40000; rest += 1000)
    {
      gint64 now = 0;
      g_autoptr (CcpProviderStates) states = ccp_provider_states_new (tick, &now);
      g_autoptr (CcpVerdict) verdict = NULL;
      CcpTargetPicker picker;

      begin (f, &picker, "p,m", "");
      ccp_snapshot_use_states (f->snapshot, states);
      note (f, "p", CCP_ERROR_RATE_LIMITED, rest);
      ccp_provider_state_pause (get_state (f, "p"));
      verdict = ccp_target_picker_refuse (&picker);

      g_assert_cmpuint (ccp_verdict_get_retry_after (verdict), <=, rest);
      ccp_target_picker_clear (&picker);
    }
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("target-picker/next", "in-order", NULL, test_in_order);
  run_fixture_add ("target-picker/next", "back-at-the-end", NULL, test_back);
  run_fixture_add ("target-picker/next",
                   "not-with-a-refused-key",
                   NULL,
                   test_refused_meanwhile);
  run_fixture_add ("target-picker/next", "not-if-paused", NULL, test_paused_meanwhile);
  run_fixture_add ("target-picker/next", "not-if-unreachable", NULL, test_unreachable);
  run_fixture_add ("target-picker/refuse", "no-network", NULL, test_all_unreachable);
  run_fixture_add ("target-picker/next", "T113-larger-only", NULL, test_larger);
  run_fixture_add ("target-picker/next",
                   "T113-larger-of-those-passed-over",
                   NULL,
                   test_larger_of_spares);
  run_fixture_add ("target-picker/next", "unknown-provider", NULL, test_unknown_provider);
  run_fixture_add ("target-picker/refuse",
                   "as-its-rest-ends",
                   NULL,
                   test_refuse_as_rest_ends);

  return g_test_run ();
}
