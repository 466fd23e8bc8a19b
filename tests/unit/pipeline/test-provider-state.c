/* test-provider-state.c: what is known of a provider at run time
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-provider-visit.h"

#define NOW (1000 * G_TIME_SPAN_SECOND)

typedef struct
{
  gint64 now;
  CcpProviderState *state;
  guint n_changes;
} Fixture;

static gint64
read_clock (gpointer data)
{
  Fixture *f = data;

  return f->now;
}

static void
on_changed (CcpProviderState *state, gpointer data)
{
  Fixture *f = data;

  f->n_changes++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->now = NOW;
  f->state = ccp_provider_state_new ("p", read_clock, f);
  g_signal_connect (f->state, "changed", G_CALLBACK (on_changed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->state);
}

/* one request that ends with an error */
static void
fail_with (Fixture *f, CcpVerdictKind kind, CcpError code, guint64 retry_after)
{
  g_autoptr (CcpProviderVisit) visit = ccp_provider_visit_new (f->state);
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new (kind, code, "no");

  ccp_verdict_set_retry_after (verdict, retry_after);
  ccp_provider_visit_fail (visit, verdict, FALSE);
}

static void
break_down (Fixture *f, guint times)
{
  for (guint i = 0; i < times; i++)
    fail_with (f, CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, 0);
}

static void
succeed (Fixture *f, gboolean has_paid)
{
  g_autoptr (CcpProviderVisit) visit = ccp_provider_visit_new (f->state);

  ccp_provider_visit_succeed (visit, has_paid);
}

static void
assert_condition (Fixture *f, const char *expected)
{
  CcpProviderCondition condition = ccp_provider_state_get_condition (f->state);

  g_assert_cmpstr (ccp_provider_state_condition_to_string (condition), ==, expected);
}

static void
test_new (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (ccp_provider_state_get_name (f->state), ==, "p");
  assert_condition (f, "ready");
  g_assert_cmpint (ccp_provider_state_get_resting_until (f->state), ==, 0);
  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_CLOSED);
  g_assert_null (ccp_provider_state_get_last_error (f->state));
  g_assert_cmpint (ccp_provider_state_get_last_error_at (f->state), ==, 0);
  g_assert_cmpuint (
      ccp_headers_get_length (ccp_provider_state_get_rate_limits (f->state)),
      ==,
      0);
  g_assert_cmpuint (ccp_provider_state_get_in_flight (f->state), ==, 0);
  g_assert_true (ccp_provider_state_is_free (f->state));
}

static void
test_rests (Fixture *f, gconstpointer data)
{
  fail_with (f, CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 5000);

  assert_condition (f, "resting");
  g_assert_cmpint (ccp_provider_state_get_resting_until (f->state),
                   ==,
                   NOW + 5 * G_TIME_SPAN_SECOND);
  g_assert_cmpstr (ccp_provider_state_get_last_error (f->state), ==, "rate_limit_error");
  g_assert_cmpint (ccp_provider_state_get_last_error_at (f->state), ==, NOW);
  g_assert_false (ccp_provider_state_is_free (f->state));
  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_CLOSED);
  g_assert_cmpuint (f->n_changes, ==, 1);

  f->now += 5 * G_TIME_SPAN_SECOND;
  assert_condition (f, "ready");
  g_assert_cmpint (ccp_provider_state_get_resting_until (f->state), ==, 0);
  g_assert_true (ccp_provider_state_is_free (f->state));
}

/* nobody does anything, and still those who listen are told */
static void
test_rest_ends_by_itself (Fixture *f, gconstpointer data)
{
  fail_with (f, CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 20);
  g_assert_cmpuint (f->n_changes, ==, 1);
  f->now += 20 * G_TIME_SPAN_MILLISECOND;

  while (f->n_changes == 1)
    g_main_context_iteration (NULL, TRUE);
  assert_condition (f, "ready");
}

static void
test_pause (Fixture *f, gconstpointer data)
{
  ccp_provider_state_pause (f->state);
  ccp_provider_state_pause (f->state);

  assert_condition (f, "paused");
  g_assert_false (ccp_provider_state_is_free (f->state));
  g_assert_cmpuint (f->n_changes, ==, 1);
}

static void
test_success_does_not_resume (Fixture *f, gconstpointer data)
{
  ccp_provider_state_pause (f->state);
  succeed (f, TRUE);

  assert_condition (f, "paused");
}

static void
test_resume (Fixture *f, gconstpointer data)
{
  break_down (f, 5);
  fail_with (f, CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 5000);
  ccp_provider_state_pause (f->state);
  ccp_provider_state_resume (f->state);

  assert_condition (f, "ready");
  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_CLOSED);
  g_assert_true (ccp_provider_state_is_free (f->state));
}

