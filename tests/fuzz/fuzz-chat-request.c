/* fuzz-chat-request.c: any request, checked and converted to the Chat format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "dialect-player.h"
#include "fuzz-target.h"
#include "openai-chat-request.h"

/* the longest body that is worth its time, and the longest ids of each form */
#define MAX_SIZE 65536
#define MAX_NAME_LENGTH 64

typedef struct
{
  const char *model;
  const char *options;
} Setting;

static const Setting settings[] = {
  { "m1", "{}" },
  { "o3", "{\"openai\":true}" },
  { "m1",
    "{\"mid_system\":\"system\",\"reasoning\":true,\"pdf\":true,\"tool_images\":true,"
    "\"reasoning_replay\":\"reasoning_content\",\"stub_tools\":true,\"top_k\":true,"
    "\"drop_additional_properties_false\":true}" },
  { "m1",
    "{\"images\":false,\"reasoning_toggle\":\"openrouter\",\"web_search\":\"openrouter\","
    "\"reasoning_replay\":\"reasoning_details\",\"reasoning_replay_scope\":\"current\","
    "\"tool_ids\":\"mistral\",\"empty_content\":\"string\",\"prefix\":true,"
    "\"drop_params\":[\"temperature\"],\"extra_body\":{\"seed\":1,\"stream\":true}}" },
};

static CcpJsonValue
get_member (const CcpJsonValue *object, const char *name)
{
  return ccp_json_value_member (object, name);
}

static gboolean
is_role (const CcpJsonValue *message, const char *role)
{
  CcpJsonValue value = get_member (message, "role");

  return ccp_json_value_equals_string (&value, role);
}

static void
check_name (const CcpJsonValue *value)
{
  g_autofree char *name = ccp_json_value_dup_string (value, NULL);

  g_assert (name != NULL);
  g_assert (strlen (name) >= 1 && strlen (name) <= MAX_NAME_LENGTH);
  g_assert (strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-") == strlen (name));
}

static void
check_arguments (const CcpJsonValue *value)
{
  g_autofree char *text = ccp_json_value_dup_string (value, NULL);
  g_autoptr (CcpJson) arguments = NULL;
  CcpJsonValue root;

  g_assert (text != NULL);
  arguments = ccp_json_new_from_text (text, -1, NULL);
  g_assert (arguments != NULL);
  ccp_json_get_root (arguments, &root);
  g_assert (ccp_json_value_is_object (&root));
}

/* open: (element-type utf8): the ids that wait for a result */
static void
check_calls (const CcpJsonValue *calls, GPtrArray *open)
{
  CcpJsonIter iter;
  CcpJsonValue call;

  g_assert (ccp_json_value_get_length (calls) > 0);
  ccp_json_iter_init (&iter, calls);
  while (ccp_json_iter_next (&iter, NULL, &call))
    {
      CcpJsonValue id = get_member (&call, "id");
      CcpJsonValue function = get_member (&call, "function");
      CcpJsonValue name = get_member (&function, "name");
      CcpJsonValue arguments = get_member (&function, "arguments");

      g_assert (ccp_json_value_is_string (&id));
      g_assert (!ccp_json_value_is_empty_string (&id));
      check_name (&name);
      check_arguments (&arguments);
      g_ptr_array_add (open, ccp_json_value_dup_string (&id, NULL));
    }
}

static void
check_content (const CcpJsonValue *message, gboolean has_calls)
{
  CcpJsonValue content = get_member (message, "content");
  CcpJsonKind kind = ccp_json_value_get_kind (&content);

  if (kind <= CCP_JSON_NULL)
    g_assert (has_calls);
  else if (kind == CCP_JSON_ARRAY)
    g_assert (ccp_json_value_get_length (&content) > 0);
  else
    g_assert (kind == CCP_JSON_STRING);
  if (!is_role (message, "assistant"))
    g_assert (!ccp_json_value_is_empty_string (&content));
}

/* A result answers a call that waits for one; nothing else may come before the last. */
static void
check_message (const CcpJsonValue *message, GPtrArray *open)
{
  CcpJsonValue calls = get_member (message, "tool_calls");
  CcpJsonValue value = get_member (message, "tool_call_id");
  g_autofree char *id = ccp_json_value_dup_string (&value, NULL);
  guint index;

  check_content (message, ccp_json_value_exists (&calls));
  if (is_role (message, "tool"))
    {
      g_assert (id != NULL);
      g_assert (g_ptr_array_find_with_equal_func (open, id, g_str_equal, &index));
      g_ptr_array_remove_index (open, index);
      return;
    }
  g_assert (open->len == 0);
  g_assert (is_role (message, "user") || is_role (message, "assistant") ||
            is_role (message, "system"));
  g_assert (is_role (message, "assistant") || !ccp_json_value_exists (&calls));
  if (ccp_json_value_exists (&calls))
    check_calls (&calls, open);
}

static void
check_messages (const CcpJsonValue *body)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  CcpJsonValue messages = get_member (body, "messages");
  CcpJsonValue message;
  CcpJsonIter iter;

  g_assert (ccp_json_value_get_length (&messages) > 0);
  ccp_json_iter_init (&iter, &messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    check_message (&message, open);
  g_assert (open->len == 0);
}

static void
check_tools (const CcpJsonValue *body)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonValue tools = get_member (body, "tools");
  CcpJsonValue choice = get_member (body, "tool_choice");
  CcpJsonValue parallel = get_member (body, "parallel_tool_calls");
  CcpJsonValue tool;
  CcpJsonIter iter;

  g_assert (!ccp_json_value_exists (&tools) || ccp_json_value_get_length (&tools) > 0);
  g_assert (ccp_json_value_exists (&tools) || !ccp_json_value_exists (&choice));
  g_assert (ccp_json_value_exists (&tools) || !ccp_json_value_exists (&parallel));
  ccp_json_iter_init (&iter, &tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue function = get_member (&tool, "function");
      CcpJsonValue name = get_member (&function, "name");
      CcpJsonValue parameters = get_member (&function, "parameters");
      CcpJsonValue type = get_member (&parameters, "type");
      CcpJsonValue properties = get_member (&parameters, "properties");

      check_name (&name);
      g_assert (g_hash_table_add (names, ccp_json_value_dup_string (&name, NULL)));
      g_assert (ccp_json_value_equals_string (&type, "object"));
      g_assert (ccp_json_value_is_object (&properties));
    }
}

