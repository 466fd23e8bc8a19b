/* openai-responses-input.c: the items of a request's input (protocol C.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-input"

#include "openai-responses-input.h"

#include "openai-responses-content.h"
#include "openai-responses-reasoning.h"
#include "openai-responses-tools.h"

#define MAX_ID_LENGTH 64
#define EMPTY_ID "call_without_id"

static void
begin_item (OpenaiResponsesRequest *request, const char *type)
{
  ccp_json_writer_begin_object (request->writer);
  openai_responses_request_string (request, "type", type);
}

static void
end_item (OpenaiResponsesRequest *request)
{
  ccp_json_writer_end_object (request->writer);
}

static void
begin_message (OpenaiResponsesRequest *request, const char *role)
{
  begin_item (request, "message");
  openai_responses_request_string (request, "role", role);
  ccp_json_writer_key (request->writer, "content");
  ccp_json_writer_begin_array (request->writer);
}

static void
end_message (OpenaiResponsesRequest *request)
{
  ccp_json_writer_end_array (request->writer);
  end_item (request);
}

static void
write_message (OpenaiResponsesRequest *request,
               const char *role,
               const CcpBlock *blocks,
               guint n_blocks)
{
  begin_message (request, role);
  for (guint i = 0; i < n_blocks; i++)
    openai_responses_content_write_part (request, &blocks[i]);
  end_message (request);
}

/* Returns: (transfer full): the id for the provider, the same for a call and its output
 */
static char *
make_id (const CcpJsonValue *call)
{
  CcpJsonValue value = ccp_json_value_member (call, "id");
  g_autofree char *id = ccp_json_value_dup_string (&value, NULL);

  return ccp_tool_id_to_upstream (id != NULL && *id != '\0' ? id : EMPTY_ID,
                                  MAX_ID_LENGTH);
}

static void
write_call (OpenaiResponsesRequest *request, const CcpJsonValue *call)
{
  CcpJsonValue value = ccp_json_value_member (call, "name");
  CcpJsonValue input = ccp_json_value_member (call, "input");
  g_autofree char *name = ccp_json_value_dup_string (&value, NULL);
  g_autofree char *id = make_id (call);

  begin_item (request, "function_call");
  openai_responses_request_string (request, "call_id", id);
  openai_responses_request_string (
      request,
      "name",
      openai_responses_tools_fit_name (request, name != NULL ? name : ""));
  ccp_json_writer_key (request->writer, "arguments");
  ccp_json_writer_begin_string (request->writer);
  if (ccp_json_value_is_object (&input))
    ccp_json_writer_append_json (request->writer, &input);
  else
    ccp_json_writer_append (request->writer, "{}");
  ccp_json_writer_end_string (request->writer);
  end_item (request);
}

static void
write_said_text (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  ccp_json_writer_begin_string (request->writer);
  ccp_block_append_text (block, request->writer);
  ccp_json_writer_end_string (request->writer);
}

static void
write_said (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  begin_item (request, "message");
  openai_responses_request_string (request, "role", "assistant");
  ccp_json_writer_key (request->writer, "content");
  if (!request->settings.assistant_parts)
    write_said_text (request, block);
  else
    {
      ccp_json_writer_begin_array (request->writer);
      ccp_json_writer_begin_object (request->writer);
      openai_responses_request_string (request, "type", "output_text");
      ccp_json_writer_key (request->writer, "text");
      write_said_text (request, block);
      ccp_json_writer_end_object (request->writer);
      ccp_json_writer_end_array (request->writer);
    }
  end_item (request);
}

static gboolean
is_item (const CcpBlock *block)
{
  return block->kind == CCP_BLOCK_TEXT || block->kind == CCP_BLOCK_WEB_SEARCH ||
         block->kind == CCP_BLOCK_TOOL_USE;
}

/* Returns: the place behind the last item of the turn: reasoning after that led to
 * nothing, and would be refused */
static guint
find_end (const CcpTurn *turn)
{
  guint end = turn->n_blocks;

  while (end > 0 && !is_item (&turn->blocks[end - 1]))
    end--;
  return end;
}

