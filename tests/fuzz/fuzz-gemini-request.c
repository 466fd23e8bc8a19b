/* fuzz-gemini-request.c: any request, checked and converted to the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "fuzz-target.h"
#include "gemini-request.h"
#include "openapi-subset.h"

/* the longest body that is worth its time, and the longest name */
#define MAX_SIZE 65536
#define MAX_NAME_LENGTH 64

typedef struct
{
  const char *model;
  const char *options;
  gboolean openapi;
  gboolean signs;
} Setting;

static const Setting settings[] = {
  { "gemini-3-pro-preview", "{}", FALSE, TRUE },
  { "gemini-2.5-flash", "{\"vertex\":true,\"url_media\":true}", FALSE, FALSE },
  { "gemini-2.5-pro",
    "{\"gemini_schema\":\"openapi\",\"pdf\":false,\"system_instruction\":false,"
    "\"safety\":{\"all\":\"off\"},\"drop_params\":[\"temperature\"],\"extra_body\":"
    "{\"labels\":{},\"generationConfig\":{\"topK\":1}}}",
    TRUE,
    FALSE },
  { "gemma-3-27b-it", "{\"images\":false,\"web_search\":\"off\"}", TRUE, FALSE },
};

static CcpJsonValue
get_member (const CcpJsonValue *object, const char *name)
{
  return ccp_json_value_member (object, name);
}

static gboolean
has_member (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue member = get_member (object, name);

  return ccp_json_value_exists (&member);
}

static void
check_name (const CcpJsonValue *value)
{
  g_autofree char *name = ccp_json_value_dup_string (value, NULL);

  g_assert (name != NULL);
  g_assert (strlen (name) >= 1 && strlen (name) <= MAX_NAME_LENGTH);
  g_assert (g_ascii_isalpha (*name) || *name == '_');
  g_assert (strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_.:-") ==
            strlen (name));
}

/* A part has one kind of data. */
static void
check_part (const CcpJsonValue *part)
{
  static const char *const kinds[] = { "text",
                                       "inlineData",
                                       "fileData",
                                       "functionCall",
                                       "functionResponse" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    n += has_member (part, kinds[i]) ? 1 : 0;
  g_assert (n == 1);
}

/* calls: (element-type utf8): the names that wait for a result, in their order */
static void
check_call (const Setting *setting, const CcpJsonValue *part, GPtrArray *calls)
{
  CcpJsonValue call = get_member (part, "functionCall");
  CcpJsonValue name = get_member (&call, "name");
  CcpJsonValue args = get_member (&call, "args");

  check_name (&name);
  g_assert (ccp_json_value_is_object (&args));
  if (setting->signs && calls->len == 0)
    g_assert (has_member (part, "thoughtSignature"));
  g_ptr_array_add (calls, ccp_json_value_dup_string (&name, NULL));
}

static void
check_result (const CcpJsonValue *part, GPtrArray *calls)
{
  CcpJsonValue result = get_member (part, "functionResponse");
  CcpJsonValue name = get_member (&result, "name");
  CcpJsonValue response = get_member (&result, "response");

  g_assert (calls->len > 0);
  g_assert (ccp_json_value_equals_string (&name, g_ptr_array_index (calls, 0)));
  g_assert (ccp_json_value_get_length (&response) == 1);
  g_ptr_array_remove_index (calls, 0);
}

/* All results are in the turn after the calls, and stand before all else. */
static void
check_content (const Setting *setting, const CcpJsonValue *content, GPtrArray *calls)
{
  CcpJsonValue role = get_member (content, "role");
  CcpJsonValue parts = get_member (content, "parts");
  gboolean is_model = ccp_json_value_equals_string (&role, "model");
  CcpJsonValue part;
  CcpJsonIter iter;

  g_assert (is_model || ccp_json_value_equals_string (&role, "user"));
  g_assert (ccp_json_value_get_length (&parts) > 0);
  g_assert (!is_model || calls->len == 0);
  ccp_json_iter_init (&iter, &parts);
  while (ccp_json_iter_next (&iter, NULL, &part))
    {
      check_part (&part);
      if (has_member (&part, "functionResponse"))
        check_result (&part, calls);
      else
        g_assert (is_model || calls->len == 0);
      if (has_member (&part, "functionCall"))
        {
          g_assert (is_model);
          check_call (setting, &part, calls);
        }
    }
}

static void
check_contents (const Setting *setting, const CcpJsonValue *body)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_free);
  CcpJsonValue contents = get_member (body, "contents");
  CcpJsonValue content = ccp_json_value_element (&contents, 0);
  CcpJsonValue role = get_member (&content, "role");
  CcpJsonIter iter;

  g_assert (ccp_json_value_equals_string (&role, "user"));
  ccp_json_iter_init (&iter, &contents);
  while (ccp_json_iter_next (&iter, NULL, &content))
    check_content (setting, &content, calls);
  g_assert (calls->len == 0);
}

static void
check_functions (const Setting *setting, const CcpJsonValue *list)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonValue function;
  CcpJsonIter iter;

  g_assert (ccp_json_value_get_length (list) > 0);
  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &function))
    {
      CcpJsonValue name = get_member (&function, "name");
      CcpJsonValue parameters = get_member (&function, "parameters");

      check_name (&name);
      g_assert (g_hash_table_add (names, ccp_json_value_dup_string (&name, NULL)));
      g_assert (has_member (&function, "parameters") == FALSE || setting->openapi);
      g_assert (!has_member (&function, "parametersJsonSchema") || !setting->openapi);
      if (ccp_json_value_exists (&parameters))
        openapi_subset_check (&parameters);
    }
}

static void
check_tools (const Setting *setting, const CcpJsonValue *body)
{
  CcpJsonValue tools = get_member (body, "tools");
  CcpJsonValue tool;
  CcpJsonIter iter;

  g_assert (!ccp_json_value_exists (&tools) || ccp_json_value_get_length (&tools) > 0);
  g_assert (ccp_json_value_exists (&tools) || !has_member (body, "toolConfig"));
  ccp_json_iter_init (&iter, &tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue functions = get_member (&tool, "functionDeclarations");

      g_assert (ccp_json_value_get_length (&tool) == 1);
      if (ccp_json_value_exists (&functions))
        check_functions (setting, &functions);
    }
}

static void
check_members (const CcpJsonValue *object)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, object);
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
  g_autoptr (CcpJson) converted = gemini_request_convert (exchange, body, &error);
  g_autoptr (CcpJson) again = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue root;
  CcpJsonValue config;

  g_assert ((converted == NULL) == (error != NULL));
  if (converted == NULL || !is_good)
    return;
  text = ccp_json_to_text (converted);
  again = ccp_json_new_from_text (text, -1, NULL);
  /* what is wrapped may have become too deep for a document that is read */
  if (again == NULL)
    return;
  ccp_json_get_root (again, &root);
  config = get_member (&root, "generationConfig");
  check_members (&root);
  check_members (&config);
  check_contents (setting, &root);
  check_tools (setting, &root);
}

static void
ignore_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_assert ((level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0);
}

static GLogWriterOutput
ignore_structured_log (GLogLevelFlags level,
                       const GLogField *fields,
                       gsize n_fields,
                       gpointer data)
{
  ignore_log (NULL, level, NULL, NULL);
  return G_LOG_WRITER_HANDLED;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_default_handler (ignore_log, NULL);
  g_log_set_writer_func (ignore_structured_log, NULL, NULL);
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
