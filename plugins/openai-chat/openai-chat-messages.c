/* openai-chat-messages.c: the messages of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-messages"

#include "openai-chat-messages.h"

#include "openai-chat-content.h"
#include "openai-chat-reasoning.h"
#include "openai-chat-tools.h"

#define OPENAI_ID_LENGTH 40
#define MISTRAL_ID_LENGTH 9

/* What others take is not written anywhere; no id of theirs is longer. */
#define LONGEST_ID_LENGTH 64

#define EMPTY_ID "call_without_id"

static void
begin_message (OpenaiChatRequest *request, const char *role)
{
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "role");
  ccp_json_writer_string (request->writer, role);
}

static void
end_message (OpenaiChatRequest *request)
{
  ccp_json_writer_end_object (request->writer);
}

static void
write_text_message (OpenaiChatRequest *request,
                    const char *role,
                    const CcpBlock *blocks,
                    guint n_blocks)
{
  begin_message (request, role);
  ccp_json_writer_key (request->writer, "content");
  openai_chat_content_write_text (request, blocks, n_blocks);
  end_message (request);
}

static void
write_system (OpenaiChatRequest *request)
{
  guint n_blocks;
  const CcpBlock *blocks = ccp_conversation_get_system (request->conversation, &n_blocks);

  if (n_blocks > 0)
    write_text_message (request, request->settings.system_role, blocks, n_blocks);
}

/* Returns: (transfer full): the id for the provider, the same for a call and its result
 */
static char *
make_id (OpenaiChatRequest *request, const CcpJsonValue *call)
{
  CcpJsonValue value = ccp_json_value_member (call, "id");
  g_autofree char *id = ccp_json_value_dup_string (&value, NULL);
  const char *client_id = id != NULL && *id != '\0' ? id : EMPTY_ID;

  switch (request->settings.tool_ids)
    {
    case OPENAI_CHAT_IDS_OPENAI:
      return ccp_tool_id_to_upstream (client_id, OPENAI_ID_LENGTH);
    case OPENAI_CHAT_IDS_MISTRAL:
      return ccp_tool_id_to_upstream_short (client_id, MISTRAL_ID_LENGTH);
    case OPENAI_CHAT_IDS_KEEP:
      return ccp_tool_id_to_upstream (client_id, LONGEST_ID_LENGTH);
    }
  g_assert_not_reached ();
}

static void
write_arguments (CcpJsonWriter *writer, const CcpJsonValue *call)
{
  CcpJsonValue input = ccp_json_value_member (call, "input");

  ccp_json_writer_key (writer, "arguments");
  ccp_json_writer_begin_string (writer);
  if (ccp_json_value_is_object (&input))
    ccp_json_writer_append_json (writer, &input);
  else
    ccp_json_writer_append (writer, "{}");
  ccp_json_writer_end_string (writer);
}

/* Gemini wants its signature back in the place where it gave it. */
static void
write_call_state (CcpJsonWriter *writer, const char *state)
{
  ccp_json_writer_key (writer, "extra_content");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "google");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "thought_signature");
  ccp_json_writer_string (writer, state);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

/* state: (nullable): what the provider wants to have back with this call */
static void
write_call (OpenaiChatRequest *request, const CcpJsonValue *call, const char *state)
{
  CcpJsonWriter *writer = request->writer;
  CcpJsonValue value = ccp_json_value_member (call, "name");
  g_autofree char *name = ccp_json_value_dup_string (&value, NULL);
  g_autofree char *id = make_id (request, call);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "id");
  ccp_json_writer_string (writer, id);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "function");
  ccp_json_writer_key (writer, "function");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "name");
  ccp_json_writer_string (writer,
                          openai_chat_tools_fit_name (request, name != NULL ? name : ""));
  write_arguments (writer, call);
  ccp_json_writer_end_object (writer);
  if (state != NULL)
    write_call_state (writer, state);
  ccp_json_writer_end_object (writer);
}

