/* test-openai-chat-usage.c: token counts as providers give them (protocol E.6.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "openai-chat-usage.h"

typedef struct
{
  const char *name;
  const char *chunk;
  CcpUsage expected;
} Case;

static const Case cases[] = {
  { "openai",
    "{\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":50,\"total_tokens\":1050,"
    "\"prompt_tokens_details\":{\"cached_tokens\":900,\"cache_write_tokens\":40},"
    "\"completion_tokens_details\":{\"reasoning_tokens\":30}}}",
    { 60, 50, 900, 40, 30, -1 } },
  { "xai",
    "{\"usage\":{\"prompt_tokens\":291,\"completion_tokens\":26,\"total_tokens\":513,"
    "\"prompt_tokens_details\":{\"cached_tokens\":290},\"completion_tokens_details\":{"
    "\"reasoning_tokens\":196}}}",
    { 1, 222, 290, 0, 196, -1 } },
  { "deepseek",
    "{\"usage\":{\"prompt_tokens\":339,\"completion_tokens\":83,\"prompt_cache_hit_"
    "tokens\":"
    "320,\"prompt_cache_miss_tokens\":19}}",
    { 19, 83, 320, 0, -1, -1 } },
  { "moonshot",
    "{\"choices\":[{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,"
    "\"cached_tokens\":5}}]}",
    { 4, 2, 5, 0, -1, -1 } },
  { "groq",
    "{\"usage\":null,\"x_groq\":{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}"
    "}",
    { 9, 2, 0, 0, -1, -1 } },
  { "T81-more-cached-than-there-is",
    "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"prompt_tokens_details\":{"
    "\"cached_tokens\":160}}}",
    { 0, 2, 160, 0, -1, -1 } },
  { "details-null",
    "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"prompt_tokens_details\":"
    "null,"
    "\"completion_tokens_details\":null}}",
    { 9, 2, 0, 0, -1, -1 } },
  { "names-of-responses",
    "{\"usage\":{\"input_tokens\":9,\"output_tokens\":2}}",
    { 9, 2, 0, 0, -1, -1 } },
  { "negative-is-unknown",
    "{\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":2}}",
    { -1, 2, -1, -1, -1, -1 } },
  { "written-as-fractions",
    "{\"usage\":{\"prompt_tokens\":9.0,\"completion_tokens\":2e0}}",
    { 9, 2, 0, 0, -1, -1 } },
};

static gboolean
read_chunk (const char *text, CcpUsage *usage)
{
  g_autoptr (CcpJson) chunk = ccp_json_new_from_text (text, -1, NULL);
  CcpJsonValue root;

  ccp_json_get_root (chunk, &root);
  return openai_chat_usage_read (&root, usage);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  CcpUsage usage;

  g_assert_true (read_chunk (test->chunk, &usage));
  g_assert_cmpint (usage.input_tokens, ==, test->expected.input_tokens);
  g_assert_cmpint (usage.output_tokens, ==, test->expected.output_tokens);
  g_assert_cmpint (usage.cache_read_tokens, ==, test->expected.cache_read_tokens);
  g_assert_cmpint (usage.cache_creation_tokens, ==, test->expected.cache_creation_tokens);
  g_assert_cmpint (usage.thinking_tokens, ==, test->expected.thinking_tokens);
}

static void
test_none (void)
{
  static const char *const chunks[] = {
    "{}",
    "{\"usage\":null}",
    "{\"usage\":{}}",
    "{\"usage\":[]}",
    "{\"usage\":7}",
    "{\"choices\":[{\"usage\":null}]}",
    "{\"usage\":{\"prompt_tokens\":\"9\"}}",
    "[]",
  };
  CcpUsage usage;

  for (gsize i = 0; i < G_N_ELEMENTS (chunks); i++)
    g_assert_false (read_chunk (chunks[i], &usage));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-chat-usage/read/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/openai-chat-usage/read/none", test_none);
  return g_test_run ();
}
