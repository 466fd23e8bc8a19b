/* fuzz-anthropic-request.c: any request, passed through with as little change as it needs
 *
 * What is spliced in the bytes is done a second time with trees, by rules that are
 * written down here once more: both must come to the same. And where nothing is put in,
 * what is sent must be the body with parts of it left out.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "anthropic-request.h"
#include "fuzz-target.h"

/* the longest body that is worth its time */
#define MAX_SIZE 65536

#define DROPPED "context_management"

typedef struct
{
  const char *model; /* NULL: that of the body */
  const char *options;
} Setting;

static const Setting settings[] = {
  { NULL, "{}" },
  { "m1", "{}" },
  { NULL, "{\"drop_fields\":[\"" DROPPED "\"]}" },
  { "m1", "{\"drop_betas\":[\"*\"],\"foreign_thinking\":\"unsigned\"}" },
  { "m1",
    "{\"mid_system\":\"user\",\"allow_fields\":[\"output_config.format\",\"system\"],"
    "\"url\":\"https://api.anthropic.com\"}" },
};

#define N_EXACT 3 /* the settings of which the rules are written down here */

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

static gboolean
is_foreign (JsonNode *node)
{
  JsonObject *block = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = block != NULL ? get_text (block, "type") : "";
  const char *member = g_str_equal (type, "thinking")            ? "signature"
                       : g_str_equal (type, "redacted_thinking") ? "data"
                                                                 : NULL;

  return member != NULL && g_str_has_prefix (get_text (block, member), "ccp1:");
}

/* Returns: whether the message is to go as a whole */
static gboolean
strip_message (JsonNode *node)
{
  JsonObject *message =
      JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *content =
      message != NULL ? json_object_get_member (message, "content") : NULL;
  JsonArray *blocks = NULL;
  guint before;

  if (message == NULL || !g_str_equal (get_text (message, "role"), "assistant") ||
      content == NULL || !JSON_NODE_HOLDS_ARRAY (content))
    return FALSE;
  blocks = json_node_get_array (content);
  before = json_array_get_length (blocks);
  for (guint i = before; i > 0; i--)
    if (is_foreign (json_array_get_element (blocks, i - 1)))
      json_array_remove_element (blocks, i - 1);
  return before > 0 && json_array_get_length (blocks) == 0;
}

static void
strip_body (JsonObject *body, const Setting *setting, const char *model)
{
  JsonNode *messages = json_object_get_member (body, "messages");
  JsonArray *list = messages != NULL && JSON_NODE_HOLDS_ARRAY (messages)
                        ? json_node_get_array (messages)
                        : NULL;

  for (guint i = list != NULL ? json_array_get_length (list) : 0; i > 0; i--)
    if (strip_message (json_array_get_element (list, i - 1)))
      json_array_remove_element (list, i - 1);
  if (json_object_has_member (body, "model"))
    json_object_set_string_member (body, "model", model);
  if (strstr (setting->options, DROPPED) != NULL)
    json_object_remove_member (body, DROPPED);
}

/* A tree has of members with the same name the last one, and no message of the system is
 * moved in it: such bodies are left to the other checks. */
static gboolean
is_simple (const CcpJsonValue *value)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue inner;

  if (ccp_json_value_equals_string (value, "system"))
    return FALSE;
  if (!ccp_json_value_is_object (value) && !ccp_json_value_is_array (value))
    return TRUE;
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &inner))
    if (!is_simple (&inner) ||
        (ccp_json_value_is_object (value) &&
         !g_hash_table_add (names, ccp_json_value_dup_string (&name, NULL))))
      return FALSE;
  return TRUE;
}

static void
check_tree (const Setting *setting, CcpJson *body, CcpJson *sent, const char *model)
{
  g_autoptr (JsonNode) expected = ccp_json_to_node (body, NULL);
  g_autoptr (JsonNode) tree = NULL;

  /* a number that no tree can hold */
  if (expected == NULL || !JSON_NODE_HOLDS_OBJECT (expected))
    return;
  tree = ccp_json_to_node (sent, NULL);
  g_assert (tree != NULL);
  strip_body (json_node_get_object (expected), setting, model);
  g_assert (json_node_equal (expected, tree));
}

static void
check_bytes (CcpJson *body, CcpJson *sent)
{
  gsize length = 0;
  gsize rest = 0;
  const char *from = ccp_json_peek (body, &length);
  const char *text = ccp_json_peek (sent, &rest);

  for (gsize i = 0; i < length && rest > 0; i++)
    if (from[i] == *text)
      {
        text++;
        rest--;
      }
  g_assert (rest == 0);
}

static CcpExchange *
create_exchange (const Setting *setting, CcpJson *body)
{
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  const char *model =
      setting->model != NULL ? setting->model : ccp_exchange_get_model (exchange);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", model);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (setting->options, -1, NULL);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static void
convert (guint index, CcpJson *body, gboolean simple)
{
  const Setting *setting = &settings[index];
  g_autoptr (CcpExchange) exchange = create_exchange (setting, body);
  const char *model = ccp_route_get_model (ccp_exchange_get_route (exchange));
  g_autoptr (CcpJson) sent = anthropic_request_convert (exchange, body, NULL);
  g_autoptr (CcpJson) again = NULL;
  g_autofree char *text = NULL;

  g_assert (sent != NULL);
  text = ccp_json_to_text (sent);
  again = ccp_json_new_from_text (text, -1, NULL);
  g_assert (again != NULL);
  if (!simple || index >= N_EXACT || g_str_has_suffix (model, "]") ||
      strlen (model) != strcspn (model, "\xef"))
    return;
  check_tree (setting, body, sent, model);
  if (setting->model == NULL)
    check_bytes (body, sent);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (CcpJson) body = NULL;
  CcpJsonValue root;
  gboolean simple;

  if (size > MAX_SIZE)
    return 0;
  body = ccp_json_new_from_bytes (bytes, NULL);
  if (body == NULL)
    return 0;
  ccp_json_get_root (body, &root);
  simple = is_simple (&root) && ccp_request_check (CCP_OPERATION_MESSAGES, body, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    convert (i, body, simple);
  return 0;
}
