/* test-run-ledger.c: what the ledger sees of a run, and how it ends one
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "run-fixture.h"

#define DELTA                                                                            \
  "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"     \
  "\"delta\":{\"type\":\"text_delta\",\"text\":\"word\"}}\n\n"

/* what was seen of the last exchange: "routing/1 sending/1 …" */
typedef struct
{
  GString *text;
  guint n_finished;
} Seen;

static void
note (CcpLedgerEntry *entry, Seen *seen)
{
  const char *provider = ccp_ledger_entry_get_provider (entry);

  g_string_append_printf (seen->text,
                          "%s%s/%s/%u",
                          seen->text->len > 0 ? " " : "",
                          ccp_phase_to_string (ccp_ledger_entry_get_phase (entry)),
                          provider != NULL ? provider : "-",
                          ccp_ledger_entry_get_attempt (entry));
}

static void
on_changed (CcpLedgerEntry *entry, gpointer data)
{
  note (entry, data);
}

static void
on_started (CcpLedger *ledger, CcpLedgerEntry *entry, gpointer data)
{
  note (entry, data);
  g_signal_connect (entry, "changed", G_CALLBACK (on_changed), data);
}

static void
on_finished (CcpLedger *ledger, CcpLedgerEntry *entry, gpointer data)
{
  Seen *seen = data;

  seen->n_finished++;
  g_signal_handlers_disconnect_by_data (entry, seen);
}

static void
watch (RunFixture *f, Seen *seen)
{
  seen->text = g_string_new (NULL);
  g_signal_connect (f->ledger, "started", G_CALLBACK (on_started), seen);
  g_signal_connect (f->ledger, "finished", G_CALLBACK (on_finished), seen);
}

static void
assert_seen (Seen *seen, const char *expected)
{
  g_assert_cmpstr (seen->text->str, ==, expected);
  g_assert_cmpuint (seen->n_finished, ==, 1);
  g_string_free (seen->text, TRUE);
}

static const CcpStatsSeries *
get_series (RunFixture *f)
{
  GPtrArray *series = ccp_stats_get_series (ccp_ledger_get_stats (f->ledger));

  g_assert_cmpuint (series->len, ==, 1);
  return g_ptr_array_index (series, 0);
}

static void
answer_events (RunFixture *f)
{
  g_autoptr (ScriptedStream) stream = scripted_stream_new (TRUE);

  scripted_stream_add (stream, run_sse_start);
  scripted_stream_add (stream, run_sse_block);
  scripted_stream_add (stream, run_sse_end);
  fake_transport_answer (f->transport, 200, "text/event-stream", G_INPUT_STREAM (stream));
}

static void
test_stream (RunFixture *f, gconstpointer data)
{
  Seen seen = { NULL, 0 };
  g_autofree char *all = NULL;

  watch (f, &seen);
  answer_events (f);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);
  all = run_fixture_pull_all (f);
  g_clear_object (&f->reply);

  assert_seen (&seen, "routing/-/1 sending/p/1 waiting/p/1 streaming/p/1");
  g_assert_cmpuint (get_series (f)->requests, ==, 1);
  g_assert_cmpuint (get_series (f)->input_tokens, ==, 3);
  g_assert_cmpuint (get_series (f)->output_tokens, ==, 4);
  g_assert_cmpuint (get_series (f)->first_token.n, ==, 1);
}

static void
test_plain (RunFixture *f, gconstpointer data)
{
  Seen seen = { NULL, 0 };

  watch (f, &seen);
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  assert_seen (&seen, "routing/-/1 sending/p/1 waiting/p/1");
  g_assert_cmpuint (get_series (f)->output_tokens, ==, 4);
  g_assert_cmpuint (get_series (f)->first_token.n, ==, 0);
}

static void
test_chain (RunFixture *f, gconstpointer data)
{
  Seen seen = { NULL, 0 };

  run_fixture_configure_chain (f, "p,m q,m", "");
  watch (f, &seen);
  fake_transport_fail (f->transport,
                       g_error_new (CCP_ERROR, CCP_ERROR_TIMEOUT, "p fell silent"));
  fake_transport_answer_text (f->transport, 200, "application/json", RUN_MESSAGE);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  assert_seen (&seen, "routing/-/1 sending/p/1 sending/q/2 waiting/q/2");
  g_assert_cmpstr (get_series (f)->provider, ==, "q");
  g_assert_cmpuint (get_series (f)->retries, ==, 1);
}

