/* test-transform-source.c: tests of ccp-transform-source.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-transform-source.h"

#include "scripted-source.h"

/* Answers each batch with one event per event, called as the params say; at the end it
 * says how it ended; it can ask for a tick. */
#define FIXTURE_TYPE_ECHO (fixture_echo_get_type ())
G_DECLARE_FINAL_TYPE (FixtureEcho, fixture_echo, FIXTURE, ECHO, CcpSimpleTransformer)

struct _FixtureEcho
{
  CcpSimpleTransformer parent_instance;

  const char *name;
  gint64 deadline;
  gboolean fails;
  gboolean swallows;
};

G_DEFINE_FINAL_TYPE (FixtureEcho, fixture_echo, CCP_TYPE_SIMPLE_TRANSFORMER)

static const char *
choose_name (FixtureEcho *self, CcpTransformFlags flags)
{
  if ((flags & CCP_TRANSFORM_CUT) != 0)
    return "cut";
  if ((flags & CCP_TRANSFORM_END) != 0)
    return "end";
  return (flags & CCP_TRANSFORM_TICK) != 0 ? "tick" : NULL;
}

static CcpEventBatch *
fixture_echo_transform_events (CcpSimpleTransformer *transformer,
                               CcpExchange *exchange,
                               CcpEventBatch *batch,
                               CcpTransformFlags flags,
                               GError **error)
{
  FixtureEcho *self = FIXTURE_ECHO (transformer);
  g_autoptr (CcpEventBatch) echoed = ccp_event_batch_new ();
  const char *last = choose_name (self, flags);

  if (self->fails)
    {
      g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "on purpose");
      return NULL;
    }
  if ((flags & CCP_TRANSFORM_TICK) != 0)
    self->deadline = 0;
  for (guint i = 0; i < ccp_event_batch_get_length (batch) && !self->swallows; i++)
    ccp_event_batch_take (echoed, ccp_event_new_text (self->name, "", 0));
  if (last != NULL)
    ccp_event_batch_take (echoed, ccp_event_new_text (last, "", 0));
  return g_steal_pointer (&echoed);
}

static gint64
fixture_echo_get_deadline (CcpSimpleTransformer *transformer)
{
  return FIXTURE_ECHO (transformer)->deadline;
}

static void
fixture_echo_class_init (FixtureEchoClass *klass)
{
  CCP_SIMPLE_TRANSFORMER_CLASS (klass)->transform_events = fixture_echo_transform_events;
  CCP_SIMPLE_TRANSFORMER_CLASS (klass)->get_deadline = fixture_echo_get_deadline;
}

static void
fixture_echo_init (FixtureEcho *self)
{
  self->name = "echo";
}

typedef struct
{
  ScriptedSource *script;
  FixtureEcho *echo;
  CcpEventSource *source;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (GPtrArray) transformers = g_ptr_array_new_with_free_func (g_object_unref);

  fixture->script = scripted_source_new ();
  fixture->echo = g_object_new (FIXTURE_TYPE_ECHO, NULL);
  g_ptr_array_add (transformers, g_object_ref (fixture->echo));
  fixture->source = ccp_transform_source_new (CCP_EVENT_SOURCE (fixture->script),
                                              transformers,
                                              exchange);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->source);
  g_clear_object (&fixture->echo);
  g_clear_object (&fixture->script);
}

static void
assert_next (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) batch = scripted_source_pull (fixture->source, &error);
  g_autofree char *names = batch != NULL ? scripted_source_describe (batch) : NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (names, ==, expected);
}

static void
assert_error (Fixture *fixture, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scripted_source_pull (fixture->source, &error));
  g_assert_error (error, domain, code);
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  scripted_source_add_event (fixture->script, "{\"type\":\"a\"}");
  scripted_source_add_end (fixture->script);

  assert_next (fixture, "echo");
  assert_next (fixture, "end");
  assert_next (fixture, NULL);
  assert_next (fixture, NULL);
}

