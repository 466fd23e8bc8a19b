/* test-model-facts.c: tests of ccp-model-facts.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static void
test_new (void)
{
  g_autoptr (CcpModelFacts) facts = ccp_model_facts_new ();

  g_assert_true (ccp_model_facts_is_empty (facts));
  facts->price_cache_read = 0;
  g_assert_false (ccp_model_facts_is_empty (facts));
}

static void
test_complete (void)
{
  CcpModelFacts facts = CCP_MODEL_FACTS_UNKNOWN;
  CcpModelFacts other = { 200000, 8192, CCP_MODALITY_TEXT, 3, 15, 0.3, -1 };

  facts.max_output = 4096;
  facts.price_input = 0;
  ccp_model_facts_complete (&facts, &other);

  g_assert_cmpint (facts.context_window, ==, 200000);
  g_assert_cmpint (facts.max_output, ==, 4096);
  g_assert_cmpint (facts.modalities, ==, CCP_MODALITY_TEXT);
  g_assert_cmpfloat (facts.price_input, ==, 0);
  g_assert_cmpfloat (facts.price_output, ==, 15);
  g_assert_cmpfloat (facts.price_cache_write, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model-facts/new/knows-nothing", test_new);
  g_test_add_func ("/model-facts/complete/keeps-what-is-known", test_complete);

  return g_test_run ();
}
