/* tools-exit-request.c: offers the exit tool to a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "tools-exit-request"

#include "tools-exit-request.h"

#include "tools-exit-text.h"

#define MAX_NAME 64

static gboolean
has_tools (CcpJson *body)
{
  g_autoptr (CcpToolNames) names = ccp_tool_names_new ();
  g_autoptr (CcpToolList) tools =
      ccp_tool_list_new (body, names, MAX_NAME, "_-", CCP_TOOL_NAME_DEFAULT);

  return ccp_tool_list_get_length (tools) > 0;
}

static gboolean
is_choice_free (const CcpJsonValue *root)
{
  CcpJsonValue choice = ccp_json_value_member (root, "tool_choice");
  CcpJsonValue type = ccp_json_value_member (&choice, "type");

  return !ccp_json_value_is_object (&choice) ||
         ccp_json_value_equals_string (&type, "auto");
}

static gboolean
is_taken (const CcpJsonValue *tools, const char *name)
{
  CcpJsonIter iter;
  CcpJsonValue tool;

  ccp_json_iter_init (&iter, tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue value = ccp_json_value_member (&tool, "name");

      if (ccp_json_value_equals_string (&value, name))
        return TRUE;
    }
  return FALSE;
}

static CcpJson *
finish (CcpJsonWriter *writer)
{
  CcpJson *json = ccp_json_writer_finish (writer);

  g_assert (json != NULL);
  return json;
}

static void
write_member (CcpJsonWriter *writer, const char *name, const char *text)
{
  ccp_json_writer_key (writer, name);
  ccp_json_writer_string (writer, text);
}

static void
write_schema (CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  write_member (writer, "type", "object");
  ccp_json_writer_key (writer, "properties");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, TOOLS_EXIT_PARAMETER);
  ccp_json_writer_begin_object (writer);
  write_member (writer, "type", "string");
  write_member (writer, "description", "The whole message, as the user is to read it");
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_key (writer, "required");
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_string (writer, TOOLS_EXIT_PARAMETER);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}

static CcpJson *
create_tool (const ToolsExitWords *words, const char *name)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  write_member (writer, "name", name);
  write_member (writer, "description", words->description);
  ccp_json_writer_key (writer, "input_schema");
  write_schema (writer);
  ccp_json_writer_end_object (writer);
  return finish (writer);
}

static CcpJson *
create_choice (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  write_member (writer, "type", "any");
  ccp_json_writer_end_object (writer);
  return finish (writer);
}

static CcpJson *
create_block (const char *text)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  write_member (writer, "type", "text");
  write_member (writer, "text", text);
  ccp_json_writer_end_object (writer);
  return finish (writer);
}

/* @system: a prompt in one string, or none */
static CcpJson *
create_prompt (const CcpJsonValue *system, const char *text)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_string (writer);
  if (ccp_json_value_is_string (system) && !ccp_json_value_is_empty_string (system))
    {
      ccp_json_writer_append_string_value (writer, system);
      ccp_json_writer_append (writer, "\n\n");
    }
  ccp_json_writer_append (writer, text);
  ccp_json_writer_end_string (writer);
  return finish (writer);
}

static void
append_element (CcpJsonSplice *splice, const CcpJsonValue *list, CcpJson *element)
{
  CcpJsonValue last = ccp_json_value_element (list, ccp_json_value_get_length (list) - 1);

  ccp_json_splice_insert_element (splice, &last, element);
}

static void
change_system (CcpJsonSplice *splice, const CcpJsonValue *system, const char *text)
{
  g_autoptr (CcpJson) block = create_block (text);
  g_autoptr (CcpJson) prompt = NULL;

  if (ccp_json_value_is_array (system) && ccp_json_value_get_length (system) > 0)
    {
      append_element (splice, system, block);
      return;
    }
  prompt = create_prompt (system, text);
  ccp_json_splice_replace (splice, system, prompt);
}

static void
change_choice (CcpJsonSplice *splice, const CcpJsonValue *choice)
{
  CcpJsonValue type = ccp_json_value_member (choice, "type");
  g_autoptr (CcpJson) any = NULL;

  if (ccp_json_value_exists (&type))
    {
      ccp_json_splice_replace_string (splice, &type, "any");
      return;
    }
  any = create_choice ();
  ccp_json_splice_replace (splice, choice, any);
}

/* what the request does not have at all goes before its first member */
static void
insert_missing (CcpJsonSplice *splice, const CcpJsonValue *root, const char *reminder)
{
  CcpJsonValue system = ccp_json_value_member (root, "system");
  CcpJsonValue choice = ccp_json_value_member (root, "tool_choice");
  g_autoptr (CcpJson) prompt = create_prompt (&CCP_JSON_VALUE_NONE, reminder);
  g_autoptr (CcpJson) any = create_choice ();
  CcpJsonIter iter;
  CcpJsonValue first;

  ccp_json_iter_init (&iter, root);
  ccp_json_iter_next (&iter, &first, NULL);
  if (!ccp_json_value_exists (&system))
    ccp_json_splice_insert_member (splice, &first, "system", prompt);
  if (!ccp_json_value_exists (&choice))
    ccp_json_splice_insert_member (splice, &first, "tool_choice", any);
}

static char *
fill_in (const char *reminder, const char *name)
{
  GString *text = g_string_new (reminder);

  g_string_replace (text, "{name}", name, 0);
  return g_string_free (text, FALSE);
}

char *
tools_exit_request_choose_name (CcpJson *body, const char *wanted)
{
  g_autofree char *name = g_strdup (wanted);
  CcpJsonValue root;
  CcpJsonValue tools;

  ccp_json_get_root (body, &root);
  tools = ccp_json_value_member (&root, "tools");
  if (!ccp_json_value_is_array (&tools) || !has_tools (body) || !is_choice_free (&root))
    return NULL;
  for (guint i = 2; is_taken (&tools, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wanted, i);
    }
  return g_steal_pointer (&name);
}

CcpJson *
tools_exit_request_change (CcpJson *body, const ToolsExitWords *words, const char *name)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  g_autoptr (CcpJson) tool = create_tool (words, name);
  g_autofree char *reminder = fill_in (words->reminder, name);
  CcpJsonValue root;
  CcpJsonValue key;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (body, &root);
  insert_missing (splice, &root, reminder);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &key, &value))
    {
      if (ccp_json_value_equals_string (&key, "system"))
        change_system (splice, &value, reminder);
      else if (ccp_json_value_equals_string (&key, "tools"))
        append_element (splice, &value, tool);
      else if (ccp_json_value_equals_string (&key, "tool_choice"))
        change_choice (splice, &value);
    }
  return ccp_json_splice_finish (splice);
}
