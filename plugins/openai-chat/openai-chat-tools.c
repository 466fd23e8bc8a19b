/* openai-chat-tools.c: the tools of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-tools"

#include "openai-chat-tools.h"

#include <string.h>

#define MAX_NAME_LENGTH 64
#define NAME_CHARACTERS "_-"

/* what of a client's words is logged */
#define MAX_LOGGED 64

struct _OpenaiChatTool
{
  CcpJsonValue value;
  char *type; /* (nullable): of a tool that has no schema of its own */
  char *client_name;
  const char *name; /* (not owned): the provider's */
};

static void
free_tool (gpointer data)
{
  OpenaiChatTool *tool = data;

  g_clear_pointer (&tool->type, g_free);
  g_clear_pointer (&tool->client_name, g_free);
  g_free (tool);
}

/* Whether a tool comes with its description, and is not one that is known by its type. */
static gboolean
is_custom (const CcpJsonValue *tool, const char *type)
{
  CcpJsonValue schema = ccp_json_value_member (tool, "input_schema");

  return type == NULL || g_str_equal (type, "custom") ||
         (ccp_json_value_is_object (&schema) && !ccp_builtin_tools_is_server (type));
}

/* Returns: (transfer full) (nullable): NULL for a tool that the provider cannot have */
static OpenaiChatTool *
read_tool (const CcpJsonValue *value)
{
  CcpJsonValue type_value = ccp_json_value_member (value, "type");
  CcpJsonValue name_value = ccp_json_value_member (value, "name");
  g_autofree char *type = ccp_json_value_dup_string (&type_value, NULL);
  g_autofree char *name = ccp_json_value_dup_string (&name_value, NULL);
  OpenaiChatTool *tool = NULL;

  if (is_custom (value, type))
    g_clear_pointer (&type, g_free);
  else if (ccp_builtin_tools_get_name (type) == NULL)
    {
      g_autofree char *escaped = g_strescape (type, NULL);

      g_info ("A tool is left out: the provider has none of the type \"%.*s\"",
              MAX_LOGGED,
              escaped);
      return NULL;
    }
  else
    {
      g_free (name);
      name = g_strdup (ccp_builtin_tools_get_name (type));
    }
  tool = g_new0 (OpenaiChatTool, 1);
  tool->value = *value;
  tool->type = g_steal_pointer (&type);
  tool->client_name = name != NULL ? g_steal_pointer (&name) : g_strdup ("");
  return tool;
}

static gboolean
fits (const char *name)
{
  gsize length = strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS NAME_CHARACTERS);

  return length > 0 && length <= MAX_NAME_LENGTH && name[length] == '\0';
}

/* Names that fit as they are come first, so that no other one takes their place. */
static void
fit_names (OpenaiChatRequest *request, GPtrArray *tools)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < tools->len; i++)
      {
        OpenaiChatTool *tool = g_ptr_array_index (tools, i);

        if (fits (tool->client_name) == (pass == 0))
          tool->name = openai_chat_tools_fit_name (request, tool->client_name);
      }
}

/* Tools without a name all get the same one. */
static void
drop_repeated (GPtrArray *tools)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_kept = 0;

  for (guint i = 0; i < tools->len; i++)
    {
      OpenaiChatTool *tool = g_ptr_array_index (tools, i);

      if (!g_hash_table_add (names, (gpointer) tool->name))
        continue;
      g_ptr_array_index (tools, i) = g_ptr_array_index (tools, n_kept);
      g_ptr_array_index (tools, n_kept) = tool;
      n_kept++;
    }
  g_ptr_array_set_size (tools, (int) n_kept);
}

static void
write_description (CcpJsonWriter *writer, const OpenaiChatTool *tool)
{
  CcpJsonValue description = ccp_json_value_member (&tool->value, "description");

  if (ccp_json_value_is_string (&description))
    {
      ccp_json_writer_key (writer, "description");
      ccp_json_writer_value (writer, &description);
    }
  else if (tool->type != NULL)
    {
      ccp_json_writer_key (writer, "description");
      ccp_json_writer_string (writer, ccp_builtin_tools_get_description (tool->type));
    }
}

