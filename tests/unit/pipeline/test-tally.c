/* test-tally.c: what one exchange took and cost, noted once at its end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-tally.h"

#include "private/ccp-exchange-private.h"

typedef struct
{
  CcpExchange *exchange;
  CcpLedger *ledger;
  CcpTally *tally;
} Fixture;

/* of the last line: (element-type utf8 utf8) */
static GHashTable *written;
static guint n_written;

static GLogWriterOutput
keep (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  n_written++;
  g_hash_table_remove_all (written);
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_hash_table_insert (written, g_strdup (fields[i].key), g_strdup (fields[i].value));
  return G_LOG_WRITER_HANDLED;
}

static void
assert_written (const char *field, const char *value)
{
  g_assert_cmpstr (g_hash_table_lookup (written, field), ==, value);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text ("{\"model\":\"m\"}", -1, NULL);

  fixture->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, json);
  fixture->ledger = ccp_ledger_new ();
  fixture->tally = ccp_tally_new (fixture->ledger, fixture->exchange, NULL);
  n_written = 0;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->tally);
  g_clear_object (&fixture->exchange);
  g_assert_cmpuint (ccp_ledger_get_in_flight (fixture->ledger), ==, 0);
  g_clear_object (&fixture->ledger);
  g_assert_cmpuint (n_written, ==, 1);
}

static void
test_fine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  CcpStats *stats = ccp_ledger_get_stats (fixture->ledger);

  ccp_exchange_set_route (fixture->exchange, route);
  g_assert_cmpuint (ccp_ledger_get_in_flight (fixture->ledger), ==, 1);
  ccp_tally_finish (fixture->tally, 200, NULL);

  g_assert_cmpuint (ccp_stats_get_series (stats)->len, ==, 1);
  g_assert_true (ccp_ledger_entry_is_finished (ccp_tally_get_entry (fixture->tally)));

  assert_written ("CCP_STATUS", "200");
  assert_written ("CCP_MODEL", "m1");
  assert_written ("CCP_ERROR", NULL);
}

static void
test_target (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CcpRoute) decision = ccp_route_new ("planning", "p", "m1");
  g_autoptr (CcpRoute) route = ccp_route_new ("planning", "q", "m2");

  ccp_route_add_step (decision, "rules[0] home", CCP_ROUTE_MATCHED, "it is so");
  ccp_exchange_set_route (fixture->exchange, route);
  ccp_tally_set_target (fixture->tally, decision, 1, 3);
  ccp_tally_set_target (fixture->tally, decision, 2, 3);
  ccp_tally_finish (fixture->tally, 200, NULL);

  assert_written ("CCP_RULE", "rules[0] home");
  assert_written ("CCP_PROVIDER", "q");
  assert_written ("CCP_TARGET", "2");
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new (CCP_ERROR, CCP_ERROR_RATE_LIMITED, "slow down");
  g_autoptr (CcpJson) body = ccp_error_to_body (error, "req_1");

  ccp_tally_finish (fixture->tally, 429, body);
  ccp_tally_finish (fixture->tally, 200, NULL);

  g_assert_cmpuint (ccp_ledger_entry_get_status (ccp_tally_get_entry (fixture->tally)),
                    ==,
                    429);
  g_assert_cmpstr (ccp_ledger_entry_get_error_type (ccp_tally_get_entry (fixture->tally)),
                   ==,
                   "rate_limit_error");
  assert_written ("CCP_STATUS", "429");
  assert_written ("CCP_ERROR_TYPE", "rate_limit_error");
  assert_written ("CCP_ERROR", "slow down");
  assert_written ("CCP_PROVIDER", NULL);
}

static void
test_abandoned (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) ended = g_error_new (CCP_ERROR, CCP_ERROR_UNAVAILABLE, "it ends");
  g_autoptr (GError) later = g_error_new (CCP_ERROR, CCP_ERROR_CANCELLED, "client left");

  ccp_exchange_abandon (fixture->exchange, ended);
  ccp_exchange_abandon (fixture->exchange, later);
  g_clear_object (&fixture->tally);

  assert_written ("CCP_STATUS", "503");
  assert_written ("CCP_ERROR", "it ends");
  assert_written ("CCP_ERROR_TYPE", NULL);
}

static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->tally);

  assert_written ("CCP_STATUS", "499");
  assert_written ("CCP_ERROR", "nobody waits for the answer any more");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_log_set_writer_func (keep, NULL, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/tally/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("finish/fine", test_fine);
  ADD ("finish/target-of-the-chain", test_target);
  ADD ("finish/what-the-client-was-told", test_error);
  ADD ("abandoned/first-reason", test_abandoned);
  ADD ("abandoned/no-reason", test_dropped);

  status = g_test_run ();
  g_hash_table_unref (written);
  return status;
}
