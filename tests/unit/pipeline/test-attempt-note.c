/* test-attempt-note.c: what the states of the providers are told of a run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
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

/* the next answer, whoever gives it */
static void
refuse (RunFixture *f, guint status)
{
  fake_transport_answer_text (f->transport, status, "application/json", "{}");
}

/* before this run */
static void
break_down (RunFixture *f, guint times)
{
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, "no");

  for (guint i = 0; i < times; i++)
    ccp_provider_state_note_failure (get_state (f, "p"), verdict, FALSE);
}

static void
run (RunFixture *f, const char *body)
{
  run_fixture_start (f, body);
  run_fixture_wait (f);
}

static void
test_success_is_noted (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  break_down (f, 5);
  answer_message (f);
  run (f, RUN_PLAIN);

  g_assert_cmpint (ccp_provider_state_get_breaker (get_state (f, "p")),
                   ==,
                   CCP_BREAKER_CLOSED);
}

/* each attempt counts, and it has two of them */
static void
test_connections_are_counted (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  break_down (f, 3);
  for (guint i = 0; i < 2; i++)
    fake_transport_fail (
        f->transport,
        g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "p is closed"));
  run (f, RUN_PLAIN);

  g_assert_cmpint (ccp_provider_state_get_breaker (get_state (f, "p")),
                   ==,
                   CCP_BREAKER_OPEN);
  g_assert_cmpstr (ccp_provider_state_get_last_error (get_state (f, "p")),
                   ==,
                   "api_error");
}

/* a connection that is cut before it has said anything */
static void
test_cut_is_counted (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  break_down (f, 4);
  for (guint i = 0; i < 2; i++)
    fake_transport_answer_text (f->transport, 200, "text/event-stream", "");
  run (f, RUN_STREAM);

  g_assert_cmpuint (ccp_reply_get_status (f->reply), >=, 500);
  g_assert_cmpint (ccp_provider_state_get_breaker (get_state (f, "p")),
                   ==,
                   CCP_BREAKER_OPEN);
}

/* the fault of a plugin says nothing of the provider */
static void
test_plugins_fault_is_not_counted (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  fake_provider_set_behaviour (run_fixture_get_provider (f), "judge", "fail");
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 500, "judge fails");
  g_assert_null (ccp_provider_state_get_last_error (get_state (f, "p")));
}

/* a setting that is learned is not worth a rest or an error */
static void
test_lesson_is_no_error (RunFixture *f, gconstpointer data)
{
  g_autoptr (CcpJson) lesson = ccp_json_new_from_text ("{\"thinks\":false}", -1, NULL);

  run_fixture_configure (f, "", "", "");
  fake_provider_add_verdict (
      run_fixture_get_provider (f),
      ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, "no", lesson));
  refuse (f, 400);
  answer_message (f);
  run (f, RUN_PLAIN);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  g_assert_null (ccp_provider_state_get_last_error (get_state (f, "p")));
}

static void
test_in_flight_of_stream (RunFixture *f, gconstpointer data)
{
  g_autofree char *good = g_strconcat (run_sse_start, run_sse_block, run_sse_end, NULL);
  g_autofree char *events = NULL;

  run_fixture_configure (f, "", "", "");
  fake_transport_answer_text (f->transport, 200, "text/event-stream", good);
  run (f, RUN_STREAM);

  g_assert_cmpuint (ccp_provider_state_get_in_flight (get_state (f, "p")), ==, 1);
  events = run_fixture_pull_all (f);
  g_clear_object (&f->reply);
  run_fixture_settle ();
  g_assert_cmpuint (ccp_provider_state_get_in_flight (get_state (f, "p")), ==, 0);
}

static void
test_in_flight_of_attempts (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  refuse (f, 500);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_settle ();

  g_assert_cmpuint (ccp_provider_state_get_in_flight (get_state (f, "p")), ==, 0);
  g_assert_cmpuint (ccp_provider_state_get_in_flight (get_state (f, "q")), ==, 1);
  g_cancellable_cancel (f->cancellable);
  run_fixture_wait (f);
  g_assert_cmpuint (ccp_provider_state_get_in_flight (get_state (f, "q")), ==, 0);
}

/* T100: who leaves says nothing of the provider */
static void
test_cancel (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", "", "");
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_settle ();
  g_assert_cmpuint (ccp_provider_state_get_in_flight (get_state (f, "p")), ==, 1);
  g_cancellable_cancel (f->cancellable);
  run_fixture_wait (f);

  g_assert_cmpuint (ccp_provider_state_get_in_flight (get_state (f, "p")), ==, 0);
  g_assert_null (ccp_provider_state_get_last_error (get_state (f, "p")));
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("attempt-note", "success-is-noted", NULL, test_success_is_noted);
  run_fixture_add ("attempt-note",
                   "connections-count",
                   NULL,
                   test_connections_are_counted);
  run_fixture_add ("attempt-note", "cut-counts", NULL, test_cut_is_counted);
  run_fixture_add ("attempt-note",
                   "plugins-fault-does-not-count",
                   NULL,
                   test_plugins_fault_is_not_counted);
  run_fixture_add ("attempt-note", "lesson-is-no-error", NULL, test_lesson_is_no_error);
  run_fixture_add ("attempt-note", "in-flight-of-stream", NULL, test_in_flight_of_stream);
  run_fixture_add ("attempt-note",
                   "in-flight-of-attempts",
                   NULL,
                   test_in_flight_of_attempts);
  run_fixture_add ("attempt-note", "T100-cancelled", NULL, test_cancel);

  return g_test_run ();
}