static void
write_parameters (OpenaiChatRequest *request, const OpenaiChatTool *tool)
{
  CcpJsonValue schema = ccp_json_value_member (&tool->value, "input_schema");
  CcpSchemaFlags flags = request->settings.drop_additional_properties_false
                             ? CCP_SCHEMA_NO_CLOSED_OBJECTS
                             : CCP_SCHEMA_DEFAULT;

  ccp_json_writer_key (request->writer, "parameters");
  if (tool->type != NULL)
    {
      g_autoptr (CcpJson) builtin = ccp_builtin_tools_dup_schema (tool->type);

      ccp_json_writer_document (request->writer, builtin);
    }
  else
    ccp_schema_write (request->writer, &schema, flags);
}

static void
write_strict (OpenaiChatRequest *request, const OpenaiChatTool *tool)
{
  CcpJsonValue strict = ccp_json_value_member (&tool->value, "strict");
  CcpJsonValue schema = ccp_json_value_member (&tool->value, "input_schema");

  if (!request->settings.strict_tools || !ccp_json_value_get_boolean (&strict, FALSE) ||
      request->settings.drop_additional_properties_false ||
      !ccp_schema_is_strict (&schema))
    return;
  ccp_json_writer_key (request->writer, "strict");
  ccp_json_writer_boolean (request->writer, TRUE);
}

static void
begin_function (CcpJsonWriter *writer, const char *name)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "function");
  ccp_json_writer_key (writer, "function");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "name");
  ccp_json_writer_string (writer, name);
}

static void
end_function (CcpJsonWriter *writer)
{
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_tool (OpenaiChatRequest *request, const OpenaiChatTool *tool)
{
  begin_function (request->writer, tool->name);
  write_description (request->writer, tool);
  write_parameters (request, tool);
  write_strict (request, tool);
  end_function (request->writer);
}

/* Returns: (transfer full) (element-type utf8): the tools that the conversation uses */
static GPtrArray *
collect_used_names (OpenaiChatRequest *request)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ccp_conversation_get_length (request->conversation); i++)
    {
      CcpTurn turn;

      ccp_conversation_get_turn (request->conversation, i, &turn);
      for (guint j = 0; j < turn.n_results; j++)
        {
          CcpJsonValue value = ccp_json_value_member (&turn.results[j].call, "name");
          g_autofree char *name = ccp_json_value_dup_string (&value, NULL);

          /* adding a name again would put this copy of it into the set, and free it */
          if (name == NULL || g_hash_table_contains (seen, name))
            continue;
          g_hash_table_add (seen, name);
          g_ptr_array_add (names, g_steal_pointer (&name));
        }
    }
  return names;
}

/* Some servers want a list of tools as soon as a call is in the history. */
static void
write_stubs (OpenaiChatRequest *request)
{
  g_autoptr (GPtrArray) names = collect_used_names (request);

  if (names->len == 0 || !openai_chat_request_begin (request, "tools"))
    return;
  ccp_json_writer_begin_array (request->writer);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      begin_function (request->writer, openai_chat_tools_fit_name (request, name));
      ccp_json_writer_key (request->writer, "parameters");
      ccp_schema_write (request->writer, &CCP_JSON_VALUE_NONE, CCP_SCHEMA_DEFAULT);
      end_function (request->writer);
    }
  ccp_json_writer_end_array (request->writer);
  if (request->settings.tool_choice && openai_chat_request_begin (request, "tool_choice"))
    ccp_json_writer_string (request->writer, "none");
}

static const OpenaiChatTool *
find_tool (OpenaiChatRequest *request, const CcpJsonValue *name)
{
  for (guint i = 0; i < request->tools->len; i++)
    {
      const OpenaiChatTool *tool = g_ptr_array_index (request->tools, i);

      if (ccp_json_value_equals_string (name, tool->client_name))
        return tool;
    }
  return NULL;
}

static void
write_named_choice (OpenaiChatRequest *request, const OpenaiChatTool *tool)
{
  if (!openai_chat_request_begin (request, "tool_choice"))
    return;
  begin_function (request->writer, tool->name);
  end_function (request->writer);
}