static void
test_key_refused (Fixture *f, gconstpointer data)
{
  fail_with (f, CCP_VERDICT_GIVE_UP, CCP_ERROR_AUTHENTICATION, 0);

  assert_condition (f, "resting");
  g_assert_true (ccp_provider_state_has_refused (f->state, NOW));
  g_assert_false (ccp_provider_state_has_refused (f->state, NOW + 1));

  succeed (f, FALSE);
  assert_condition (f, "ready");
  g_assert_false (ccp_provider_state_has_refused (f->state, NOW));
}

static void
test_reconsider (Fixture *f, gconstpointer data)
{
  fail_with (f, CCP_VERDICT_GIVE_UP, CCP_ERROR_BILLING, 0);
  ccp_provider_state_reconsider (f->state);
  assert_condition (f, "ready");

  fail_with (f, CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 5000);
  ccp_provider_state_reconsider (f->state);
  assert_condition (f, "resting");
}

static void
test_breaker (Fixture *f, gconstpointer data)
{
  break_down (f, 4);
  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_CLOSED);
  g_assert_true (ccp_provider_state_is_free (f->state));
  g_assert_cmpuint (f->n_changes, ==, 1);

  break_down (f, 1);
  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_OPEN);
  g_assert_false (ccp_provider_state_is_free (f->state));
  g_assert_cmpint (ccp_provider_state_get_free_at (f->state),
                   ==,
                   NOW + 30 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (f->n_changes, ==, 2);
}

/* a provider that refuses a request is there */
static void
test_breaker_of_refusals (Fixture *f, gconstpointer data)
{
  static const CcpError refusals[] = {
    CCP_ERROR_INVALID_REQUEST, CCP_ERROR_AUTHENTICATION, CCP_ERROR_BILLING,
    CCP_ERROR_PERMISSION,      CCP_ERROR_NOT_FOUND,      CCP_ERROR_TOO_LARGE,
    CCP_ERROR_RATE_LIMITED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      break_down (f, 4);
      fail_with (f, CCP_VERDICT_GIVE_UP, refusals[i], 0);
      break_down (f, 4);
      fail_with (f, CCP_VERDICT_GIVE_UP, refusals[i], 0);
    }

  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_CLOSED);
}

static void
test_breaker_of_breakdowns (Fixture *f, gconstpointer data)
{
  fail_with (f, CCP_VERDICT_GIVE_UP, CCP_ERROR_INTERNAL, 0);
  fail_with (f, CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, 0);
  fail_with (f, CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, 0);
  fail_with (f, CCP_VERDICT_GIVE_UP, CCP_ERROR_TIMEOUT, 0);
  fail_with (f, CCP_VERDICT_GIVE_UP, CCP_ERROR_OVERLOADED, 0);

  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_OPEN);
}

static void
test_half_open (Fixture *f, gconstpointer data)
{
  CcpProviderVisit *visit = NULL;

  break_down (f, 5);
  f->now += 30 * G_TIME_SPAN_SECOND;
  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_HALF_OPEN);
  g_assert_true (ccp_provider_state_is_free (f->state));
  visit = ccp_provider_visit_new (f->state);
  g_assert_false (ccp_provider_state_is_free (f->state));

  ccp_provider_visit_unref (visit);
  g_assert_true (ccp_provider_state_is_free (f->state));
  succeed (f, TRUE);
  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_CLOSED);
}

static void
test_same_error_again (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 1000; i++)
    {
      fail_with (f, CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, 0);
      f->now += 100;
    }
  g_assert_cmpuint (f->n_changes, ==, 1);

  f->now += G_TIME_SPAN_SECOND;
  fail_with (f, CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, 0);
  g_assert_cmpuint (f->n_changes, ==, 2);
}

static void
test_success_is_no_change (Fixture *f, gconstpointer data)
{
  succeed (f, TRUE);
  break_down (f, 1);
  f->n_changes = 0;
  succeed (f, TRUE);

  g_assert_cmpuint (f->n_changes, ==, 0);
  g_assert_cmpstr (ccp_provider_state_get_last_error (f->state), ==, "api_error");
}

static void
break_with (Fixture *f, CcpProviderVisit *visit, CcpError code)
{
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new (CCP_VERDICT_GIVE_UP, code, "no");

  f->now += 2 * G_TIME_SPAN_SECOND;
  ccp_provider_visit_break (visit, verdict);
}

/* so often that the breaker would open if it counted */
static void
test_break (Fixture *f, gconstpointer data)
{
  for (guint i = 1; i <= 20; i++)
    {
      g_autoptr (CcpProviderVisit) visit = ccp_provider_visit_new (f->state);

      ccp_provider_visit_succeed (visit, TRUE);
      break_with (f, visit, CCP_ERROR_OVERLOADED);
      break_with (f, visit, CCP_ERROR_UPSTREAM);
      g_assert_cmpuint (f->n_changes, ==, i);
    }

  g_assert_cmpstr (ccp_provider_state_get_last_error (f->state), ==, "overloaded_error");
  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_CLOSED);
  assert_condition (f, "ready");
}

