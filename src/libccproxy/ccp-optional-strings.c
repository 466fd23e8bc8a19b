/* ccp-optional-strings.c: strings that a call of a tool may leave out
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-optional-strings"

#include "private/ccp-optional-strings.h"

#include "ccp-json-value.h"
#include "ccp-json-writer.h"

static CcpJsonValue
find_schema (CcpJson *request, const char *tool_name)
{
  CcpJsonValue root;
  CcpJsonValue tools;
  CcpJsonValue tool;
  CcpJsonIter iter;

  ccp_json_get_root (request, &root);
  tools = ccp_json_value_member (&root, "tools");
  ccp_json_iter_init (&iter, &tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue name = ccp_json_value_member (&tool, "name");

      if (ccp_json_value_equals_string (&name, tool_name))
        return ccp_json_value_member (&tool, "input_schema");
    }
  return CCP_JSON_VALUE_NONE;
}

static void
add_strings (GHashTable *names, const CcpJsonValue *properties)
{
  CcpJsonIter iter;
  CcpJsonValue key;
  CcpJsonValue property;

  ccp_json_iter_init (&iter, properties);
  while (ccp_json_iter_next (&iter, &key, &property))
    {
      CcpJsonValue type = ccp_json_value_member (&property, "type");

      if (ccp_json_value_is_string (&key) &&
          ccp_json_value_equals_string (&type, "string"))
        g_hash_table_add (names, ccp_json_value_dup_string (&key, NULL));
    }
}

static void
remove_required (GHashTable *names, const CcpJsonValue *required)
{
  CcpJsonIter iter;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, required);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *name = ccp_json_value_dup_string (&value, NULL);

      if (name != NULL)
        g_hash_table_remove (names, name);
    }
}

static gboolean
is_superfluous (GHashTable *names, const CcpJsonValue *key, const CcpJsonValue *value)
{
  g_autofree char *name = NULL;

  if (!ccp_json_value_is_empty_string (value))
    return FALSE;
  name = ccp_json_value_dup_string (key, NULL);
  return name != NULL && g_hash_table_contains (names, name);
}

/*
 * ccp_optional_strings_find:
 * @request: the client's request
 * @tool_name: the name of a tool as the client knows it
 *
 * Finds the properties of a tool that are strings and need not be there.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): a set of their names, or %NULL
 *   if there are none
 */
GHashTable *
ccp_optional_strings_find (CcpJson *request, const char *tool_name)
{
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CcpJsonValue schema = find_schema (request, tool_name);
  CcpJsonValue properties = ccp_json_value_member (&schema, "properties");
  CcpJsonValue required = ccp_json_value_member (&schema, "required");

  add_strings (names, &properties);
  remove_required (names, &required);
  return g_hash_table_size (names) > 0 ? g_steal_pointer (&names) : NULL;
}

/*
 * ccp_optional_strings_drop_empty:
 * @names: (element-type utf8): what may be left out
 * @arguments: an object
 *
 * Leaves out of the arguments what is an empty string and may be left out: some models
 * write such a string where they mean nothing, and tools take it for a value.
 *
 * Returns: (transfer full): an object
 */
CcpJson *
ccp_optional_strings_drop_empty (GHashTable *names, CcpJson *arguments)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJson *dropped = NULL;
  CcpJsonValue root;
  CcpJsonValue key;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (arguments, &root);
  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &key, &value))
    {
      if (is_superfluous (names, &key, &value))
        continue;
      ccp_json_writer_key_value (writer, &key);
      ccp_json_writer_value (writer, &value);
    }
  ccp_json_writer_end_object (writer);
  dropped = ccp_json_writer_finish (writer);
  return dropped != NULL ? dropped : ccp_json_ref (arguments);
}
