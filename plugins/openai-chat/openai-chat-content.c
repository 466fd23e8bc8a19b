/* openai-chat-content.c: what the user says, as text or as parts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-content"

#include "openai-chat-content.h"

static void
begin_part (CcpJsonWriter *writer, const char *type)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, type);
}

static void
write_text_part (CcpJsonWriter *writer, const CcpBlock *block)
{
  begin_part (writer, "text");
  ccp_json_writer_key (writer, "text");
  ccp_json_writer_begin_string (writer);
  ccp_block_append_text (block, writer);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_image_part (CcpJsonWriter *writer, const CcpBlock *block)
{
  begin_part (writer, "image_url");
  ccp_json_writer_key (writer, "image_url");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "url");
  ccp_json_writer_begin_string (writer);
  ccp_block_append_uri (block, writer);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_file_part (CcpJsonWriter *writer, const CcpBlock *block)
{
  begin_part (writer, "file");
  ccp_json_writer_key (writer, "file");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "filename");
  ccp_json_writer_begin_string (writer);
  ccp_block_append_file_name (block, writer);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_key (writer, "file_data");
  ccp_json_writer_begin_string (writer);
  ccp_block_append_uri (block, writer);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

CcpToolResultFlags
openai_chat_content_get_flags (OpenaiChatRequest *request)
{
  CcpToolResultFlags flags =
      CCP_TOOL_RESULT_MARK_ERRORS | CCP_TOOL_RESULT_OMIT_DOCUMENT_LINKS;

  if (!request->settings.images)
    flags |= CCP_TOOL_RESULT_OMIT_IMAGES;
  if (!request->settings.pdf)
    flags |= CCP_TOOL_RESULT_OMIT_DOCUMENTS;
  return flags;
}

gboolean
openai_chat_content_is_part (OpenaiChatRequest *request, const CcpBlock *block)
{
  gboolean is_omitted;

  if (!ccp_block_is_media (block))
    return FALSE;
  is_omitted = ccp_tool_result_omits (openai_chat_content_get_flags (request), block);
  request->has_omitted_images |= is_omitted && block->kind == CCP_BLOCK_IMAGE;
  return !is_omitted;
}

void
openai_chat_content_write_part (OpenaiChatRequest *request, const CcpBlock *block)
{
  if (!openai_chat_content_is_part (request, block))
    write_text_part (request->writer, block);
  else if (block->kind == CCP_BLOCK_IMAGE)
    write_image_part (request->writer, block);
  else
    write_file_part (request->writer, block);
}

void
openai_chat_content_write_text (OpenaiChatRequest *request,
                                const CcpBlock *blocks,
                                guint n_blocks)
{
  ccp_json_writer_begin_string (request->writer);
  ccp_block_append_texts (blocks, n_blocks, request->writer);
  ccp_json_writer_end_string (request->writer);
}
