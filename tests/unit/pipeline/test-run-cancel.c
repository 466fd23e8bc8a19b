/* test-run-cancel.c: a client that leaves ends its exchange, wherever it is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "private/ccp-exchange-private.h"
#include "run-fixture.h"

#define STEP_WAITS(list, kind)                                                           \
  ", transformers: {" list ": [{class: fake.Step, params: {name: a, at: " kind           \
  ", does: wait}}]}"

/* what the transport does */
typedef enum
{
  SEND_WAITS,
  BODY_WAITS,      /* and does not say what it is */
  EVENTS_WAIT,     /* before the first one */
  MESSAGE_IS_SENT, /* all of it */
  EVENTS_ARE_SENT,
} Upstream;

typedef struct
{
  const char *name;
  const char *body;
  const char *routing;
  const char *provider;
  const char *at; /* (nullable): where the provider waits */
  Upstream upstream;
  guint n_sent;
} Case;

static const Case cases[] = {
  { "route", RUN_PLAIN, ", does: wait", "", NULL, SEND_WAITS, 0 },
  { "request", RUN_PLAIN, "", STEP_WAITS ("request", "request"), NULL, SEND_WAITS, 0 },
  { "describe", RUN_PLAIN, "", "", "describe", SEND_WAITS, 0 },
  { "upstream", RUN_PLAIN, "", STEP_WAITS ("request", "upstream"), NULL, SEND_WAITS, 0 },
  { "send", RUN_PLAIN, "", "", NULL, SEND_WAITS, 1 },
  { "send-stream", RUN_STREAM, "", "", NULL, SEND_WAITS, 1 },
  { "read", RUN_PLAIN, "", "", NULL, BODY_WAITS, 1 },
  { "read-stream", RUN_STREAM, "", "", NULL, BODY_WAITS, 1 },
  { "judge", RUN_PLAIN, "", "", "judge", MESSAGE_IS_SENT, 1 },
  { "first", RUN_STREAM, "", "", NULL, EVENTS_WAIT, 1 },
  { "first-transformer",
    RUN_STREAM,
    "",
    STEP_WAITS ("response", "events"),
    NULL,
    EVENTS_ARE_SENT,
    1 },
  { "convert",
    RUN_PLAIN,
    "",
    STEP_WAITS ("response", "response"),
    NULL,
    MESSAGE_IS_SENT,
    1 },
  { "collect", RUN_PLAIN, "", "", NULL, EVENTS_WAIT, 1 },
};

static void
answer (RunFixture *f, Upstream upstream, GWeakRef *body)
{
  g_autoptr (ScriptedStream) stream = scripted_stream_new (upstream == EVENTS_WAIT);
  gboolean events = upstream == EVENTS_WAIT || upstream == EVENTS_ARE_SENT;

  g_weak_ref_init (body, stream);
  if (upstream == SEND_WAITS)
    return;
  if (upstream == MESSAGE_IS_SENT)
    scripted_stream_add (stream, RUN_MESSAGE);
  if (upstream == EVENTS_ARE_SENT)
    scripted_stream_add (stream, run_sse_start);
  if (upstream == MESSAGE_IS_SENT)
    scripted_stream_end (stream);
  fake_transport_answer (f->transport,
                         200,
                         events ? "text/event-stream" : "application/json",
                         G_INPUT_STREAM (stream));
}

/* @before: what was sent to targets that failed before */
static void
assert_upstream_left (RunFixture *f, const Case *c, GWeakRef *body, guint before)
{
  g_autoptr (GObject) left = g_weak_ref_get (body);

  g_assert_null (left);
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, c->n_sent + before);
  g_assert_cmpuint (fake_transport_count_cancelled (f->transport),
                    ==,
                    c->upstream == SEND_WAITS ? c->n_sent : 0);
  g_weak_ref_clear (body);
}

/* T100: the run fails once, at once, and lets go of the upstream */
static void
test_cancelled (RunFixture *f, gconstpointer data)
{
  const Case *c = data;
  GWeakRef body;

  run_fixture_configure (f, "", c->provider, c->routing);
  if (c->at != NULL)
    fake_provider_set_behaviour (run_fixture_get_provider (f), c->at, "wait");
  answer (f, c->upstream, &body);
  run_fixture_start (f, c->body);
  run_fixture_settle ();
  g_assert_cmpuint (f->n_results, ==, 0);
  g_cancellable_cancel (f->cancellable);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_null (f->reply);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_upstream_left (f, c, &body, 0);
}

