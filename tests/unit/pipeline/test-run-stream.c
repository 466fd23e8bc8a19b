/* test-run-stream.c: one exchange whose reply is a stream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "run-fixture.h"

#define WHOLE                                                                            \
  "message_start content_block_start content_block_delta content_block_stop "            \
  "message_delta message_stop"

/* short enough for a test, long enough for what is ready to be ready */
#define HOLD "start_hold: 0.05\nping_interval: 100"

static ScriptedStream *
answer_events (RunFixture *f)
{
  ScriptedStream *body = scripted_stream_new (TRUE);

  fake_transport_answer (f->transport, 200, "text/event-stream", G_INPUT_STREAM (body));
  return body;
}

static void
assert_next (RunFixture *f, const char *expected)
{
  g_autofree char *events = run_fixture_pull (f);

  g_assert_cmpstr (events, ==, expected);
}

/* what follows a beginning, which the hold made, is an error event with @part in it */
static void
assert_error_event (RunFixture *f, const char *part)
{
  g_autofree char *events = run_fixture_pull_all (f);

  g_test_message ("looking for \"%s\" in %s", part, events);
  g_assert_true (g_str_has_prefix (events, "error {"));
  g_assert_nonnull (strstr (events, part));
  g_assert_cmpuint (f->n_results, ==, 1);
}

static void
test_streamed (RunFixture *f, gconstpointer data)
{
  g_autofree char *body = g_strconcat (run_sse_start, run_sse_block, run_sse_end, NULL);
  g_autofree char *events = NULL;

  fake_transport_answer_text (f->transport, 200, data, body);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  g_assert_cmpuint (ccp_reply_get_status (f->reply), ==, 200);
  events = run_fixture_pull_all (f);
  g_assert_cmpstr (events, ==, WHOLE);
  g_assert_cmpint (ccp_exchange_get_usage (f->exchange)->output_tokens, ==, 4);
}

/* T88: what has come is given before the rest is there */
static void
test_at_once (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = answer_events (f);

  run_fixture_start (f, RUN_STREAM);
  run_fixture_settle ();
  g_assert_cmpuint (f->n_results, ==, 0);
  scripted_stream_add (body, run_sse_start);
  run_fixture_wait (f);
  assert_next (f, "message_start");
  scripted_stream_add (body, run_sse_block);
  assert_next (f, "content_block_start content_block_delta");
  scripted_stream_add (body, run_sse_end);
  assert_next (f, "content_block_stop message_delta message_stop");
  assert_next (f, "");
}

/* T86 */
static void
test_json_for_a_stream (RunFixture *f, gconstpointer data)
{
  g_autofree char *events = NULL;

  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  events = run_fixture_pull_all (f);
  g_assert_cmpstr (events, ==, WHOLE);
}

/* T74 */
static void
test_cut (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = answer_events (f);

  scripted_stream_add (body, run_sse_start);
  scripted_stream_add (body, run_sse_block);
  if (data != NULL)
    scripted_stream_fail (body, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "reset"));
  else
    scripted_stream_end (body);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  assert_next (f, "message_start content_block_start content_block_delta");
  assert_error_event (f, data != NULL ? data : "ended unexpectedly (upstream p)");
}

/* T75 */
static void
test_error_in_the_stream (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = answer_events (f);

  scripted_stream_add (body, run_sse_start);
  scripted_stream_add (body, run_sse_block);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);
  scripted_stream_add (body, run_sse_overloaded);

  assert_next (f, "message_start content_block_start content_block_delta");
  assert_error_event (f, "\"overloaded_error\",\"message\":\"full\"");
}

static void
test_events_transformer_fails (RunFixture *f, gconstpointer data)
{
  g_autofree char *body = g_strconcat (run_sse_start, run_sse_block, run_sse_end, NULL);

  run_fixture_configure (f,
                         "",
                         ", transformers: {response: [{class: fake.Step, params: {name: "
                         "a, at: events, does: fail}}]}",
                         "");
  fake_transport_answer_text (f->transport, 200, "text/event-stream", body);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 500, "step a fails at events");
}

static void
assert_begun (RunFixture *f)
{
  run_fixture_wait (f);
  g_assert_cmpuint (ccp_reply_get_status (f->reply), ==, 200);
  assert_next (f, "message_start ping");
}

/* T87: the hold is over before there is an answer; then the answer comes */
static void
test_hold_then_answer (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = answer_events (f);
  g_autofree char *events = NULL;

  run_fixture_configure (f, HOLD, "", "");
  run_fixture_start (f, RUN_STREAM);
  assert_begun (f);
  scripted_stream_add (body, run_sse_start);
  scripted_stream_add (body, run_sse_block);
  scripted_stream_add (body, run_sse_end);

  events = run_fixture_pull_all (f);
  g_assert_cmpstr (events,
                   ==,
                   "content_block_start content_block_delta content_block_stop "
                   "message_delta message_stop");
}

