/* test-gemini-golden.c: the golden cases of the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gemini-provider.h"
#include "gemini-transformer.h"
#include "golden-dialect.h"

int
main (int argc, char **argv)
{
  const GoldenDialect dialect = {
    .name = "gemini",
    .url = "https://generativelanguage.googleapis.com",
    .model = "m1",
    .provider_type = GEMINI_TYPE_PROVIDER,
    .transformer_type = GEMINI_TYPE_TRANSFORMER,
  };

  g_test_init (&argc, &argv, NULL);

  g_assert_cmpuint (golden_dialect_add_tests (&dialect), >, 0);

  return g_test_run ();
}
