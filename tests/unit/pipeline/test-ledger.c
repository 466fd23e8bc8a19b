/* test-ledger.c: the exchanges under way, and what all of them took and cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-ledger.h"

typedef struct
{
  CcpLedger *ledger;
  GPtrArray *started;  /* (element-type CcpLedgerEntry) */
  GPtrArray *finished; /* (element-type CcpLedgerEntry) */
} Fixture;

static void
on_started (CcpLedger *ledger, CcpLedgerEntry *entry, gpointer data)
{
  Fixture *f = data;

  g_assert_true (ccp_ledger_find (ledger, ccp_ledger_entry_get_id (entry)) == entry);
  g_ptr_array_add (f->started, g_object_ref (entry));
}

static void
on_finished (CcpLedger *ledger, CcpLedgerEntry *entry, gpointer data)
{
  Fixture *f = data;

  g_assert_true (ccp_ledger_entry_is_finished (entry));
  g_assert_null (ccp_ledger_find (ledger, ccp_ledger_entry_get_id (entry)));
  g_ptr_array_add (f->finished, g_object_ref (entry));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->ledger = ccp_ledger_new ();
  f->started = g_ptr_array_new_with_free_func (g_object_unref);
  f->finished = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->started, g_ptr_array_unref);
  g_clear_pointer (&f->finished, g_ptr_array_unref);
  g_assert_finalize_object (f->ledger);
}

/* Returns: (transfer full): of the session "s" */
static CcpExchange *
create_exchange (CcpOperation operation)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"m\"}", -1, NULL);

  ccp_headers_append (headers, "x-claude-code-session-id", "s");
  return ccp_exchange_new (operation, headers, body);
}

/* one that cost 11 dollars if its model has prices */
static void
run (Fixture *f, const CcpModelFacts *facts, const char *error_type)
{
  g_autoptr (CcpExchange) exchange = create_exchange (CCP_OPERATION_MESSAGES);
  g_autoptr (CcpLedgerEntry) entry = ccp_ledger_open (f->ledger, exchange, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("planning", "p", "m1");
  const CcpUsage usage = { 1000000, 2000000, -1, -1, -1, -1 };

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_attempt (exchange, 3);
  ccp_exchange_set_facts (exchange, facts);
  ccp_exchange_update_usage (exchange, &usage);
  ccp_ledger_close (f->ledger, entry, error_type != NULL ? 502 : 200, error_type);
}

static const CcpStatsSeries *
get_series (Fixture *f, guint index)
{
  return g_ptr_array_index (ccp_stats_get_series (ccp_ledger_get_stats (f->ledger)),
                            index);
}

static void
test_under_way (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpExchange) first = create_exchange (CCP_OPERATION_MESSAGES);
  g_autoptr (CcpExchange) second = create_exchange (CCP_OPERATION_MESSAGES);
  g_autoptr (CcpLedgerEntry) one = ccp_ledger_open (f->ledger, first, NULL);
  g_autoptr (CcpLedgerEntry) two = ccp_ledger_open (f->ledger, second, NULL);

  g_assert_cmpuint (ccp_ledger_get_in_flight (f->ledger), ==, 2);
  g_assert_cmpuint (ccp_ledger_get_entries (f->ledger)->len, ==, 2);
  g_assert_true (ccp_ledger_find (f->ledger, ccp_exchange_get_id (second)) == two);
  g_assert_null (ccp_ledger_find (f->ledger, "req_none"));

  ccp_ledger_close (f->ledger, one, 200, NULL);
  g_assert_cmpuint (ccp_ledger_get_in_flight (f->ledger), ==, 1);
  g_assert_true (g_ptr_array_index (ccp_ledger_get_entries (f->ledger), 0) == two);
  ccp_ledger_close (f->ledger, two, 200, NULL);
  g_assert_cmpuint (ccp_ledger_get_in_flight (f->ledger), ==, 0);
}

static void
test_signals (Fixture *f, gconstpointer data)
{
  g_signal_connect (f->ledger, "started", G_CALLBACK (on_started), f);
  g_signal_connect (f->ledger, "finished", G_CALLBACK (on_finished), f);
  run (f, NULL, NULL);
  run (f, NULL, "api_error");

  g_assert_cmpuint (f->started->len, ==, 2);
  g_assert_cmpuint (f->finished->len, ==, 2);
  g_assert_true (g_ptr_array_index (f->started, 1) == g_ptr_array_index (f->finished, 1));
  g_assert_cmpuint (ccp_ledger_entry_get_status (g_ptr_array_index (f->finished, 1)),
                    ==,
                    502);
  g_assert_cmpstr (ccp_ledger_entry_get_error_type (g_ptr_array_index (f->finished, 1)),
                   ==,
                   "api_error");
}

