/* test-run-state.c: what a run makes of what is known of the providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "run-fixture.h"

static CcpProviderState *
get_state (RunFixture *f, const char *provider)
{
  return ccp_target_get_state (ccp_snapshot_get_target (f->snapshot, provider));
}

static void
answer_message (RunFixture *f)
{
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
}

/* what happened to @provider before this run */
static void
note (RunFixture *f,
      const char *provider,
      CcpVerdictKind kind,
      CcpError code,
      guint64 retry_after)
{
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new (kind, code, "no");

  ccp_verdict_set_retry_after (verdict, retry_after);
  ccp_provider_state_note_failure (get_state (f, provider), verdict, FALSE);
}

static void
rest (RunFixture *f, const char *provider, guint64 retry_after)
{
  note (f, provider, CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, retry_after);
}

static void
break_down (RunFixture *f, const char *provider)
{
  for (guint i = 0; i < 5; i++)
    note (f, provider, CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, 0);
}

static void
hold_back (RunFixture *f, const char *provider)
{
  ccp_provider_state_pause (get_state (f, provider));
}

static void
cut_off (RunFixture *f, const char *provider)
{
  ccp_provider_state_set_unreachable (get_state (f, provider), "h.far");
}

/* the next answer, whoever gives it */
static void
refuse (RunFixture *f, guint status)
{
  fake_transport_answer_text (f->transport, status, "application/json", "{}");
}

static void
run (RunFixture *f, const char *body)
{
  run_fixture_start (f, body);
  run_fixture_wait (f);
}

static void
assert_sent (RunFixture *f, guint times, const char *last)
{
  g_autofree char *url = g_strdup_printf ("http://%s.example/v1/messages", last);

  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, times);
  g_assert_cmpstr (
      ccp_upstream_request_get_url (fake_transport_get_request (f->transport)),
      ==,
      url);
}

static void
assert_route (RunFixture *f, const char *expected)
{
  const char *route =
      ccp_headers_get (ccp_reply_get_headers (f->reply), "x-ccproxy-route");

  g_assert_nonnull (strstr (route, expected));
}

typedef void (*Spoil) (RunFixture *f, const char *provider);

static void
rest_for_long (RunFixture *f, const char *provider)
{
  rest (f, provider, 3600000);
}

static void
lose_key (RunFixture *f, const char *provider)
{
  note (f, provider, CCP_VERDICT_GIVE_UP, CCP_ERROR_AUTHENTICATION, 0);
}

static void
lose_credit (RunFixture *f, const char *provider)
{
  note (f, provider, CCP_VERDICT_GIVE_UP, CCP_ERROR_BILLING, 0);
}

typedef struct
{
  const char *name;
  Spoil spoil;
} SpoilCase;

static const SpoilCase spoilt[] = {
  { "T101-resting", rest_for_long }, { "key-refused", lose_key },
  { "T105-no-credit", lose_credit }, { "breaker-open", break_down },
  { "paused", hold_back },           { "out-of-reach", cut_off },
};

static void
test_passed_over (RunFixture *f, gconstpointer data)
{
  const SpoilCase *c = data;

  run_fixture_configure_chain (f, "p,m q,n", "");
  c->spoil (f, "p");
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 1, "q");
  assert_route (f, "provider=q; model=n; target=2/2; attempt=1");
}

static void
test_passed_over_on_the_way (RunFixture *f, gconstpointer data)
{
  const SpoilCase *c = data;

  run_fixture_configure_chain (f, "p,m q,n r,m", "");
  c->spoil (f, "q");
  refuse (f, 500);
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 2, "r");
  assert_route (f, "provider=r; model=m; target=3/3; attempt=2");
}

/* what rests is better than nothing */
static void
test_alone_is_tried (RunFixture *f, gconstpointer data)
{
  const SpoilCase *c = data;

  run_fixture_configure (f, "", "", "");
  c->spoil (f, "p");
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

/* no time-out, no repetition */
static void
test_out_of_reach_alone (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  cut_off (f, "p");
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f,
                            503,
                            "there is no network: the provider \\\"p\\\" at h.far");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

static void
test_paused_alone (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  hold_back (f, "p");
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 503, "ccproxy providers resume p");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
  g_assert_null (ccp_headers_get (ccp_reply_get_headers (f->reply), "retry-after"));
  assert_route (f, "provider=p; model=m; target=1/1");
}

