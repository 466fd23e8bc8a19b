/* test-run-retry.c: which verdicts lead to another attempt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "run-fixture.h"

static void
answer_refusal (RunFixture *f, CcpVerdict *verdict)
{
  fake_provider_add_verdict (run_fixture_get_provider (f), verdict);
  fake_transport_answer_text (f->transport, 503, "application/json", "{}");
}

static void
fail_to_connect (RunFixture *f)
{
  fake_transport_fail (
      f->transport,
      g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "h.example is closed"));
}

static void
answer_message (RunFixture *f)
{
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
}

static CcpVerdict *
create_verdict (CcpVerdictKind kind, CcpError code)
{
  return ccp_verdict_new (kind, code, "not now");
}

static void
assert_answered_at (RunFixture *f, guint attempt)
{
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, attempt);
}

static void
test_unconnected_once (RunFixture *f, gconstpointer data)
{
  fail_to_connect (f);
  answer_message (f);

  assert_answered_at (f, 2);
}

static void
test_unconnected_twice (RunFixture *f, gconstpointer data)
{
  fail_to_connect (f);
  fail_to_connect (f);
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 502, "h.example is closed (upstream p)");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 2);
}

/* the provider may have seen the request, and be at work on it */
static void
test_lost_after_sending (RunFixture *f, gconstpointer data)
{
  fake_transport_fail (f->transport,
                       g_error_new (CCP_ERROR, CCP_ERROR_TIMEOUT, "h fell silent"));
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 504, "h fell silent (upstream p)");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

static void
test_verdict_retry (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  answer_refusal (f, create_verdict (CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE));
  answer_message (f);

  assert_answered_at (f, 2);
  g_assert_cmpuint (fake_provider_count_judged (run_fixture_get_provider (f)), ==, 2);
}

static void
test_verdict_retry_changed (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpJson) settings = ccp_json_new_from_text ("{\"thinks\":false}", -1, NULL);
  g_autofree char *options = NULL;

  run_fixture_configure (f, "", "", "");
  answer_refusal (
      f,
      ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, "no thinking", settings));
  answer_message (f);

  assert_answered_at (f, 2);
  options = ccp_json_to_text (ccp_exchange_get_options (f->exchange));
  g_assert_nonnull (strstr (options, "\"thinks\":false"));
}

/* a lesson that was known already changes nothing */
static void
test_verdict_retry_unchanged (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpJson) settings = ccp_json_new_from_text ("{\"thinks\":true}", -1, NULL);

  run_fixture_configure (f, "", "", "");
  answer_refusal (
      f,
      ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, "no thinking", settings));
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 400, "no thinking");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

typedef struct
{
  const char *name;
  CcpVerdictKind kind;
  CcpError code;
  guint64 retry_after;
  guint status;
  const char *header; /* retry-after */
} FinalCase;

static const FinalCase finals[] = {
  { "rest", CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 1500, 429, "2" },
  { "give-up", CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, 0, 400, NULL },
  { "retry-not-before", CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, 3000, 503, "3" },
  { "retry-that-time-does-not-mend", CCP_VERDICT_RETRY, CCP_ERROR_BILLING, 0, 402, NULL },
};

static void
test_final (RunFixture *f, gconstpointer data)
{
  const FinalCase *c = data;
  CcpVerdict *verdict = create_verdict (c->kind, c->code);

  run_fixture_configure (f, "", "", "");
  ccp_verdict_set_retry_after (verdict, c->retry_after);
  answer_refusal (f, verdict);
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, c->status, "not now");
  g_assert_cmpstr (ccp_headers_get (ccp_reply_get_headers (f->reply), "retry-after"),
                   ==,
                   c->header);
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

/* T76, T101: an error event before the first content is not seen by the client */
static void
test_first_event_fails (RunFixture *f, gconstpointer data)
{
  const char *start = data;
  g_autofree char *bad = g_strconcat (start, run_sse_again, NULL);
  g_autofree char *good = g_strconcat (run_sse_start, run_sse_block, run_sse_end, NULL);
  g_autofree char *events = NULL;

  fake_transport_answer_text (f->transport, 200, "text/event-stream", bad);
  fake_transport_answer_text (f->transport, 200, "text/event-stream", good);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  events = run_fixture_pull_all (f);
  g_assert_true (g_str_has_suffix (events, "message_stop"));
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 2);
  g_assert_cmpuint (ccp_exchange_get_attempt (f->exchange), ==, 2);
}

static void
test_first_event_fails_twice (RunFixture *f, gconstpointer data)
{
  fake_transport_answer_text (f->transport, 200, "text/event-stream", run_sse_again);
  fake_transport_answer_text (f->transport, 200, "text/event-stream", run_sse_again);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 503, "come again later");
}

/* an error event without a verdict has the status that its type has */
static void
test_first_event_is_final (RunFixture *f, gconstpointer data)
{
  fake_transport_answer_text (f->transport, 200, "text/event-stream", run_sse_overloaded);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 529, "full");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

static void
test_events_of_a_plain_request_fail (RunFixture *f, gconstpointer data)
{
  g_autofree char *bad = g_strconcat (run_sse_start, run_sse_block, run_sse_again, NULL);

  fake_transport_answer_text (f->transport, 200, "text/event-stream", bad);
  answer_message (f);

  assert_answered_at (f, 2);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("run/send", "unconnected-once", NULL, test_unconnected_once);
  run_fixture_add ("run/send", "unconnected-twice", NULL, test_unconnected_twice);
  run_fixture_add ("run/send", "lost-after-sending", NULL, test_lost_after_sending);
  run_fixture_add ("run/judge", "retry", NULL, test_verdict_retry);
  run_fixture_add ("run/judge", "retry-changed", NULL, test_verdict_retry_changed);
  run_fixture_add ("run/judge", "retry-unchanged", NULL, test_verdict_retry_unchanged);
  for (gsize i = 0; i < G_N_ELEMENTS (finals); i++)
    run_fixture_add ("run/judge", finals[i].name, &finals[i], test_final);
  run_fixture_add ("run/first", "T76-T101-error-then-answer", "", test_first_event_fails);
  run_fixture_add ("run/first",
                   "T76-start-and-error-then-answer",
                   run_sse_start,
                   test_first_event_fails);
  run_fixture_add ("run/first", "T76-error-twice", NULL, test_first_event_fails_twice);
  run_fixture_add ("run/first", "error-is-final", NULL, test_first_event_is_final);
  run_fixture_add ("run/convert",
                   "error-event-then-answer",
                   NULL,
                   test_events_of_a_plain_request_fail);

  return g_test_run ();
}
