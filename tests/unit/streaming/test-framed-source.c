/* test-framed-source.c: batches, waiting, back-pressure, ends and cancellation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-framed-source.h"
#include "scripted-stream.h"
#include "streaming-fixture.h"

typedef struct
{
  ScriptedStream *stream;
  CcpExchange *exchange;
  CcpEventSource *source;
  GCancellable *cancellable;
  guint n_results;
  CcpEventBatch *batch; /* of the last result */
  GError *error;
} Fixture;

static void
on_batch (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  f->n_results++;
  g_clear_pointer (&f->batch, ccp_event_batch_unref);
  g_clear_error (&f->error);
  f->batch = ccp_event_source_next_finish (CCP_EVENT_SOURCE (object), result, &f->error);
}

static void
set_up (Fixture *f, gconstpointer pollable)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpJson) options =
      ccp_json_new_from_text ("{\"url\":\"http://u:hush@h.example/v0?key=hush\"}",
                              -1,
                              NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("s", "acme", "m");

  f->stream = scripted_stream_new (GPOINTER_TO_INT (pollable));
  f->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  ccp_exchange_set_route (f->exchange, route);
  ccp_exchange_set_options (f->exchange, options);
  f->source = ccp_framed_source_new (G_INPUT_STREAM (f->stream),
                                     CCP_FRAMING_AUTO,
                                     "text/event-stream",
                                     f->exchange);
  f->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *f, gconstpointer pollable)
{
  g_clear_object (&f->source);
  g_clear_object (&f->exchange);
  g_clear_object (&f->stream);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->batch, ccp_event_batch_unref);
  g_clear_error (&f->error);
}

static void
start_next (Fixture *f)
{
  ccp_event_source_next_async (f->source, f->cancellable, on_batch, f);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
assert_batch (Fixture *f, const char *expected)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint before = f->n_results;

  settle ();
  g_assert_cmpuint (f->n_results, ==, before == 0 ? 1 : before);
  g_assert_no_error (f->error);
  if (f->batch != NULL)
    describe_events (f->batch, lines);
  else
    g_string_append (lines, "END");
  g_assert_cmpstr (lines->str, ==, expected);
}

static void
next (Fixture *f, const char *expected)
{
  guint before = f->n_results;

  start_next (f);
  settle ();
  g_assert_cmpuint (f->n_results, ==, before + 1);
  assert_batch (f, expected);
}

static void
test_one_batch (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "data: 1\n\nda");
  scripted_stream_add (f->stream, "ta: 2\n");
  scripted_stream_add (f->stream, "\ndata: 3\n\ndata: 4");

  next (f, "|1\n|2\n|3\n");
}

static void
test_waits (Fixture *f, gconstpointer data)
{
  start_next (f);
  settle ();
  g_assert_cmpuint (f->n_results, ==, 0);

  scripted_stream_add (f->stream, ": only a comment\n\ndata:");
  settle ();
  g_assert_cmpuint (f->n_results, ==, 0);

  scripted_stream_add (f->stream, " 1\n\n");
  settle ();
  g_assert_cmpuint (f->n_results, ==, 1);
  assert_batch (f, "|1\n");
}

static void
test_each_event_at_once (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *event = g_strdup_printf ("data: %u\n\n", i);
      g_autofree char *expected = g_strdup_printf ("|%u\n", i);

      scripted_stream_add (f->stream, event);
      next (f, expected);
    }
}

static void
test_end (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "data: 1\n\ndata: 2\n");
  scripted_stream_end (f->stream);

  if (GPOINTER_TO_INT (data))
    next (f, "|1\n|2\n");
  else
    {
      next (f, "|1\n");
      next (f, "|2\n");
    }
  next (f, "END");
  next (f, "END");
}

static void
test_done_is_the_end (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "data: 1\n\ndata: [DONE]\n\n");

  next (f, "|1\n");
  scripted_stream_add (f->stream, "data: 2\n\n");
  scripted_stream_fail (f->stream, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "reset"));
  next (f, "END");
  next (f, "END");
}

static void
test_done_with_nothing (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "data: [DONE]\n\n");

  next (f, "END");
}

static void
check_failure (Fixture *f, GIOErrorEnum io_code, CcpError code)
{
  scripted_stream_add (f->stream, "data: 1\n\ndata: {\"half");
  scripted_stream_fail (f->stream, g_error_new (G_IO_ERROR, io_code, "gone"));

  next (f, "|1\n");
  for (guint i = 0; i < 2; i++)
    {
      start_next (f);
      settle ();
      g_assert_null (f->batch);
      g_assert_error (f->error, CCP_ERROR, (int) code);
      g_assert_nonnull (strstr (f->error->message, "gone (upstream acme)"));
    }
}

static void
test_failure (Fixture *f, gconstpointer data)
{
  check_failure (f, G_IO_ERROR_CONNECTION_CLOSED, CCP_ERROR_UPSTREAM);
}

static void
test_timeout (Fixture *f, gconstpointer data)
{
  check_failure (f, G_IO_ERROR_TIMED_OUT, CCP_ERROR_TIMEOUT);
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  g_autofree char *piece = g_strnfill (1 << 20, 'x');

  scripted_stream_add (f->stream, "data: 1\n\ndata: ");
  for (guint i = 0; i < 9; i++)
    scripted_stream_add (f->stream, piece);
  next (f, "|1\n");
  start_next (f);
  settle ();

  g_assert_null (f->batch);
  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_UPSTREAM);
}

