/* test-ledger-entry.c: one exchange under way, as others see it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-ledger-entry.h"

#include "private/ccp-exchange-private.h"

typedef struct
{
  CcpExchange *exchange;
  GCancellable *cancellable;
  CcpLedgerEntry *entry;
  guint n_changes;
} Fixture;

static void
on_changed (CcpLedgerEntry *entry, gpointer data)
{
  Fixture *f = data;

  f->n_changes++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"m\"}", -1, NULL);

  f->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  f->cancellable = g_cancellable_new ();
  f->entry = ccp_ledger_entry_new (f->exchange, f->cancellable);
  g_signal_connect (f->entry, "changed", G_CALLBACK (on_changed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->entry);
  g_clear_object (&f->cancellable);
  g_assert_finalize_object (f->exchange);
}

static void
test_begins (Fixture *f, gconstpointer data)
{
  gint64 now = g_get_real_time ();

  g_assert_cmpstr (ccp_ledger_entry_get_id (f->entry),
                   ==,
                   ccp_exchange_get_id (f->exchange));
  g_assert_cmpstr (ccp_ledger_entry_get_asked_model (f->entry), ==, "m");
  g_assert_cmpint (ABS (now - ccp_ledger_entry_get_started_at (f->entry)),
                   <,
                   G_USEC_PER_SEC);
  g_assert_null (ccp_ledger_entry_get_stage (f->entry));
  g_assert_null (ccp_ledger_entry_get_provider (f->entry));
  g_assert_null (ccp_ledger_entry_get_model (f->entry));
  g_assert_cmpstr (ccp_phase_to_string (ccp_ledger_entry_get_phase (f->entry)),
                   ==,
                   "routing");
  g_assert_cmpuint (ccp_ledger_entry_get_attempt (f->entry), ==, 1);
  g_assert_cmpint (ccp_ledger_entry_get_usage (f->entry)->output_tokens, ==, -1);
  g_assert_cmpuint (ccp_ledger_entry_get_client_pid (f->entry), ==, 0);
  g_assert_false (ccp_ledger_entry_is_finished (f->entry));
  g_assert_cmpuint (ccp_ledger_entry_get_status (f->entry), ==, 0);
}

static void
test_phases (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("planning", "p", "m1");

  ccp_exchange_set_route (f->exchange, route);
  ccp_ledger_entry_enter (f->entry, CCP_PHASE_SENDING);
  ccp_ledger_entry_enter (f->entry, CCP_PHASE_SENDING);
  g_assert_cmpuint (f->n_changes, ==, 1);
  g_assert_cmpstr (ccp_ledger_entry_get_stage (f->entry), ==, "planning");
  g_assert_cmpstr (ccp_ledger_entry_get_provider (f->entry), ==, "p");
  g_assert_cmpstr (ccp_ledger_entry_get_model (f->entry), ==, "m1");

  /* another attempt in the same phase */
  ccp_exchange_set_attempt (f->exchange, 2);
  ccp_ledger_entry_enter (f->entry, CCP_PHASE_SENDING);
  g_assert_cmpuint (f->n_changes, ==, 2);
  g_assert_cmpuint (ccp_ledger_entry_get_attempt (f->entry), ==, 2);

  ccp_ledger_entry_enter (f->entry, CCP_PHASE_WAITING);
  ccp_ledger_entry_mark_first (f->entry);
  ccp_ledger_entry_mark_first (f->entry);
  g_assert_cmpuint (f->n_changes, ==, 4);
  g_assert_cmpstr (ccp_phase_to_string (ccp_ledger_entry_get_phase (f->entry)),
                   ==,
                   "streaming");
}