static void
test_counted (Fixture *f, gconstpointer data)
{
  const CcpModelFacts facts = { 0, 0, CCP_MODALITY_UNKNOWN, 1, 5, -1, -1 };
  const CcpStatsSeries *series = NULL;
  const CcpSessionTotal *session = NULL;

  run (f, &facts, NULL);
  run (f, &facts, "api_error");

  series = get_series (f, 0);
  g_assert_cmpstr (series->stage, ==, "planning");
  g_assert_cmpstr (series->provider, ==, "p");
  g_assert_cmpstr (series->model, ==, "m1");
  g_assert_cmpuint (series->requests, ==, 2);
  g_assert_cmpuint (series->retries, ==, 4);
  g_assert_cmpuint (ccp_stats_series_count_errors (series), ==, 1);
  g_assert_cmpuint (series->output_tokens, ==, 4000000);
  g_assert_cmpuint (series->latency.n, ==, 2);
  g_assert_false (series->cost_unknown);
  g_assert_cmpfloat_with_epsilon (series->cost, 22, 1e-9);

  session = ccp_ledger_find_session (f->ledger, "s");
  g_assert_cmpuint (session->requests, ==, 2);
  g_assert_cmpfloat_with_epsilon (session->cost, 22, 1e-9);
  g_assert_null (ccp_ledger_find_session (f->ledger, "t"));
}

/* of a sum that misses something nobody would know that it does */
static void
test_price_is_not_known (Fixture *f, gconstpointer data)
{
  const CcpModelFacts facts = { 0, 0, CCP_MODALITY_UNKNOWN, 1, 5, -1, -1 };

  run (f, &facts, NULL);
  g_assert_false (get_series (f, 0)->cost_unknown);
  run (f, NULL, NULL);

  g_assert_true (get_series (f, 0)->cost_unknown);
  g_assert_true (ccp_ledger_find_session (f->ledger, "s")->cost_unknown);
}

static void
test_never_routed (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpExchange) exchange = create_exchange (CCP_OPERATION_MESSAGES);
  g_autoptr (CcpLedgerEntry) entry = ccp_ledger_open (f->ledger, exchange, NULL);
  const CcpStatsSeries *series = NULL;

  ccp_ledger_close (f->ledger, entry, 400, "invalid_request_error");

  series = get_series (f, 0);
  g_assert_cmpstr (series->stage, ==, "");
  g_assert_cmpstr (series->provider, ==, "");
  g_assert_cmpuint (ccp_stats_series_count_errors (series), ==, 1);
  g_assert_false (series->cost_unknown);
}

static void
test_count_of_tokens (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpExchange) exchange = create_exchange (CCP_OPERATION_COUNT_TOKENS);
  g_autoptr (CcpLedgerEntry) entry = ccp_ledger_open (f->ledger, exchange, NULL);

  g_assert_cmpuint (ccp_ledger_get_in_flight (f->ledger), ==, 1);
  ccp_ledger_close (f->ledger, entry, 200, NULL);

  g_assert_cmpuint (ccp_stats_get_series (ccp_ledger_get_stats (f->ledger))->len, ==, 0);
  g_assert_null (ccp_ledger_find_session (f->ledger, "s"));
}

/* what the client got before it left was paid for */
static void
test_cut_off (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpExchange) exchange = create_exchange (CCP_OPERATION_MESSAGES);
  g_autoptr (CcpLedgerEntry) entry = ccp_ledger_open (f->ledger, exchange, NULL);
  const CcpUsage start = { 7, 1, -1, -1, -1, -1 };

  ccp_exchange_update_usage (exchange, &start);
  ccp_ledger_entry_note_text (entry, 400, FALSE);
  ccp_ledger_close (f->ledger, entry, 499, NULL);

  g_assert_cmpuint (get_series (f, 0)->input_tokens, ==, 7);
  g_assert_cmpuint (get_series (f, 0)->output_tokens, ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/ledger/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("open/under-way", test_under_way);
  ADD ("signals/started-and-finished", test_signals);
  ADD ("close/counted", test_counted);
  ADD ("close/price-is-not-known", test_price_is_not_known);
  ADD ("close/never-routed", test_never_routed);
  ADD ("close/count-of-tokens", test_count_of_tokens);
  ADD ("close/cut-off", test_cut_off);

  return g_test_run ();
}
