/* test-golden-compare.c: the wildcards of golden files, and joining deltas
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-compare.h"

typedef struct
{
  const char *name;
  const char *expected;
  const char *actual;
  const char *difference; /* (nullable): a part of it; NULL if they match */
} Case;

#define ID_A "toolu_aaaaaaaaaaaaaaaaaaaaaaaa"
#define ID_B "toolu_bbbbbbbbbbbbbbbbbbbbbbbb"

static const Case cases[] = {
  { "equal", "{\"a\":[1,null,\"x\"]}", "{\"a\":[1,null,\"x\"]}", NULL },
  { "other-order", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", NULL },
  { "other-value", "{\"a\":1}", "{\"a\":2}", "$.a: expected 1, got 2" },
  { "other-kind", "{\"a\":{}}", "{\"a\":[]}", "$.a" },
  { "missing-key", "{\"a\":1}", "{}", "$.a: is missing" },
  { "extra-key", "{}", "{\"a\":1}", "$.a: is not expected" },
  { "open-object", "{\"$OPEN\":true,\"b\":1}", "{\"a\":1,\"b\":1}", NULL },
  { "shorter-array", "[1]", "[1,2]", "expected 1 elements" },
  { "any", "{\"a\":\"$ANY\"}", "{\"a\":{\"b\":1}}", NULL },
  { "int", "[\"$INT\"]", "[7]", NULL },
  { "int-negative", "[\"$INT\"]", "[-7]", "$[0]" },
  { "int-fraction", "[\"$INT\"]", "[7.5]", "$[0]" },
  { "message-id", "[\"$MSG_ID\"]", "[\"msg_aaaaaaaaaaaaaaaaaaaaaaaa\"]", NULL },
  { "message-id-short", "[\"$MSG_ID\"]", "[\"msg_a\"]", "$[0]" },
  { "request-id", "[\"$REQ_ID\"]", "[\"req_aaaaaaaaaaaaaaaaaaaaaaaa\"]", NULL },
  { "substring", "[\"$STR~b c\"]", "[\"a b c d\"]", NULL },
  { "no-substring", "[\"$STR~b c\"]", "[\"abc\"]", "$[0]" },
  { "tool-ids",
    "[\"$TOOL_ID:1\",\"$TOOL_ID:2\",\"$TOOL_ID:1\"]",
    "[\"" ID_A "\",\"" ID_B "\",\"" ID_A "\"]",
    NULL },
  { "tool-id-changed",
    "[\"$TOOL_ID:1\",\"$TOOL_ID:1\"]",
    "[\"" ID_A "\",\"" ID_B "\"]",
    "$[1]" },
  { "tool-id-reused",
    "[\"$TOOL_ID:1\",\"$TOOL_ID:2\"]",
    "[\"" ID_A "\",\"" ID_A "\"]",
    "$[1]" },
  { "encoded-id",
    "[\"$XID:functions.Bash:0\"]",
    "[\"toolu_xZnVuY3Rpb25zLkJhc2g6MA_a1B2c3\"]",
    NULL },
  { "encoded-id-other",
    "[\"$XID:functions.Bash:1\"]",
    "[\"toolu_xZnVuY3Rpb25zLkJhc2g6MA_a1B2c3\"]",
    "$[0]" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (JsonNode) expected = json_from_string (test->expected, NULL);
  g_autoptr (JsonNode) actual = json_from_string (test->actual, NULL);
  g_autofree char *difference = NULL;

  difference = golden_compare_find_difference (expected, actual);

  if (test->difference == NULL)
    g_assert_cmpstr (difference, ==, NULL);
  else
    {
      g_assert_nonnull (difference);
      g_assert_nonnull (strstr (difference, test->difference));
    }
}

#define DELTA(index, type, member, text)                                                 \
  "{\"type\":\"content_block_delta\",\"index\":" index ",\"delta\":{\"type\":\"" type    \
  "\",\"" member "\":\"" text "\"}}"

static void
test_coalesce (void)
{
  g_autoptr (JsonNode) events = json_from_string (
      "[" DELTA ("0", "text_delta", "text", "a") ",{\"type\":\"ping\"}," DELTA (
          "0",
          "text_delta",
          "text",
          "b") "," DELTA ("1",
                          "text_delta",
                          "text",
                          "c") "," DELTA ("1",
                                          "signature_delta",
                                          "signature",
                                          "s") "," DELTA ("1",
                                                          "signature_delta",
                                                          "signature",
                                                          "t") "]",
      NULL);
  g_autoptr (JsonNode) wanted = json_from_string (
      "[" DELTA ("0", "text_delta", "text", "ab") "," DELTA (
          "1",
          "text_delta",
          "text",
          "c") "," DELTA ("1",
                          "signature_delta",
                          "signature",
                          "s") "," DELTA ("1", "signature_delta", "signature", "t") "]",
      NULL);
  g_autoptr (JsonNode) joined = NULL;
  g_autofree char *difference = NULL;

  joined = golden_compare_coalesce (events);

  difference = golden_compare_find_difference (wanted, joined);
  g_assert_cmpstr (difference, ==, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/golden-compare/find-difference/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/golden-compare/coalesce/joins-adjacent-deltas", test_coalesce);

  return g_test_run ();
}