/* T87: after the ping a failure is an event */
static void
test_hold_then_cut (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = answer_events (f);

  run_fixture_configure (f, HOLD, "", "");
  run_fixture_start (f, RUN_STREAM);
  assert_begun (f);
  scripted_stream_end (body);

  assert_error_event (f, "ended unexpectedly (upstream p)");
}

/* T87: a JSON body that comes slowly is judged only when the stream has begun; trying
 * again ended with the ping */
static void
test_hold_then_verdict (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = scripted_stream_new (FALSE);

  run_fixture_configure (f, HOLD, "", "");
  fake_provider_add_verdict (
      run_fixture_get_provider (f),
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, "not now"));
  fake_transport_answer (f->transport, 503, "application/json", G_INPUT_STREAM (body));
  run_fixture_start (f, RUN_STREAM);
  assert_begun (f);
  scripted_stream_end (body);

  assert_error_event (f, "not now");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

static void
test_hold_then_message (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = scripted_stream_new (FALSE);
  g_autofree char *events = NULL;

  run_fixture_configure (f, HOLD, "", "");
  fake_transport_answer (f->transport, 200, "application/json", G_INPUT_STREAM (body));
  run_fixture_start (f, RUN_STREAM);
  assert_begun (f);
  scripted_stream_add (body, RUN_MESSAGE);
  scripted_stream_end (body);

  events = run_fixture_pull_all (f);
  g_assert_true (g_str_has_suffix (events, "message_stop"));
}

/* the hold counts from the beginning of the run, routing included */
static void
test_hold_while_routing (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, HOLD, "", ", does: wait");
  run_fixture_start (f, RUN_STREAM);

  assert_begun (f);
  g_cancellable_cancel (f->cancellable);
  assert_next (f, "cancelled");
}

/* what wants nothing generated goes into the stream that has begun */
static void
test_hold_then_nothing_wanted (RunFixture *f, gconstpointer data)
{
  g_autofree char *events = NULL;

  run_fixture_configure (f, HOLD, "", ", does: dawdle");
  run_fixture_start (
      f,
      "{\"model\":\"any\",\"max_tokens\":0,\"stream\":true,\"messages\":[]}");
  assert_begun (f);

  events = run_fixture_pull_all (f);
  g_assert_cmpstr (events, ==, "message_delta message_stop");
  g_assert_cmpuint (f->n_results, ==, 1);
}

static void
test_silence_is_pinged (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = answer_events (f);

  run_fixture_configure (f, "ping_interval: 0.02", "", "");
  scripted_stream_add (body, run_sse_start);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  assert_next (f, "message_start");
  assert_next (f, "ping");
  assert_next (f, "ping");
  g_cancellable_cancel (f->cancellable);
  assert_next (f, "cancelled");
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("run/stream", "passed-on", "text/event-stream", test_streamed);
  run_fixture_add ("run/stream", "passed-on-without-a-type", NULL, test_streamed);
  run_fixture_add ("run/stream", "T88-at-once", NULL, test_at_once);
  run_fixture_add ("run/stream", "T86-json", NULL, test_json_for_a_stream);
  run_fixture_add ("run/stream", "T74-ended-too-early", NULL, test_cut);
  run_fixture_add ("run/stream",
                   "T74-cut",
                   "connection broke: reset (upstream p)",
                   test_cut);
  run_fixture_add ("run/stream", "T75-error-event", NULL, test_error_in_the_stream);
  run_fixture_add ("run/stream",
                   "transformer-of-events-fails",
                   NULL,
                   test_events_transformer_fails);
  run_fixture_add ("run/hold", "T87-then-an-answer", NULL, test_hold_then_answer);
  run_fixture_add ("run/hold", "T87-then-a-cut", NULL, test_hold_then_cut);
  run_fixture_add ("run/hold", "T87-then-a-verdict", NULL, test_hold_then_verdict);
  run_fixture_add ("run/hold", "T86-then-a-message", NULL, test_hold_then_message);
  run_fixture_add ("run/hold",
                   "then-nothing-wanted",
                   NULL,
                   test_hold_then_nothing_wanted);
  run_fixture_add ("run/hold", "while-routing", NULL, test_hold_while_routing);
  run_fixture_add ("run/stream", "T87-silence-is-pinged", NULL, test_silence_is_pinged);

  return g_test_run ();
}
