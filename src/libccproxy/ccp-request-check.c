/* ccp-request-check.c: whether a request of the Messages API can be served
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-check"

#include "ccp-request-check.h"

#include "private/ccp-shape-check.h"

#define MAX_MESSAGES 100000

typedef struct
{
  const char *type;
  CcpShapeField fields[3];
} BlockType;

static const CcpShapeField body_fields[] = {
  { "model", CCP_SHAPE_STRING, CCP_NEED_REQUIRED },
  { "messages", CCP_SHAPE_LIST, CCP_NEED_REQUIRED },
  { "system", CCP_SHAPE_CONTENT, CCP_NEED_OPTIONAL },
  { "tools", CCP_SHAPE_LIST, CCP_NEED_OPTIONAL },
  { "tool_choice", CCP_SHAPE_OBJECT, CCP_NEED_OPTIONAL },
  { "thinking", CCP_SHAPE_OBJECT, CCP_NEED_OPTIONAL },
  { "output_config", CCP_SHAPE_OBJECT, CCP_NEED_OPTIONAL },
  { "metadata", CCP_SHAPE_OBJECT, CCP_NEED_OPTIONAL },
  { "stop_sequences", CCP_SHAPE_LIST, CCP_NEED_OPTIONAL },
  { "temperature", CCP_SHAPE_NUMBER, CCP_NEED_OPTIONAL },
  { "top_p", CCP_SHAPE_NUMBER, CCP_NEED_OPTIONAL },
  { "top_k", CCP_SHAPE_INTEGER, CCP_NEED_OPTIONAL },
  { "stream", CCP_SHAPE_BOOLEAN, CCP_NEED_OPTIONAL },
};

/* Types that are not here are of no concern: each dialect takes or drops them. What a
 * history may lack and can be mended, such as a signature, is optional. */
static const BlockType block_types[] = {
  { "text", { { "text", CCP_SHAPE_STRING, CCP_NEED_REQUIRED } } },
  { "image", { { "source", CCP_SHAPE_OBJECT, CCP_NEED_REQUIRED } } },
  { "document", { { "source", CCP_SHAPE_OBJECT, CCP_NEED_REQUIRED } } },
  { "thinking",
    { { "thinking", CCP_SHAPE_STRING, CCP_NEED_REQUIRED },
      { "signature", CCP_SHAPE_STRING, CCP_NEED_OPTIONAL } } },
  { "redacted_thinking", { { "data", CCP_SHAPE_STRING, CCP_NEED_REQUIRED } } },
  { "tool_use",
    { { "id", CCP_SHAPE_STRING, CCP_NEED_REQUIRED },
      { "name", CCP_SHAPE_STRING, CCP_NEED_REQUIRED },
      { "input", CCP_SHAPE_OBJECT, CCP_NEED_OPTIONAL } } },
  { "tool_result",
    { { "tool_use_id", CCP_SHAPE_STRING, CCP_NEED_REQUIRED },
      { "content", CCP_SHAPE_CONTENT, CCP_NEED_OPTIONAL },
      { "is_error", CCP_SHAPE_BOOLEAN, CCP_NEED_OPTIONAL } } },
};

static gboolean
check_block_fields (CcpShapeCheck *check,
                    const CcpJsonValue *block,
                    const CcpJsonValue *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (block_types); i++)
    {
      const BlockType *known = &block_types[i];

      if (!ccp_json_value_equals_string (type, known->type))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (known->fields) && known->fields[j].name; j++)
        if (!ccp_shape_check_field (check, block, &known->fields[j]))
          return FALSE;
      break;
    }
  return TRUE;
}

/* A plain string in a list of blocks stands for a text block. */
static gboolean
check_block (CcpShapeCheck *check, const CcpJsonValue *block)
{
  static const CcpShapeField type_field = { "type", CCP_SHAPE_STRING, CCP_NEED_REQUIRED };
  CcpJsonValue type;

  if (ccp_json_value_is_string (block))
    return TRUE;
  if (!ccp_shape_check_value (check, block, CCP_SHAPE_OBJECT) ||
      !ccp_shape_check_field (check, block, &type_field))
    return FALSE;
  type = ccp_json_value_member (block, "type");
  return check_block_fields (check, block, &type);
}

static gboolean
check_blocks (CcpShapeCheck *check, const CcpJsonValue *blocks)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  ccp_json_iter_init (&iter, blocks);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &block); i++)
    {
      ccp_shape_check_enter_element (check, i);
      if (!check_block (check, &block))
        return FALSE;
      ccp_shape_check_leave (check);
    }
  return TRUE;
}

static gboolean
check_results (CcpShapeCheck *check, const CcpJsonValue *blocks)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  ccp_json_iter_init (&iter, blocks);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &block); i++)
    {
      CcpJsonValue type = ccp_json_value_member (&block, "type");
      CcpJsonValue content = ccp_json_value_member (&block, "content");

      if (!ccp_json_value_is_array (&content) ||
          !ccp_json_value_equals_string (&type, "tool_result"))
        continue;
      ccp_shape_check_enter_element (check, i);
      ccp_shape_check_enter_member (check, "content");
      if (!check_blocks (check, &content))
        return FALSE;
      ccp_shape_check_leave (check);
      ccp_shape_check_leave (check);
    }
  return TRUE;
}

