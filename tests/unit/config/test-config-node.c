/* test-config-node.c: values, their paths and what they are as JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-config-node.h"
#include "ccp-config-parser.h"

typedef struct
{
  const char *yaml;
  const char *expected;
} Case;

static const Case json_cases[] = {
  { "a: 1", "{\"a\":1}" },
  { "a: 0.10", "{\"a\":0.10}" },
  { "a: -1e3", "{\"a\":-1e3}" },
  { "a: 123456789012345678901234567890", "{\"a\":123456789012345678901234567890}" },
  { "a: 007", "{\"a\":\"007\"}" },
  { "a: 1.2.3", "{\"a\":\"1.2.3\"}" },
  { "a: 10:30", "{\"a\":\"10:30\"}" },
  { "a: -", NULL },
  { "a: -x", "{\"a\":\"-x\"}" },
  { "a: '1'", "{\"a\":\"1\"}" },
  { "a: true", "{\"a\":true}" },
  { "a: false", "{\"a\":false}" },
  { "a: 'true'", "{\"a\":\"true\"}" },
  { "a: yes", "{\"a\":\"yes\"}" },
  { "a: off", "{\"a\":\"off\"}" },
  { "a: ~", "{\"a\":null}" },
  { "a:", "{\"a\":null}" },
  { "a: ''", "{\"a\":\"\"}" },
  { "a: Null", "{\"a\":null}" },
  { "a: |\n  two\n  lines\n", "{\"a\":\"two\\nlines\\n\"}" },
  { "a: \"\\u00e9\\\"\"", "{\"a\":\"é\\\"\"}" },
  { "a: []\nb: {}\nc: [[1], {d: e}]", "{\"a\":[],\"b\":{},\"c\":[[1],{\"d\":\"e\"}]}" },
};

static CcpConfigNode *
parse (const char *yaml)
{
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));

  return ccp_config_parser_run (bytes, diagnostics);
}

static void
test_to_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (json_cases); i++)
    {
      g_autoptr (CcpConfigNode) root = parse (json_cases[i].yaml);
      g_autoptr (CcpJson) json = root != NULL ? ccp_config_node_to_json (root) : NULL;
      g_autofree char *text = json != NULL ? ccp_json_to_text (json) : NULL;

      g_test_message ("%s", json_cases[i].yaml);
      g_assert_cmpstr (text, ==, json_cases[i].expected);
    }
}

static void
test_place (void)
{
  g_autoptr (CcpConfigNode) root = parse ("a:\n  - b: 1\n    c: [x, 'y']\n");
  CcpConfigNode *list = ccp_config_node_get_member (
      ccp_config_node_get_child (ccp_config_node_get_member (root, "a"), 0),
      "c");
  CcpConfigNode *leaf = ccp_config_node_get_child (list, 1);
  g_autofree char *path = ccp_config_node_dup_path (leaf);
  g_autofree char *root_path = ccp_config_node_dup_path (root);

  g_assert_cmpstr (path, ==, "a[0].c[1]");
  g_assert_cmpstr (root_path, ==, "");
  g_assert_cmpuint (ccp_config_node_get_line (leaf), ==, 3);
  g_assert_cmpuint (ccp_config_node_get_column (leaf), ==, 12);
  g_assert_cmpuint (ccp_config_node_get_key_line (list), ==, 3);
  g_assert_cmpuint (ccp_config_node_get_key_column (list), ==, 5);
  g_assert_cmpstr (ccp_config_node_get_key (list), ==, "c");
  g_assert_true (ccp_config_node_is_quoted (leaf));
  g_assert_cmpstr (ccp_config_node_get_scalar (leaf), ==, "y");
  g_assert_null (ccp_config_node_get_scalar (list));
  g_assert_null (ccp_config_node_get_member (root, "z"));
}

static void
test_wipe (void)
{
  g_autoptr (CcpConfigNode) node = ccp_config_node_new_scalar ("hush", FALSE, 1, 1);
  g_autofree char *shown = NULL;

  ccp_config_node_wipe (node);
  shown = ccp_config_node_describe (node);

  g_assert_null (ccp_config_node_get_scalar (node));
  g_assert_cmpstr (shown, ==, "nothing");
}

static void
assert_json (CcpConfigNode *node, const char *expected)
{
  g_autoptr (CcpJson) json = ccp_config_node_to_json (node);
  g_autofree char *text = ccp_json_to_text (json);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_copy (void)
{
  g_autoptr (CcpConfigNode) root = parse ("a: [1, {b: 'c'}]\n");
  g_autoptr (CcpConfigNode) copy = ccp_config_node_copy (root, 7, 9);
  CcpConfigNode *list = ccp_config_node_get_member (copy, "a");
  CcpConfigNode *entry = ccp_config_node_get_child (list, 1);
  CcpConfigNode *b = ccp_config_node_get_member (entry, "b");
  g_autofree char *path = ccp_config_node_dup_path (b);

  ccp_config_node_set_origin (list, "there");

  assert_json (copy, "{\"a\":[1,{\"b\":\"c\"}]}");
  g_assert_cmpstr (path, ==, "a[1].b");
  g_assert_cmpuint (ccp_config_node_get_line (b), ==, 7);
  g_assert_cmpuint (ccp_config_node_get_key_column (b), ==, 9);
  g_assert_true (ccp_config_node_is_quoted (b));
  g_assert_cmpstr (ccp_config_node_get_origin (b), ==, "there");
  g_assert_null (ccp_config_node_get_origin (copy));
  g_assert_null (ccp_config_node_get_origin (root));
}

static void
test_enclose (void)
{
  g_autoptr (CcpConfigNode) root = parse ("a: x\nb: {c: [1]}\n");
  CcpConfigNode *a = ccp_config_node_get_member (root, "a");
  CcpConfigNode *b = ccp_config_node_get_member (root, "b");
  g_autofree char *path = NULL;

  ccp_config_node_enclose (a, "id");
  ccp_config_node_enclose (b, NULL);
  path = ccp_config_node_dup_path (ccp_config_node_get_child (b, 0));

  assert_json (root, "{\"a\":{\"id\":\"x\"},\"b\":[{\"c\":[1]}]}");
  g_assert_cmpstr (path, ==, "b[0]");
  g_assert_cmpuint (ccp_config_node_get_line (ccp_config_node_get_member (a, "id")),
                    ==,
                    1);
}

static void
test_whole (void)
{
  g_autoptr (CcpConfigNode) root = parse ("a: {b: [1]}\n");
  CcpConfigNode *a = ccp_config_node_get_member (root, "a");
  CcpConfigNode *list = ccp_config_node_get_member (a, "b");

  g_assert_true (ccp_config_node_is_whole (root));
  ccp_config_node_set_broken (ccp_config_node_get_child (list, 0));
  g_assert_false (ccp_config_node_is_whole (root));
  g_assert_false (ccp_config_node_is_partial (root));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config-node/to-json", test_to_json);
  g_test_add_func ("/config-node/place", test_place);
  g_test_add_func ("/config-node/wipe", test_wipe);
  g_test_add_func ("/config-node/copy", test_copy);
  g_test_add_func ("/config-node/enclose", test_enclose);
  g_test_add_func ("/config-node/whole", test_whole);

  return g_test_run ();
}
