/* ccp-builtin-tools.c: tools that the Messages API knows by their type alone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-builtin-tools"

#include "private/ccp-builtin-tools.h"

#include <string.h>

#define STRING "{\"type\":\"string\"}"
#define INTEGER "{\"type\":\"integer\"}"
#define RANGE "{\"type\":\"array\",\"items\":" INTEGER ",\"minItems\":2,\"maxItems\":2}"

#define EDIT_SCHEMA(commands)                                                            \
  "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"string\",\"enum\":"      \
  "[" commands "]},\"path\":" STRING ",\"file_text\":" STRING ",\"old_str\":" STRING     \
  ",\"new_str\":" STRING ",\"insert_line\":" INTEGER ",\"insert_text\":" STRING          \
  ",\"view_range\":" RANGE "},\"required\":[\"command\",\"path\"]}"

#define EDIT_COMMANDS "\"view\",\"create\",\"str_replace\",\"insert\""

typedef struct
{
  const char *prefix; /* of the type: a version follows */
  const char *last;   /* (nullable): the last version that is meant, NULL for all */
  const char *name;
  const char *description;
  const char *schema;
} Builtin;

/* Where two have the same prefix, the older comes first. */
static const Builtin builtins[] = {
  { "bash_",
    NULL,
    "bash",
    "Runs a command in a shell that stays open between calls, and returns its output.",
    "{\"type\":\"object\",\"properties\":{\"command\":" STRING
    ",\"restart\":{\"type\":\"boolean\"}}}" },
  { "text_editor_",
    "text_editor_20250124",
    "str_replace_editor",
    "Views, creates and edits text files, and undoes the last edit.",
    EDIT_SCHEMA (EDIT_COMMANDS ",\"undo_edit\"") },
  { "text_editor_",
    NULL,
    "str_replace_based_edit_tool",
    "Views, creates and edits text files.",
    EDIT_SCHEMA (EDIT_COMMANDS) },
  { "memory_",
    NULL,
    "memory",
    "Views, creates, edits, renames and deletes the files in which things are remembered "
    "from one conversation to the next.",
    "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"string\",\"enum\":"
    "[" EDIT_COMMANDS ",\"delete\",\"rename\"]},\"path\":" STRING ",\"file_text\":" STRING
    ",\"old_str\":" STRING ",\"new_str\":" STRING ",\"insert_line\":" INTEGER
    ",\"insert_text\":" STRING ",\"old_path\":" STRING ",\"new_path\":" STRING
    ",\"view_range\":" RANGE "},\"required\":[\"command\"]}" },
};

static const char *const server_prefixes[] = {
  "web_search_",       "web_fetch_", "code_execution_",
  "tool_search_tool_", "advisor_",   "mcp_toolset",
};

static const Builtin *
find_builtin (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
    if (g_str_has_prefix (type, builtins[i].prefix) &&
        (builtins[i].last == NULL || strcmp (type, builtins[i].last) <= 0))
      return &builtins[i];
  return NULL;
}

/*
 * ccp_builtin_tools_is_server:
 * @type: the `type` of a tool
 *
 * Tells whether a tool runs at Anthropic's, such as a web search (protocol A.5).
 *
 * Returns: whether it does
 */
gboolean
ccp_builtin_tools_is_server (const char *type)
{
  g_return_val_if_fail (type != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (server_prefixes); i++)
    if (g_str_has_prefix (type, server_prefixes[i]))
      return TRUE;
  return FALSE;
}

/*
 * ccp_builtin_tools_is_web_search:
 * @type: the `type` of a tool
 *
 * Tells whether a tool is a web search, which some providers have of their own.
 *
 * Returns: whether it is
 */
gboolean
ccp_builtin_tools_is_web_search (const char *type)
{
  g_return_val_if_fail (type != NULL, FALSE);

  return g_str_has_prefix (type, "web_search_");
}

/*
 * ccp_builtin_tools_get_name:
 * @type: the `type` of a tool
 *
 * Gets the name of a tool that the client runs and that has no schema in the request.
 *
 * Returns: (transfer none) (nullable): its name, %NULL if it is no such tool
 */
const char *
ccp_builtin_tools_get_name (const char *type)
{
  const Builtin *builtin;

  g_return_val_if_fail (type != NULL, NULL);

  builtin = find_builtin (type);
  return builtin != NULL ? builtin->name : NULL;
}

/*
 * ccp_builtin_tools_get_description:
 * @type: the `type` of a tool
 *
 * Gets what to tell a model about such a tool.
 *
 * Returns: (transfer none) (nullable): a sentence, %NULL if it is no such tool
 */
const char *
ccp_builtin_tools_get_description (const char *type)
{
  const Builtin *builtin;

  g_return_val_if_fail (type != NULL, NULL);

  builtin = find_builtin (type);
  return builtin != NULL ? builtin->description : NULL;
}

/*
 * ccp_builtin_tools_dup_schema:
 * @type: the `type` of a tool
 *
 * Makes the schema of what such a tool is called with (protocol E.5.6).
 *
 * Returns: (transfer full) (nullable): a JSON Schema, %NULL if it is no such tool
 */
CcpJson *
ccp_builtin_tools_dup_schema (const char *type)
{
  const Builtin *builtin;

  g_return_val_if_fail (type != NULL, NULL);

  builtin = find_builtin (type);
  return builtin != NULL ? ccp_json_new_from_text (builtin->schema, -1, NULL) : NULL;
}
