/* gemini-contents.c: what was said, in a request (protocol D.2, E.2, E.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-contents"

#include "gemini-contents.h"

#include "gemini-media.h"
#include "gemini-state.h"
#include "gemini-tools.h"

#define MAX_ID_LENGTH 64

/* The model may not speak first. */
#define OPENING "\xe2\x80\xa6"

static void
begin_content (GeminiRequest *request, const char *role)
{
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "role");
  ccp_json_writer_string (request->writer, role);
  ccp_json_writer_key (request->writer, "parts");
  ccp_json_writer_begin_array (request->writer);
}

static void
end_content (GeminiRequest *request)
{
  ccp_json_writer_end_array (request->writer);
  ccp_json_writer_end_object (request->writer);
}

static void
write_plain_part (GeminiRequest *request, const char *text)
{
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "text");
  ccp_json_writer_string (request->writer, text);
  ccp_json_writer_end_object (request->writer);
}

static void
write_text (GeminiRequest *request, const CcpBlock *block)
{
  ccp_json_writer_key (request->writer, "text");
  ccp_json_writer_begin_string (request->writer);
  ccp_block_append_text (block, request->writer);
  ccp_json_writer_end_string (request->writer);
}

static void
write_user_block (GeminiRequest *request, const CcpBlock *block)
{
  if (gemini_media_is_part (request, block))
    {
      gemini_media_write_part (request, block);
      return;
    }
  ccp_json_writer_begin_object (request->writer);
  write_text (request, block);
  ccp_json_writer_end_object (request->writer);
}

/* A call and its result are found together by name and place; the id helps those that
 * take it. */
static void
write_call_name (GeminiRequest *request, const CcpJsonValue *call)
{
  CcpJsonValue id_value = ccp_json_value_member (call, "id");
  CcpJsonValue name_value = ccp_json_value_member (call, "name");
  g_autofree char *id = ccp_json_value_dup_string (&id_value, NULL);
  g_autofree char *name = ccp_json_value_dup_string (&name_value, NULL);

  if (request->settings.function_ids && id != NULL && *id != '\0')
    {
      g_autofree char *own = ccp_tool_id_to_upstream (id, MAX_ID_LENGTH);

      ccp_json_writer_key (request->writer, "id");
      ccp_json_writer_string (request->writer, own);
    }
  ccp_json_writer_key (request->writer, "name");
  ccp_json_writer_string (request->writer,
                          gemini_tools_fit_name (request, name != NULL ? name : ""));
}

static void
write_call (GeminiRequest *request, const CcpBlock *block)
{
  CcpJsonValue input = ccp_json_value_member (&block->value, "input");

  ccp_json_writer_key (request->writer, "functionCall");
  ccp_json_writer_begin_object (request->writer);
  write_call_name (request, &block->value);
  ccp_json_writer_key (request->writer, "args");
  if (ccp_json_value_is_object (&input))
    ccp_json_writer_value (request->writer, &input);
  else
    {
      ccp_json_writer_begin_object (request->writer);
      ccp_json_writer_end_object (request->writer);
    }
  ccp_json_writer_end_object (request->writer);
}

static void
write_model_block (GeminiRequest *request, GeminiState *state, const CcpBlock *block)
{
  gboolean is_call = block->kind == CCP_BLOCK_TOOL_USE;

  switch (block->kind)
    {
    case CCP_BLOCK_THINKING:
    case CCP_BLOCK_REDACTED_THINKING:
      gemini_state_read (state, request, block);
      break;
    case CCP_BLOCK_TEXT:
    case CCP_BLOCK_WEB_SEARCH:
    case CCP_BLOCK_TOOL_USE:
      ccp_json_writer_begin_object (request->writer);
      if (is_call)
        write_call (request, block);
      else
        write_text (request, block);
      gemini_state_write (state, request, is_call);
      ccp_json_writer_end_object (request->writer);
      break;
    default:
      break;
    }
}

static void
write_model_turn (GeminiRequest *request, const CcpTurn *turn)
{
  g_auto (GeminiState) state = { NULL, FALSE };

  begin_content (request, "model");
  for (guint i = 0; i < turn->n_blocks; i++)
    write_model_block (request, &state, &turn->blocks[i]);
  end_content (request);
}

static CcpToolResultFlags
get_result_flags (GeminiRequest *request)
{
  const GeminiSettings *settings = &request->settings;
  CcpToolResultFlags flags = CCP_TOOL_RESULT_DEFAULT;

  if (!settings->images)
    flags |= CCP_TOOL_RESULT_OMIT_IMAGES;
  if (!settings->pdf)
    flags |= CCP_TOOL_RESULT_OMIT_DOCUMENTS;
  if (!settings->url_media)
    flags |= CCP_TOOL_RESULT_OMIT_IMAGE_LINKS | CCP_TOOL_RESULT_OMIT_DOCUMENT_LINKS;
  return flags;
}

