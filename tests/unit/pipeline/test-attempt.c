/* test-attempt.c: one attempt, from the route to the judged answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-attempt.h"

#include <string.h>

#include "run-fixture.h"
#include "scripted-source.h"

typedef struct
{
  RunFixture run;
  CcpAttempt *attempt; /* (nullable) */
  guint n_results;
  gboolean done;
  CcpVerdict *verdict; /* (nullable) */
  GError *error;       /* (nullable) */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (RUN_PLAIN, -1, NULL);

  run_fixture_set_up (&f->run, data);
  f->run.exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->attempt, ccp_attempt_free);
  g_clear_pointer (&f->verdict, ccp_verdict_unref);
  g_clear_error (&f->error);
  run_fixture_tear_down (&f->run, data);
}

static void
begin (Fixture *f, const char *provider, const char *model)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("s", provider, model);

  ccp_exchange_set_route (f->run.exchange, route);
  f->attempt = ccp_attempt_new (f->run.snapshot, f->run.exchange, &f->error);
}

static void
on_prepared (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  f->done = ccp_attempt_prepare_finish (result, &f->error);
}

static void
prepare (Fixture *f)
{
  ccp_attempt_prepare_async (f->attempt,
                             f->run.exchange,
                             f->run.cancellable,
                             on_prepared,
                             f);
  run_fixture_settle ();
  g_assert_cmpuint (f->n_results, ==, 1);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  f->done = ccp_attempt_send_finish (result, &f->error);
}

static void
send (Fixture *f)
{
  prepare (f);
  g_assert_no_error (f->error);
  ccp_attempt_send_async (f->attempt, f->run.cancellable, on_sent, f);
  run_fixture_settle ();
  g_assert_cmpuint (f->n_results, ==, 2);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  f->done = ccp_attempt_read_finish (result, &f->error);
}

/* memory streams are read in a thread */
static void
wait_for (Fixture *f, guint n_results)
{
  while (f->n_results < n_results)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->n_results, ==, n_results);
}

static void
read_answer (Fixture *f, guint status, const char *body)
{
  fake_transport_answer_text (f->run.transport, status, "application/json", body);
  begin (f, "p", "m");
  send (f);
  ccp_attempt_read_async (f->attempt, f->run.exchange, f->run.cancellable, on_read, f);
  wait_for (f, 3);
}

static void
test_no_such_provider (Fixture *f, gconstpointer data)
{
  run_fixture_configure (&f->run, "", "", "");
  begin (f, "nowhere", "m");

  g_assert_null (f->attempt);
  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_INTERNAL);
  g_assert_nonnull (strstr (f->error->message, "\"nowhere\""));
}

/* T111: the settings of the model that was routed to */
static void
test_options_of_the_model (Fixture *f, gconstpointer data)
{
  g_autofree char *options = NULL;

  run_fixture_configure (&f->run,
                         "models: [{id: n, provider: p, options: {thinks: false}}]",
                         "",
                         "");
  begin (f, "p", "n");
  options = ccp_json_to_text (ccp_exchange_get_options (f->run.exchange));

  g_assert_nonnull (strstr (options, "\"thinks\":false"));
}

static void
test_prepare (Fixture *f, gconstpointer data)
{
  run_fixture_configure (&f->run, "", "", "");
  begin (f, "p", "m");
  prepare (f);

  g_assert_no_error (f->error);
  g_assert_true (f->done);
  g_assert_cmpstr (ccp_upstream_request_get_url (f->attempt->request),
                   ==,
                   "http://h.example/v1/messages");
}

static void
test_prepare_answered (Fixture *f, gconstpointer data)
{
  run_fixture_configure (
      &f->run,
      "",
      ", transformers: {request: [{class: fake.SimpleStep, params: {name: a, at: "
      "request, does: answer, answer: '{}'}}]}",
      "");
  begin (f, "p", "m");
  prepare (f);

  g_assert_no_error (f->error);
  g_assert_true (f->done);
  g_assert_nonnull (ccp_exchange_get_answer (f->run.exchange));
  g_assert_null (f->attempt->request);
}

