/* test-tool-list.c: which tools a provider is told of, and as what
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#define LONG_NAME                                                                        \
  "mcp__a_server_with_a_rather_long_name__and_a_tool_with_a_longer_one_still"
#define CLOSED                                                                           \
  "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":"      \
  "[\"a\"],\"additionalProperties\":false}"

static CcpToolList *
read_tools (const char *tools)
{
  g_autofree char *text = g_strdup_printf ("{\"tools\":[%s]}", tools);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (text, -1, &error);
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();

  g_assert_no_error (error);
  return ccp_tool_list_new (body, names, 64, "_-", CCP_TOOL_NAME_DEFAULT);
}

/* Returns: (transfer full): what the provider is told of a tool */
static char *
describe (CcpToolList *list, guint index)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) json = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "name");
  ccp_json_writer_string (writer, ccp_tool_list_get_name (list, index));
  ccp_tool_list_write_description (list, index, writer);
  ccp_json_writer_key (writer, "schema");
  ccp_tool_list_write_schema (list, index, writer, CCP_SCHEMA_DEFAULT);
  ccp_json_writer_end_object (writer);
  json = ccp_json_writer_finish (writer);
  return ccp_json_to_text (json);
}

static void
test_custom (void)
{
  g_autoptr (CcpToolList) list =
      read_tools ("{\"type\":\"custom\",\"name\":\"A\",\"description\":\"d\","
                  "\"input_schema\":{\"type\":\"object\"},\"cache_control\":{}}");
  g_autofree char *text = NULL;

  g_assert_cmpuint (ccp_tool_list_get_length (list), ==, 1);
  text = describe (list, 0);
  g_assert_cmpstr (text,
                   ==,
                   "{\"name\":\"A\",\"description\":\"d\",\"schema\":{\"type\":"
                   "\"object\",\"properties\":{}}}");
}

static void
test_known_by_type (void)
{
  g_autoptr (CcpToolList) list =
      read_tools ("{\"type\":\"bash_20250124\",\"name\":\"anything\"}");
  g_autofree char *text = describe (list, 0);

  g_assert_cmpstr (ccp_tool_list_get_name (list, 0), ==, "bash");
  g_assert_nonnull (strstr (text, "\"description\":\"Runs a command"));
  g_assert_nonnull (strstr (text, "\"command\":{\"type\":\"string\"}"));
}

static void
test_server_tools (void)
{
  g_autoptr (CcpToolList) list =
      read_tools ("{\"type\":\"web_search_20250305\",\"name\":\"web_search\"},"
                  "{\"type\":\"code_execution_20250522\",\"name\":\"code_execution\"},"
                  "{\"name\":\"A\"}");

  g_assert_cmpuint (ccp_tool_list_get_length (list), ==, 1);
  g_assert_cmpstr (ccp_tool_list_get_name (list, 0), ==, "A");
  g_assert_null (ccp_tool_list_find_name (list, "web_search"));
}

static void
test_long_names (void)
{
  g_autoptr (CcpToolList) list = read_tools ("{\"name\":\"" LONG_NAME "\"}");
  const char *name = ccp_tool_list_get_name (list, 0);

  g_assert_cmpuint (strlen (name), ==, 64);
  g_assert_true (ccp_tool_list_find_name (list, LONG_NAME) == name);
  g_assert_null (ccp_tool_list_find_name (list, name));
}

/* The one that fits keeps its name, even if it comes later */
static void
test_collisions (void)
{
  g_autoptr (CcpToolList) list = read_tools ("{\"name\":\"a.b\"},{\"name\":\"a_b\"}");

  g_assert_cmpstr (ccp_tool_list_find_name (list, "a_b"), ==, "a_b");
  g_assert_cmpstr (ccp_tool_list_find_name (list, "a.b"), !=, "a_b");
}

static void
test_repeated (void)
{
  g_autoptr (CcpToolList) list = read_tools (
      "{\"name\":\"A\"},{\"name\":\"B\"},{\"name\":\"A\"},{\"name\":\"\"},{}");

  g_assert_cmpuint (ccp_tool_list_get_length (list), ==, 3);
  g_assert_cmpstr (ccp_tool_list_get_name (list, 0), ==, "A");
  g_assert_cmpstr (ccp_tool_list_get_name (list, 1), ==, "B");
  g_assert_cmpstr (ccp_tool_list_get_name (list, 2), !=, "");
}

static void
test_strict (void)
{
  g_autoptr (CcpToolList) list = read_tools (
      "{\"name\":\"A\",\"strict\":true,\"input_schema\":" CLOSED "},"
      "{\"name\":\"B\",\"input_schema\":" CLOSED "},"
      "{\"name\":\"C\",\"strict\":true,\"input_schema\":{\"type\":\"object\"}}");

  g_assert_true (ccp_tool_list_is_strict (list, 0));
  g_assert_false (ccp_tool_list_is_strict (list, 1));
  g_assert_false (ccp_tool_list_is_strict (list, 2));
}

static char *
get_schema (CcpToolList *list, guint index)
{
  CcpJsonValue schema;
  const char *raw = NULL;
  gsize length = 0;

  ccp_tool_list_get_schema (list, index, &schema);
  if (!ccp_json_value_exists (&schema))
    return NULL;
  raw = ccp_json_value_peek_raw (&schema, &length);
  return g_strndup (raw, length);
}

static void
test_schemas (void)
{
  g_autoptr (CcpToolList) list =
      read_tools ("{\"name\":\"a\",\"input_schema\":" CLOSED "},{\"name\":\"b\"},"
                  "{\"type\":\"bash_20250124\",\"name\":\"bash\"}");
  g_autofree char *own = get_schema (list, 0);
  g_autofree char *none = get_schema (list, 1);
  g_autofree char *builtin = get_schema (list, 2);

  g_assert_cmpstr (own, ==, CLOSED);
  g_assert_null (none);
  g_assert_nonnull (strstr (builtin, "\"command\""));
}

/* "1x" has to be changed, and must not take the name of one that has not */
static void
test_leading_digits (void)
{
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{\"tools\":[{\"name\":\"1x\"},{\"name\":\"_1x\"}]}",
                              -1,
                              NULL);
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();
  g_autoptr (CcpToolList) list =
      ccp_tool_list_new (body, names, 64, "_-", CCP_TOOL_NAME_NO_LEADING_DIGIT);

  g_assert_cmpstr (ccp_tool_list_find_name (list, "_1x"), ==, "_1x");
  g_assert_true (g_str_has_prefix (ccp_tool_list_find_name (list, "1x"), "_1x_"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tool-list/new/T32-custom", test_custom);
  g_test_add_func ("/tool-list/new/known-by-type", test_known_by_type);
  g_test_add_func ("/tool-list/new/T49-server-tools", test_server_tools);
  g_test_add_func ("/tool-list/new/T33-long-names", test_long_names);
  g_test_add_func ("/tool-list/new/T33-collisions", test_collisions);
  g_test_add_func ("/tool-list/new/T36-repeated-and-nameless", test_repeated);
  g_test_add_func ("/tool-list/new/T31-leading-digits", test_leading_digits);
  g_test_add_func ("/tool-list/get-schema/own-or-builtin", test_schemas);
  g_test_add_func ("/tool-list/is-strict/only-if-it-can-be", test_strict);

  return g_test_run ();
}
