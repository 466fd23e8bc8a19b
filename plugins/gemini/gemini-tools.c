/* gemini-tools.c: the tools of a request (protocol D.2, D.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-tools"

#include "gemini-tools.h"

#include "gemini-json-schema.h"
#include "gemini-openapi-schema.h"

#define MAX_NAME_LENGTH 64
#define NAME_CHARACTERS "_.:-"

/* The root has to be an object, which one with a choice in it is not in this form. */
static void
write_merged (GeminiRequest *request, const CcpJsonValue *schema)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) merged = NULL;
  CcpJsonValue root = *schema;

  ccp_schema_write (writer, schema, CCP_SCHEMA_DEFAULT);
  merged = ccp_json_writer_finish (writer);
  if (merged != NULL)
    ccp_json_get_root (merged, &root);
  gemini_openapi_schema_write (request->writer, &root);
}

static void
write_parameters (GeminiRequest *request, guint index)
{
  CcpJsonValue schema;

  ccp_tool_list_get_schema (request->tools, index, &schema);
  if (gemini_json_schema_is_empty (&schema))
    return;
  if (request->settings.openapi_schema)
    {
      ccp_json_writer_key (request->writer, "parameters");
      write_merged (request, &schema);
    }
  else
    {
      ccp_json_writer_key (request->writer, "parametersJsonSchema");
      gemini_json_schema_write (request->writer, &schema);
    }
}

static void
write_functions (GeminiRequest *request)
{
  CcpJsonWriter *writer = request->writer;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "functionDeclarations");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < ccp_tool_list_get_length (request->tools); i++)
    {
      ccp_json_writer_begin_object (writer);
      ccp_json_writer_key (writer, "name");
      ccp_json_writer_string (writer, ccp_tool_list_get_name (request->tools, i));
      ccp_tool_list_write_description (request->tools, i, writer);
      write_parameters (request, i);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}

/* Only Vertex AI lets results of some sites be left out. */
static void
write_blocked_domains (GeminiRequest *request, const CcpJsonValue *tool)
{
  CcpJsonValue blocked = ccp_json_value_member (tool, "blocked_domains");

  if (!request->settings.vertex || !ccp_json_value_is_array (&blocked) ||
      ccp_json_value_get_length (&blocked) == 0)
    return;
  ccp_json_writer_key (request->writer, "excludeDomains");
  ccp_json_writer_value (request->writer, &blocked);
}

static void
write_search (GeminiRequest *request, const CcpJsonValue *tool)
{
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "googleSearch");
  ccp_json_writer_begin_object (request->writer);
  write_blocked_domains (request, tool);
  ccp_json_writer_end_object (request->writer);
  ccp_json_writer_end_object (request->writer);
}

/* Older models either search or call functions (protocol E.5.5). */
static gboolean
may_search (GeminiRequest *request)
{
  return request->settings.web_search && (request->settings.search_with_tools ||
                                          ccp_tool_list_get_length (request->tools) == 0);
}

static void
write_names (GeminiRequest *request, const char *name)
{
  ccp_json_writer_key (request->writer, "allowedFunctionNames");
  ccp_json_writer_begin_array (request->writer);
  ccp_json_writer_string (request->writer, name);
  ccp_json_writer_end_array (request->writer);
}

/* Returns: (nullable): NULL for no choice, or one of a tool that the provider does not
 * have */
static const char *
find_mode (GeminiRequest *request, const CcpJsonValue *choice, const char **name)
{
  CcpJsonValue type = ccp_json_value_member (choice, "type");
  CcpJsonValue chosen = ccp_json_value_member (choice, "name");
  g_autofree char *client_name = ccp_json_value_dup_string (&chosen, NULL);

  if (ccp_json_value_equals_string (&type, "auto"))
    return "AUTO";
  if (ccp_json_value_equals_string (&type, "any"))
    return "ANY";
  if (ccp_json_value_equals_string (&type, "none"))
    return "NONE";
  if (ccp_json_value_equals_string (&type, "tool") && client_name != NULL)
    *name = ccp_tool_list_find_name (request->tools, client_name);
  return *name != NULL ? "ANY" : NULL;
}

/* searches: whether Google searches beside the functions of the client, which it only
 * does if the client is told what it calls by itself */
static void
write_config (GeminiRequest *request, gboolean searches)
{
  CcpJsonValue choice = ccp_json_value_member (&request->root, "tool_choice");
  const char *name = NULL;
  const char *mode = find_mode (request, &choice, &name);

  if ((mode == NULL && !searches) || !gemini_request_begin (request, "toolConfig"))
    return;
  ccp_json_writer_begin_object (request->writer);
  if (mode != NULL)
    {
      ccp_json_writer_key (request->writer, "functionCallingConfig");
      ccp_json_writer_begin_object (request->writer);
      ccp_json_writer_key (request->writer, "mode");
      ccp_json_writer_string (request->writer, mode);
      if (name != NULL)
        write_names (request, name);
      ccp_json_writer_end_object (request->writer);
    }
  if (searches)
    {
      ccp_json_writer_key (request->writer, "includeServerSideToolInvocations");
      ccp_json_writer_boolean (request->writer, TRUE);
    }
  ccp_json_writer_end_object (request->writer);
}

CcpToolList *
gemini_tools_read (GeminiRequest *request)
{
  return ccp_tool_list_new (request->body,
                            request->names,
                            MAX_NAME_LENGTH,
                            NAME_CHARACTERS,
                            CCP_TOOL_NAME_NO_LEADING_DIGIT);
}

void
gemini_tools_write (GeminiRequest *request)
{
  CcpJsonValue search;
  gboolean has_functions = ccp_tool_list_get_length (request->tools) > 0;
  gboolean searches =
      ccp_web_search_find_tool (request->body, &search) && may_search (request);

  if ((!has_functions && !searches) || !gemini_request_begin (request, "tools"))
    return;
  ccp_json_writer_begin_array (request->writer);
  if (has_functions)
    write_functions (request);
  if (searches)
    write_search (request, &search);
  ccp_json_writer_end_array (request->writer);
  if (has_functions)
    write_config (request, searches && !request->settings.vertex);
}

const char *
gemini_tools_fit_name (GeminiRequest *request, const char *name)
{
  return ccp_tool_names_fit (request->names,
                             name,
                             MAX_NAME_LENGTH,
                             NAME_CHARACTERS,
                             CCP_TOOL_NAME_NO_LEADING_DIGIT);
}

void
gemini_tools_write_schema (GeminiRequest *request, const CcpJsonValue *schema)
{
  if (request->settings.openapi_schema)
    gemini_openapi_schema_write (request->writer, schema);
  else
    gemini_json_schema_write (request->writer, schema);
}
