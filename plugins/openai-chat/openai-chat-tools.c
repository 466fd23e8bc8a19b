/* openai-chat-tools.c: the tools of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-tools"

#include "openai-chat-tools.h"

#define MAX_NAME_LENGTH 64
#define NAME_CHARACTERS "_-"

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

static CcpSchemaFlags
get_schema_flags (OpenaiChatRequest *request)
{
  return request->settings.drop_additional_properties_false ? CCP_SCHEMA_NO_CLOSED_OBJECTS
                                                            : CCP_SCHEMA_DEFAULT;
}

static gboolean
is_strict (OpenaiChatRequest *request, guint index)
{
  return request->settings.strict_tools &&
         !request->settings.drop_additional_properties_false &&
         ccp_tool_list_is_strict (request->tools, index);
}

static void
write_tool (OpenaiChatRequest *request, guint index)
{
  begin_function (request->writer, ccp_tool_list_get_name (request->tools, index));
  ccp_tool_list_write_description (request->tools, index, request->writer);
  ccp_json_writer_key (request->writer, "parameters");
  ccp_tool_list_write_schema (request->tools,
                              index,
                              request->writer,
                              get_schema_flags (request));
  if (is_strict (request, index))
    {
      ccp_json_writer_key (request->writer, "strict");
      ccp_json_writer_boolean (request->writer, TRUE);
    }
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

/* Returns: (transfer none) (nullable): the provider's name for a tool that it has */
static const char *
find_name (OpenaiChatRequest *request, const CcpJsonValue *client_name)
{
  g_autofree char *name = ccp_json_value_dup_string (client_name, NULL);

  return name != NULL ? ccp_tool_list_find_name (request->tools, name) : NULL;
}

static void
write_named_choice (OpenaiChatRequest *request, const char *name)
{
  if (!openai_chat_request_begin (request, "tool_choice"))
    return;
  begin_function (request->writer, name);
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
  CcpJsonValue value = ccp_json_value_member (choice, "name");
  const char *name = find_name (request, &value);

  if (ccp_json_value_equals_string (&type, "none"))
    write_word_choice (request, "none");
  else if (ccp_json_value_equals_string (&type, "auto"))
    write_word_choice (request, "auto");
  else if (ccp_json_value_equals_string (&type, "any"))
    write_word_choice (request, may_force (request) ? "required" : "auto");
  else if (ccp_json_value_equals_string (&type, "tool") && name != NULL)
    {
      if (may_force (request))
        write_named_choice (request, name);
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

/* OpenRouter searches by itself (protocol E.5.5). */
static void
write_plugins (OpenaiChatRequest *request)
{
  CcpJsonValue tool;

  if (!request->settings.web_search || !ccp_web_search_find_tool (request->body, &tool) ||
      !openai_chat_request_begin (request, "plugins"))
    return;
  ccp_json_writer_begin_array (request->writer);
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "id");
  ccp_json_writer_string (request->writer, "web");
  ccp_json_writer_end_object (request->writer);
  ccp_json_writer_end_array (request->writer);
}

CcpToolList *
openai_chat_tools_read (OpenaiChatRequest *request)
{
  return ccp_tool_list_new (request->body,
                            request->names,
                            MAX_NAME_LENGTH,
                            NAME_CHARACTERS,
                            CCP_TOOL_NAME_DEFAULT);
}

void
openai_chat_tools_write (OpenaiChatRequest *request)
{
  CcpJsonValue choice = ccp_json_value_member (&request->root, "tool_choice");

  write_plugins (request);
  if (ccp_tool_list_get_length (request->tools) == 0)
    {
      if (request->settings.stub_tools)
        write_stubs (request);
      return;
    }
  if (!openai_chat_request_begin (request, "tools"))
    return;
  ccp_json_writer_begin_array (request->writer);
  for (guint i = 0; i < ccp_tool_list_get_length (request->tools); i++)
    write_tool (request, i);
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
