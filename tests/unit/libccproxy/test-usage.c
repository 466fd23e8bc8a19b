/* test-usage.c: tests of ccp-usage.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static void
test_prompt_without_cache (void)
{
  CcpUsage usage = CCP_USAGE_UNKNOWN;

  ccp_usage_set_prompt (&usage, 1000, 900, 40);

  g_assert_cmpint (usage.input_tokens, ==, 60);
  g_assert_cmpint (usage.cache_read_tokens, ==, 900);
  g_assert_cmpint (usage.cache_creation_tokens, ==, 40);
}

/* recorded from a provider: more cached tokens than tokens */
static void
test_prompt_is_never_negative (void)
{
  CcpUsage usage = CCP_USAGE_UNKNOWN;

  ccp_usage_set_prompt (&usage, 100, 251, -1);

  g_assert_cmpint (usage.input_tokens, ==, 0);
  g_assert_cmpint (usage.cache_creation_tokens, ==, 0);
}

static void
test_unknown_prompt_stays_unknown (void)
{
  CcpUsage usage = CCP_USAGE_UNKNOWN;

  ccp_usage_set_prompt (&usage, -1, -1, -1);

  g_assert_cmpint (usage.input_tokens, ==, -1);
}

static void
test_merge_takes_what_is_known (void)
{
  g_autoptr (CcpUsage) usage = ccp_usage_new ();
  CcpUsage first = { 5, 1, 0, 0, -1, -1 };
  CcpUsage last = { -1, 7, -1, -1, 3, -1 };

  ccp_usage_merge (usage, &first);
  ccp_usage_merge (usage, &last);

  g_assert_cmpint (usage->input_tokens, ==, 5);
  g_assert_cmpint (usage->output_tokens, ==, 7);
  g_assert_cmpint (usage->thinking_tokens, ==, 3);
  g_assert_cmpint (usage->web_searches, ==, -1);
}

static void
test_read (void)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (
      "{\"input_tokens\":1,\"output_tokens\":2,\"cache_read_input_tokens\":3,"
      "\"cache_creation_input_tokens\":\"4\",\"output_tokens_details\":"
      "{\"thinking_tokens\":5},\"server_tool_use\":{\"web_search_requests\":6}}",
      -1,
      NULL);
  CcpUsage usage;
  CcpJsonValue root;

  ccp_json_get_root (json, &root);
  ccp_usage_read (&usage, &root);

  g_assert_cmpint (usage.input_tokens, ==, 1);
  g_assert_cmpint (usage.output_tokens, ==, 2);
  g_assert_cmpint (usage.cache_read_tokens, ==, 3);
  g_assert_cmpint (usage.cache_creation_tokens, ==, -1);
  g_assert_cmpint (usage.thinking_tokens, ==, 5);
  g_assert_cmpint (usage.web_searches, ==, 6);
}

static void
test_read_nothing (void)
{
  CcpUsage usage;

  ccp_usage_read (&usage, &CCP_JSON_VALUE_NONE);

  g_assert_cmpint (usage.input_tokens, ==, -1);
  g_assert_cmpint (usage.thinking_tokens, ==, -1);
}

static void
test_reads_a_count (void)
{
  g_autoptr (CcpJson) json =
      ccp_json_new_from_text ("{\"a\":7,\"b\":-1,\"c\":1.5}", -1, NULL);
  CcpJsonValue root;

  ccp_json_get_root (json, &root);

  g_assert_cmpint (ccp_usage_read_count (&root, "a"), ==, 7);
  g_assert_cmpint (ccp_usage_read_count (&root, "b"), ==, -1);
  g_assert_cmpint (ccp_usage_read_count (&root, "c"), ==, -1);
  g_assert_cmpint (ccp_usage_read_count (&root, "d"), ==, -1);
  g_assert_cmpint (ccp_usage_read_count (&CCP_JSON_VALUE_NONE, "a"), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/usage/set-prompt/T81-takes-the-cached-out",
                   test_prompt_without_cache);
  g_test_add_func ("/usage/set-prompt/T81-never-negative", test_prompt_is_never_negative);
  g_test_add_func ("/usage/set-prompt/unknown-stays-unknown",
                   test_unknown_prompt_stays_unknown);
  g_test_add_func ("/usage/merge/last-known-wins", test_merge_takes_what_is_known);
  g_test_add_func ("/usage/read/every-count", test_read);
  g_test_add_func ("/usage/read/nothing-is-unknown", test_read_nothing);
  g_test_add_func ("/usage/read-count/what-is-a-count", test_reads_a_count);
  return g_test_run ();
}
