/* fuzz-responses-request.c: any request, checked and converted to the Responses format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "dialect-player.h"
#include "fuzz-target.h"
#include "openai-responses-request.h"

/* the longest body that is worth its time, and the longest names and ids */
#define MAX_SIZE 65536
#define MAX_NAME_LENGTH 64

#define MIN_OUTPUT_TOKENS 16

typedef struct
{
  const char *model;
  const char *options;
} Setting;

static const Setting settings[] = {
  { "m1", "{}" },
  { "gpt-5.1", "{\"openai\":true}" },
  { "m1",
    "{\"reasoning\":true,\"mid_system\":\"user\",\"reasoning_replay\":\"text\","
    "\"system_role\":\"system\",\"tool_media\":false,\"web_search\":\"web_search\","
    "\"drop_additional_properties_false\":true,\"max_output\":100}" },
  { "m1",
    "{\"images\":false,\"pdf\":false,\"reasoning_replay\":\"none\",\"assistant_text\":"
    "\"parts\",\"reasoning_efforts\":[\"low\"],\"drop_params\":[\"temperature\"],"
    "\"extra_body\":{\"seed\":1,\"stream\":true,\"input\":1}}" },
};

static CcpJsonValue
get_member (const CcpJsonValue *object, const char *name)
{
  return ccp_json_value_member (object, name);
}

static gboolean
is_type (const CcpJsonValue *item, const char *type)
{
  CcpJsonValue value = get_member (item, "type");

  return ccp_json_value_equals_string (&value, type);
}

static gboolean
is_role (const CcpJsonValue *item, const char *role)
{
  CcpJsonValue value = get_member (item, "role");

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

static void
check_part (const CcpJsonValue *part, gboolean is_assistant)
{
  CcpJsonValue text = get_member (part, "text");
  CcpJsonValue image = get_member (part, "image_url");
  CcpJsonValue data = get_member (part, "file_data");
  CcpJsonValue url = get_member (part, "file_url");
  CcpJsonValue name = get_member (part, "filename");

  if (is_type (part, is_assistant ? "output_text" : "input_text"))
    g_assert (ccp_json_value_is_string (&text));
  else if (is_type (part, "input_image") && !is_assistant)
    g_assert (ccp_json_value_is_string (&image));
  else
    {
      g_assert (is_type (part, "input_file") && !is_assistant);
      g_assert (ccp_json_value_is_string (&url) ||
                (ccp_json_value_is_string (&data) && ccp_json_value_is_string (&name)));
    }
}

static void
check_parts (const CcpJsonValue *content, gboolean is_assistant)
{
  CcpJsonValue part;
  CcpJsonIter iter;

  if (ccp_json_value_is_string (content))
    return;
  g_assert (ccp_json_value_get_length (content) > 0);
  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &part))
    check_part (&part, is_assistant);
}

static void
check_message (const CcpJsonValue *item)
{
  CcpJsonValue content = get_member (item, "content");

  g_assert (is_type (item, "message"));
  g_assert (is_role (item, "user") || is_role (item, "assistant") ||
            is_role (item, "developer") || is_role (item, "system"));
  check_parts (&content, is_role (item, "assistant"));
}

static char *
dup_call_id (const CcpJsonValue *item)
{
  CcpJsonValue value = get_member (item, "call_id");
  char *id = ccp_json_value_dup_string (&value, NULL);

  g_assert (id != NULL && *id != '\0' && strlen (id) <= MAX_NAME_LENGTH);
  return id;
}

/* open: (element-type utf8): the ids that wait for a result */
static void
check_call (const CcpJsonValue *item, GPtrArray *open)
{
  CcpJsonValue name = get_member (item, "name");
  CcpJsonValue arguments = get_member (item, "arguments");

  check_name (&name);
  check_arguments (&arguments);
  g_ptr_array_add (open, dup_call_id (item));
}

static void
check_output (const CcpJsonValue *item, GPtrArray *open)
{
  CcpJsonValue output = get_member (item, "output");
  g_autofree char *id = dup_call_id (item);
  guint index;

  g_assert (g_ptr_array_find_with_equal_func (open, id, g_str_equal, &index));
  g_ptr_array_remove_index (open, index);
  check_parts (&output, FALSE);
}

/* A result answers a call that waits for one. Reasoning leads to something that the
 * assistant says or calls. */
static void
check_input (const CcpJsonValue *body)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  CcpJsonValue item = get_member (body, "input");
  CcpJsonIter iter;
  gboolean thought = FALSE;

  g_assert (ccp_json_value_is_array (&item) && ccp_json_value_get_length (&item) > 0);
  ccp_json_iter_init (&iter, &item);
  while (ccp_json_iter_next (&iter, NULL, &item))
    {
      gboolean is_thought = is_type (&item, "reasoning");

      if (is_type (&item, "function_call"))
        check_call (&item, open);
      else if (is_type (&item, "function_call_output"))
        check_output (&item, open);
      else if (!is_thought)
        check_message (&item);
      g_assert (!thought || is_thought || is_type (&item, "function_call") ||
                is_role (&item, "assistant"));
      thought = is_thought;
    }
  g_assert (!thought);
  g_assert (open->len == 0);
}

static void
check_function (const CcpJsonValue *tool, GHashTable *names)
{
  CcpJsonValue name = get_member (tool, "name");
  CcpJsonValue parameters = get_member (tool, "parameters");
  CcpJsonValue type = get_member (&parameters, "type");
  CcpJsonValue properties = get_member (&parameters, "properties");
  CcpJsonValue strict = get_member (tool, "strict");

  check_name (&name);
  g_assert (g_hash_table_add (names, ccp_json_value_dup_string (&name, NULL)));
  g_assert (ccp_json_value_equals_string (&type, "object"));
  g_assert (ccp_json_value_is_object (&properties));
  g_assert (ccp_json_value_get_kind (&strict) == CCP_JSON_BOOLEAN);
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
    if (!is_type (&tool, "web_search"))
      check_function (&tool, names);
}

static void
check_members (const CcpJsonValue *body)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonValue limit = get_member (body, "max_output_tokens");
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;
  gint64 number;

  ccp_json_iter_init (&iter, body);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_assert (ccp_json_value_get_kind (&value) > CCP_JSON_NULL);
      g_assert (g_hash_table_add (names, ccp_json_value_dup_string (&name, NULL)));
    }
  if (ccp_json_value_get_int (&limit, &number))
    g_assert (number >= MIN_OUTPUT_TOKENS);
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
  g_autoptr (CcpJson) converted =
      openai_responses_request_convert (exchange, body, &error);
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
  check_input (&root);
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
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    convert (&settings[i], body, is_good);
  return 0;
}
