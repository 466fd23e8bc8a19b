/* test-openai-responses-golden.c: the golden cases of the Responses format, each a test
 * of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-dialect.h"
#include "openai-responses-provider.h"
#include "openai-responses-transformer.h"

int
main (int argc, char **argv)
{
  const GoldenDialect dialect = {
    .name = "openai-responses",
    .url = "https://api.example.com/v1",
    .model = "gpt-5.1",
    .provider_type = OPENAI_RESPONSES_TYPE_PROVIDER,
    .transformer_type = OPENAI_RESPONSES_TYPE_TRANSFORMER,
  };

  g_test_init (&argc, &argv, NULL);

  g_assert_cmpuint (golden_dialect_add_tests (&dialect), >, 0);

  return g_test_run ();
}