static gboolean
check_role (CcpShapeCheck *check, const CcpJsonValue *message, gboolean *is_system)
{
  static const CcpShapeField role_field = { "role", CCP_SHAPE_STRING, CCP_NEED_REQUIRED };
  CcpJsonValue role = ccp_json_value_member (message, "role");

  *is_system = ccp_json_value_equals_string (&role, "system");
  if (*is_system || ccp_json_value_equals_string (&role, "user") ||
      ccp_json_value_equals_string (&role, "assistant"))
    return TRUE;
  if (!ccp_shape_check_field (check, message, &role_field))
    return FALSE;
  ccp_shape_check_enter_member (check, "role");
  return ccp_shape_check_refuse (check,
                                 "Input should be 'user', 'assistant' or 'system'");
}

/* A system message may have settings and no content. */
static gboolean
check_message (CcpShapeCheck *check, const CcpJsonValue *message)
{
  CcpShapeField content_field = { "content", CCP_SHAPE_CONTENT, CCP_NEED_REQUIRED };
  CcpJsonValue content;
  gboolean is_system;

  if (!ccp_shape_check_value (check, message, CCP_SHAPE_OBJECT) ||
      !check_role (check, message, &is_system))
    return FALSE;
  if (is_system)
    content_field.need = CCP_NEED_OPTIONAL;
  if (!ccp_shape_check_field (check, message, &content_field))
    return FALSE;

  content = ccp_json_value_member (message, "content");
  ccp_shape_check_enter_member (check, "content");
  if (!check_blocks (check, &content) || !check_results (check, &content))
    return FALSE;
  ccp_shape_check_leave (check);
  return TRUE;
}

static gboolean
check_messages (CcpShapeCheck *check, const CcpJsonValue *messages)
{
  guint n_messages = ccp_json_value_get_length (messages);
  CcpJsonIter iter;
  CcpJsonValue message;

  ccp_shape_check_enter_member (check, "messages");
  if (n_messages == 0)
    return ccp_shape_check_refuse (check, "at least one message is required");
  if (n_messages > MAX_MESSAGES)
    return ccp_shape_check_refuse (check,
                                   "at most %u messages are allowed, got %u",
                                   MAX_MESSAGES,
                                   n_messages);

  ccp_json_iter_init (&iter, messages);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &message); i++)
    {
      ccp_shape_check_enter_element (check, i);
      if (!check_message (check, &message))
        return FALSE;
      ccp_shape_check_leave (check);
    }
  ccp_shape_check_leave (check);
  return TRUE;
}

static gboolean
check_system (CcpShapeCheck *check, const CcpJsonValue *system)
{
  ccp_shape_check_enter_member (check, "system");
  if (!check_blocks (check, system))
    return FALSE;
  ccp_shape_check_leave (check);
  return TRUE;
}

static gboolean
is_custom (const CcpJsonValue *type)
{
  return ccp_json_value_get_kind (type) <= CCP_JSON_NULL ||
         ccp_json_value_equals_string (type, "custom");
}

/* Blank names are mended later and need not be unique.
 * names: (element-type utf8): those that were seen */
static gboolean
check_tool_name (CcpShapeCheck *check, const CcpJsonValue *tool, GHashTable *names)
{
  CcpJsonValue value = ccp_json_value_member (tool, "name");
  g_autofree char *name = ccp_json_value_dup_string (&value, NULL);

  if (name == NULL || ccp_json_value_is_blank_string (&value))
    return TRUE;
  if (!g_hash_table_contains (names, name))
    return g_hash_table_add (names, g_steal_pointer (&name));
  ccp_shape_check_enter_member (check, "name");
  return ccp_shape_check_refuse (check,
                                 "Tool names must be unique, \"%s\" is there twice",
                                 name);
}

static gboolean
check_tool (CcpShapeCheck *check, const CcpJsonValue *tool, GHashTable *names)
{
  static const CcpShapeField fields[] = {
    { "name", CCP_SHAPE_STRING, CCP_NEED_REQUIRED },
    { "description", CCP_SHAPE_STRING, CCP_NEED_OPTIONAL },
    { "input_schema", CCP_SHAPE_OBJECT, CCP_NEED_OPTIONAL },
  };
  CcpJsonValue type;

  if (!ccp_shape_check_value (check, tool, CCP_SHAPE_OBJECT))
    return FALSE;
  type = ccp_json_value_member (tool, "type");
  for (guint i = 0; is_custom (&type) && i < G_N_ELEMENTS (fields); i++)
    if (!ccp_shape_check_field (check, tool, &fields[i]))
      return FALSE;
  return check_tool_name (check, tool, names);
}