static void
write_assistant_turn (OpenaiResponsesRequest *request, const CcpTurn *turn)
{
  guint end = find_end (turn);

  for (guint i = 0; i < end; i++)
    {
      const CcpBlock *block = &turn->blocks[i];

      if (block->kind == CCP_BLOCK_TOOL_USE)
        write_call (request, &block->value);
      else if (is_item (block))
        write_said (request, block);
      else if (block->kind == CCP_BLOCK_THINKING)
        openai_responses_reasoning_replay (request, block);
    }
}

static void
write_output (OpenaiResponsesRequest *request, const CcpToolResult *result)
{
  g_autofree char *id = make_id (&result->call);

  begin_item (request, "function_call_output");
  openai_responses_request_string (request, "call_id", id);
  ccp_json_writer_key (request->writer, "output");
  openai_responses_content_write_result (request, result);
  end_item (request);
}

static gboolean
has_late_media (OpenaiResponsesRequest *request, const CcpTurn *turn)
{
  for (guint i = 0; i < turn->n_results && !request->settings.tool_media; i++)
    if (openai_responses_content_has_media (request, &turn->results[i]))
      return TRUE;
  return FALSE;
}

/* Media that an output cannot hold come after all of them, each with a word about where
 * it belongs. */
static void
write_late_media (OpenaiResponsesRequest *request, const CcpTurn *turn)
{
  for (guint i = 0; i < turn->n_results && !request->settings.tool_media; i++)
    {
      const CcpToolResult *result = &turn->results[i];
      g_autofree char *id = make_id (&result->call);

      openai_responses_content_write_late_media (request, result, id);
    }
}

static void
write_user_turn (OpenaiResponsesRequest *request, const CcpTurn *turn)
{
  for (guint i = 0; i < turn->n_results; i++)
    write_output (request, &turn->results[i]);
  if (turn->n_blocks == 0 && !has_late_media (request, turn))
    return;
  begin_message (request, "user");
  write_late_media (request, turn);
  for (guint i = 0; i < turn->n_blocks; i++)
    openai_responses_content_write_part (request, &turn->blocks[i]);
  end_message (request);
}

static void
write_turn (OpenaiResponsesRequest *request, guint index)
{
  CcpTurn turn;

  ccp_conversation_get_turn (request->conversation, index, &turn);
  switch (turn.role)
    {
    case CCP_ROLE_USER:
      write_user_turn (request, &turn);
      break;
    case CCP_ROLE_ASSISTANT:
      write_assistant_turn (request, &turn);
      break;
    case CCP_ROLE_SYSTEM:
      write_message (request, request->settings.mid_system, turn.blocks, turn.n_blocks);
      break;
    }
}

static void
write_instructions (OpenaiResponsesRequest *request)
{
  guint n_blocks;
  const CcpBlock *blocks = ccp_conversation_get_system (request->conversation, &n_blocks);

  if (n_blocks == 0 || request->settings.system_role != NULL ||
      !openai_responses_request_begin (request, "instructions"))
    return;
  ccp_json_writer_begin_string (request->writer);
  ccp_block_append_texts (blocks, n_blocks, request->writer);
  ccp_json_writer_end_string (request->writer);
}

static void
write_system_message (OpenaiResponsesRequest *request)
{
  guint n_blocks;
  const CcpBlock *blocks = ccp_conversation_get_system (request->conversation, &n_blocks);

  if (n_blocks > 0 && request->settings.system_role != NULL)
    write_message (request, request->settings.system_role, blocks, n_blocks);
}

void
openai_responses_input_write (OpenaiResponsesRequest *request)
{
  write_instructions (request);
  ccp_json_writer_key (request->writer, "input");
  ccp_json_writer_begin_array (request->writer);
  write_system_message (request);
  for (guint i = 0; i < ccp_conversation_get_length (request->conversation); i++)
    write_turn (request, i);
  ccp_json_writer_end_array (request->writer);
}
