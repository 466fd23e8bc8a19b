/* openai-responses-tools.c: the tools of a request (protocol C.1, E.5)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-tools"

#include "openai-responses-tools.h"

#define MAX_NAME_LENGTH 64
#define NAME_CHARACTERS "_-"

static CcpSchemaFlags
get_schema_flags (OpenaiResponsesRequest *request)
{
  return request->settings.drop_additional_properties_false ? CCP_SCHEMA_NO_CLOSED_OBJECTS
                                                            : CCP_SCHEMA_DEFAULT;
}

static gboolean
is_strict (OpenaiResponsesRequest *request, guint index)
{
  return request->settings.strict_tools &&
         !request->settings.drop_additional_properties_false &&
         ccp_tool_list_is_strict (request->tools, index);
}

/* A tool that does not say whether it is strict is made so, and its optional arguments
 * are not optional any more. */
static void
write_tool (OpenaiResponsesRequest *request, guint index)
{
  ccp_json_writer_begin_object (request->writer);
  openai_responses_request_string (request, "type", "function");
  openai_responses_request_string (request,
                                   "name",
                                   ccp_tool_list_get_name (request->tools, index));
  ccp_tool_list_write_description (request->tools, index, request->writer);
  ccp_json_writer_key (request->writer, "parameters");
  ccp_tool_list_write_schema (request->tools,
                              index,
                              request->writer,
                              get_schema_flags (request));
  ccp_json_writer_key (request->writer, "strict");
  ccp_json_writer_boolean (request->writer, is_strict (request, index));
  ccp_json_writer_end_object (request->writer);
}

static void
write_filters (OpenaiResponsesRequest *request, const CcpJsonValue *tool)
{
  CcpJsonValue domains = ccp_json_value_member (tool, "allowed_domains");

  if (!ccp_json_value_is_array (&domains) || ccp_json_value_get_length (&domains) == 0)
    return;
  ccp_json_writer_key (request->writer, "filters");
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "allowed_domains");
  ccp_json_writer_value (request->writer, &domains);
  ccp_json_writer_end_object (request->writer);
}

static void
write_location (OpenaiResponsesRequest *request, const CcpJsonValue *tool)
{
  static const char *const members[] = { "city", "region", "country", "timezone" };
  CcpJsonValue location = ccp_json_value_member (tool, "user_location");

  if (!ccp_json_value_is_object (&location))
    return;
  ccp_json_writer_key (request->writer, "user_location");
  ccp_json_writer_begin_object (request->writer);
  openai_responses_request_string (request, "type", "approximate");
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      CcpJsonValue value = ccp_json_value_member (&location, members[i]);

      if (!ccp_json_value_is_string (&value))
        continue;
      ccp_json_writer_key (request->writer, members[i]);
      ccp_json_writer_value (request->writer, &value);
    }
  ccp_json_writer_end_object (request->writer);
}

static void
write_web_search (OpenaiResponsesRequest *request, const CcpJsonValue *tool)
{
  ccp_json_writer_begin_object (request->writer);
  openai_responses_request_string (request, "type", request->settings.web_search);
  write_filters (request, tool);
  write_location (request, tool);
  ccp_json_writer_end_object (request->writer);
}

/* Returns: (transfer none) (nullable): the provider's name for a tool that it has */
static const char *
find_name (OpenaiResponsesRequest *request, const CcpJsonValue *client_name)
{
  g_autofree char *name = ccp_json_value_dup_string (client_name, NULL);

  return name != NULL ? ccp_tool_list_find_name (request->tools, name) : NULL;
}

static void
write_word_choice (OpenaiResponsesRequest *request, const char *word)
{
  if (openai_responses_request_begin (request, "tool_choice"))
    ccp_json_writer_string (request->writer, word);
}

static void
write_named_choice (OpenaiResponsesRequest *request, const char *name)
{
  if (!openai_responses_request_begin (request, "tool_choice"))
    return;
  ccp_json_writer_begin_object (request->writer);
  openai_responses_request_string (request, "type", "function");
  openai_responses_request_string (request, "name", name);
  ccp_json_writer_end_object (request->writer);
}

/* A choice of a tool that the provider does not have as a function is no choice. */
static void
write_choice (OpenaiResponsesRequest *request, const CcpJsonValue *choice)
{
  CcpJsonValue type = ccp_json_value_member (choice, "type");
  CcpJsonValue value = ccp_json_value_member (choice, "name");
  const char *name = find_name (request, &value);

  if (!request->settings.tool_choice)
    return;
  if (ccp_json_value_equals_string (&type, "none"))
    write_word_choice (request, "none");
  else if (ccp_json_value_equals_string (&type, "auto"))
    write_word_choice (request, "auto");
  else if (ccp_json_value_equals_string (&type, "any"))
    write_word_choice (request, "required");
  else if (ccp_json_value_equals_string (&type, "tool") && name != NULL)
    write_named_choice (request, name);
}

static void
write_parallel (OpenaiResponsesRequest *request, const CcpJsonValue *choice)
{
  CcpJsonValue disabled = ccp_json_value_member (choice, "disable_parallel_tool_use");

  if (request->settings.parallel_tool_calls &&
      ccp_json_value_get_boolean (&disabled, FALSE) &&
      openai_responses_request_begin (request, "parallel_tool_calls"))
    ccp_json_writer_boolean (request->writer, FALSE);
}

CcpToolList *
openai_responses_tools_read (OpenaiResponsesRequest *request)
{
  return ccp_tool_list_new (request->body,
                            request->names,
                            MAX_NAME_LENGTH,
                            NAME_CHARACTERS,
                            CCP_TOOL_NAME_DEFAULT);
}

void
openai_responses_tools_write (OpenaiResponsesRequest *request)
{
  CcpJsonValue choice = ccp_json_value_member (&request->root, "tool_choice");
  guint n_tools = ccp_tool_list_get_length (request->tools);
  CcpJsonValue search;
  gboolean searches = request->settings.web_search != NULL &&
                      ccp_web_search_find_tool (request->body, &search);

  if ((n_tools == 0 && !searches) || !openai_responses_request_begin (request, "tools"))
    return;
  ccp_json_writer_begin_array (request->writer);
  for (guint i = 0; i < n_tools; i++)
    write_tool (request, i);
  if (searches)
    write_web_search (request, &search);
  ccp_json_writer_end_array (request->writer);
  write_choice (request, &choice);
  write_parallel (request, &choice);
}

const char *
openai_responses_tools_fit_name (OpenaiResponsesRequest *request, const char *name)
{
  return ccp_tool_names_fit (request->names,
                             name,
                             MAX_NAME_LENGTH,
                             NAME_CHARACTERS,
                             CCP_TOOL_NAME_DEFAULT);
}