/* Qwen takes no force while it thinks. */
static gboolean
may_force (OpenaiChatRequest *request)
{
  return request->settings.toggle != OPENAI_CHAT_TOGGLE_ENABLE_THINKING ||
         request->thinking <= CCP_THINKING_OFF;
}

static void
write_word_choice (OpenaiChatRequest *request, const char *word)
{
  if (openai_chat_request_begin (request, "tool_choice"))
    ccp_json_writer_string (request->writer, word);
}

/* A choice of a tool that the provider does not have is no choice. */
static void
write_choice (OpenaiChatRequest *request, const CcpJsonValue *choice)
{
  CcpJsonValue type = ccp_json_value_member (choice, "type");
  CcpJsonValue name = ccp_json_value_member (choice, "name");
  const OpenaiChatTool *tool = find_tool (request, &name);

  if (ccp_json_value_equals_string (&type, "none"))
    write_word_choice (request, "none");
  else if (ccp_json_value_equals_string (&type, "auto"))
    write_word_choice (request, "auto");
  else if (ccp_json_value_equals_string (&type, "any"))
    write_word_choice (request, may_force (request) ? "required" : "auto");
  else if (ccp_json_value_equals_string (&type, "tool") && tool != NULL)
    {
      if (may_force (request))
        write_named_choice (request, tool);
      else
        write_word_choice (request, "auto");
    }
}

static void
write_parallel (OpenaiChatRequest *request, const CcpJsonValue *choice)
{
  CcpJsonValue disabled = ccp_json_value_member (choice, "disable_parallel_tool_use");

  if (request->settings.parallel_tool_calls &&
      ccp_json_value_get_boolean (&disabled, FALSE) &&
      openai_chat_request_begin (request, "parallel_tool_calls"))
    ccp_json_writer_boolean (request->writer, FALSE);
}

static gboolean
wants_web_search (OpenaiChatRequest *request)
{
  CcpJsonValue tools = ccp_json_value_member (&request->root, "tools");
  CcpJsonValue tool;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, &tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue value = ccp_json_value_member (&tool, "type");
      g_autofree char *type = ccp_json_value_dup_string (&value, NULL);

      if (type != NULL && ccp_builtin_tools_is_web_search (type))
        return TRUE;
    }
  return FALSE;
}

/* OpenRouter searches by itself (protocol E.5.5). */
static void
write_plugins (OpenaiChatRequest *request)
{
  if (!request->settings.web_search || !wants_web_search (request) ||
      !openai_chat_request_begin (request, "plugins"))
    return;
  ccp_json_writer_begin_array (request->writer);
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "id");
  ccp_json_writer_string (request->writer, "web");
  ccp_json_writer_end_object (request->writer);
  ccp_json_writer_end_array (request->writer);
}

GPtrArray *
openai_chat_tools_read (OpenaiChatRequest *request)
{
  GPtrArray *tools = g_ptr_array_new_with_free_func (free_tool);
  CcpJsonValue list = ccp_json_value_member (&request->root, "tools");
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, &list);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      OpenaiChatTool *tool = read_tool (&value);

      if (tool != NULL)
        g_ptr_array_add (tools, tool);
    }
  fit_names (request, tools);
  drop_repeated (tools);
  return tools;
}

void
openai_chat_tools_write (OpenaiChatRequest *request)
{
  CcpJsonValue choice = ccp_json_value_member (&request->root, "tool_choice");

  write_plugins (request);
  if (request->tools->len == 0)
    {
      if (request->settings.stub_tools)
        write_stubs (request);
      return;
    }
  if (!openai_chat_request_begin (request, "tools"))
    return;
  ccp_json_writer_begin_array (request->writer);
  for (guint i = 0; i < request->tools->len; i++)
    write_tool (request, g_ptr_array_index (request->tools, i));
  ccp_json_writer_end_array (request->writer);
  if (request->settings.tool_choice)
    write_choice (request, &choice);
  write_parallel (request, &choice);
}

const char *
openai_chat_tools_fit_name (OpenaiChatRequest *request, const char *name)
{
  return ccp_tool_names_fit (request->names,
                             name,
                             MAX_NAME_LENGTH,
                             NAME_CHARACTERS,
                             CCP_TOOL_NAME_DEFAULT);
}
