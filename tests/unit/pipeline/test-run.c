/* test-run.c: one exchange whose reply is whole
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "run-fixture.h"

#define ANSWERING_STEP                                                                   \
  ", transformers: {request: [{class: fake.Step, params: {name: a, at: request, does: "  \
  "answer, answer: '" RUN_MESSAGE "'}}]}"

static void
test_answered (RunFixture *f, gconstpointer data)
{
  g_autofree char *sent = NULL;

  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  sent = fake_transport_dup_body (f->transport);
  g_assert_cmpstr (sent, ==, RUN_PLAIN);
  g_assert_cmpstr (fake_transport_get_key (f->transport), ==, "hush-hush");
  g_assert_cmpint (ccp_exchange_get_usage (f->exchange)->output_tokens, ==, 4);
}

static void
test_steps_in_order (RunFixture *f, gconstpointer data)
{
  g_autofree char *sent = NULL;

  run_fixture_configure (
      f,
      "",
      ", transformers: {request: [{class: fake.Step, params: {name: u, side: upstream}},"
      " {class: fake.SimpleStep, params: {name: a}}],"
      " response: [{class: fake.SimpleStep, params: {name: a}},"
      " {class: fake.Step, params: {name: u, side: upstream}}]}",
      "");
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  sent = fake_transport_dup_body (f->transport);
  g_assert_nonnull (strstr (sent, "\"trace\":\"a u\""));
  g_assert_cmpstr (ccp_headers_get (ccp_upstream_request_get_headers (
                                        fake_transport_get_request (f->transport)),
                                    "trace"),
                   ==,
                   "a u");
  run_fixture_assert_whole (f, 200, "\"trace\":\"u a\"");
}

static void
test_transformer_answers (RunFixture *f, gconstpointer data)
{
  run_fixture_configure (f, "", ANSWERING_STEP, "");
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

static void
test_transformer_answers_a_stream (RunFixture *f, gconstpointer data)
{
  g_autofree char *events = NULL;

  run_fixture_configure (f, "", ANSWERING_STEP, "");
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);

  events = run_fixture_pull_all (f);
  g_assert_true (g_str_has_prefix (events, "message_start content_block_start"));
  g_assert_true (g_str_has_suffix (events, "message_delta message_stop"));
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

/* protocol E.3: nothing is to be generated, so nobody is asked */
static void
test_nothing_wanted (RunFixture *f, gconstpointer data)
{
  run_fixture_start (f, "{\"model\":\"any\",\"max_tokens\":0,\"messages\":[]}");
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"stop_reason\":\"max_tokens\"");
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

/* T86 */
static void
test_events_for_a_plain_request (RunFixture *f, gconstpointer data)
{
  g_autofree char *body = g_strconcat (run_sse_start, run_sse_block, run_sse_end, NULL);

  fake_transport_answer_text (f->transport, 200, data, body);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
}

static void
test_byte_order_mark (RunFixture *f, gconstpointer data)
{
  fake_transport_answer_text (f->transport,
                              200,
                              "application/json",
                              "\xef\xbb\xbf" RUN_MESSAGE);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 200, "\"text\":\"hi\"");
}

typedef struct
{
  const char *name;
  const char *routing;
  const char *provider;
  const char *at;   /* of the provider */
  const char *does; /* there */
  guint status;
  const char *told;
} FailureCase;

#define STEP(kind, what)                                                                 \
  ", transformers: {request: [{class: fake.Step, params: {name: a, at: " kind            \
  ", does: " what "}}], response: [{class: fake.Step, params: {name: a, at: " kind       \
  ", does: " what "}}]}"

#define SILENT(type, method) type ": " method " failed without saying why"

static const FailureCase failures[] = {
  { "route", ", does: fail", "", NULL, NULL, 404, "no route" },
  { "no-such-provider", ", does: stray", "", NULL, NULL, 500, "\\\"nowhere\\\"" },
  { "request", "", STEP ("request", "fail"), NULL, NULL, 500, "step a fails at request" },
  { "describe", "", "", "describe", "fail", 500, "describe fails" },
  { "upstream",
    "",
    STEP ("upstream", "fail"),
    NULL,
    NULL,
    500,
    "step a fails at upstream" },
  { "judge", "", "", "judge", "fail", 500, "judge fails" },
  { "response",
    "",
    STEP ("response", "fail"),
    NULL,
    NULL,
    500,
    "step a fails at response" },
  { "silent-route",
    ", does: nothing",
    "",
    NULL,
    NULL,
    500,
    SILENT ("FakeRouter", "route") },
  { "silent-request",
    "",
    STEP ("request", "nothing"),
    NULL,
    NULL,
    500,
    SILENT ("FakeStep", "transform_request") },
  { "silent-describe",
    "",
    "",
    "describe",
    "nothing",
    500,
    SILENT ("FakeProvider", "describe") },
  { "silent-upstream",
    "",
    STEP ("upstream", "nothing"),
    NULL,
    NULL,
    500,
    SILENT ("FakeStep", "transform_upstream") },
  { "silent-judge", "", "", "judge", "nothing", 500, SILENT ("FakeProvider", "judge") },
  { "silent-response",
    "",
    STEP ("response", "nothing"),
    NULL,
    NULL,
    500,
    SILENT ("FakeStep", "transform_response") },
};

