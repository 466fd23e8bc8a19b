/* test-pending-source.c: a source that is pulled before it is known
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-pending-source.h"

#include "run-fixture.h"
#include "scripted-source.h"

typedef struct
{
  CcpPendingSource *source;
  ScriptedSource *script;
  GCancellable *cancellable;
  guint n_results;
  CcpEventBatch *batch; /* (nullable) */
  GError *error;        /* (nullable) */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->source = ccp_pending_source_new ();
  f->script = scripted_source_new ();
  f->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->source);
  g_clear_object (&f->script);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->batch, ccp_event_batch_unref);
  g_clear_error (&f->error);
}

static void
on_batch (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  g_clear_pointer (&f->batch, ccp_event_batch_unref);
  g_clear_error (&f->error);
  f->batch = ccp_event_source_next_finish (CCP_EVENT_SOURCE (object), result, &f->error);
}

static void
pull (Fixture *f)
{
  ccp_event_source_next_async (CCP_EVENT_SOURCE (f->source), f->cancellable, on_batch, f);
  run_fixture_settle ();
}

static void
attach (Fixture *f)
{
  ccp_pending_source_attach (f->source, CCP_EVENT_SOURCE (f->script));
  run_fixture_settle ();
}

static void
fail (Fixture *f)
{
  g_autoptr (GError) error = g_error_new (CCP_ERROR, CCP_ERROR_TIMEOUT, "late");

  ccp_pending_source_fail (f->source, error);
  run_fixture_settle ();
}

static void
assert_ping (Fixture *f, guint n_results)
{
  g_assert_cmpuint (f->n_results, ==, n_results);
  g_assert_no_error (f->error);
  g_assert_true (ccp_event_is (ccp_event_batch_get (f->batch, 0), "ping"));
}

static void
test_pulled_then_attached (Fixture *f, gconstpointer data)
{
  scripted_source_add_event (f->script, "{\"type\":\"ping\"}");
  pull (f);
  g_assert_cmpuint (f->n_results, ==, 0);
  attach (f);

  assert_ping (f, 1);
}

static void
test_attached_then_pulled (Fixture *f, gconstpointer data)
{
  scripted_source_add_event (f->script, "{\"type\":\"ping\"}");
  scripted_source_add_end (f->script);
  attach (f);
  g_assert_cmpuint (scripted_source_get_pulls (f->script), ==, 0);
  pull (f);
  assert_ping (f, 1);
  pull (f);

  g_assert_cmpuint (f->n_results, ==, 2);
  g_assert_no_error (f->error);
  g_assert_null (f->batch);
}

static void
test_pulled_then_failed (Fixture *f, gconstpointer data)
{
  pull (f);
  fail (f);

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_TIMEOUT);
}

static void
test_failed_then_pulled (Fixture *f, gconstpointer data)
{
  fail (f);
  for (guint i = 1; i <= 2; i++)
    {
      pull (f);
      g_assert_cmpuint (f->n_results, ==, i);
      g_assert_error (f->error, CCP_ERROR, CCP_ERROR_TIMEOUT);
    }
}

/* T100: whoever waits for nothing yet is let go as well, and once */
static void
test_cancelled_while_pending (Fixture *f, gconstpointer data)
{
  pull (f);
  g_cancellable_cancel (f->cancellable);
  run_fixture_settle ();
  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fail (f);

  g_assert_cmpuint (f->n_results, ==, 1);
}

static void
test_cancelled_before (Fixture *f, gconstpointer data)
{
  g_cancellable_cancel (f->cancellable);
  pull (f);

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_upstream_fails (Fixture *f, gconstpointer data)
{
  scripted_source_add_error (f->script, CCP_ERROR, CCP_ERROR_UPSTREAM);
  attach (f);
  pull (f);

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_UPSTREAM);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

#define ADD(path, function)                                                              \
  g_test_add ("/pending-source/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("attach/after-the-pull", test_pulled_then_attached);
  ADD ("attach/before-the-pull", test_attached_then_pulled);
  ADD ("attach/upstream-fails", test_upstream_fails);
  ADD ("fail/after-the-pull", test_pulled_then_failed);
  ADD ("fail/before-the-pull", test_failed_then_pulled);
  ADD ("cancel/T100-while-pending", test_cancelled_while_pending);
  ADD ("cancel/before", test_cancelled_before);

  return g_test_run ();
}
