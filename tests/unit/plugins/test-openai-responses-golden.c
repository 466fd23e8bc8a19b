/* test-openai-responses-golden.c: the golden cases of the Responses format, each a test
 * of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-runner.h"
#include "openai-responses-provider.h"
#include "openai-responses-transformer.h"

int
main (int argc, char *argv[])
{
  const GoldenDialect dialect = { .dialect = "openai-responses",
                                  .model = "gpt-5.1",
                                  .transformer = OPENAI_RESPONSES_TYPE_TRANSFORMER,
                                  .provider = OPENAI_RESPONSES_TYPE_PROVIDER };

  g_test_init (&argc, &argv, NULL);
  golden_runner_add_tests (&dialect);
  return g_test_run ();
}
