/* test-openai-chat-golden.c: the golden cases of the Chat format, each a test of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-dialect.h"
#include "openai-chat-provider.h"
#include "openai-chat-transformer.h"

int
main (int argc, char **argv)
{
  const GoldenDialect dialect = {
    .name = "openai-chat",
    .url = "https://api.example.com/v1",
    .model = "m1",
    .provider_type = OPENAI_CHAT_TYPE_PROVIDER,
    .transformer_type = OPENAI_CHAT_TYPE_TRANSFORMER,
  };

  g_test_init (&argc, &argv, NULL);

  g_assert_cmpuint (golden_dialect_add_tests (&dialect), >, 0);

  return g_test_run ();
}