static void
test_tokens_so_far (Fixture *f, gconstpointer data)
{
  const CcpUsage start = { 7, 1, -1, -1, -1, -1 };
  const CcpUsage end = { -1, 3, -1, -1, -1, -1 };

  ccp_exchange_update_usage (f->exchange, &start);
  g_assert_cmpint (ccp_ledger_entry_get_usage (f->entry)->output_tokens, ==, 1);
  ccp_ledger_entry_note_text (f->entry, 41, FALSE);
  g_assert_cmpint (ccp_ledger_entry_get_usage (f->entry)->input_tokens, ==, 7);
  g_assert_cmpint (ccp_ledger_entry_get_usage (f->entry)->output_tokens, ==, 11);

  /* what the provider says goes before any estimate */
  ccp_exchange_update_usage (f->exchange, &end);
  ccp_ledger_entry_note_text (f->entry, 41, TRUE);
  g_assert_cmpint (ccp_ledger_entry_get_usage (f->entry)->output_tokens, ==, 3);
}

static void
test_finishes (Fixture *f, gconstpointer data)
{
  gint64 duration;

  g_usleep (2000);
  ccp_ledger_entry_mark_first (f->entry);
  ccp_ledger_entry_finish (f->entry, 529, "overloaded_error");
  duration = ccp_ledger_entry_get_duration (f->entry);
  g_usleep (2000);

  g_assert_true (ccp_ledger_entry_is_finished (f->entry));
  g_assert_cmpuint (ccp_ledger_entry_get_status (f->entry), ==, 529);
  g_assert_cmpstr (ccp_ledger_entry_get_error_type (f->entry), ==, "overloaded_error");
  g_assert_cmpint (duration, >=, 2000);
  g_assert_cmpint (ccp_ledger_entry_get_duration (f->entry), ==, duration);
  g_assert_cmpint (ccp_ledger_entry_get_first_token (f->entry), >=, 2000);
  g_assert_cmpint (ccp_ledger_entry_get_first_token (f->entry), <=, duration);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  ccp_ledger_entry_cancel (f->entry);
  ccp_ledger_entry_cancel (f->entry);

  g_assert_true (g_cancellable_is_cancelled (f->cancellable));
  g_assert_error (ccp_exchange_get_abandoned (f->exchange),
                  CCP_ERROR,
                  CCP_ERROR_CANCELLED);
}

static void
test_cancelled_too_late (Fixture *f, gconstpointer data)
{
  ccp_ledger_entry_finish (f->entry, 200, NULL);
  ccp_ledger_entry_cancel (f->entry);

  g_assert_false (g_cancellable_is_cancelled (f->cancellable));
  g_assert_null (ccp_exchange_get_abandoned (f->exchange));
}

static void
test_cancelled_without_a_cancellable (void)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpLedgerEntry) entry = ccp_ledger_entry_new (exchange, NULL);

  ccp_ledger_entry_cancel (entry);

  g_assert_true (g_cancellable_is_cancelled (ccp_ledger_entry_get_cancellable (entry)));
  g_assert_cmpstr (ccp_ledger_entry_get_asked_model (entry), ==, "");
}

/* a client that calls itself 77, and counts how often it is asked */
static guint
find_pid (gpointer client)
{
  GListStore *calls = client;
  g_autoptr (GObject) call = g_object_new (G_TYPE_OBJECT, NULL);

  g_list_store_append (calls, call);
  return 77;
}

static void
test_client_is_asked_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GListStore) client = g_list_store_new (G_TYPE_OBJECT);

  ccp_exchange_set_client (f->exchange, G_OBJECT (client), find_pid);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (client)), ==, 0);
  g_assert_cmpuint (ccp_ledger_entry_get_client_pid (f->entry), ==, 77);
  g_assert_cmpuint (ccp_ledger_entry_get_client_pid (f->entry), ==, 77);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (client)), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/ledger-entry/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("new/begins", test_begins);
  ADD ("enter/phases", test_phases);
  ADD ("get-usage/tokens-so-far", test_tokens_so_far);
  ADD ("finish/says-how", test_finishes);
  ADD ("cancel/once", test_cancelled);
  ADD ("cancel/too-late", test_cancelled_too_late);
  g_test_add_func ("/ledger-entry/cancel/without-a-cancellable",
                   test_cancelled_without_a_cancellable);
  ADD ("get-client-pid/asks-once", test_client_is_asked_once);

  return g_test_run ();
}