static void
check_members (const CcpJsonValue *body)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, body);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_assert (ccp_json_value_get_kind (&value) > CCP_JSON_NULL);
      g_assert (g_hash_table_add (names, ccp_json_value_dup_string (&name, NULL)));
    }
}

static CcpExchange *
create_exchange (const Setting *setting, CcpJson *body)
{
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", setting->model);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (setting->options, -1, NULL);

  g_assert (options != NULL);
  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

/* Transformers before this one may make anything of a body, so one that is not good must
 * do no harm; what is made of a good one must be good. */
static void
convert (const Setting *setting, CcpJson *body, gboolean is_good)
{
  g_autoptr (CcpExchange) exchange = create_exchange (setting, body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = openai_chat_request_convert (exchange, body, &error);
  g_autoptr (CcpJson) again = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue root;

  g_assert ((converted == NULL) == (error != NULL));
  if (converted == NULL || !is_good)
    return;
  text = ccp_json_to_text (converted);
  again = ccp_json_new_from_text (text, -1, NULL);
  /* what is wrapped may have become too deep for a document that is read */
  if (again == NULL)
    return;
  ccp_json_get_root (again, &root);
  check_members (&root);
  check_messages (&root);
  check_tools (&root);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  dialect_player_silence_logs ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (CcpJson) body = NULL;
  gboolean is_good;

  if (size > MAX_SIZE)
    return 0;
  body = ccp_json_new_from_bytes (bytes, NULL);
  if (body == NULL)
    return 0;
  is_good = ccp_request_check (CCP_OPERATION_MESSAGES, body, NULL);
  g_assert (ccp_token_estimate_body (body) > 0);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    convert (&settings[i], body, is_good);
  return 0;
}
