/* test-builtin-tools.c: tools that are known by their type
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "private/ccp-builtin-tools.h"

typedef struct
{
  const char *type;
  const char *name;   /* (nullable) */
  const char *member; /* (nullable): one that the schema has */
  const char *value;  /* (nullable): one that its commands have */
  gboolean is_server;
} Case;

static const Case cases[] = {
  { "bash_20241022", "bash", "restart", NULL, FALSE },
  { "bash_20250124", "bash", "command", NULL, FALSE },
  { "text_editor_20241022", "str_replace_editor", "file_text", "undo_edit", FALSE },
  { "text_editor_20250124", "str_replace_editor", "view_range", "undo_edit", FALSE },
  { "text_editor_20250429", "str_replace_based_edit_tool", "insert_text", "view", FALSE },
  { "text_editor_20250728", "str_replace_based_edit_tool", "path", "insert", FALSE },
  { "memory_20250818", "memory", "old_path", "rename", FALSE },
  { "web_search_20250305", NULL, NULL, NULL, TRUE },
  { "web_fetch_20250910", NULL, NULL, NULL, TRUE },
  { "code_execution_20250825", NULL, NULL, NULL, TRUE },
  { "tool_search_tool_bm25", NULL, NULL, NULL, TRUE },
  { "mcp_toolset", NULL, NULL, NULL, TRUE },
  { "advisor_20260301", NULL, NULL, NULL, TRUE },
  { "computer_20250124", NULL, NULL, NULL, FALSE },
  { "custom", NULL, NULL, NULL, FALSE },
  { "bash", NULL, NULL, NULL, FALSE },
};

static void
assert_schema (const Case *test)
{
  g_autoptr (CcpJson) schema = ccp_builtin_tools_dup_schema (test->type);
  g_autofree char *text = NULL;
  CcpJsonValue value;

  if (test->name == NULL)
    {
      g_assert_null (schema);
      return;
    }
  g_assert_nonnull (schema);
  ccp_json_get_root (schema, &value);
  value = ccp_json_value_member (&value, "properties");
  value = ccp_json_value_member (&value, test->member);
  g_assert_true (ccp_json_value_is_object (&value));
  text = ccp_json_to_text (schema);
  if (test->value != NULL)
    g_assert_nonnull (strstr (text, test->value));
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;

  g_assert_cmpstr (ccp_builtin_tools_get_name (test->type), ==, test->name);
  g_assert_cmpint (ccp_builtin_tools_get_description (test->type) != NULL,
                   ==,
                   test->name != NULL);
  g_assert_cmpint (ccp_builtin_tools_is_server (test->type), ==, test->is_server);
  assert_schema (test);
}

static void
test_no_undo (void)
{
  g_autoptr (CcpJson) schema = ccp_builtin_tools_dup_schema ("text_editor_20250728");
  g_autofree char *text = ccp_json_to_text (schema);

  g_assert_null (strstr (text, "undo_edit"));
}

static void
test_web_search (void)
{
  g_assert_true (ccp_builtin_tools_is_web_search ("web_search_20260209"));
  g_assert_false (ccp_builtin_tools_is_web_search ("web_fetch_20260209"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/builtin-tools/", cases[i].type, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/builtin-tools/new-editors-do-not-undo", test_no_undo);
  g_test_add_func ("/builtin-tools/web-search-is-known", test_web_search);

  return g_test_run ();
}