static void
test_not_routed (RunFixture *f, gconstpointer data)
{
  Seen seen = { NULL, 0 };

  run_fixture_configure (f, "", "", ", does: fail");
  watch (f, &seen);
  run_fixture_start (f, RUN_PLAIN);
  run_fixture_wait (f);

  assert_seen (&seen, "routing/-/1");
  g_assert_cmpstr (get_series (f)->stage, ==, "");
  g_assert_cmpuint (ccp_stats_series_count_errors (get_series (f)), ==, 1);
}

/* Returns: (transfer full): one that begins */
static ScriptedStream *
begin_events (RunFixture *f)
{
  ScriptedStream *stream = scripted_stream_new (TRUE);

  scripted_stream_add (stream, run_sse_start);
  fake_transport_answer (f->transport, 200, "text/event-stream", G_INPUT_STREAM (stream));
  return stream;
}

static void
test_tokens_so_far (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) stream = begin_events (f);
  CcpLedgerEntry *entry = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);
  first = run_fixture_pull (f);
  entry = g_ptr_array_index (ccp_ledger_get_entries (f->ledger), 0);
  g_assert_cmpint (ccp_ledger_entry_get_usage (entry)->input_tokens, ==, 3);
  g_assert_cmpint (ccp_ledger_entry_get_usage (entry)->output_tokens, ==, 1);
  scripted_stream_add (stream, run_sse_block);
  second = run_fixture_pull (f);
  for (guint i = 0; i < 9; i++)
    scripted_stream_add (stream, DELTA);
  third = run_fixture_pull (f);

  /* "hi" and nine times "word" */
  g_assert_cmpint (ccp_ledger_entry_get_usage (entry)->output_tokens, ==, 10);
  ccp_ledger_entry_cancel (entry);
  g_clear_object (&f->reply);
}

/* Nobody pulls, as where the client takes nothing: the provider is let go of all the
 * same.
 */
static void
test_cancelled_while_nobody_pulls (RunFixture *f, gconstpointer data)
{
  g_autoptr (ScriptedStream) stream = begin_events (f);
  g_autofree char *first = NULL;
  g_autofree char *next = NULL;
  GWeakRef body;

  g_weak_ref_init (&body, stream);
  g_clear_object (&stream);
  run_fixture_start (f, RUN_STREAM);
  run_fixture_wait (f);
  first = run_fixture_pull (f);
  ccp_ledger_entry_cancel (g_ptr_array_index (ccp_ledger_get_entries (f->ledger), 0));
  run_fixture_settle ();

  g_assert_null (g_weak_ref_get (&body));
  g_weak_ref_clear (&body);
  next = run_fixture_pull (f);
  g_assert_cmpstr (next, ==, "cancelled");
  g_clear_object (&f->reply);
  g_assert_cmpuint (get_series (f)->requests, ==, 1);
  g_assert_cmpuint (ccp_stats_series_count_errors (get_series (f)), ==, 0);
}

static void
on_started_cancel (CcpLedger *ledger, CcpLedgerEntry *entry, gpointer data)
{
  ccp_ledger_entry_cancel (entry);
}

static void
test_cancelled_at_once (RunFixture *f, gconstpointer data)
{
  g_signal_connect (f->ledger, "started", G_CALLBACK (on_started_cancel), NULL);
  run_fixture_start (f, data);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_transport_count_sent (f->transport), ==, 0);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("run/ledger", "stream", NULL, test_stream);
  run_fixture_add ("run/ledger", "plain", NULL, test_plain);
  run_fixture_add ("run/ledger", "chain", NULL, test_chain);
  run_fixture_add ("run/ledger", "not-routed", NULL, test_not_routed);
  run_fixture_add ("run/ledger", "tokens-so-far", NULL, test_tokens_so_far);
  run_fixture_add ("run/ledger",
                   "cancelled-while-nobody-pulls",
                   NULL,
                   test_cancelled_while_nobody_pulls);
  run_fixture_add ("run/ledger", "cancelled-at-once", RUN_PLAIN, test_cancelled_at_once);
  run_fixture_add ("run/ledger",
                   "cancelled-at-once-stream",
                   RUN_STREAM,
                   test_cancelled_at_once);

  return g_test_run ();
}
