/* test-openai-chat-golden.c: the golden cases of the Chat format, each a test of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "golden-compare.h"
#include "openai-chat-request.h"

#define DIALECT "openai-chat"
#define DEFAULT_PROVIDER "p"
#define DEFAULT_UPSTREAM_MODEL "m1"

/* What a golden file says beside the options of the dialect. */
static const char *const not_options[] = {
  "provider", "provider_kind", "upstream_model", "model", "request", NULL,
};

static const char *
get_text (JsonObject *object, const char *name, const char *fallback)
{
  return json_object_get_string_member_with_default (object, name, fallback);
}

static CcpJson *
to_json (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  CcpJson *json = ccp_json_new_from_node (node, &error);

  g_assert_no_error (error);
  return json;
}

static JsonNode *
to_node (CcpJson *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = ccp_json_to_node (json, &error);

  g_assert_no_error (error);
  return node;
}

static JsonObject *
get_config (JsonObject *golden)
{
  if (!json_object_has_member (golden, "config"))
    json_object_set_object_member (golden, "config", json_object_new ());
  return json_object_get_object_member (golden, "config");
}

static CcpJson *
create_options (JsonObject *config)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *options = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_node_take_object (node, options);
  json_object_iter_init (&iter, config);
  while (json_object_iter_next (&iter, &name, &value))
    if (!g_strv_contains (not_options, name))
      json_object_set_member (options, name, json_node_copy (value));
  if (g_str_equal (get_text (config, "provider_kind", ""), "openai"))
    json_object_set_boolean_member (options, "openai", TRUE);
  return to_json (node);
}

static CcpExchange *
create_exchange (JsonObject *config, CcpJson *body)
{
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpJson) options = create_options (config);
  g_autoptr (CcpRoute) route =
      ccp_route_new ("default",
                     get_text (config, "provider", DEFAULT_PROVIDER),
                     get_text (config, "upstream_model", DEFAULT_UPSTREAM_MODEL));

  ccp_exchange_set_options (exchange, options);
  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static void
assert_matches (JsonNode *expected, JsonNode *actual)
{
  g_autofree char *difference = golden_compare_find_difference (expected, actual);

  g_assert_cmpstr (difference, ==, NULL);
}

static void
test_request (gconstpointer data)
{
  JsonObject *golden = (JsonObject *) data;
  g_autoptr (CcpJson) body = to_json (json_object_get_member (golden, "input"));
  g_autoptr (CcpExchange) exchange = create_exchange (get_config (golden), body);
  JsonObject *expected = json_object_get_object_member (golden, "expected");
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_true (ccp_request_check (CCP_OPERATION_MESSAGES, body, &error));
  g_assert_no_error (error);

  converted = openai_chat_request_convert (exchange, body, &error);

  g_assert_no_error (error);
  node = to_node (converted);
  assert_matches (json_object_get_member (expected, "body"), node);
}

static JsonObject *
load (const char *directory, const char *file)
{
  g_autofree char *path = g_build_filename (directory, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_node_dup_object (node);
}

/* Returns: how many tests the file gives */
static guint
add_test (const char *directory, const char *file)
{
  g_autoptr (JsonObject) golden = load (directory, file);
  const char *direction = get_text (golden, "direction", "");
  g_autofree char *path =
      g_strdup_printf ("/openai-chat/golden/%s", get_text (golden, "name", file));

  if (!g_str_equal (direction, "request") ||
      !g_str_equal (get_text (golden, "to", ""), DIALECT))
    return 0;
  g_test_add_data_func_full (path,
                             g_steal_pointer (&golden),
                             test_request,
                             (GDestroyNotify) json_object_unref);
  return 1;
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  g_autoptr (GDir) files = NULL;
  g_autoptr (GError) error = NULL;
  const char *file;
  guint n = 0;

  g_test_init (&argc, &argv, NULL);

  directory = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "golden", NULL);
  files = g_dir_open (directory, 0, &error);
  g_assert_no_error (error);
  while ((file = g_dir_read_name (files)) != NULL)
    if (g_str_has_suffix (file, ".json"))
      n += add_test (directory, file);
  g_assert_cmpuint (n, >, 0);

  return g_test_run ();
}