static void
test_failure (RunFixture *f, gconstpointer data)
{
  const FailureCase *c = data;

  run_fixture_configure (f, "", c->provider, c->routing);
  if (c->at != NULL)
    fake_provider_set_behaviour (run_fixture_get_provider (f), c->at, c->does);
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, c->status, c->told);
}

typedef struct
{
  const char *name;
  const char *body;
  guint status;
  const char *content_type;
  const char *answer;
  guint told_status;
  const char *told;
} AnswerCase;

static const AnswerCase answers[] = {
  { "json-that-is-no-message",
    RUN_PLAIN,
    200,
    "application/json",
    "{\"a\":1}",
    502,
    "the answer is no message" },
  { "message-that-is-malformed",
    RUN_PLAIN,
    200,
    "application/json",
    "{\"type\":\"message\",\"content\":5}",
    502,
    "api_error" },
  { "T85-web-page",
    RUN_PLAIN,
    200,
    "text/html",
    "<html>Welcome",
    502,
    "What http://h.example/v1 answered begins: \\\"<html>Welcome\\\" (upstream p)" },
  { "T85-web-page-for-a-stream",
    RUN_STREAM,
    200,
    "text/html",
    "<html>Welcome",
    502,
    "What http://h.example/v1 answered begins: \\\"<html>Welcome\\\" (upstream p)" },
  { "T85-text-for-a-stream",
    RUN_STREAM,
    200,
    NULL,
    "It works!",
    502,
    "What http://h.example/v1 answered begins: \\\"It works!\\\" (upstream p)" },
  { "T85-page-that-says-it-is-events",
    RUN_STREAM,
    200,
    "text/event-stream",
    "<html>Welcome",
    502,
    "What http://h.example/v1 answered begins: \\\"<html>Welcome\\\" (upstream p)" },
  { "T77-nothing-at-all",
    RUN_STREAM,
    200,
    NULL,
    "",
    502,
    "ended unexpectedly (upstream p)" },
  { "nothing-at-all", RUN_PLAIN, 200, "application/json", "", 502, "ended unexpectedly" },
  { "T124-error-that-is-a-page", RUN_PLAIN, 503, "text/html", "<html>", 503, "refuses" },
  { "error-for-a-stream", RUN_STREAM, 400, "text/event-stream", "no", 400, "refuses" },
  { "T86-json-error-event",
    RUN_PLAIN,
    200,
    "text/event-stream",
    "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
    "\"message\":\"slow\"}}\n\n",
    429,
    "slow" },
};

static void
test_answer (RunFixture *f, gconstpointer data)
{
  const AnswerCase *c = data;

  fake_transport_answer_text (f->transport, c->status, c->content_type, c->answer);
  run_fixture_start (f, c->body);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, c->told_status, c->told);
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 1);
}

/* T74 */
static void
test_answer_is_cut (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = scripted_stream_new (FALSE);

  scripted_stream_add (body, "{\"type\":\"mess");
  scripted_stream_fail (body,
                        g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "gone"));
  fake_transport_answer (f->transport, 200, "application/json", G_INPUT_STREAM (body));
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 502, "ended unexpectedly: gone (upstream p)");
}

static void
test_error_is_cut (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) body = scripted_stream_new (FALSE);

  scripted_stream_fail (body,
                        g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "gone"));
  fake_transport_answer (f->transport, 401, "application/json", G_INPUT_STREAM (body));
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  run_fixture_assert_whole (f, 401, "refuses");
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("run/plain", "answered", NULL, test_answered);
  run_fixture_add ("run/plain", "steps-in-their-order", NULL, test_steps_in_order);
  run_fixture_add ("run/plain",
                   "answered-by-a-transformer",
                   NULL,
                   test_transformer_answers);
  run_fixture_add ("run/stream",
                   "answered-by-a-transformer",
                   NULL,
                   test_transformer_answers_a_stream);
  run_fixture_add ("run/plain", "nothing-wanted", NULL, test_nothing_wanted);
  run_fixture_add ("run/plain",
                   "T86-events",
                   "text/event-stream",
                   test_events_for_a_plain_request);
  run_fixture_add ("run/plain",
                   "T86-events-that-say-they-are-json",
                   "application/json",
                   test_events_for_a_plain_request);
  run_fixture_add ("run/plain", "byte-order-mark", NULL, test_byte_order_mark);
  run_fixture_add ("run/plain", "T74-answer-is-cut", NULL, test_answer_is_cut);
  run_fixture_add ("run/plain", "error-is-cut", NULL, test_error_is_cut);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    run_fixture_add ("run/fail", failures[i].name, &failures[i], test_failure);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    run_fixture_add ("run/answer", answers[i].name, &answers[i], test_answer);

  return g_test_run ();
}
