/* test-dbus-summary.c: what several series have together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-dbus-summary.h"

#include <string.h>

#include "ccp-cost.h"

static const CcpUsage usage = { 10, 20, 1, 2, 3, -1 };

static CcpStatsSample
get_sample (const char *provider, const char *model, const char *stage)
{
  return (CcpStatsSample){
    .provider = provider,
    .model = model,
    .stage = stage,
    .retries = 1,
    .usage = &usage,
    .cost = 0.5,
    .first_token = 1000,
    .duration = 2000,
  };
}

/* three series: near has two models, and one of these two stages */
static CcpStats *
create_stats (void)
{
  CcpStats *stats = ccp_stats_new ();
  CcpStatsSample samples[] = {
    get_sample ("near", "small", "default"),
    get_sample ("near", "large", "default"),
    get_sample ("far", "small", "background"),
  };

  samples[1].error_type = "overloaded_error";
  samples[1].cost = CCP_COST_UNKNOWN;
  samples[1].duration = 200000;
  samples[2].error_type = "api_error";
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    ccp_stats_count (stats, &samples[i]);
  return stats;
}

static void
test_provider (void)
{
  g_autoptr (CcpStats) stats = create_stats ();
  g_autoptr (GPtrArray) sums =
      ccp_dbus_summary_compute (stats, CCP_DBUS_SUMMARY_PROVIDER);
  const CcpStatsSeries *near = NULL;

  g_assert_cmpuint (sums->len, ==, 2);
  near = g_ptr_array_index (sums, 0);
  g_assert_cmpstr (near->provider, ==, "near");
  g_assert_cmpstr (near->model, ==, "");
  g_assert_cmpstr (near->stage, ==, "");
  g_assert_cmpuint (near->requests, ==, 2);
  g_assert_cmpuint (near->retries, ==, 2);
  g_assert_cmpuint (near->input_tokens, ==, 20);
  g_assert_cmpuint (near->output_tokens, ==, 40);
  g_assert_cmpuint (near->cache_read_tokens, ==, 2);
  g_assert_cmpuint (near->cache_creation_tokens, ==, 4);
  g_assert_cmpuint (near->thinking_tokens, ==, 6);
  g_assert_true (near->cost_unknown);
  g_assert_cmpuint (ccp_stats_series_count_errors (near), ==, 1);
  g_assert_cmpuint (near->latency.n, ==, 2);
  g_assert_cmpint (ccp_quantiles_get (&near->latency, 0.99), >=, 200000);
  g_assert_cmpint (ccp_quantiles_get (&near->latency, 0.5), <, 3000);
}

static void
test_model (void)
{
  g_autoptr (CcpStats) stats = create_stats ();
  g_autoptr (GPtrArray) sums = ccp_dbus_summary_compute (stats, CCP_DBUS_SUMMARY_MODEL);
  const CcpStatsSeries *small = NULL;

  g_assert_cmpuint (sums->len, ==, 2);
  small = g_ptr_array_index (sums, 0);
  g_assert_cmpstr (small->model, ==, "small");
  g_assert_cmpstr (small->provider, ==, "");
  g_assert_cmpuint (small->requests, ==, 2);
  g_assert_false (small->cost_unknown);
  g_assert_cmpfloat_with_epsilon (small->cost, 1, 1e-9);
}

static void
test_stage (void)
{
  g_autoptr (CcpStats) stats = create_stats ();
  g_autoptr (GPtrArray) sums = ccp_dbus_summary_compute (stats, CCP_DBUS_SUMMARY_STAGE);
  const CcpStatsSeries *background = NULL;

  g_assert_cmpuint (sums->len, ==, 2);
  background = g_ptr_array_index (sums, 1);
  g_assert_cmpstr (background->stage, ==, "background");
  g_assert_cmpuint (background->requests, ==, 1);
}

/* the series themselves are not what is added to */
static void
test_twice_is_the_same (void)
{
  g_autoptr (CcpStats) stats = create_stats ();
  g_autoptr (GPtrArray) once =
      ccp_dbus_summary_compute (stats, CCP_DBUS_SUMMARY_PROVIDER);
  g_autoptr (GPtrArray) twice =
      ccp_dbus_summary_compute (stats, CCP_DBUS_SUMMARY_PROVIDER);
  const CcpStatsSeries *first = g_ptr_array_index (once, 0);
  const CcpStatsSeries *second = g_ptr_array_index (twice, 0);

  g_assert_cmpuint (first->requests, ==, second->requests);
  g_assert_cmpuint (ccp_stats_series_count_errors (first),
                    ==,
                    ccp_stats_series_count_errors (second));
}

static void
test_parse (void)
{
  const char *const names[] = { "provider", "model", "stage" };
  CcpDBusSummaryBy by = CCP_DBUS_SUMMARY_PROVIDER;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (ccp_dbus_summary_parse (names[i], &by, &error));
      g_assert_no_error (error);
      g_assert_cmpint (by, ==, i);
    }
}

static void
test_parse_refuses (void)
{
  g_autoptr (GError) error = NULL;
  CcpDBusSummaryBy by = CCP_DBUS_SUMMARY_PROVIDER;

  g_assert_false (ccp_dbus_summary_parse ("stagge", &by, &error));

  g_assert_error (error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST);
  g_assert_nonnull (strstr (error->message, "did you mean \"stage\"?"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dbus-summary/compute/provider", test_provider);
  g_test_add_func ("/dbus-summary/compute/model", test_model);
  g_test_add_func ("/dbus-summary/compute/stage", test_stage);
  g_test_add_func ("/dbus-summary/compute/twice-is-the-same", test_twice_is_the_same);
  g_test_add_func ("/dbus-summary/parse/names", test_parse);
  g_test_add_func ("/dbus-summary/parse/refuses", test_parse_refuses);

  return g_test_run ();
}