/* who cancels it in the ledger is no client that left, and the client is told so */
static void
test_cancelled_in_the_ledger (RunFixture *f, gconstpointer data)
{
  const Case *c = data;
  GWeakRef body;

  run_fixture_configure (f, "", c->provider, c->routing);
  if (c->at != NULL)
    fake_provider_set_behaviour (run_fixture_get_provider (f), c->at, "wait");
  answer (f, c->upstream, &body);
  run_fixture_start (f, c->body);
  run_fixture_settle ();
  ccp_ledger_entry_cancel (g_ptr_array_index (ccp_ledger_get_entries (f->ledger), 0));
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (ccp_exchange_get_abandoned (f->exchange),
                  CCP_ERROR,
                  CCP_ERROR_CANCELLED);
  assert_upstream_left (f, c, &body, 0);
}

/* T100: the same at the second target of a chain, whose first one failed */
static void
test_cancelled_at_the_second (RunFixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autofree char *routing = g_strconcat (c->routing, ", then: 'p,m'", NULL);
  GWeakRef body;

  run_fixture_configure (f, "", c->provider, routing);
  fake_transport_fail (f->transport,
                       g_error_new (CCP_ERROR, CCP_ERROR_TIMEOUT, "h fell silent"));
  if (c->at != NULL)
    fake_provider_set_behaviour (run_fixture_get_provider (f), c->at, "wait");
  answer (f, c->upstream, &body);
  run_fixture_start (f, c->body);
  run_fixture_settle ();
  g_assert_cmpuint (f->n_results, ==, 0);
  g_assert_cmpuint (ccp_exchange_get_attempt (f->exchange), ==, 2);
  g_cancellable_cancel (f->cancellable);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_null (f->reply);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_upstream_left (f, c, &body, 1);
}

/* T100: the same after the hold was over, when the stream has begun already */
static void
test_cancelled_after_the_hold (RunFixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autofree char *begun = NULL;
  g_autofree char *next = NULL;
  GWeakRef body;

  run_fixture_configure (f,
                         "start_hold: 0.02\nping_interval: 100",
                         c->provider,
                         c->routing);
  if (c->at != NULL)
    fake_provider_set_behaviour (run_fixture_get_provider (f), c->at, "wait");
  answer (f, c->upstream, &body);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);
  begun = run_fixture_pull (f);
  g_cancellable_cancel (f->cancellable);
  next = run_fixture_pull (f);
  run_fixture_settle ();

  g_assert_cmpstr (begun, ==, "message_start ping");
  g_assert_cmpstr (next, ==, "cancelled");
  g_assert_cmpuint (f->n_results, ==, 1);
  g_clear_object (&f->reply);
  run_fixture_settle ();
  assert_upstream_left (f, c, &body, 0);
}

static void
test_cancelled_before (RunFixture *f, gconstpointer data)
{
  g_cancellable_cancel (f->cancellable);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

static void
test_cancelled_in_the_stream (RunFixture *f, gconstpointer data)
{
  static const Case sent = { .upstream = EVENTS_ARE_SENT, .n_sent = 1 };
  g_autofree char *first = NULL;
  g_autofree char *next = NULL;
  GWeakRef body;

  answer (f, EVENTS_ARE_SENT, &body);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);
  first = run_fixture_pull (f);
  g_cancellable_cancel (f->cancellable);
  next = run_fixture_pull (f);

  g_assert_cmpstr (first, ==, "message_start");
  g_assert_cmpstr (next, ==, "cancelled");
  g_clear_object (&f->reply);
  run_fixture_settle ();
  assert_upstream_left (f, &sent, &body, 0);
}

/* nobody pulls the reply: it is enough that it is dropped */
static void
test_reply_is_dropped (RunFixture *f, gconstpointer data)
{
  static const Case sent = { .upstream = EVENTS_ARE_SENT, .n_sent = 1 };
  GWeakRef body;

  answer (f, EVENTS_ARE_SENT, &body);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);
  g_clear_object (&f->reply);
  run_fixture_settle ();

  assert_upstream_left (f, &sent, &body, 0);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];

      run_fixture_add ("run/cancel-T100", c->name, c, test_cancelled);
      run_fixture_add ("run/cancel-in-the-ledger",
                       c->name,
                       c,
                       test_cancelled_in_the_ledger);
      if (c->n_sent > 0)
        run_fixture_add ("run/cancel-at-the-second-target-T100",
                         c->name,
                         c,
                         test_cancelled_at_the_second);
      /* what is collected for a plain request has no hold */
      if (c->upstream != EVENTS_ARE_SENT && !g_str_equal (c->name, "convert"))
        run_fixture_add ("run/cancel-after-the-hold-T100",
                         c->name,
                         c,
                         test_cancelled_after_the_hold);
    }
  run_fixture_add ("run/cancel-T100", "before", NULL, test_cancelled_before);
  run_fixture_add ("run/cancel-T100",
                   "in-the-stream",
                   NULL,
                   test_cancelled_in_the_stream);
  run_fixture_add ("run/cancel-T100", "reply-is-dropped", NULL, test_reply_is_dropped);

  return g_test_run ();
}
