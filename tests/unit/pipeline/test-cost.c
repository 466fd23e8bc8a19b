/* test-cost.c: what the tokens of an exchange cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-cost.h"

#define PRICES(input, output, cache_read, cache_write)                                   \
  {                                                                                      \
    0, 0, CCP_MODALITY_UNKNOWN, input, output, cache_read, cache_write                   \
  }

typedef struct
{
  const char *name;
  CcpModelFacts facts;
  CcpUsage usage;
  double expected;
} Case;

static const Case cases[] = {
  { "all-kinds",
    PRICES (3, 15, 0.3, 3.75),
    { 1000000, 100000, 200000, 400000, 50000, 2 },
    3 + 1.5 + 0.06 + 1.5 },
  { "free", PRICES (0, 0, 0, 0), { 1000, 1000, 1000, 1000, -1, -1 }, 0 },
  { "nothing-is-counted", PRICES (3, 15, 0.3, 3.75), { -1, -1, -1, -1, -1, -1 }, 0 },
  { "no-tokens-need-no-price", PRICES (-1, -1, -1, -1), { 0, 0, -1, -1, -1, -1 }, 0 },
  { "input-has-no-price",
    PRICES (-1, 15, 0.3, 3.75),
    { 1, 0, 0, 0, -1, -1 },
    CCP_COST_UNKNOWN },
  { "output-has-no-price",
    PRICES (3, -1, 0.3, 3.75),
    { 1, 1, 0, 0, -1, -1 },
    CCP_COST_UNKNOWN },
  { "cache-has-no-price",
    PRICES (3, 15, -1, 3.75),
    { 1, 1, 1, 0, -1, -1 },
    CCP_COST_UNKNOWN },
  { "unused-cache-needs-no-price",
    PRICES (3, 15, -1, -1),
    { 1000000, 1000000, 0, -1, -1, -1 },
    18 },
};

static void
test_compute (gconstpointer data)
{
  const Case *c = data;
  double cost = ccp_cost_compute (&c->facts, &c->usage);

  g_assert_cmpfloat_with_epsilon (cost, c->expected, 1e-9);
}

static void
test_model_is_not_known (void)
{
  CcpUsage some = { 1, -1, -1, -1, -1, -1 };
  CcpUsage none = CCP_USAGE_UNKNOWN;
  double cost = ccp_cost_compute (NULL, &some);
  double nothing = ccp_cost_compute (NULL, &none);

  g_assert_cmpfloat_with_epsilon (cost, CCP_COST_UNKNOWN, 1e-9);
  g_assert_cmpfloat_with_epsilon (nothing, 0, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cost/compute/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_compute);
    }
  g_test_add_func ("/cost/compute/model-is-not-known", test_model_is_not_known);

  return g_test_run ();
}
