/* test-run-skip.c: exchanges with a transformer that fails
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "run-fixture.h"

#define STEP(kind, does)                                                                 \
  "{class: fake.Step, params: {name: s, can: " kind ", at: " kind ", does: " does "}, "  \
  "on_error: skip}"
#define SIMPLE(kind, does)                                                               \
  "{class: fake.SimpleStep, params: {name: s, at: " kind ", does: " does "}, on_error: " \
  "skip}"
#define AFTER "{class: fake.Step, params: {name: after, can: request response upstream}}"

typedef struct
{
  const char *name;
  const char *request;
  const char *response;
  const char *body;
  const char *sent;    /* part of what is sent, or NULL */
  const char *answer;  /* part of a whole answer, or NULL for a stream */
  const char *warning; /* part of what is logged */
} Case;

static const Case cases[] = {
  { "request",
    STEP ("request", "fail"),
    "",
    RUN_PLAIN,
    "\"trace\":\"after\"",
    "\"trace\":\"after\"",
    "step s fails at request" },
  { "request-of-a-simple-one",
    SIMPLE ("request", "fail"),
    "",
    RUN_PLAIN,
    "\"trace\":\"after\"",
    "\"trace\":\"after\"",
    "step s fails at request" },
  { "request-without-an-error",
    SIMPLE ("request", "nothing"),
    "",
    RUN_PLAIN,
    "\"trace\":\"after\"",
    "\"trace\":\"after\"",
    "transform_request failed without saying why" },
  { "upstream",
    STEP ("upstream", "fail"),
    "",
    RUN_PLAIN,
    "\"trace\":\"after\"",
    "\"trace\":\"after\"",
    "step s fails at upstream" },
  { "response",
    "",
    STEP ("response", "fail"),
    RUN_PLAIN,
    "\"trace\":\"after\"",
    "\"trace\":\"after\"",
    "step s fails at response" },
  { "events",
    "",
    STEP ("events", "fail"),
    RUN_STREAM,
    "\"trace\":\"after\"",
    NULL,
    "step s fails at events" },
  { "events-of-a-whole-answer",
    "",
    STEP ("events", "fail"),
    RUN_PLAIN,
    "\"trace\":\"after\"",
    "\"trace\":\"after\"",
    "step s fails at events" },
};

static GString *logged;

/* what was logged by the type that is tested, a line each */
static GLogWriterOutput
keep_warning (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  const char *domain = "";
  const char *message = "";

  for (gsize i = 0; i < n; i++)
    {
      if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
        domain = fields[i].value;
      if (g_str_equal (fields[i].key, "MESSAGE"))
        message = fields[i].value;
    }
  if (g_str_equal (domain, "ccp-fault-log"))
    g_string_append_printf (logged, "%s\n", message);
  return G_LOG_WRITER_HANDLED;
}

static void
configure (RunFixture *f, const char *request, const char *response)
{
  g_autofree char *provider = g_strdup_printf (", transformers: {request: [%s%s" AFTER
                                               "], response: [%s%s" AFTER "]}",
                                               request,
                                               *request != '\0' ? ", " : "",
                                               response,
                                               *response != '\0' ? ", " : "");

  run_fixture_configure (f, "", provider, "");
}

static void
test_skipped (RunFixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autofree char *events = g_strconcat (run_sse_start, run_sse_block, run_sse_end, NULL);
  g_autofree char *sent = NULL;

  configure (f, c->request, c->response);
  if (c->answer != NULL)
    fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  else
    fake_transport_answer_text (f->transport, 200, "text/event-stream", events);
  g_string_truncate (logged, 0);
  run_fixture_start (f, c->body);
  run_fixture_wait (f);

  if (c->answer != NULL)
    run_fixture_assert_whole (f, 200, c->answer);
  else
    {
      g_autofree char *names = run_fixture_pull_all (f);

      g_assert_cmpstr (names,
                       ==,
                       "message_start content_block_start content_block_delta "
                       "content_block_stop message_delta message_stop");
    }
  g_assert_nonnull (strstr (logged->str, c->warning));
  sent = fake_transport_dup_body (f->transport);
  g_assert_nonnull (strstr (sent, c->sent));
  g_assert_cmpstr (ccp_headers_get (ccp_upstream_request_get_headers (
                                        fake_transport_get_request (f->transport)),
                                    "trace"),
                   ==,
                   "after");
}

/* what cannot be told is not skipped: the client has gone */
static void
test_cancelled (RunFixture *f, gconstpointer data)
{
  configure (f, STEP ("request", "wait"), "");
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_settle ();
  g_cancellable_cancel (f->cancellable);
  run_fixture_wait (f);

  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

int
main (int argc, char **argv)
{
  int status = 0;

  run_fixture_init (&argc, &argv);
  logged = g_string_new (NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_writer_func (keep_warning, NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run_fixture_add ("run/skip", cases[i].name, &cases[i], test_skipped);
  run_fixture_add ("run/skip", "a-client-that-left", NULL, test_cancelled);

  status = g_test_run ();
  g_string_free (logged, TRUE);
  return status;
}
