/* test-start-hold.c: how long a stream is held back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-start-hold.h"

#include "run-fixture.h"

#define LONG 60000
#define SHORT 10

typedef struct
{
  CcpStartHold hold;
  CcpExchange *exchange;
  CcpLedger *ledger;
  CcpTally *tally;
  GListStore *owner; /* given to the callback, which puts something in */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (RUN_STREAM, -1, NULL);

  f->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  f->ledger = ccp_ledger_new ();
  f->tally = ccp_tally_new (f->ledger, f->exchange, NULL);
  f->owner = g_list_store_new (G_TYPE_OBJECT);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ccp_start_hold_clear (&f->hold);
  ccp_tally_finish (f->tally, 200, NULL);
  g_clear_object (&f->tally);
  g_clear_object (&f->ledger);
  g_clear_object (&f->exchange);
  g_assert_finalize_object (f->owner);
}

static gboolean
on_over (gpointer data)
{
  g_autoptr (GObject) mark = g_object_new (G_TYPE_OBJECT, NULL);

  g_list_store_append (data, mark);
  return G_SOURCE_REMOVE;
}

static guint
count_calls (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->owner));
}

static void
sleep_for (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  run_fixture_settle ();
}

static void
test_over (Fixture *f, gconstpointer data)
{
  ccp_start_hold_arm (&f->hold, SHORT, on_over, f->owner);
  sleep_for (3 * SHORT);

  g_assert_cmpuint (count_calls (f), ==, 1);
}

static void
test_disarmed (Fixture *f, gconstpointer data)
{
  guint left = 0;

  ccp_start_hold_arm (&f->hold, SHORT, on_over, f->owner);
  left = ccp_start_hold_disarm (&f->hold);
  sleep_for (3 * SHORT);

  g_assert_cmpuint (left, >=, 1);
  g_assert_cmpuint (left, <=, SHORT);
  g_assert_cmpuint (count_calls (f), ==, 0);
}

/* an attempt that failed does not give the next one more time */
static void
test_goes_on (Fixture *f, gconstpointer data)
{
  ccp_start_hold_arm (&f->hold, SHORT, on_over, f->owner);
  ccp_start_hold_disarm (&f->hold);
  ccp_start_hold_arm (&f->hold, LONG, on_over, f->owner);
  sleep_for (3 * SHORT);

  g_assert_cmpuint (count_calls (f), ==, 1);
}

static void
test_armed_twice (Fixture *f, gconstpointer data)
{
  ccp_start_hold_arm (&f->hold, SHORT, on_over, f->owner);
  ccp_start_hold_arm (&f->hold, SHORT, on_over, f->owner);
  sleep_for (3 * SHORT);

  g_assert_cmpuint (count_calls (f), ==, 1);
}

static void
test_none (Fixture *f, gconstpointer data)
{
  ccp_start_hold_arm (&f->hold, 0, on_over, f->owner);

  g_assert_null (f->hold.timer);
  g_assert_cmpuint (ccp_start_hold_disarm (&f->hold), ==, 0);
}

static void
test_overdue (Fixture *f, gconstpointer data)
{
  ccp_start_hold_arm (&f->hold, 1, on_over, f->owner);
  g_usleep (5 * G_TIME_SPAN_MILLISECOND);

  g_assert_cmpuint (ccp_start_hold_disarm (&f->hold), ==, 1);
}

static void
test_begun_is_not_armed (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpReply) reply =
      ccp_start_hold_begin_reply (&f->hold, f->exchange, f->tally, 0);

  ccp_start_hold_arm (&f->hold, SHORT, on_over, f->owner);

  g_assert_cmpuint (ccp_reply_get_status (reply), ==, 200);
  g_assert_nonnull (f->hold.pending);
  g_assert_null (f->hold.timer);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

#define ADD(path, function)                                                              \
  g_test_add ("/start-hold/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("arm/over-once", test_over);
  ADD ("arm/goes-on-after-it-was-disarmed", test_goes_on);
  ADD ("arm/twice-is-once", test_armed_twice);
  ADD ("arm/none", test_none);
  ADD ("arm/not-after-the-beginning", test_begun_is_not_armed);
  ADD ("disarm/tells-what-is-left", test_disarmed);
  ADD ("disarm/overdue", test_overdue);

  return g_test_run ();
}
