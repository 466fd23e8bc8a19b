/* test-openai-chat-golden.c: the golden cases of the Chat format, each a test of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-runner.h"
#include "openai-chat-provider.h"
#include "openai-chat-transformer.h"

int
main (int argc, char *argv[])
{
  const GoldenDialect dialect = { .dialect = "openai-chat",
                                  .model = "m1",
                                  .transformer = OPENAI_CHAT_TYPE_TRANSFORMER,
                                  .provider = OPENAI_CHAT_TYPE_PROVIDER };

  g_test_init (&argc, &argv, NULL);
  golden_runner_add_tests (&dialect);
  return g_test_run ();
}