static void
test_foreign (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "\n<!DOCTYPE html>\n<title>Welcome</title>\n");
  scripted_stream_end (f->stream);

  for (guint i = 0; i < 2; i++)
    {
      start_next (f);
      settle ();
      g_assert_null (f->batch);
      g_assert_error (f->error, CCP_ERROR, CCP_ERROR_UPSTREAM);
      g_assert_nonnull (strstr (f->error->message, "http://h.example/v0 "));
      g_assert_nonnull (strstr (f->error->message, "<title>Welcome"));
      g_assert_true (g_str_has_suffix (f->error->message, "(upstream acme)"));
      g_assert_null (strstr (f->error->message, "hush"));
    }
}

/* an answer that says nothing is no web page */
static void
test_comments_alone (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "\n: keep-alive\n\n");
  scripted_stream_end (f->stream);

  next (f, "END");
}

static void
assert_cancelled (Fixture *f, guint n_results)
{
  settle ();
  g_assert_cmpuint (f->n_results, ==, n_results);
  g_assert_null (f->batch);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_before (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "data: 1\n\n");
  g_cancellable_cancel (f->cancellable);
  start_next (f);

  assert_cancelled (f, 1);
  g_assert_cmpuint (scripted_stream_get_reads (f->stream), ==, 0);
}

static void
test_cancelled_while_waiting (Fixture *f, gconstpointer data)
{
  start_next (f);
  settle ();
  g_cancellable_cancel (f->cancellable);

  assert_cancelled (f, 1);
  scripted_stream_add (f->stream, "data: 1\n\n");
  assert_cancelled (f, 1);
}

static void
test_cancelled_with_the_batch (Fixture *f, gconstpointer data)
{
  start_next (f);
  settle ();
  scripted_stream_add (f->stream, "data: 1\n\n");
  g_cancellable_cancel (f->cancellable);

  assert_cancelled (f, 1);
}

static void
test_cancelled_after (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "data: 1\n\n");
  next (f, "|1\n");
  g_cancellable_cancel (f->cancellable);
  start_next (f);

  assert_cancelled (f, 2);
}

/* nobody asks, so nothing is read; who asks gets a bounded batch */
static void
test_back_pressure (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) piece = g_string_new (NULL);
  const gsize bound = (256 << 10) + (16 << 10);

  while (piece->len < 64 << 10)
    g_string_append (piece, "data: {\"delta\":\"some text\"}\n\n");
  scripted_stream_add (f->stream, piece->str);
  scripted_stream_repeat (f->stream);
  settle ();
  g_assert_cmpuint (scripted_stream_get_total (f->stream), ==, 0);

  for (guint i = 1; i <= 5; i++)
    {
      gsize total;

      start_next (f);
      settle ();
      total = scripted_stream_get_total (f->stream);
      g_assert_cmpuint (f->n_results, ==, i);
      g_assert_nonnull (f->batch);
      g_assert_cmpuint (total, <=, i * bound);
      settle ();
      g_assert_cmpuint (scripted_stream_get_total (f->stream), ==, total);
    }
}

/* a wait sleeps: it does not look again until there is something */
static void
test_no_spinning (Fixture *f, gconstpointer data)
{
  guint reads;

  scripted_stream_add (f->stream, "data: 1\n\n");
  next (f, "|1\n");
  start_next (f);
  settle ();
  reads = scripted_stream_get_reads (f->stream);
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);

  g_assert_cmpuint (scripted_stream_get_reads (f->stream), ==, reads);
  g_cancellable_cancel (f->cancellable);
  assert_cancelled (f, 2);
}

static void
test_source_goes_first (Fixture *f, gconstpointer data)
{
  start_next (f);
  settle ();
  g_clear_object (&f->source);
  scripted_stream_add (f->stream, "data: 1\n\n");

  assert_batch (f, "|1\n");
}

static void
add (const char *name,
     gpointer pollable,
     void (*function) (Fixture *f, gconstpointer data))
{
  g_autofree char *path =
      g_strconcat ("/framed-source/", pollable != NULL ? "poll/" : "async/", name, NULL);

  g_test_add (path, Fixture, pollable, set_up, function, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("one-batch-a-wake-up", GINT_TO_POINTER (TRUE), test_one_batch);
  add ("back-pressure", GINT_TO_POINTER (TRUE), test_back_pressure);
  for (int pollable = 0; pollable <= 1; pollable++)
    {
      gpointer kind = GINT_TO_POINTER (pollable);

      add ("waits-for-an-event", kind, test_waits);
      add ("T88-each-event-at-once", kind, test_each_event_at_once);
      add ("end", kind, test_end);
      add ("done-is-the-end", kind, test_done_is_the_end);
      add ("done-with-nothing", kind, test_done_with_nothing);
      add ("T74-failure-after-the-events", kind, test_failure);
      add ("timeout", kind, test_timeout);
      add ("T83-limit", kind, test_limit);
      add ("T85-foreign-answer", kind, test_foreign);
      add ("comments-alone", kind, test_comments_alone);
      add ("cancelled/before", kind, test_cancelled_before);
      add ("cancelled/while-waiting", kind, test_cancelled_while_waiting);
      add ("cancelled/with-the-batch", kind, test_cancelled_with_the_batch);
      add ("cancelled/after", kind, test_cancelled_after);
      add ("no-spinning", kind, test_no_spinning);
      add ("source-goes-first", kind, test_source_goes_first);
    }

  return g_test_run ();
}
