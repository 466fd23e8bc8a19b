/* test-session-totals.c: what each session of a client took and cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-session-totals.h"

#include "ccp-cost.h"

static const CcpUsage usage = { 100, 20, 5, -1, 3, -1 };

static void
test_adds_up (void)
{
  g_autoptr (CcpSessionTotals) totals = ccp_session_totals_new ();
  CcpStatsSample sample = {
    .provider = "near",
    .model = "small",
    .stage = "default",
    .usage = &usage,
    .cost = 0.25,
  };
  const CcpSessionTotal *total = NULL;

  ccp_session_totals_count (totals, "s", &sample);
  sample.stage = "planning";
  sample.model = "large";
  ccp_session_totals_count (totals, "s", &sample);
  ccp_session_totals_count (totals, "another", &sample);

  total = ccp_session_totals_find (totals, "s");
  g_assert_nonnull (total);
  g_assert_cmpstr (total->id, ==, "s");
  g_assert_cmpstr (total->stage, ==, "planning");
  g_assert_cmpstr (total->provider, ==, "near");
  g_assert_cmpstr (total->model, ==, "large");
  g_assert_cmpuint (total->requests, ==, 2);
  g_assert_cmpuint (total->input_tokens, ==, 200);
  g_assert_cmpuint (total->output_tokens, ==, 40);
  g_assert_cmpuint (total->cache_read_tokens, ==, 10);
  g_assert_cmpuint (total->cache_creation_tokens, ==, 0);
  g_assert_cmpfloat_with_epsilon (total->cost, 0.5, 1e-9);
  g_assert_false (total->cost_unknown);
}

static void
test_price_is_not_known (void)
{
  g_autoptr (CcpSessionTotals) totals = ccp_session_totals_new ();
  CcpStatsSample sample = { .usage = &usage, .cost = 1 };
  const CcpSessionTotal *total = NULL;

  ccp_session_totals_count (totals, "s", &sample);
  sample.cost = CCP_COST_UNKNOWN;
  ccp_session_totals_count (totals, "s", &sample);

  total = ccp_session_totals_find (totals, "s");
  g_assert_true (total->cost_unknown);
  g_assert_cmpfloat_with_epsilon (total->cost, 1, 1e-9);
  g_assert_cmpstr (total->provider, ==, "");
}

static void
test_forgets_the_oldest (void)
{
  g_autoptr (CcpSessionTotals) totals = ccp_session_totals_new ();
  const CcpStatsSample sample = { .usage = &usage };

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *id = g_strdup_printf ("session-%u", i);

      ccp_session_totals_count (totals, id, &sample);
      ccp_session_totals_count (totals, "busy", &sample);
    }

  g_assert_cmpuint (ccp_session_totals_find (totals, "busy")->requests, ==, 1500);
  g_assert_nonnull (ccp_session_totals_find (totals, "session-1499"));
  g_assert_nonnull (ccp_session_totals_find (totals, "session-501"));
  g_assert_null (ccp_session_totals_find (totals, "session-500"));
  g_assert_null (ccp_session_totals_find (totals, "session-0"));
}

static void
test_strange_ids (void)
{
  g_autoptr (CcpSessionTotals) totals = ccp_session_totals_new ();
  g_autofree char *longest = g_strnfill (256, 'x');
  g_autofree char *too_long = g_strnfill (257, 'x');
  const CcpStatsSample sample = { .usage = &usage };

  ccp_session_totals_count (totals, "", &sample);
  ccp_session_totals_count (totals, longest, &sample);
  ccp_session_totals_count (totals, too_long, &sample);

  g_assert_null (ccp_session_totals_find (totals, ""));
  g_assert_nonnull (ccp_session_totals_find (totals, longest));
  g_assert_null (ccp_session_totals_find (totals, too_long));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-totals/count/adds-up", test_adds_up);
  g_test_add_func ("/session-totals/count/price-is-not-known", test_price_is_not_known);
  g_test_add_func ("/session-totals/count/forgets-the-oldest", test_forgets_the_oldest);
  g_test_add_func ("/session-totals/count/strange-ids", test_strange_ids);

  return g_test_run ();
}