static void
write_calls (OpenaiChatRequest *request, const CcpTurn *turn)
{
  g_autofree char *state = NULL;

  ccp_json_writer_key (request->writer, "tool_calls");
  ccp_json_writer_begin_array (request->writer);
  for (guint i = 0; i < turn->n_blocks; i++)
    {
      const CcpBlock *block = &turn->blocks[i];
      char *next = openai_chat_reasoning_dup_call_state (request, block);

      if (next != NULL)
        {
          g_free (state);
          state = next;
        }
      if (block->kind != CCP_BLOCK_TOOL_USE)
        continue;
      write_call (request, &block->value, state);
      g_clear_pointer (&state, g_free);
    }
  ccp_json_writer_end_array (request->writer);
}

static guint
count_blocks (const CcpTurn *turn, CcpBlockKind kind)
{
  guint n = 0;

  for (guint i = 0; i < turn->n_blocks; i++)
    n += turn->blocks[i].kind == kind ? 1 : 0;
  return n;
}

static gboolean
is_said (const CcpBlock *block)
{
  return block->kind == CCP_BLOCK_TEXT || block->kind == CCP_BLOCK_WEB_SEARCH;
}

static gboolean
has_words (const CcpTurn *turn)
{
  for (guint i = 0; i < turn->n_blocks; i++)
    if (is_said (&turn->blocks[i]))
      return TRUE;
  return FALSE;
}

static void
write_words (OpenaiChatRequest *request, const CcpTurn *turn)
{
  gboolean is_first = TRUE;

  ccp_json_writer_key (request->writer, "content");
  ccp_json_writer_begin_string (request->writer);
  for (guint i = 0; i < turn->n_blocks; i++)
    {
      if (!is_said (&turn->blocks[i]))
        continue;
      if (!is_first)
        ccp_json_writer_append (request->writer, "\n\n");
      ccp_block_append_text (&turn->blocks[i], request->writer);
      is_first = FALSE;
    }
  ccp_json_writer_end_string (request->writer);
}

static void
write_no_words (OpenaiChatRequest *request, gboolean has_calls)
{
  OpenaiChatEmpty empty =
      has_calls ? request->settings.empty_content : OPENAI_CHAT_EMPTY_STRING;

  if (empty == OPENAI_CHAT_EMPTY_OMIT)
    return;
  ccp_json_writer_key (request->writer, "content");
  if (empty == OPENAI_CHAT_EMPTY_NULL)
    ccp_json_writer_null (request->writer);
  else
    ccp_json_writer_string (request->writer, "");
}

/* The beginning of an answer that the model is to go on with. */
static void
write_prefix (OpenaiChatRequest *request, guint index)
{
  if (!request->settings.prefix ||
      index + 1 < ccp_conversation_get_length (request->conversation))
    return;
  ccp_json_writer_key (request->writer, "prefix");
  ccp_json_writer_boolean (request->writer, TRUE);
}

static void
write_assistant_turn (OpenaiChatRequest *request, guint index, const CcpTurn *turn)
{
  gboolean replayed = openai_chat_reasoning_is_replayed (request, index);
  gboolean has_calls = count_blocks (turn, CCP_BLOCK_TOOL_USE) > 0;

  /* thinking alone that the provider does not want back leaves nothing to say */
  if (!replayed && !has_calls && !has_words (turn))
    return;
  begin_message (request, "assistant");
  if (has_words (turn))
    write_words (request, turn);
  else
    write_no_words (request, has_calls);
  if (replayed)
    openai_chat_reasoning_replay (request, turn);
  if (has_calls)
    write_calls (request, turn);
  write_prefix (request, index);
  end_message (request);
}

static void
write_result_text (OpenaiChatRequest *request, const CcpToolResult *result)
{
  ccp_json_writer_begin_string (request->writer);
  ccp_tool_result_append_text (result,
                               openai_chat_content_get_flags (request),
                               request->writer);
  ccp_json_writer_end_string (request->writer);
}

static gboolean
has_parts (OpenaiChatRequest *request, const CcpToolResult *result)
{
  for (guint i = 0; i < result->n_media; i++)
    if (openai_chat_content_is_part (request, &result->media[i]))
      return TRUE;
  return FALSE;
}

static void
begin_text_part (OpenaiChatRequest *request)
{
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "type");
  ccp_json_writer_string (request->writer, "text");
  ccp_json_writer_key (request->writer, "text");
}

