/* openai-responses-content.c: what the user says and what tools give, as parts (protocol
 * E.2.10, E.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-content"

#include "openai-responses-content.h"

static CcpToolResultFlags
get_flags (OpenaiResponsesRequest *request)
{
  CcpToolResultFlags flags = CCP_TOOL_RESULT_MARK_ERRORS;

  if (!request->settings.images)
    flags |= CCP_TOOL_RESULT_OMIT_IMAGES;
  if (!request->settings.pdf)
    flags |= CCP_TOOL_RESULT_OMIT_DOCUMENTS | CCP_TOOL_RESULT_OMIT_DOCUMENT_LINKS;
  return flags;
}

static gboolean
is_media_part (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  gboolean is_omitted;

  if (!ccp_block_is_media (block))
    return FALSE;
  is_omitted = ccp_tool_result_omits (get_flags (request), block);
  request->has_omitted_images |= is_omitted && block->kind == CCP_BLOCK_IMAGE;
  return !is_omitted;
}

static void
begin_part (OpenaiResponsesRequest *request, const char *type)
{
  ccp_json_writer_begin_object (request->writer);
  openai_responses_request_string (request, "type", type);
}

static void
end_part (OpenaiResponsesRequest *request)
{
  ccp_json_writer_end_object (request->writer);
}

static void
begin_text_part (OpenaiResponsesRequest *request)
{
  begin_part (request, "input_text");
  ccp_json_writer_key (request->writer, "text");
}

static void
write_uri (OpenaiResponsesRequest *request, const char *name, const CcpBlock *block)
{
  ccp_json_writer_key (request->writer, name);
  ccp_json_writer_begin_string (request->writer);
  ccp_block_append_uri (block, request->writer);
  ccp_json_writer_end_string (request->writer);
}

static void
write_image (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  begin_part (request, "input_image");
  write_uri (request, "image_url", block);
  openai_responses_request_string (request, "detail", "auto");
  end_part (request);
}

static void
write_file (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  CcpJsonValue source;

  begin_part (request, "input_file");
  if (ccp_block_get_source (block, &source) == CCP_SOURCE_URL)
    write_uri (request, "file_url", block);
  else
    {
      ccp_json_writer_key (request->writer, "filename");
      ccp_json_writer_begin_string (request->writer);
      ccp_block_append_file_name (block, request->writer);
      ccp_json_writer_end_string (request->writer);
      write_uri (request, "file_data", block);
    }
  end_part (request);
}

static void
write_media (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  if (block->kind == CCP_BLOCK_IMAGE)
    write_image (request, block);
  else
    write_file (request, block);
}

static void
write_result_text (OpenaiResponsesRequest *request, const CcpToolResult *result)
{
  ccp_json_writer_begin_string (request->writer);
  ccp_tool_result_append_text (result, get_flags (request), request->writer);
  ccp_json_writer_end_string (request->writer);
}

gboolean
openai_responses_content_has_media (OpenaiResponsesRequest *request,
                                    const CcpToolResult *result)
{
  for (guint i = 0; i < result->n_media; i++)
    if (is_media_part (request, &result->media[i]))
      return TRUE;
  return FALSE;
}

void
openai_responses_content_write_part (OpenaiResponsesRequest *request,
                                     const CcpBlock *block)
{
  if (is_media_part (request, block))
    {
      write_media (request, block);
      return;
    }
  begin_text_part (request);
  ccp_json_writer_begin_string (request->writer);
  ccp_block_append_text (block, request->writer);
  ccp_json_writer_end_string (request->writer);
  end_part (request);
}

void
openai_responses_content_write_result (OpenaiResponsesRequest *request,
                                       const CcpToolResult *result)
{
  if (!request->settings.tool_media ||
      !openai_responses_content_has_media (request, result))
    {
      write_result_text (request, result);
      return;
    }
  ccp_json_writer_begin_array (request->writer);
  if (ccp_tool_result_has_text (result, get_flags (request)))
    {
      begin_text_part (request);
      write_result_text (request, result);
      end_part (request);
    }
  for (guint i = 0; i < result->n_media; i++)
    if (is_media_part (request, &result->media[i]))
      write_media (request, &result->media[i]);
  ccp_json_writer_end_array (request->writer);
}

void
openai_responses_content_write_late_media (OpenaiResponsesRequest *request,
                                           const CcpToolResult *result,
                                           const char *id)
{
  CcpBlockKind last = CCP_BLOCK_NONE;

  for (guint i = 0; i < result->n_media; i++)
    {
      const CcpBlock *media = &result->media[i];
      g_autofree char *label = NULL;

      if (!is_media_part (request, media))
        continue;
      if (media->kind != last)
        {
          label = g_strdup_printf ("[%s from tool result %s]",
                                   media->kind == CCP_BLOCK_IMAGE ? "image" : "document",
                                   id);
          begin_text_part (request);
          ccp_json_writer_string (request->writer, label);
          end_part (request);
        }
      last = media->kind;
      write_media (request, media);
    }
}