static void
test_cut_after_what_it_made (Fixture *fixture, gconstpointer data)
{
  scripted_source_add_event (fixture->script, "{\"type\":\"a\"}");
  scripted_source_add_error (fixture->script, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);

  assert_next (fixture, "echo");
  assert_next (fixture, "cut");
  assert_error (fixture, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_never_empty (Fixture *fixture, gconstpointer data)
{
  fixture->echo->swallows = TRUE;
  scripted_source_add_event (fixture->script, "{\"type\":\"a\"}");
  scripted_source_add_event (fixture->script, "{\"type\":\"b\"}");
  scripted_source_add_end (fixture->script);

  assert_next (fixture, "end");
}

static void
test_fault_of_a_plugin (Fixture *fixture, gconstpointer data)
{
  fixture->echo->fails = TRUE;
  scripted_source_add_event (fixture->script, "{\"type\":\"a\"}");

  assert_error (fixture, CCP_ERROR, CCP_ERROR_PLUGIN);
  assert_next (fixture, NULL);
}

static void
test_tick_while_silent (Fixture *fixture, gconstpointer data)
{
  fixture->echo->deadline = g_get_monotonic_time () + 1000;

  assert_next (fixture, "tick");
  scripted_source_add_event (fixture->script, "{\"type\":\"a\"}");
  assert_next (fixture, "echo");
  g_assert_cmpuint (scripted_source_get_pulls (fixture->script), ==, 1);
}

static void
test_not_read_ahead (Fixture *fixture, gconstpointer data)
{
  scripted_source_add_event (fixture->script, "{\"type\":\"a\"}");
  scripted_source_add_event (fixture->script, "{\"type\":\"b\"}");

  assert_next (fixture, "echo");
  g_assert_cmpuint (scripted_source_get_pulls (fixture->script), ==, 1);
}

static void
on_cancelled (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  guint *calls = data;

  g_assert_null (
      ccp_event_source_next_finish (CCP_EVENT_SOURCE (object), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  (*calls)++;
}

static void
test_cancelled_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint calls = 0;

  ccp_event_source_next_async (fixture->source, cancellable, on_cancelled, &calls);
  g_cancellable_cancel (cancellable);
  while (calls == 0 || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (calls, ==, 1);
}

static void
on_pulled_again (GObject *object, GAsyncResult *result, gpointer data)
{
  CcpEventSource *source = CCP_EVENT_SOURCE (object);
  g_autoptr (CcpEventBatch) batch = ccp_event_source_next_finish (source, result, NULL);
  guint *calls = data;

  if (batch == NULL)
    return;
  (*calls)++;
  ccp_event_source_next_async (source, NULL, on_pulled_again, calls);
}

/* the responder pulls again in the callback; no timer may be left behind by that */
static void
test_pulled_again_in_the_callback (Fixture *fixture, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 60 * G_TIME_SPAN_MILLISECOND;
  guint calls = 0;

  fixture->echo->deadline = end - 20 * G_TIME_SPAN_MILLISECOND;
  ccp_event_source_next_async (fixture->source, NULL, on_pulled_again, &calls);
  for (guint i = 0; i < 3; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      scripted_source_add_event (fixture->script, "{\"type\":\"a\"}");
      while (calls <= i)
        g_main_context_iteration (NULL, TRUE);
    }
  scripted_source_add_end (fixture->script);
  g_clear_object (&fixture->source);
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);

  g_assert_cmpuint (calls, >=, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                              \
  g_test_add ("/transform-source/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("end/is-told-once", test_end);
  ADD ("cut/comes-after-what-was-made-of-it", test_cut_after_what_it_made);
  ADD ("batch/is-never-empty", test_never_empty);
  ADD ("fault/of-a-plugin-ends-it", test_fault_of_a_plugin);
  ADD ("tick/while-the-upstream-is-silent", test_tick_while_silent);
  ADD ("back-pressure/not-read-ahead", test_not_read_ahead);
  ADD ("pull/again-in-the-callback", test_pulled_again_in_the_callback);
  ADD ("cancel/T100-finishes-once", test_cancelled_once);
  return g_test_run ();
}