/* Newer models see what a tool shows in its result, older ones beside it. */
static gboolean
is_in_result (GeminiRequest *request, const CcpBlock *media)
{
  return request->settings.tool_images && gemini_media_is_inline (media) &&
         gemini_media_is_part (request, media);
}

static void
write_result_media (GeminiRequest *request, const CcpToolResult *result)
{
  gboolean is_open = FALSE;

  for (guint i = 0; i < result->n_media; i++)
    {
      if (!is_in_result (request, &result->media[i]))
        continue;
      if (!is_open)
        {
          ccp_json_writer_key (request->writer, "parts");
          ccp_json_writer_begin_array (request->writer);
        }
      is_open = TRUE;
      gemini_media_write_part (request, &result->media[i]);
    }
  if (is_open)
    ccp_json_writer_end_array (request->writer);
}

static void
write_result (GeminiRequest *request, const CcpToolResult *result)
{
  CcpJsonWriter *writer = request->writer;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "functionResponse");
  ccp_json_writer_begin_object (writer);
  write_call_name (request, &result->call);
  ccp_json_writer_key (writer, "response");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, ccp_tool_result_is_error (result) ? "error" : "output");
  ccp_json_writer_begin_string (writer);
  ccp_tool_result_append_text (result, get_result_flags (request), writer);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_end_object (writer);
  write_result_media (request, result);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_media_beside (GeminiRequest *request, const CcpToolResult *result)
{
  for (guint i = 0; i < result->n_media; i++)
    if (gemini_media_is_part (request, &result->media[i]) &&
        !is_in_result (request, &result->media[i]))
      gemini_media_write_part (request, &result->media[i]);
}

/* The results have to come first, and as many as there were calls. */
static void
write_user_turn (GeminiRequest *request, const CcpTurn *turn)
{
  begin_content (request, "user");
  for (guint i = 0; i < turn->n_results; i++)
    write_result (request, &turn->results[i]);
  for (guint i = 0; i < turn->n_results; i++)
    write_media_beside (request, &turn->results[i]);
  for (guint i = 0; i < turn->n_blocks; i++)
    write_user_block (request, &turn->blocks[i]);
  end_content (request);
}

static void
write_system_text (GeminiRequest *request)
{
  guint n_blocks;
  const CcpBlock *blocks = ccp_conversation_get_system (request->conversation, &n_blocks);

  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "text");
  ccp_json_writer_begin_string (request->writer);
  ccp_block_append_texts (blocks, n_blocks, request->writer);
  ccp_json_writer_end_string (request->writer);
  ccp_json_writer_end_object (request->writer);
}

static gboolean
has_system (GeminiRequest *request)
{
  guint n_blocks;

  ccp_conversation_get_system (request->conversation, &n_blocks);
  return n_blocks > 0;
}

/* A model that takes no systemInstruction is told by the user. */
static void
write_opening (GeminiRequest *request, const CcpTurn *first)
{
  gboolean tells_system = !request->settings.system_instruction && has_system (request);

  if (!tells_system && first->role == CCP_ROLE_USER)
    return;
  begin_content (request, "user");
  if (tells_system)
    write_system_text (request);
  else
    write_plain_part (request, OPENING);
  end_content (request);
}

void
gemini_contents_write (GeminiRequest *request)
{
  guint n_turns = ccp_conversation_get_length (request->conversation);
  CcpTurn turn;

  ccp_json_writer_key (request->writer, "contents");
  ccp_json_writer_begin_array (request->writer);
  for (guint i = 0; i < n_turns; i++)
    {
      ccp_conversation_get_turn (request->conversation, i, &turn);
      if (i == 0)
        write_opening (request, &turn);
      if (turn.role == CCP_ROLE_ASSISTANT)
        write_model_turn (request, &turn);
      else
        write_user_turn (request, &turn);
    }
  ccp_json_writer_end_array (request->writer);
}

void
gemini_contents_write_system (GeminiRequest *request)
{
  if (!request->settings.system_instruction || !has_system (request) ||
      !gemini_request_begin (request, "systemInstruction"))
    return;
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "parts");
  ccp_json_writer_begin_array (request->writer);
  write_system_text (request);
  ccp_json_writer_end_array (request->writer);
  ccp_json_writer_end_object (request->writer);
}
