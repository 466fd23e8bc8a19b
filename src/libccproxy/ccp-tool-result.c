/* ccp-tool-result.c: what came of the call of a tool
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tool-result"

#include "ccp-tool-result.h"

#include "private/ccp-block-private.h"

#define MISSING_RESULT "[no tool result was provided]"
#define EMPTY_RESULT "(no output)"
#define ERROR_MARK "Error: "

/* Whether a block has a place in the text of a result. */
static gboolean
is_written (const CcpBlock *block, CcpToolResultFlags flags)
{
  switch (block->kind)
    {
    case CCP_BLOCK_TEXT:
      return ccp_json_value_is_string (&block->value) &&
             !ccp_json_value_is_empty_string (&block->value);
    case CCP_BLOCK_SEARCH_RESULT:
    case CCP_BLOCK_TOOL_REFERENCE:
    case CCP_BLOCK_WEB_SEARCH:
      return TRUE;
    case CCP_BLOCK_IMAGE:
    case CCP_BLOCK_DOCUMENT:
      return !ccp_block_is_media (block) || ccp_tool_result_omits (flags, block);
    default:
      return FALSE;
    }
}

static gboolean
is_marked (const CcpBlock *first)
{
  return first->kind == CCP_BLOCK_TEXT &&
         (ccp_json_value_has_prefix (&first->value, "Error") ||
          ccp_json_value_has_prefix (&first->value, "<tool_use_error>"));
}

static gboolean
is_embedded_image (const CcpBlock *block)
{
  CcpJsonValue source;

  return block->kind == CCP_BLOCK_IMAGE &&
         ccp_block_get_source (block, &source) == CCP_SOURCE_BASE64;
}

/**
 * ccp_tool_result_is_error: (skip)
 * @self: a result
 *
 * Tells whether the call failed. A call that the client has no result for did.
 *
 * Returns: whether it failed
 */
gboolean
ccp_tool_result_is_error (const CcpToolResult *self)
{
  CcpJsonValue is_error;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!ccp_json_value_exists (&self->value))
    return TRUE;
  is_error = ccp_json_value_member (&self->value, "is_error");
  return ccp_json_value_get_boolean (&is_error, FALSE);
}

/**
 * ccp_tool_result_has_text: (skip)
 * @self: a result
 * @flags: how the text is to be written
 *
 * Tells whether the text of a result says more than that there is none, where its images
 * and documents are elsewhere.
 *
 * Returns: %TRUE if it does
 */
gboolean
ccp_tool_result_has_text (const CcpToolResult *self, CcpToolResultFlags flags)
{
  CcpJsonValue content;
  CcpBlockIter iter;
  CcpBlock block;

  g_return_val_if_fail (self != NULL, FALSE);

  if ((flags & CCP_TOOL_RESULT_MARK_ERRORS) != 0 && ccp_tool_result_is_error (self))
    return TRUE;
  content = ccp_json_value_member (&self->value, "content");
  ccp_block_iter_init (&iter, &content);
  while (ccp_block_iter_next (&iter, &block))
    if (is_written (&block, flags))
      return TRUE;
  return FALSE;
}

/**
 * ccp_tool_result_append_text: (skip)
 * @self: a result
 * @flags: how
 * @writer: a writer in the midst of a string
 *
 * Writes a result as one text, which is never empty (protocol E.2.10).
 */
void
ccp_tool_result_append_text (const CcpToolResult *self,
                             CcpToolResultFlags flags,
                             CcpJsonWriter *writer)
{
  gboolean mark;
  CcpJsonValue content;
  CcpBlockIter iter;
  CcpBlock block;
  CcpBlock last = { CCP_BLOCK_NONE, CCP_JSON_VALUE_NONE, CCP_JSON_VALUE_NONE };

  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  mark = (flags & CCP_TOOL_RESULT_MARK_ERRORS) != 0 && ccp_tool_result_is_error (self);
  content = ccp_json_value_member (&self->value, "content");
  ccp_block_iter_init (&iter, &content);
  while (ccp_block_iter_next (&iter, &block))
    {
      if (!is_written (&block, flags))
        continue;
      /* a row of images that are left out leaves one word */
      if (is_embedded_image (&last) && is_embedded_image (&block))
        continue;
      if (last.kind != CCP_BLOCK_NONE)
        ccp_json_writer_append (writer, "\n");
      else if (mark && !is_marked (&block))
        ccp_json_writer_append (writer, ERROR_MARK);
      ccp_block_append_result_text (&block, writer);
      last = block;
    }
  if (last.kind != CCP_BLOCK_NONE)
    return;
  if (mark)
    ccp_json_writer_append (writer, ERROR_MARK);
  ccp_json_writer_append (writer,
                          ccp_json_value_exists (&self->value) ? EMPTY_RESULT
                                                               : MISSING_RESULT);
}

/**
 * ccp_tool_result_omits: (skip)
 * @flags: how a result is written
 * @media: an image or a document in it
 *
 * Tells whether something is left out, with a word in the text about it.
 *
 * Returns: whether it is
 */
gboolean
ccp_tool_result_omits (CcpToolResultFlags flags, const CcpBlock *media)
{
  CcpJsonValue source;
  gboolean is_link;

  g_return_val_if_fail (media != NULL, FALSE);

  is_link = ccp_block_get_source (media, &source) == CCP_SOURCE_URL;
  if (media->kind == CCP_BLOCK_IMAGE)
    return (flags & CCP_TOOL_RESULT_OMIT_IMAGES) != 0 ||
           (is_link && (flags & CCP_TOOL_RESULT_OMIT_IMAGE_LINKS) != 0);
  if (is_link)
    return (flags & CCP_TOOL_RESULT_OMIT_DOCUMENT_LINKS) != 0;
  return (flags & CCP_TOOL_RESULT_OMIT_DOCUMENTS) != 0;
}
