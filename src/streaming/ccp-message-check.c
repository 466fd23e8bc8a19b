/* ccp-message-check.c: the shape that whole messages and blocks must have
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-check"

#include "ccp-message-check.h"

typedef struct
{
  const char *type;
  const char *member;
  CcpJsonKind kind;
  gboolean filled; /* an empty string will not do */
  const char *fault;
} Rule;

/* protocol A.6, A.7 */
static const Rule rules[] = {
  { "text", "text", CCP_JSON_STRING, FALSE, "a text block without text" },
  { "thinking", "thinking", CCP_JSON_STRING, FALSE, "a thinking block without thinking" },
  { "redacted_thinking",
    "data",
    CCP_JSON_STRING,
    TRUE,
    "a redacted_thinking block without data" },
  { "tool_use", "id", CCP_JSON_STRING, TRUE, "a tool_use block without an id" },
  { "tool_use", "name", CCP_JSON_STRING, TRUE, "a tool_use block without a name" },
  { "tool_use", "input", CCP_JSON_OBJECT, FALSE, "a tool_use block without an input" },
  { "server_tool_use",
    "id",
    CCP_JSON_STRING,
    TRUE,
    "a server_tool_use block without an id" },
  { "server_tool_use",
    "name",
    CCP_JSON_STRING,
    TRUE,
    "a server_tool_use block without a name" },
  { "server_tool_use",
    "input",
    CCP_JSON_OBJECT,
    FALSE,
    "a server_tool_use block without an input" },
  { "web_search_tool_result",
    "tool_use_id",
    CCP_JSON_STRING,
    TRUE,
    "a web_search_tool_result block without a tool_use_id" },
};

static gboolean
has (const CcpJsonValue *object, const char *member, CcpJsonKind kind, gboolean filled)
{
  CcpJsonValue value = ccp_json_value_member (object, member);

  return ccp_json_value_get_kind (&value) == kind &&
         !(filled && ccp_json_value_is_empty_string (&value));
}

static gboolean
equals (const CcpJsonValue *object, const char *member, const char *text)
{
  CcpJsonValue value = ccp_json_value_member (object, member);

  return ccp_json_value_equals_string (&value, text);
}

static const char *
find_content_fault (const CcpJsonValue *message)
{
  CcpJsonValue content = ccp_json_value_member (message, "content");
  CcpJsonIter iter;
  CcpJsonValue block;

  if (!ccp_json_value_is_array (&content))
    return "its content is no array";
  ccp_json_iter_init (&iter, &content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      const char *fault = ccp_message_check_block (&block);

      if (fault != NULL)
        return fault;
    }
  return NULL;
}

static const char *
find_fault (const CcpJsonValue *message)
{
  CcpJsonValue usage = ccp_json_value_member (message, "usage");

  if (!ccp_json_value_is_object (message))
    return "it is no object";
  if (!equals (message, "type", "message"))
    return "its type is not \"message\"";
  if (!equals (message, "role", "assistant"))
    return "its role is not \"assistant\"";
  if (!has (message, "id", CCP_JSON_STRING, TRUE))
    return "it has no id";
  if (!has (message, "model", CCP_JSON_STRING, FALSE))
    return "it has no model";
  if (!has (message, "stop_reason", CCP_JSON_STRING, TRUE))
    return "it has no stop_reason";
  if (!has (&usage, "input_tokens", CCP_JSON_NUMBER, FALSE) ||
      !has (&usage, "output_tokens", CCP_JSON_NUMBER, FALSE))
    return "its usage has no input_tokens or no output_tokens";
  return find_content_fault (message);
}

/*
 * ccp_message_check_block:
 * @block: a content block, or what it starts with
 *
 * Checks that a block has what its type asks for. Types that are not known need nothing
 * but their type.
 *
 * Returns: (nullable): what is wrong, or %NULL
 */
const char *
ccp_message_check_block (const CcpJsonValue *block)
{
  CcpJsonValue type = ccp_json_value_member (block, "type");

  if (!ccp_json_value_is_string (&type) || ccp_json_value_is_empty_string (&type))
    return "a content block without a type";
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (ccp_json_value_equals_string (&type, rules[i].type) &&
        !has (block, rules[i].member, rules[i].kind, rules[i].filled))
      return rules[i].fault;
  return NULL;
}

/*
 * ccp_message_check:
 * @message: a document
 * @error: what is wrong with it
 *
 * Checks that a document is a whole message of the Messages API (protocol A.6).
 *
 * Returns: %TRUE if it is
 */
gboolean
ccp_message_check (CcpJson *message, GError **error)
{
  CcpJsonValue root;
  const char *fault = NULL;

  g_return_val_if_fail (message != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  ccp_json_get_root (message, &root);
  fault = find_fault (&root);
  if (fault != NULL)
    g_set_error (error, CCP_ERROR, CCP_ERROR_UPSTREAM, "malformed message: %s", fault);
  return fault == NULL;
}
