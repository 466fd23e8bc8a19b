/* test-run-chain.c: a run that goes on with the next target of its route
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "run-fixture.h"

static void
answer_message (RunFixture *f)
{
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
}

static void
answer_stream (RunFixture *f)
{
  g_autofree char *good = g_strconcat (run_sse_start, run_sse_block, run_sse_end, NULL);

  fake_transport_answer_text (f->transport, 200, "text/event-stream", good);
}

/* verdict: (transfer full): what @provider makes of its next answer */
static void
refuse (RunFixture *f, const char *provider, CcpVerdict *verdict)
{
  fake_provider_add_verdict (run_fixture_get_provider_named (f, provider), verdict);
  fake_transport_answer_text (f->transport, 503, "application/json", "{}");
}

static CcpVerdict *
create_overflow (void)
{
  CcpVerdict *verdict = ccp_verdict_new (CCP_VERDICT_GIVE_UP,
                                         CCP_ERROR_INVALID_REQUEST,
                                         "prompt is too long");

  ccp_verdict_set_overflow (verdict, TRUE);
  return verdict;
}

static CcpVerdict *
create_rest (guint64 retry_after)
{
  CcpVerdict *verdict =
      ccp_verdict_new (CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, "slow down");

  ccp_verdict_set_retry_after (verdict, retry_after);
  return verdict;
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
  g_assert_cmpstr (ccp_headers_get (ccp_reply_get_headers (f->reply), "x-ccproxy-route"),
                   ==,
                   expected);
}

static void
test_status_goes_on (RunFixture *f, gconstpointer data)
{
  guint status = GPOINTER_TO_UINT (data);
  g_autofree char *events = NULL;

  run_fixture_configure_chain (f, "p,m q,n", "");
  fake_transport_answer_text (f->transport, status, "application/json", "{}");
  answer_stream (f);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  events = run_fixture_pull_all (f);
  g_assert_true (g_str_has_suffix (events, "message_stop"));
  assert_sent (f, 2, "q");
  assert_route (f, "stage=default; provider=q; model=n; target=2/2; attempt=2");
}

static void
test_status_ends (RunFixture *f, gconstpointer data)
{
  guint status = GPOINTER_TO_UINT (data);

  run_fixture_configure_chain (f, "p,m q,n", "");
  fake_transport_answer_text (f->transport, status, "application/json", "{}");
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, status == 422 ? 400 : status, "the provider refuses");
  assert_route (f, "stage=default; provider=p; model=m; target=1/2; attempt=1");
  assert_sent (f, 1, "p");
}

static void
test_own_target (RunFixture *f, gconstpointer data)
{
  CcpRoute *route = NULL;

  run_fixture_configure_chain (f, "p,m q,n", "");
  refuse (f, "p", create_rest (60000));
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 2, "q");
  route = ccp_exchange_get_route (f->exchange);
  g_assert_cmpstr (ccp_route_get_provider (route), ==, "q");
  g_assert_cmpstr (ccp_route_get_model (route), ==, "n");
  g_assert_cmpstr (fake_transport_get_key (f->transport), ==, "key-of-q");
  g_assert_false (ccp_exchange_get_option_boolean (f->exchange, "thinks", TRUE));
  g_assert_cmpuint (ccp_exchange_get_attempt (f->exchange), ==, 2);
  g_assert_null (ccp_headers_get (ccp_reply_get_headers (f->reply), "retry-after"));
}

static void
test_network (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  for (guint i = 0; i < 2; i++)
    fake_transport_fail (
        f->transport,
        g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "p is closed"));
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 3, "q");
}

static void
test_silence (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  fake_transport_fail (f->transport,
                       g_error_new (CCP_ERROR, CCP_ERROR_TIMEOUT, "p fell silent"));
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 2, "q");
}

static void
test_event (RunFixture *f, gconstpointer data)
{
  g_autofree char *bad = g_strconcat (run_sse_start, run_sse_overloaded, NULL);
  g_autofree char *events = NULL;

  run_fixture_configure_chain (f, "p,m q,n", "");
  fake_transport_answer_text (f->transport, 200, "text/event-stream", bad);
  answer_stream (f);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  events = run_fixture_pull_all (f);
  g_assert_null (strstr (events, "error"));
  g_assert_true (g_str_has_suffix (events, "message_stop"));
  assert_sent (f, 2, "q");
}

/* an answer that makes no sense, although its status is good */
static void
test_nonsense (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  fake_transport_answer_text (f->transport, 200, "application/json", "{}");
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 2, "q");
}

static void
test_plugin (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  fake_provider_set_behaviour (run_fixture_get_provider (f), "describe", "fail");
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 1, "q");
}

/* what one target has used up of its own repetitions is not taken from the next */
static void
test_repetitions (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  for (guint i = 0; i < 2; i++)
    refuse (f, "p", ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, "no"));
  refuse (f, "q", ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, "no"));
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 4, "q");
  g_assert_cmpuint (ccp_exchange_get_attempt (f->exchange), ==, 4);
}

