/* test-stats.c: tests of ccp-stats.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-stats.h"

#include "ccp-cost.h"

static const CcpUsage usage = { 100, 20, 5, -1, 3, -1 };

static void
test_adds_up (void)
{
  g_autoptr (CcpStats) stats = ccp_stats_new ();
  CcpStatsSample sample = {
    .provider = "near",
    .model = "small",
    .stage = "default",
    .usage = &usage,
    .duration = 2000,
    .first_token = 500,
  };
  const CcpStatsSeries *series = NULL;

  ccp_stats_count (stats, &sample);
  sample.retries = 2;
  ccp_stats_count (stats, &sample);

  g_assert_cmpuint (ccp_stats_get_series (stats)->len, ==, 1);
  series = g_ptr_array_index (ccp_stats_get_series (stats), 0);
  g_assert_cmpstr (series->provider, ==, "near");
  g_assert_cmpuint (series->requests, ==, 2);
  g_assert_cmpuint (series->retries, ==, 2);
  g_assert_cmpuint (series->input_tokens, ==, 200);
  g_assert_cmpuint (series->output_tokens, ==, 40);
  g_assert_cmpuint (series->cache_read_tokens, ==, 10);
  g_assert_cmpuint (series->cache_creation_tokens, ==, 0);
  g_assert_cmpuint (series->thinking_tokens, ==, 6);
  g_assert_cmpuint (series->latency.n, ==, 2);
  g_assert_cmpuint (series->first_token.n, ==, 2);
  g_assert_cmpuint (ccp_stats_series_count_errors (series), ==, 0);
}

/* a sum that something is missing of would be taken for one that is right */
static void
test_cost (void)
{
  g_autoptr (CcpStats) stats = ccp_stats_new ();
  CcpStatsSample sample = { .provider = "near", .usage = &usage, .cost = 0.25 };
  const CcpStatsSeries *series = NULL;

  ccp_stats_count (stats, &sample);
  ccp_stats_count (stats, &sample);
  series = g_ptr_array_index (ccp_stats_get_series (stats), 0);
  g_assert_false (series->cost_unknown);
  g_assert_cmpfloat_with_epsilon (series->cost, 0.5, 1e-9);

  sample.cost = CCP_COST_UNKNOWN;
  ccp_stats_count (stats, &sample);
  g_assert_true (series->cost_unknown);
}

/* what looks the same in a row must not be added up */
static void
test_names (void)
{
  static const CcpStatsSample samples[] = {
    { .provider = "a", .model = "b", .stage = "c" },
    { .provider = "ab", .model = "", .stage = "c" },
    { .provider = "", .model = "ab", .stage = "c" },
    { .model = "ab", .stage = "c" },
  };
  g_autoptr (CcpStats) stats = ccp_stats_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    ccp_stats_count (stats, &samples[i]);

  g_assert_cmpuint (ccp_stats_get_series (stats)->len, ==, 3);
}

static void
test_long_name (void)
{
  g_autoptr (CcpStats) stats = ccp_stats_new ();
  g_autofree char *model = g_strnfill (257, 'x');
  const CcpStatsSeries *series = NULL;

  ccp_stats_count (stats, &(const CcpStatsSample){ .model = model });

  series = g_ptr_array_index (ccp_stats_get_series (stats), 0);
  g_assert_cmpstr (series->model, ==, "other");
}

static void
test_errors (void)
{
  g_autoptr (CcpStats) stats = ccp_stats_new ();
  CcpStatsSample sample = { .provider = "near", .error_type = "rate_limit_error" };
  const CcpStatsSeries *series = NULL;

  ccp_stats_count (stats, &sample);
  ccp_stats_count (stats, &sample);
  sample.error_type = "api_error";
  ccp_stats_count (stats, &sample);

  series = g_ptr_array_index (ccp_stats_get_series (stats), 0);
  g_assert_cmpuint (ccp_stats_series_count_errors (series), ==, 3);
  g_assert_cmpuint (*(guint64 *) g_hash_table_lookup (series->errors, "rate_limit_error"),
                    ==,
                    2);
  g_assert_cmpuint (series->first_token.n, ==, 0);
}

static void
test_bounded (void)
{
  g_autoptr (CcpStats) stats = ccp_stats_new ();
  const CcpStatsSeries *last = NULL;

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *model = g_strdup_printf ("model-%u", i);

      ccp_stats_count (stats, &(const CcpStatsSample){ .model = model });
    }

  g_assert_cmpuint (ccp_stats_get_series (stats)->len, ==, 1001);
  last = g_ptr_array_index (ccp_stats_get_series (stats), 1000);
  g_assert_cmpstr (last->model, ==, "other");
  g_assert_cmpuint (last->requests, ==, 500);
}

static void
test_bounded_errors (void)
{
  g_autoptr (CcpStats) stats = ccp_stats_new ();
  const CcpStatsSeries *series = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *type = g_strdup_printf ("error-%u", i);

      ccp_stats_count (stats, &(const CcpStatsSample){ .error_type = type });
    }

  series = g_ptr_array_index (ccp_stats_get_series (stats), 0);
  g_assert_cmpuint (g_hash_table_size (series->errors), ==, 33);
  g_assert_cmpuint (*(guint64 *) g_hash_table_lookup (series->errors, "other"), ==, 68);
  g_assert_cmpuint (ccp_stats_series_count_errors (series), ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stats/count/adds-up", test_adds_up);
  g_test_add_func ("/stats/count/cost", test_cost);
  g_test_add_func ("/stats/count/names-are-told-apart", test_names);
  g_test_add_func ("/stats/count/name-that-is-too-long", test_long_name);
  g_test_add_func ("/stats/count/errors-by-type", test_errors);
  g_test_add_func ("/stats/count/number-of-series-is-bounded", test_bounded);
  g_test_add_func ("/stats/count/number-of-errors-is-bounded", test_bounded_errors);

  return g_test_run ();
}
