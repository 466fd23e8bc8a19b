/* test-quantiles.c: tests of ccp-quantiles.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-quantiles.h"

/* at most an eighth of an octave above the exact value */
static void
assert_close (gint64 actual, gint64 exact)
{
  g_assert_cmpint (actual, >=, exact - 1);
  g_assert_cmpfloat ((double) actual, <=, (double) exact * 1.0906 + 1);
}

static void
test_empty (void)
{
  const CcpQuantiles quantiles = { 0 };

  g_assert_cmpint (ccp_quantiles_get (&quantiles, 0.5), ==, 0);
}

static void
test_close (void)
{
  CcpQuantiles quantiles = { 0 };

  for (gint64 i = 1; i <= 10000; i++)
    ccp_quantiles_add (&quantiles, i * 1000);

  g_assert_cmpuint (quantiles.n, ==, 10000);
  assert_close (ccp_quantiles_get (&quantiles, 0), 1000);
  assert_close (ccp_quantiles_get (&quantiles, 0.5), 5000 * 1000);
  assert_close (ccp_quantiles_get (&quantiles, 0.99), 9900 * 1000);
  assert_close (ccp_quantiles_get (&quantiles, 1), 10000 * 1000);
}

static void
test_extremes (void)
{
  CcpQuantiles quantiles = { 0 };

  ccp_quantiles_add (&quantiles, -5);
  ccp_quantiles_add (&quantiles, G_MAXINT64);

  g_assert_cmpint (ccp_quantiles_get (&quantiles, 0.5), ==, 1);
  g_assert_cmpint (ccp_quantiles_get (&quantiles, 1), >, G_GINT64_CONSTANT (3600000000));
}

static void
test_merge (void)
{
  CcpQuantiles fast = { 0 };
  CcpQuantiles slow = { 0 };

  ccp_quantiles_add (&fast, 10);
  ccp_quantiles_add (&slow, 1000000);
  ccp_quantiles_add (&slow, 1000000);
  ccp_quantiles_merge (&fast, &slow);

  g_assert_cmpuint (fast.n, ==, 3);
  assert_close (ccp_quantiles_get (&fast, 0.5), 1000000);
  assert_close (ccp_quantiles_get (&fast, 0.1), 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quantiles/get/nothing-of-none", test_empty);
  g_test_add_func ("/quantiles/get/close-to-the-exact-value", test_close);
  g_test_add_func ("/quantiles/add/any-duration", test_extremes);
  g_test_add_func ("/quantiles/merge/adds-up", test_merge);

  return g_test_run ();
}
