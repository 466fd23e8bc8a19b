/* ccp-tool-list.c: the tools that a provider can be told of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tool-list"

#include "ccp-tool-list.h"

#include <string.h>

#include "ccp-json-writer.h"
#include "private/ccp-builtin-tools.h"

/* what of a client's words is logged */
#define MAX_LOGGED 64

typedef struct
{
  CcpJsonValue value;
  char *type; /* (nullable): of a tool that has no schema of its own */
  char *client_name;
  const char *name; /* (not owned): the provider's */
  CcpJson *builtin; /* (nullable): the schema that goes with the type */
} Tool;

/**
 * CcpToolList:
 *
 * The tools of a request that a provider can be told of, with the names that it is told
 * (protocol E.4.7, E.5).
 *
 * Tools that run at Anthropic's, such as the web search, are not among them. Those that
 * the Messages API knows by their type alone get the schema and the description that
 * another model needs. A name is there only once.
 */
struct _CcpToolList
{
  gatomicrefcount references;

  CcpJson *body;
  CcpToolNames *names;
  guint max_length;
  char *extra;
  CcpToolNameFlags flags;
  GPtrArray *tools; /* (element-type Tool) */
};

G_DEFINE_BOXED_TYPE (CcpToolList, ccp_tool_list, ccp_tool_list_ref, ccp_tool_list_unref)

static void
free_tool (gpointer data)
{
  Tool *tool = data;

  g_clear_pointer (&tool->type, g_free);
  g_clear_pointer (&tool->client_name, g_free);
  g_clear_pointer (&tool->builtin, ccp_json_unref);
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

static void
note_left_out (const char *type)
{
  g_autofree char *escaped = g_strescape (type, NULL);

  if (ccp_builtin_tools_is_web_search (type))
    return;
  g_info ("A tool is left out: the provider has none of the type \"%.*s\"",
          MAX_LOGGED,
          escaped);
}

/* Returns: (transfer full) (nullable): NULL for a tool that the provider cannot have */
static Tool *
read_tool (const CcpJsonValue *value)
{
  CcpJsonValue type_value = ccp_json_value_member (value, "type");
  CcpJsonValue name_value = ccp_json_value_member (value, "name");
  g_autofree char *type = ccp_json_value_dup_string (&type_value, NULL);
  g_autofree char *name = ccp_json_value_dup_string (&name_value, NULL);
  Tool *tool = NULL;

  if (is_custom (value, type))
    g_clear_pointer (&type, g_free);
  else if (ccp_builtin_tools_get_name (type) == NULL)
    {
      note_left_out (type);
      return NULL;
    }
  else
    {
      g_free (name);
      name = g_strdup (ccp_builtin_tools_get_name (type));
    }
  tool = g_new0 (Tool, 1);
  tool->value = *value;
  tool->builtin = type != NULL ? ccp_builtin_tools_dup_schema (type) : NULL;
  tool->type = g_steal_pointer (&type);
  tool->client_name = name != NULL ? g_steal_pointer (&name) : g_strdup ("");
  return tool;
}

static void
read_tools (CcpToolList *self)
{
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (self->body, &value);
  value = ccp_json_value_member (&value, "tools");
  ccp_json_iter_init (&iter, &value);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      Tool *tool = read_tool (&value);

      if (tool != NULL)
        g_ptr_array_add (self->tools, tool);
    }
}

static gboolean
fits (CcpToolList *self, const char *name)
{
  g_autofree char *allowed =
      g_strconcat (G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, self->extra, NULL);
  gsize length = strspn (name, allowed);

  if ((self->flags & CCP_TOOL_NAME_NO_LEADING_DIGIT) != 0 && !g_ascii_isalpha (*name) &&
      *name != '_')
    return FALSE;
  return length > 0 && length <= self->max_length && name[length] == '\0';
}

/* Names that fit as they are come first, so that no other one takes their place. */
static void
fit_names (CcpToolList *self)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->tools->len; i++)
      {
        Tool *tool = g_ptr_array_index (self->tools, i);

        if (fits (self, tool->client_name) == (pass == 0))
          tool->name = ccp_tool_names_fit (self->names,
                                           tool->client_name,
                                           self->max_length,
                                           self->extra,
                                           self->flags);
      }
}

/* Tools without a name all get the same one. */
static void
drop_repeated (CcpToolList *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_kept = 0;

  for (guint i = 0; i < self->tools->len; i++)
    {
      Tool *tool = g_ptr_array_index (self->tools, i);

      if (!g_hash_table_add (names, (gpointer) tool->name))
        continue;
      g_ptr_array_index (self->tools, i) = g_ptr_array_index (self->tools, n_kept);
      g_ptr_array_index (self->tools, n_kept) = tool;
      n_kept++;
    }
  g_ptr_array_set_size (self->tools, (int) n_kept);
}

static const Tool *
get_tool (CcpToolList *self, guint index)
{
  g_assert (index < self->tools->len);

  return g_ptr_array_index (self->tools, index);
}

/**
 * ccp_tool_list_new: (skip)
 * @body: the body of a Messages request
 * @names: where the names that had to be changed are noted
 * @max_length: how long a name may be
 * @extra: what a name may have beside letters and digits, see [method@ToolNames.fit]
 * @flags: what else the provider demands of a name
 *
 * Reads the tools of a request. Their names go into @names before any other that the
 * conversation has.
 *
 * Returns: (transfer full): the tools
 */