static void
test_paused_and_resting (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  rest (f, "p", 60000);
  hold_back (f, "p");
  run (f, RUN_STREAM);

  run_fixture_assert_whole (f, 503, "ccproxy providers resume p");
  g_assert_cmpstr (ccp_headers_get (ccp_reply_get_headers (f->reply), "retry-after"),
                   ==,
                   "60");
}

static void
test_all_paused (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  hold_back (f, "p");
  hold_back (f, "q");
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 503, "\\\"p\\\" is paused");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

/* also as the last resort */
static void
test_paused_never (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  hold_back (f, "p");
  refuse (f, 500);
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 500, "the provider refuses");
  assert_sent (f, 1, "q");
}

static void
test_best_of_all (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n r,m", "");
  rest (f, "p", 3600000);
  rest (f, "q", 60000);
  break_down (f, "r");
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 1, "r");
}

static void
test_best_at_the_end (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n r,m", "");
  rest (f, "p", 3600000);
  rest (f, "q", 60000);
  refuse (f, 500);
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 2, "q");
  assert_route (f, "provider=q; model=n; target=2/3; attempt=2");
}

static void
test_one_last_resort (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n r,m", "");
  rest (f, "p", 3600000);
  rest (f, "q", 60000);
  refuse (f, 500);
  refuse (f, 500);
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 500, "the provider refuses");
  assert_sent (f, 2, "q");
}

/* a key that was refused is no better for another model of the provider */
static void
test_key_is_tried_once (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m p,n", "");
  refuse (f, 401);
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 401, "the provider refuses");
  assert_sent (f, 1, "p");
}

static void
test_other_provider_first (RunFixture *f, gconstpointer data)
{
  guint status = GPOINTER_TO_UINT (data);

  run_fixture_configure_chain (f, "p,m p,n q,n", "");
  refuse (f, status);
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 2, "q");
  assert_route (f, "provider=q; model=n; target=3/3; attempt=2");
}

/* there are models that cost nothing */
static void
test_no_credit_last_resort (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m p,n", "");
  refuse (f, 402);
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 2, "p");
}

static void
test_pause_ends_repetitions (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = scripted_stream_new (TRUE);

  run_fixture_configure (f, "", "", "");
  fake_provider_add_verdict (
      run_fixture_get_provider (f),
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, "not now"));
  fake_transport_answer (f->transport, 503, "application/json", G_INPUT_STREAM (body));
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_settle ();
  hold_back (f, "p");
  scripted_stream_add (body, "{}");
  scripted_stream_end (body);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 503, "not now");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      const SpoilCase *c = &spoilt[i];

      run_fixture_add ("run-state/passed-over", c->name, c, test_passed_over);
      run_fixture_add ("run-state/passed-over-on-the-way",
                       c->name,
                       c,
                       test_passed_over_on_the_way);
      if (c->spoil != hold_back && c->spoil != cut_off)
        run_fixture_add ("run-state/alone-is-tried", c->name, c, test_alone_is_tried);
    }
  run_fixture_add ("run-state", "out-of-reach-alone", NULL, test_out_of_reach_alone);
  run_fixture_add ("run-state", "paused-alone", NULL, test_paused_alone);
  run_fixture_add ("run-state", "paused-and-resting", NULL, test_paused_and_resting);
  run_fixture_add ("run-state", "all-paused", NULL, test_all_paused);
  run_fixture_add ("run-state", "paused-never", NULL, test_paused_never);
  run_fixture_add ("run-state", "best-of-all", NULL, test_best_of_all);
  run_fixture_add ("run-state", "best-at-the-end", NULL, test_best_at_the_end);
  run_fixture_add ("run-state", "one-last-resort", NULL, test_one_last_resort);
  run_fixture_add ("run-state", "key-is-tried-once", NULL, test_key_is_tried_once);
  run_fixture_add ("run-state",
                   "other-provider-after-401",
                   GUINT_TO_POINTER (401),
                   test_other_provider_first);
  run_fixture_add ("run-state",
                   "T105-other-provider-after-402",
                   GUINT_TO_POINTER (402),
                   test_other_provider_first);
  run_fixture_add ("run-state", "no-credit-at-last", NULL, test_no_credit_last_resort);
  run_fixture_add ("run-state",
                   "pause-ends-repetitions",
                   NULL,
                   test_pause_ends_repetitions);

  return g_test_run ();
}
