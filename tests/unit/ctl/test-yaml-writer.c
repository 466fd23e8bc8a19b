/* test-yaml-writer.c: writes a tree as the YAML of the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-config-parser.h"
#include "ccp-yaml-writer.h"

/* what reads as itself only if it is quoted right */
static const char *const texts[] = {
  "plain",
  "",
  " ",
  " a",
  "a ",
  "~",
  "~/x",
  "null",
  "True",
  "NO",
  "on",
  "12",
  "-1.5",
  "0x1F",
  "1e3",
  "1_000",
  "1:30",
  ".5",
  "+.inf",
  "a: b",
  "a:",
  "a:b",
  "a #b",
  "a#b",
  "#a",
  "- a",
  "-",
  "-a",
  "? a",
  "?a",
  "&a",
  "*a",
  "!a",
  "|",
  ">",
  "'a'",
  "\"a\"",
  "%a",
  "@a",
  "`a",
  "{a}",
  "[a]",
  "a, b",
  "a,b",
  "a]b",
  "a}b",
  "---",
  "...",
  "=",
  "a\nb",
  "a\tb",
  "a\rb",
  "\x01",
  "\xc3\xa4",
  "\xe2\x80\xa8",
  ("\xef\xbb\xbf"
   "a"),
  "\xf0\x9f\x98\x80",
  "\xc2\x85",
  "back\\slash",
  "${HOME}",
  "a ${B} c",
  "$$",
  "*claude*haiku*",
  "127.0.0.1:3456",
  "[::1]:80",
  "a\xc2\xa0",
  "<<",
  "qwen2.5-coder:latest",
  "2024-01-02",
  "deepseek,deepseek-chat",
  "> 60000",
  ": a",
  ",a",
  "a: ",
  "http://x",
};

static CcpConfigNode *
read_back (const CcpYamlNode *root)
{
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("file");
  CcpConfigNode *node = NULL;

  ccp_yaml_writer_write (file, root);
  bytes = g_bytes_new (file->str, file->len);
  node = ccp_config_parser_run (bytes, diagnostics);
  if (ccp_diagnostics_get_length (diagnostics) > 0)
    g_test_fail_printf ("%s", file->str);
  return node;
}

static void
check_scalar (CcpConfigNode *node, const char *text)
{
  g_assert_cmpint (ccp_config_node_get_kind (node), ==, CCP_CONFIG_NODE_SCALAR);
  g_assert_cmpstr (ccp_config_node_get_scalar (node), ==, text);
  g_assert_false (ccp_config_node_is_null (node));
}

/* as a value, in a list on a line, in an open list, and as a key of both forms */
static void
test_text (gconstpointer data)
{
  const char *text = data;
  g_autoptr (CcpYamlNode) root = ccp_yaml_node_new_mapping ();
  g_autoptr (CcpConfigNode) read = NULL;
  CcpYamlNode *list = NULL;
  CcpYamlNode *mapping = NULL;

  ccp_yaml_node_set_text (root, "value", text);
  ccp_yaml_node_append (ccp_yaml_node_ensure_list (root, "flow"),
                        ccp_yaml_node_new_text (text));
  list = ccp_yaml_node_ensure_list (root, "open");
  ccp_yaml_node_set_open (list);
  ccp_yaml_node_append (list, ccp_yaml_node_new_text (text));
  ccp_yaml_node_set_text (ccp_yaml_node_ensure_mapping (root, "keys"), text, text);
  mapping = ccp_yaml_node_ensure_mapping (root, "lines");
  ccp_yaml_node_set_open (mapping);
  ccp_yaml_node_set_text (mapping, text, text);
  read = read_back (root);

  check_scalar (ccp_config_node_get_member (read, "value"), text);
  check_scalar (ccp_config_node_get_child (ccp_config_node_get_member (read, "flow"), 0),
                text);
  check_scalar (ccp_config_node_get_child (ccp_config_node_get_member (read, "open"), 0),
                text);
  check_scalar (
      ccp_config_node_get_member (ccp_config_node_get_member (read, "keys"), text),
      text);
  check_scalar (
      ccp_config_node_get_member (ccp_config_node_get_member (read, "lines"), text),
      text);
}

