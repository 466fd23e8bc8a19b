/* openai-chat-content.c: what the user says, as text or as parts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-content"

#include "openai-chat-content.h"

#define TEXT_SEPARATOR "\n\n"
#define DEFAULT_FILE_NAME "document.pdf"

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

/* Clients that leave the type of an image out exist, and an address without one is
 * refused. */
static void
append_data_uri (CcpJsonWriter *writer,
                 const CcpJsonValue *type,
                 const char *fallback,
                 const CcpJsonValue *data)
{
  ccp_json_writer_append (writer, "data:");
  if (ccp_json_value_is_string (type) && !ccp_json_value_is_empty_string (type))
    ccp_json_writer_append_string_value (writer, type);
  else
    ccp_json_writer_append (writer, fallback);
  ccp_json_writer_append (writer, ";base64,");
  ccp_json_writer_append_string_value (writer, data);
}

static void
write_image_part (CcpJsonWriter *writer, const CcpBlock *block)
{
  CcpJsonValue source = CCP_JSON_VALUE_NONE;
  CcpSourceKind kind = ccp_block_get_source (block, &source);
  CcpJsonValue type = ccp_json_value_member (&source, "media_type");
  CcpJsonValue data = ccp_json_value_member (&source, "data");
  CcpJsonValue url = ccp_json_value_member (&source, "url");

  begin_part (writer, "image_url");
  ccp_json_writer_key (writer, "image_url");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "url");
  ccp_json_writer_begin_string (writer);
  if (kind == CCP_SOURCE_BASE64)
    append_data_uri (writer, &type, ccp_block_get_image_type (block), &data);
  else
    ccp_json_writer_append_string_value (writer, &url);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_file_part (CcpJsonWriter *writer, const CcpBlock *block)
{
  CcpJsonValue source = CCP_JSON_VALUE_NONE;
  CcpJsonValue title = ccp_json_value_member (&block->value, "title");
  CcpJsonValue type;
  CcpJsonValue data;

  ccp_block_get_source (block, &source);
  type = ccp_json_value_member (&source, "media_type");
  data = ccp_json_value_member (&source, "data");

  begin_part (writer, "file");
  ccp_json_writer_key (writer, "file");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "filename");
  if (ccp_json_value_is_string (&title) && !ccp_json_value_is_blank_string (&title))
    ccp_json_writer_value (writer, &title);
  else
    ccp_json_writer_string (writer, DEFAULT_FILE_NAME);
  ccp_json_writer_key (writer, "file_data");
  ccp_json_writer_begin_string (writer);
  append_data_uri (writer, &type, "application/pdf", &data);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

/* A row of images that are left out leaves one word. */
static gboolean
is_repeated (const CcpBlock *blocks, guint index)
{
  return index > 0 && blocks[index].kind == CCP_BLOCK_IMAGE &&
         blocks[index - 1].kind == CCP_BLOCK_IMAGE &&
         ccp_block_is_media (&blocks[index]) && ccp_block_is_media (&blocks[index - 1]);
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
  for (guint i = 0; i < n_blocks; i++)
    {
      if (is_repeated (blocks, i))
        continue;
      if (i > 0)
        ccp_json_writer_append (request->writer, TEXT_SEPARATOR);
      ccp_block_append_text (&blocks[i], request->writer);
    }
  ccp_json_writer_end_string (request->writer);
}