static gboolean
check_tools (CcpShapeCheck *check, const CcpJsonValue *tools, GHashTable *names)
{
  CcpJsonIter iter;
  CcpJsonValue tool;

  ccp_shape_check_enter_member (check, "tools");
  ccp_json_iter_init (&iter, tools);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &tool); i++)
    {
      ccp_shape_check_enter_element (check, i);
      if (!check_tool (check, &tool, names))
        return FALSE;
      ccp_shape_check_leave (check);
    }
  ccp_shape_check_leave (check);
  return TRUE;
}

/* A tool set stands for tools with names that only the client knows. */
static gboolean
has_tool_set (const CcpJsonValue *tools)
{
  CcpJsonIter iter;
  CcpJsonValue tool;

  ccp_json_iter_init (&iter, tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue name = ccp_json_value_member (&tool, "name");

      if (!ccp_json_value_is_string (&name))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_tool_choice (CcpShapeCheck *check,
                   const CcpJsonValue *choice,
                   const CcpJsonValue *tools,
                   GHashTable *names)
{
  static const CcpShapeField name_field = { "name", CCP_SHAPE_STRING, CCP_NEED_REQUIRED };
  CcpJsonValue type = ccp_json_value_member (choice, "type");
  CcpJsonValue value = ccp_json_value_member (choice, "name");
  g_autofree char *name = ccp_json_value_dup_string (&value, NULL);

  if (!ccp_json_value_is_object (choice))
    return TRUE;
  ccp_shape_check_enter_member (check, "tool_choice");
  if (ccp_json_value_equals_string (&type, "tool"))
    {
      if (!ccp_shape_check_field (check, choice, &name_field))
        return FALSE;
      if (!g_hash_table_contains (names, name) && !has_tool_set (tools))
        return ccp_shape_check_refuse (check, "Tool \"%s\" is not in tools", name);
    }
  else if (!ccp_json_value_equals_string (&type, "auto") &&
           !ccp_json_value_equals_string (&type, "any") &&
           !ccp_json_value_equals_string (&type, "none"))
    {
      ccp_shape_check_enter_member (check, "type");
      return ccp_shape_check_refuse (check,
                                     "Input should be 'auto', 'any', 'tool' or 'none'");
    }
  ccp_shape_check_leave (check);
  return TRUE;
}

static gboolean
check_max_tokens (CcpShapeCheck *check, const CcpJsonValue *body)
{
  static const CcpShapeField field = { "max_tokens",
                                       CCP_SHAPE_INTEGER,
                                       CCP_NEED_REQUIRED };
  CcpJsonValue value = ccp_json_value_member (body, "max_tokens");
  gint64 number = 0;

  if (!ccp_shape_check_field (check, body, &field))
    return FALSE;
  ccp_json_value_get_int (&value, &number);
  if (number >= 0)
    return TRUE;
  ccp_shape_check_enter_member (check, "max_tokens");
  return ccp_shape_check_refuse (check, "Input should be greater than or equal to 0");
}

static gboolean
check_body_fields (CcpShapeCheck *check, const CcpJsonValue *body)
{
  CcpJsonValue model = ccp_json_value_member (body, "model");

  for (guint i = 0; i < G_N_ELEMENTS (body_fields); i++)
    if (!ccp_shape_check_field (check, body, &body_fields[i]))
      return FALSE;
  if (!ccp_json_value_is_blank_string (&model))
    return TRUE;
  ccp_shape_check_enter_member (check, "model");
  return ccp_shape_check_refuse (check, "String should have at least 1 character");
}

/**
 * ccp_request_check:
 * @operation: %CCP_OPERATION_MESSAGES or %CCP_OPERATION_COUNT_TOKENS
 * @body: the body of a request
 * @error: (out) (optional): %CCP_ERROR_INVALID_REQUEST with the path of what is wrong,
 *   such as "messages.3.content.0.type: CcpShapeField required"
 *
 * Checks a request of the Messages API before anything is done with it (protocol A.4).
 *
 * What no provider could serve is an error. What can be mended, such as an empty text, a
 * call without a result or a thinking budget that is too small, is not; and fields that
 * are not known are ignored, since each release of a client adds some.
 *
 * Returns: whether the request can be served
 */
gboolean
ccp_request_check (CcpOperation operation, CcpJson *body, GError **error)
{
  g_autoptr (GHashTable) names = NULL;
  CcpShapeCheck check = { .depth = 0, .error = error };
  CcpJsonValue root;
  CcpJsonValue messages;
  CcpJsonValue system;
  CcpJsonValue tools;
  CcpJsonValue choice;

  g_return_val_if_fail (body != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  ccp_json_get_root (body, &root);
  if (!ccp_json_value_is_object (&root))
    return ccp_shape_check_refuse (&check, "The request body should be a JSON object");

  messages = ccp_json_value_member (&root, "messages");
  system = ccp_json_value_member (&root, "system");
  tools = ccp_json_value_member (&root, "tools");
  choice = ccp_json_value_member (&root, "tool_choice");
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return check_body_fields (&check, &root) &&
         (operation == CCP_OPERATION_COUNT_TOKENS || check_max_tokens (&check, &root)) &&
         check_messages (&check, &messages) && check_system (&check, &system) &&
         check_tools (&check, &tools, names) &&
         check_tool_choice (&check, &choice, &tools, names);
}