static void
test_json (void)
{
  static const char text[] = "{\"a\":[1,-2,0.1,1e300,true,false,null,\"true\",[],{}],"
                             "\"b\":{\"c\":[[1,[2]],{\"d\":\"e\"}]}}";
  g_autoptr (JsonNode) json = json_from_string (text, NULL);
  g_autoptr (CcpYamlNode) root = ccp_yaml_node_new_from_json (json);
  g_autoptr (CcpConfigNode) read = NULL;
  g_autoptr (CcpJson) back = NULL;
  g_autoptr (JsonNode) node = NULL;

  read = read_back (root);
  back = ccp_config_node_to_json (read);
  node = ccp_json_to_node (back, NULL);

  g_assert_true (json_node_equal (node, json));
}

static void
test_layout (void)
{
  static const char expected[] =
      "name: x\n"
      "\n"
      "list:\n"
      "  # first of\n"
      "  # two\n"
      "  - a: 1\n"
      "    b: [c, \"d,e\"]\n"
      "    # of z\n"
      "    z: {k: v}\n"
      "  - - 1\n"
      "    - {}\n"
      "\n"
      "long:\n"
      "  - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
      "  - bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n";
  g_autoptr (CcpYamlNode) root = ccp_yaml_node_new_mapping ();
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (JsonNode) json = json_from_string ("[1,{}]", NULL);
  g_autofree char *a = g_strnfill (64, 'a');
  g_autofree char *b = g_strnfill (64, 'b');
  CcpYamlNode *list = NULL;
  CcpYamlNode *first = NULL;
  CcpYamlNode *second = NULL;
  CcpYamlNode *inner = NULL;

  ccp_yaml_node_set_text (root, "name", "x");
  list = ccp_yaml_node_ensure_list (root, "list");
  first = ccp_yaml_node_append (list, ccp_yaml_node_new_mapping ());
  ccp_yaml_node_set_comment (first, "first of\ntwo");
  ccp_yaml_node_set (first, "a", ccp_yaml_node_new_integer (1));
  inner = ccp_yaml_node_ensure_list (first, "b");
  ccp_yaml_node_append (inner, ccp_yaml_node_new_text ("c"));
  ccp_yaml_node_append (inner, ccp_yaml_node_new_text ("d,e"));
  inner = ccp_yaml_node_ensure_mapping (first, "z");
  ccp_yaml_node_set_comment (inner, "of z");
  ccp_yaml_node_set_text (inner, "k", "v");
  second = ccp_yaml_node_append (list, ccp_yaml_node_new_from_json (json));
  ccp_yaml_node_set_open (second);
  list = ccp_yaml_node_ensure_list (root, "long");
  ccp_yaml_node_append (list, ccp_yaml_node_new_text (a));
  ccp_yaml_node_append (list, ccp_yaml_node_new_text (b));

  ccp_yaml_writer_write (file, root);

  g_assert_cmpstr (file->str, ==, expected);
}

static void
test_comment (void)
{
  g_autoptr (GString) file = g_string_new (NULL);
  g_autofree char *word = g_strnfill (50, 'w');
  g_autofree char *text = g_strconcat (word, " ", word, "\ntab\there", NULL);
  g_autofree char *expected =
      g_strconcat ("  # ", word, "\n  #   ", word, "\n  # tab here\n", NULL);

  ccp_yaml_writer_write_comment (file, 2, text);

  g_assert_cmpstr (file->str, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/yaml-writer/write/text-%u", i);

      g_test_add_data_func (path, texts[i], test_text);
    }
  g_test_add_func ("/yaml-writer/write/json", test_json);
  g_test_add_func ("/yaml-writer/write/layout", test_layout);
  g_test_add_func ("/yaml-writer/write-comment/wraps", test_comment);
  return g_test_run ();
}
