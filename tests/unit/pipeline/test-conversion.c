/* test-conversion.c: whole messages of documents and of events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-conversion.h"

#include "run-fixture.h"

typedef struct
{
  RunFixture run;
  CcpAttempt *attempt;
  guint n_results;
  CcpVerdict *verdict; /* (nullable) */
  CcpJson *message;    /* (nullable) */
  GError *error;       /* (nullable) */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (RUN_PLAIN, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("s", "p", "m");

  run_fixture_set_up (&f->run, data);
  run_fixture_configure (&f->run, "", "", "");
  f->run.exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  ccp_exchange_set_route (f->run.exchange, route);
  f->attempt = ccp_attempt_new (f->run.snapshot, f->run.exchange, NULL);
  g_assert_nonnull (f->attempt);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->attempt, ccp_attempt_free);
  g_clear_pointer (&f->verdict, ccp_verdict_unref);
  g_clear_pointer (&f->message, ccp_json_unref);
  g_clear_error (&f->error);
  run_fixture_tear_down (&f->run, data);
}

static void
on_converted (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  f->message = ccp_conversion_finish (result, &f->verdict, &f->error);
}

static void
convert (Fixture *f)
{
  ccp_conversion_async (f->attempt, f->run.exchange, f->run.cancellable, on_converted, f);
  run_fixture_settle ();
}

static void
convert_document (Fixture *f, const char *text)
{
  f->attempt->json = ccp_json_new_from_text (text, -1, NULL);
  convert (f);
}

/* @parts: (nullable): of the events, up to a NULL; then they end */
static void
convert_events (Fixture *f, const char *const *parts)
{
  g_autoptr (ScriptedStream) body = scripted_stream_new (TRUE);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpEventSource) events = NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    scripted_stream_add (body, parts[i]);
  if (parts != NULL)
    scripted_stream_end (body);
  f->attempt->response = ccp_upstream_response_new (200, headers, G_INPUT_STREAM (body));
  events = ccp_attempt_open_events (f->attempt, f->run.exchange);
  f->attempt->events = ccp_reply_source_new (events, f->run.exchange, 0);
  convert (f);
}

static void
test_document (Fixture *f, gconstpointer data)
{
  convert_document (f, RUN_MESSAGE);

  g_assert_no_error (f->error);
  g_assert_null (f->verdict);
  g_assert_nonnull (f->message);
}

static void
test_no_message (Fixture *f, gconstpointer data)
{
  convert_document (f, "{}");

  g_assert_null (f->message);
  g_assert_null (f->verdict);
  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_UPSTREAM);
}

/* T86 */
static void
test_events (Fixture *f, gconstpointer data)
{
  const char *const parts[] = { run_sse_start, run_sse_block, run_sse_end, NULL };

  convert_events (f, parts);

  g_assert_no_error (f->error);
  g_assert_null (f->verdict);
  g_assert_nonnull (f->message);
}

/* T75: an error event is a verdict, not an answer that ends well */
static void
test_error_event (Fixture *f, gconstpointer data)
{
  const char *const parts[] = { run_sse_start, run_sse_block, run_sse_again, NULL };

  convert_events (f, parts);

  g_assert_null (f->message);
  g_assert_no_error (f->error);
  g_assert_cmpint (ccp_verdict_get_kind (f->verdict), ==, CCP_VERDICT_RETRY);
}

/* T74 */
static void
test_truncated (Fixture *f, gconstpointer data)
{
  const char *const parts[] = { run_sse_start, run_sse_block, NULL };

  convert_events (f, parts);

  g_assert_null (f->message);
  g_assert_no_error (f->error);
  g_assert_cmpint (ccp_verdict_get_kind (f->verdict), ==, CCP_VERDICT_GIVE_UP);
  g_assert_cmpstr (ccp_verdict_get_message (f->verdict),
                   ==,
                   "the upstream stream ended unexpectedly (upstream p)");
}

/* T100 */
static void
test_cancelled (Fixture *f, gconstpointer data)
{
  convert_events (f, NULL);
  g_assert_cmpuint (f->n_results, ==, 0);
  g_cancellable_cancel (f->run.cancellable);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

#define ADD(path, function)                                                              \
  g_test_add ("/conversion/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("document/message", test_document);
  ADD ("document/no-message", test_no_message);
  ADD ("events/T86-message", test_events);
  ADD ("events/T75-error-event", test_error_event);
  ADD ("events/T74-truncated", test_truncated);
  ADD ("events/T100-cancelled", test_cancelled);

  return g_test_run ();
}