static void
write_media (OpenaiChatRequest *request, const CcpToolResult *result)
{
  for (guint i = 0; i < result->n_media; i++)
    if (openai_chat_content_is_part (request, &result->media[i]))
      openai_chat_content_write_part (request, &result->media[i]);
}

static void
write_result (OpenaiChatRequest *request, const CcpToolResult *result)
{
  g_autofree char *id = make_id (request, &result->call);

  begin_message (request, "tool");
  ccp_json_writer_key (request->writer, "tool_call_id");
  ccp_json_writer_string (request->writer, id);
  ccp_json_writer_key (request->writer, "content");
  if (request->settings.tool_images && has_parts (request, result))
    {
      ccp_json_writer_begin_array (request->writer);
      begin_text_part (request);
      write_result_text (request, result);
      ccp_json_writer_end_object (request->writer);
      write_media (request, result);
      ccp_json_writer_end_array (request->writer);
    }
  else
    write_result_text (request, result);
  end_message (request);
}

/* Media that a tool message cannot hold come after all of them, each with a word about
 * where it belongs. */
static void
write_result_parts (OpenaiChatRequest *request, const CcpToolResult *result)
{
  g_autofree char *id = make_id (request, &result->call);
  CcpBlockKind last = CCP_BLOCK_NONE;

  for (guint i = 0; i < result->n_media; i++)
    {
      const CcpBlock *media = &result->media[i];
      g_autofree char *label = NULL;

      if (!openai_chat_content_is_part (request, media))
        continue;
      if (media->kind != last)
        {
          label = g_strdup_printf ("[%s from tool result %s]",
                                   media->kind == CCP_BLOCK_IMAGE ? "image" : "document",
                                   id);
          begin_text_part (request);
          ccp_json_writer_string (request->writer, label);
          ccp_json_writer_end_object (request->writer);
        }
      last = media->kind;
      openai_chat_content_write_part (request, media);
    }
}

static gboolean
needs_parts (OpenaiChatRequest *request, const CcpTurn *turn)
{
  for (guint i = 0; i < turn->n_blocks; i++)
    if (openai_chat_content_is_part (request, &turn->blocks[i]))
      return TRUE;
  for (guint i = 0; i < turn->n_results && !request->settings.tool_images; i++)
    if (has_parts (request, &turn->results[i]))
      return TRUE;
  return FALSE;
}

static void
write_parts_message (OpenaiChatRequest *request, const CcpTurn *turn)
{
  begin_message (request, "user");
  ccp_json_writer_key (request->writer, "content");
  ccp_json_writer_begin_array (request->writer);
  for (guint i = 0; i < turn->n_results && !request->settings.tool_images; i++)
    write_result_parts (request, &turn->results[i]);
  for (guint i = 0; i < turn->n_blocks; i++)
    openai_chat_content_write_part (request, &turn->blocks[i]);
  ccp_json_writer_end_array (request->writer);
  end_message (request);
}

static void
write_user_turn (OpenaiChatRequest *request, const CcpTurn *turn)
{
  for (guint i = 0; i < turn->n_results; i++)
    write_result (request, &turn->results[i]);
  if (needs_parts (request, turn))
    write_parts_message (request, turn);
  else if (turn->n_blocks > 0)
    write_text_message (request, "user", turn->blocks, turn->n_blocks);
}

static void
write_turn (OpenaiChatRequest *request, guint index)
{
  CcpTurn turn;

  ccp_conversation_get_turn (request->conversation, index, &turn);
  switch (turn.role)
    {
    case CCP_ROLE_USER:
      write_user_turn (request, &turn);
      break;
    case CCP_ROLE_ASSISTANT:
      write_assistant_turn (request, index, &turn);
      break;
    case CCP_ROLE_SYSTEM:
      write_text_message (request,
                          request->settings.mid_system,
                          turn.blocks,
                          turn.n_blocks);
      break;
    }
}

void
openai_chat_messages_write (OpenaiChatRequest *request)
{
  ccp_json_writer_key (request->writer, "messages");
  ccp_json_writer_begin_array (request->writer);
  write_system (request);
  for (guint i = 0; i < ccp_conversation_get_length (request->conversation); i++)
    write_turn (request, i);
  ccp_json_writer_end_array (request->writer);
}
