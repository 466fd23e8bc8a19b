/* test-json-node.c: between JSON documents and json-glib trees
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include <math.h>

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return document;
}

static JsonNode *
parse_tree (const char *text)
{
  g_autoptr (CcpJson) document = parse (text);
  g_autoptr (GError) error = NULL;
  JsonNode *node = ccp_json_to_node (document, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_node_written (JsonNode *node, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) document = ccp_json_new_from_node (node, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = ccp_json_to_text (document);
  g_assert_cmpstr (text, ==, expected);
}

typedef struct
{
  const char *json;
  const char *again;
} TreeCase;

/* clang-format off */
static const TreeCase tree_cases[] = {
  { "null", "null" },
  { "[true, false]", "[true,false]" },
  { "\"a\\u0041\\n\xe2\x82\xac\"", "\"aA\\n\xe2\x82\xac\"" },
  { "[0, -1, 9223372036854775807, -9223372036854775808]", "[0,-1,9223372036854775807,-9223372036854775808]" },
  { "[0.1, 1.0, 1e3, -0.0]", "[0.1,1.0,1000.0,-0.0]" },
  { "123456789012345678901234567890", "1.2345678901234568e+29" },
  { "{\"b\" : {}, \"a\" : [[], {}]}", "{\"b\":{},\"a\":[[],{}]}" },
  { "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}" },
  { "\"\\ud83d\"", "\"\xef\xbf\xbd\"" },
  { "{\"x\\u0000y\":\"\\u0000\"}", "{\"x\xef\xbf\xbdy\":\"\xef\xbf\xbd\"}" },
};
/* clang-format on */

static void
test_there_and_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tree_cases); i++)
    {
      g_autoptr (JsonNode) node = parse_tree (tree_cases[i].json);

      g_test_message ("%s", tree_cases[i].json);
      assert_node_written (node, tree_cases[i].again);
    }
}

static void
test_types (void)
{
  g_autoptr (JsonNode) node = parse_tree ("[1, 1.0, true, \"x\", null]");
  JsonArray *array = json_node_get_array (node);

  g_assert_true (json_node_get_value_type (json_array_get_element (array, 0)) ==
                 G_TYPE_INT64);
  g_assert_true (json_node_get_value_type (json_array_get_element (array, 1)) ==
                 G_TYPE_DOUBLE);
  g_assert_true (json_node_get_value_type (json_array_get_element (array, 2)) ==
                 G_TYPE_BOOLEAN);
  g_assert_cmpstr (json_array_get_string_element (array, 3), ==, "x");
  g_assert_true (json_array_get_null_element (array, 4));
}

static void
test_too_large_number (void)
{
  g_autoptr (CcpJson) document = parse ("{\"a\":[1,1e400]}");
  g_autoptr (GError) error = NULL;

  g_assert_null (ccp_json_to_node (document, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
  g_assert_cmpstr (
      error->message,
      ==,
      "a number at byte 8 is too large for a JSON tree, expected at most 1.8e308");
}

static void
test_deepest (void)
{
  g_autofree char *begin = g_strnfill (CCP_JSON_MAX_DEPTH, '[');
  g_autofree char *end = g_strnfill (CCP_JSON_MAX_DEPTH, ']');
  g_autofree char *text = g_strconcat (begin, end, NULL);
  g_autoptr (JsonNode) node = parse_tree (text);

  assert_node_written (node, text);
}

static void
test_too_deep_tree (void)
{
  g_autoptr (JsonNode) node = json_node_init_null (json_node_alloc ());
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= CCP_JSON_MAX_DEPTH; i++)
    {
      JsonArray *array = json_array_new ();

      json_array_add_element (array, g_steal_pointer (&node));
      node = json_node_alloc ();
      json_node_init (node, JSON_NODE_ARRAY);
      json_node_take_array (node, array);
    }

  g_assert_null (ccp_json_new_from_node (node, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
  g_assert_cmpstr (error->message, ==, "a JSON tree is nested deeper than 256");
}

static void
test_not_a_number (void)
{
  static const double numbers[] = { INFINITY, -INFINITY, NAN };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), numbers[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ccp_json_new_from_node (node, &error));
      g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
    }
}

static void
test_bad_text (void)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), "a\xff\"");

  assert_node_written (node, "\"a\xef\xbf\xbd\\\"\"");
}

/* Trees of which a part was never filled in. */
static void
test_empty_nodes (void)
{
  g_autoptr (JsonNode) array = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) object = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) string = json_node_init_string (json_node_alloc (), NULL);

  assert_node_written (array, "null");
  assert_node_written (object, "null");
  assert_node_written (string, "null");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/to-node/there-and-back", test_there_and_back);
  g_test_add_func ("/json/to-node/keeps-types", test_types);
  g_test_add_func ("/json/to-node/refuses-too-large-number", test_too_large_number);
  g_test_add_func ("/json/to-node/deepest", test_deepest);
  g_test_add_func ("/json/new-from-node/refuses-too-deep", test_too_deep_tree);
  g_test_add_func ("/json/new-from-node/refuses-infinity", test_not_a_number);
  g_test_add_func ("/json/new-from-node/mends-text", test_bad_text);
  g_test_add_func ("/json/new-from-node/empty-is-null", test_empty_nodes);
  return g_test_run ();
}