static void
test_read (Fixture *f, gconstpointer data)
{
  run_fixture_configure (&f->run, "", "", "");
  read_answer (f, 200, "{\"a\":1}");

  g_assert_no_error (f->error);
  g_assert_cmpuint (g_bytes_get_size (f->attempt->bytes), ==, 7);
  g_assert_nonnull (f->attempt->json);
}

static void
test_read_text (Fixture *f, gconstpointer data)
{
  run_fixture_configure (&f->run, "", "", "");
  read_answer (f, 200, "hello");

  g_assert_no_error (f->error);
  g_assert_null (f->attempt->json);
}

/* @data: the status; an error is judged by it, even without its body */
static void
test_read_cut (Fixture *f, gconstpointer data)
{
  guint status = GPOINTER_TO_UINT (data);
  g_autoptr (ScriptedStream) body = scripted_stream_new (FALSE);

  run_fixture_configure (&f->run, "", "", "");
  scripted_stream_fail (body, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "gone"));
  fake_transport_answer (f->run.transport, status, NULL, G_INPUT_STREAM (body));
  begin (f, "p", "m");
  send (f);
  ccp_attempt_read_async (f->attempt, f->run.exchange, NULL, on_read, f);
  wait_for (f, 3);

  g_assert_cmpint (f->done, ==, status >= 400);
  if (status >= 400)
    g_assert_cmpuint (g_bytes_get_size (f->attempt->bytes), ==, 0);
  else
    g_assert_true (g_str_has_suffix (f->error->message, "gone (upstream p)"));
}

static void
on_judged (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  f->verdict = ccp_attempt_judge_finish (result, &f->error);
}

static void
test_judge (Fixture *f, gconstpointer data)
{
  run_fixture_configure (&f->run, "", "", "");
  read_answer (f, 404, "{}");
  ccp_attempt_judge_async (f->attempt, f->run.exchange, NULL, on_judged, f);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 4);
  g_assert_cmpint (ccp_verdict_get_code (f->verdict), ==, CCP_ERROR_NOT_FOUND);
}

/* T86: what was read whole can be events all the same */
static void
test_open_whole_events (Fixture *f, gconstpointer data)
{
  g_autofree char *names = NULL;
  g_autoptr (CcpEventSource) events = NULL;
  g_autoptr (CcpEventBatch) batch = NULL;

  run_fixture_configure (&f->run, "", "", "");
  read_answer (f, 200, run_sse_start);
  events = ccp_attempt_open_events (f->attempt, f->run.exchange);
  batch = scripted_source_pull (events, &f->error);

  g_assert_no_error (f->error);
  names = scripted_source_describe (batch);
  g_assert_cmpstr (names, ==, "message_start");
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

#define ADD(path, data, function)                                                        \
  g_test_add (path, Fixture, data, set_up, function, tear_down)
  ADD ("/attempt/new/no-such-provider", NULL, test_no_such_provider);
  ADD ("/attempt/new/T111-options-of-the-model", NULL, test_options_of_the_model);
  ADD ("/attempt/prepare/request", NULL, test_prepare);
  ADD ("/attempt/prepare/answered-by-a-transformer", NULL, test_prepare_answered);
  ADD ("/attempt/read/json", NULL, test_read);
  ADD ("/attempt/read/text", NULL, test_read_text);
  ADD ("/attempt/read/T74-cut", GUINT_TO_POINTER (200), test_read_cut);
  ADD ("/attempt/read/cut-error", GUINT_TO_POINTER (500), test_read_cut);
  ADD ("/attempt/judge/verdict", NULL, test_judge);
  ADD ("/attempt/open-events/T86-whole", NULL, test_open_whole_events);

  return g_test_run ();
}