CcpToolList *
ccp_tool_list_new (CcpJson *body,
                   CcpToolNames *names,
                   guint max_length,
                   const char *extra,
                   CcpToolNameFlags flags)
{
  CcpToolList *self = NULL;

  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (names != NULL, NULL);
  g_return_val_if_fail (extra != NULL, NULL);

  self = g_new0 (CcpToolList, 1);
  g_atomic_ref_count_init (&self->references);
  self->body = ccp_json_ref (body);
  self->names = ccp_tool_names_ref (names);
  self->max_length = max_length;
  self->extra = g_strdup (extra);
  self->flags = flags;
  self->tools = g_ptr_array_new_with_free_func (free_tool);
  read_tools (self);
  fit_names (self);
  drop_repeated (self);
  return self;
}

/**
 * ccp_tool_list_ref:
 * @self: a list
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpToolList *
ccp_tool_list_ref (CcpToolList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_tool_list_unref:
 * @self: (transfer full): a list
 *
 * Drops a reference.
 */
void
ccp_tool_list_unref (CcpToolList *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->tools, g_ptr_array_unref);
  g_clear_pointer (&self->extra, g_free);
  g_clear_pointer (&self->names, ccp_tool_names_unref);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_free (self);
}

/**
 * ccp_tool_list_get_length:
 * @self: a list
 *
 * Returns: how many tools there are
 */
guint
ccp_tool_list_get_length (CcpToolList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tools->len;
}

/**
 * ccp_tool_list_get_name:
 * @self: a list
 * @index: which tool, less than [method@ToolList.get_length]
 *
 * Returns: (transfer none): the name that the provider is told
 */
const char *
ccp_tool_list_get_name (CcpToolList *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->tools->len, NULL);

  return get_tool (self, index)->name;
}

/**
 * ccp_tool_list_find_name:
 * @self: a list
 * @client_name: the name of a tool as the client knows it
 *
 * Looks for a tool, such as that of a `tool_choice`.
 *
 * Returns: (transfer none) (nullable): the name that the provider is told, %NULL for a
 * tool that it is not told of
 */
const char *
ccp_tool_list_find_name (CcpToolList *self, const char *client_name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (client_name != NULL, NULL);

  for (guint i = 0; i < self->tools->len; i++)
    if (g_str_equal (get_tool (self, i)->client_name, client_name))
      return get_tool (self, i)->name;
  return NULL;
}

/**
 * ccp_tool_list_is_strict:
 * @self: a list
 * @index: which tool, less than [method@ToolList.get_length]
 *
 * Tells whether the client wants a tool to be called exactly by its schema, and the
 * schema is one that a provider can promise that of, see [func@schema_is_strict].
 *
 * Returns: %TRUE if it does
 */
gboolean
ccp_tool_list_is_strict (CcpToolList *self, guint index)
{
  CcpJsonValue strict;
  CcpJsonValue schema;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (index < self->tools->len, FALSE);

  strict = ccp_json_value_member (&get_tool (self, index)->value, "strict");
  schema = ccp_json_value_member (&get_tool (self, index)->value, "input_schema");
  return ccp_json_value_get_boolean (&strict, FALSE) && ccp_schema_is_strict (&schema);
}

/**
 * ccp_tool_list_write_description:
 * @self: a list
 * @index: which tool, less than [method@ToolList.get_length]
 * @writer: where an object is open
 *
 * Writes the member `description`, if the tool has one.
 */
void
ccp_tool_list_write_description (CcpToolList *self, guint index, CcpJsonWriter *writer)
{
  const Tool *tool = NULL;
  CcpJsonValue description;

  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->tools->len);
  g_return_if_fail (writer != NULL);

  tool = get_tool (self, index);
  description = ccp_json_value_member (&tool->value, "description");
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

/**
 * ccp_tool_list_get_schema: (skip)
 * @self: a list
 * @index: which tool, less than [method@ToolList.get_length]
 * @schema: (out caller-allocates): the schema of its arguments, or no value if it has
 *   none; it is good as long as the list lives
 *
 * Gets the schema of a tool's arguments, for a provider that takes schemas in a form of
 * its own.
 */
void
ccp_tool_list_get_schema (CcpToolList *self, guint index, CcpJsonValue *schema)
{
  const Tool *tool = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->tools->len);
  g_return_if_fail (schema != NULL);

  tool = get_tool (self, index);
  if (tool->builtin != NULL)
    ccp_json_get_root (tool->builtin, schema);
  else
    *schema = ccp_json_value_member (&tool->value, "input_schema");
}

/**
 * ccp_tool_list_write_schema:
 * @self: a list
 * @index: which tool, less than [method@ToolList.get_length]
 * @writer: where a value is expected
 * @flags: how to write schemas
 *
 * Writes the schema of a tool's arguments, see [func@schema_write].
 */
void
ccp_tool_list_write_schema (CcpToolList *self,
                            guint index,
                            CcpJsonWriter *writer,
                            CcpSchemaFlags flags)
{
  const Tool *tool = NULL;
  CcpJsonValue schema;

  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->tools->len);
  g_return_if_fail (writer != NULL);

  tool = get_tool (self, index);
  ccp_tool_list_get_schema (self, index, &schema);
  if (tool->builtin != NULL)
    ccp_json_writer_value (writer, &schema);
  else
    ccp_schema_write (writer, &schema, flags);
}
