/* test-dbus-counts.c: counts of exchanges as values of the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-dbus-counts.h"

static void
test_empty_ledger (void)
{
  g_autoptr (CcpLedger) ledger = ccp_ledger_new ();
  g_autoptr (GVariant) totals =
      g_variant_ref_sink (ccp_dbus_counts_new_totals (ledger, 7));
  g_autoptr (GVariant) series = g_variant_ref_sink (
      ccp_dbus_counts_new_series (ccp_stats_get_series (ccp_ledger_get_stats (ledger))));
  guint64 count = 1;
  guint in_flight = 1;

  g_assert_cmpstr (g_variant_get_type_string (series), ==, "aa{sv}");
  g_assert_cmpuint (g_variant_n_children (series), ==, 0);
  g_assert_true (g_variant_lookup (totals, "requests", "t", &count));
  g_assert_cmpuint (count, ==, 0);
  g_assert_true (g_variant_lookup (totals, "in_flight", "u", &in_flight));
  g_assert_cmpuint (in_flight, ==, 0);
  g_assert_true (g_variant_lookup (totals, "unpublished", "t", &count));
  g_assert_cmpuint (count, ==, 7);
  g_assert_true (g_variant_lookup (totals, "since", "t", &count));
  g_assert_cmpuint (count, ==, (guint64) ccp_ledger_get_since (ledger));
}

/* what is not known is missing, and not nothing */
static void
test_cost_of_session (void)
{
  CcpSessionTotal session = {
    .id = (char *) "s",
    .stage = (char *) "default",
    .provider = (char *) "p",
    .model = (char *) "m",
    .requests = 3,
    .cost = 0.25,
  };
  g_autoptr (GVariant) known =
      g_variant_ref_sink (ccp_dbus_counts_new_session (&session));
  g_autoptr (GVariant) unknown = NULL;
  double cost = 0;

  session.cost_unknown = TRUE;
  unknown = g_variant_ref_sink (ccp_dbus_counts_new_session (&session));

  g_assert_true (g_variant_lookup (known, "cost", "d", &cost));
  g_assert_cmpfloat_with_epsilon (cost, 0.25, 1e-9);
  g_assert_false (g_variant_lookup (unknown, "cost", "d", &cost));
  g_assert_false (g_variant_lookup (known, "id", "s", NULL));
}

static void
test_quantiles_of_nothing_are_empty (void)
{
  g_autoptr (CcpStats) stats = ccp_stats_new ();
  const CcpStatsSample sample = { .usage = &CCP_USAGE_UNKNOWN, .duration = 500 };
  g_autoptr (GVariant) series = NULL;
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) latency = NULL;
  g_autoptr (GVariant) first_token = NULL;

  ccp_stats_count (stats, &sample);

  series = g_variant_ref_sink (ccp_dbus_counts_new_series (ccp_stats_get_series (stats)));

  first = g_variant_get_child_value (series, 0);
  latency = g_variant_lookup_value (first, "latency", G_VARIANT_TYPE ("a(dt)"));
  first_token = g_variant_lookup_value (first, "first_token", G_VARIANT_TYPE ("a(dt)"));
  g_assert_cmpuint (g_variant_n_children (latency), ==, 4);
  g_assert_cmpuint (g_variant_n_children (first_token), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dbus-counts/totals/empty-ledger", test_empty_ledger);
  g_test_add_func ("/dbus-counts/session/cost", test_cost_of_session);
  g_test_add_func ("/dbus-counts/series/quantiles-of-nothing-are-empty",
                   test_quantiles_of_nothing_are_empty);

  return g_test_run ();
}