static void
test_overflow_to_larger (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (
      f,
      "small p,n large r,m",
      "models: [{id: small, provider: p, upstream: m, context_window: 8000}, "
      "{id: large, provider: q, upstream: n, context_window: 200000}]");
  refuse (f, "p", create_overflow ());
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  assert_sent (f, 2, "q");
}

static void
test_overflow_of_all (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (
      f,
      "p,n small r,m",
      "models: [{id: small, provider: q, upstream: m, context_window: 1}]");
  refuse (f, "p", create_overflow ());
  answer_message (f);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 400, "prompt is too long");
  assert_sent (f, 1, "p");
}

/* it is the overflow that the client can do something about */
static void
test_overflow_at_the_end (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  refuse (f, "p", create_rest (1000));
  refuse (f, "q", create_overflow ());
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 400, "prompt is too long");
  g_assert_null (ccp_headers_get (ccp_reply_get_headers (f->reply), "retry-after"));
}

static void
test_all_fail (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n r,m", "");
  refuse (f, "p", create_rest (3000));
  refuse (f, "q", create_rest (2000));
  refuse (f,
          "r",
          ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_AUTHENTICATION, "bad key"));
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 429, "slow down");
  g_assert_cmpstr (ccp_headers_get (ccp_reply_get_headers (f->reply), "retry-after"),
                   ==,
                   "2");
  assert_sent (f, 3, "r");
}

static void
test_client_fault_at_the_end (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n r,m", "");
  refuse (f, "p", create_rest (3000));
  refuse (
      f,
      "q",
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, "no such tool"));
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 400, "no such tool");
  assert_sent (f, 2, "q");
}

/* the stream that the client has is that of the first target, come what may */
static void
test_hold_over (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = scripted_stream_new (TRUE);
  g_autofree char *events = NULL;

  run_fixture_configure_chain (f, "p,m q,n", "start_hold: 0.05");
  fake_transport_answer (f->transport, 200, "application/json", G_INPUT_STREAM (body));
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);
  g_assert_nonnull (ccp_reply_get_events (f->reply));
  assert_route (f, "stage=default; provider=p; model=m; target=1/2; attempt=1");
  scripted_stream_add (body, "{}");
  scripted_stream_end (body);

  events = run_fixture_pull_all (f);
  g_assert_nonnull (strstr (events, "error"));
  assert_sent (f, 1, "p");
}

/* T100 */
static void
test_cancel (RunFixture *f, gconstpointer data)
{
  run_fixture_configure_chain (f, "p,m q,n", "");
  refuse (f, "p", create_rest (60000));
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_settle ();
  assert_sent (f, 2, "q");
  g_cancellable_cancel (f->cancellable);
  run_fixture_wait (f);

  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_transport_count_cancelled (f->transport), ==, 1);
}

typedef struct
{
  const char *name;
  guint status;
} StatusCase;

static const StatusCase going_on[] = {
  { "401", 401 }, { "T105-402", 402 }, { "403", 403 },
  { "404", 404 }, { "408", 408 },      { "T101-429", 429 },
  { "500", 500 }, { "502", 502 },      { "T104-529", 529 },
};

static const StatusCase ending[] = {
  { "400", 400 },
  { "413", 413 },
  { "422", 422 },
};

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (going_on); i++)
    run_fixture_add ("run-chain/T112-goes-on-after",
                     going_on[i].name,
                     GUINT_TO_POINTER (going_on[i].status),
                     test_status_goes_on);
  for (gsize i = 0; i < G_N_ELEMENTS (ending); i++)
    run_fixture_add ("run-chain/T112-ends-with",
                     ending[i].name,
                     GUINT_TO_POINTER (ending[i].status),
                     test_status_ends);
  run_fixture_add ("run-chain", "T111-own-target", NULL, test_own_target);
  run_fixture_add ("run-chain", "T112-network", NULL, test_network);
  run_fixture_add ("run-chain", "T112-time-out", NULL, test_silence);
  run_fixture_add ("run-chain", "T101-error-before-content", NULL, test_event);
  run_fixture_add ("run-chain", "answer-makes-no-sense", NULL, test_nonsense);
  run_fixture_add ("run-chain", "plugin-fails", NULL, test_plugin);
  run_fixture_add ("run-chain", "own-repetitions", NULL, test_repetitions);
  run_fixture_add ("run-chain", "T113-overflow-to-larger", NULL, test_overflow_to_larger);
  run_fixture_add ("run-chain", "T113-overflow-of-all", NULL, test_overflow_of_all);
  run_fixture_add ("run-chain", "overflow-at-the-end", NULL, test_overflow_at_the_end);
  run_fixture_add ("run-chain", "all-fail", NULL, test_all_fail);
  run_fixture_add ("run-chain",
                   "clients-fault-at-the-end",
                   NULL,
                   test_client_fault_at_the_end);
  run_fixture_add ("run-chain", "hold-is-over", NULL, test_hold_over);
  run_fixture_add ("run-chain", "T100-cancelled", NULL, test_cancel);

  return g_test_run ();
}