static void
test_break_of_this_side (Fixture *f, gconstpointer data)
{
  static const CcpError codes[] = { CCP_ERROR_INTERNAL,
                                    CCP_ERROR_PLUGIN,
                                    CCP_ERROR_CONFIG,
                                    CCP_ERROR_CANCELLED };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (CcpProviderVisit) visit = ccp_provider_visit_new (f->state);

      ccp_provider_visit_succeed (visit, TRUE);
      break_with (f, visit, codes[i]);
    }

  g_assert_cmpuint (f->n_changes, ==, 0);
  g_assert_null (ccp_provider_state_get_last_error (f->state));
}

static void
test_in_flight (Fixture *f, gconstpointer data)
{
  CcpProviderVisit *one = ccp_provider_visit_new (f->state);
  CcpProviderVisit *other = ccp_provider_visit_new (f->state);
  GObject *stream = g_object_new (G_TYPE_OBJECT, NULL);

  g_assert_cmpuint (ccp_provider_state_get_in_flight (f->state), ==, 2);
  ccp_provider_visit_last (one, stream);
  ccp_provider_visit_unref (one);
  ccp_provider_visit_unref (other);
  g_assert_cmpuint (ccp_provider_state_get_in_flight (f->state), ==, 1);
  g_object_unref (stream);
  g_assert_cmpuint (ccp_provider_state_get_in_flight (f->state), ==, 0);
}

static void
test_first_word_counts (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpProviderVisit) visit = ccp_provider_visit_new (f->state);
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, "no");

  break_down (f, 4);
  ccp_provider_visit_fail (visit, verdict, FALSE);
  ccp_provider_visit_succeed (visit, TRUE);

  g_assert_cmpint (ccp_provider_state_get_breaker (f->state), ==, CCP_BREAKER_OPEN);
}

static void
test_limits_of_last_answer (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpProviderVisit) visit = ccp_provider_visit_new (f->state);
  g_autoptr (CcpHeaders) first = ccp_headers_new ();
  g_autoptr (CcpHeaders) second = ccp_headers_new ();
  CcpHeaders *limits = NULL;

  ccp_headers_append (first, "x-ratelimit-a", "1");
  ccp_headers_append (second, "X-RateLimit-B", "2");
  ccp_headers_append (second, "set-cookie", "hush");
  ccp_provider_visit_hear (visit, first);
  g_assert_cmpstr (
      ccp_headers_get (ccp_provider_state_get_rate_limits (f->state), "x-ratelimit-a"),
      ==,
      "1");
  ccp_provider_visit_hear (visit, second);

  limits = ccp_provider_state_get_rate_limits (f->state);
  g_assert_true (limits == ccp_provider_state_get_rate_limits (f->state));
  g_assert_cmpuint (ccp_headers_get_length (limits), ==, 1);
  g_assert_cmpstr (ccp_headers_get_name (limits, 0), ==, "x-ratelimit-b");
}

static void
add (const char *path, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/provider-state/new/ready", test_new);
  add ("/provider-state/note-failure/rests", test_rests);
  add ("/provider-state/note-failure/rest-ends-by-itself", test_rest_ends_by_itself);
  add ("/provider-state/note-failure/key-is-refused", test_key_refused);
  add ("/provider-state/note-failure/same-error-again", test_same_error_again);
  add ("/provider-state/note-success/is-no-change", test_success_is_no_change);
  add ("/provider-state/note-success/does-not-resume", test_success_does_not_resume);
  add ("/provider-state/pause/is-told-once", test_pause);
  add ("/provider-state/resume/ends-all", test_resume);
  add ("/provider-state/reconsider/refusals-only", test_reconsider);
  add ("/provider-state/breaker/five-failures", test_breaker);
  add ("/provider-state/breaker/refusals-close-it", test_breaker_of_refusals);
  add ("/provider-state/breaker/what-counts", test_breaker_of_breakdowns);
  add ("/provider-state/breaker/half-open", test_half_open);
  add ("/provider-state/break/is-the-last-error-once", test_break);
  add ("/provider-state/break/of-this-side-is-none", test_break_of_this_side);
  add ("/provider-state/in-flight/lasts-as-long-as-the-stream", test_in_flight);
  add ("/provider-state/visit/first-word-counts", test_first_word_counts);
  add ("/provider-state/rate-limits/of-the-last-answer", test_limits_of_last_answer);

  return g_test_run ();
}
