/* ccp-tool-result.h: what came of the call of a tool
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-block.h"

G_BEGIN_DECLS

/**
 * CcpToolResultFlags:
 * @CCP_TOOL_RESULT_DEFAULT: nothing of these
 * @CCP_TOOL_RESULT_MARK_ERRORS: the text of a failure begins with `Error: `
 * @CCP_TOOL_RESULT_OMIT_IMAGES: images are left out, which the text tells
 * @CCP_TOOL_RESULT_OMIT_DOCUMENTS: PDF documents are left out, which the text tells
 * @CCP_TOOL_RESULT_OMIT_DOCUMENT_LINKS: documents elsewhere become their address
 * @CCP_TOOL_RESULT_OMIT_IMAGE_LINKS: images elsewhere become their address
 *
 * How to write the result of a tool as a text. What is not left out has no place in the
 * text, and goes where the dialect puts it.
 */
typedef enum /*< flags >*/
{
  CCP_TOOL_RESULT_DEFAULT = 0,
  CCP_TOOL_RESULT_MARK_ERRORS = 1 << 0,
  CCP_TOOL_RESULT_OMIT_IMAGES = 1 << 1,
  CCP_TOOL_RESULT_OMIT_DOCUMENTS = 1 << 2,
  CCP_TOOL_RESULT_OMIT_DOCUMENT_LINKS = 1 << 3,
  CCP_TOOL_RESULT_OMIT_IMAGE_LINKS = 1 << 4,
} CcpToolResultFlags;

/**
 * CcpToolResult: (skip)
 * @call: the `tool_use` block that it answers
 * @value: the `tool_result` block, or no value where the client has none
 * @media: (array length=n_media): the images and documents in it
 * @n_media: how many there are
 *
 * What came of the call of a tool. It owns nothing.
 */
struct _CcpToolResult
{
  CcpJsonValue call;
  CcpJsonValue value;
  const CcpBlock *media;
  guint n_media;
};

CCP_AVAILABLE_IN_1_0
gboolean ccp_tool_result_is_error (const CcpToolResult *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_tool_result_has_text (const CcpToolResult *self, CcpToolResultFlags flags);
CCP_AVAILABLE_IN_1_0
void ccp_tool_result_append_text (const CcpToolResult *self,
                                  CcpToolResultFlags flags,
                                  CcpJsonWriter *writer);
CCP_AVAILABLE_IN_1_0
gboolean ccp_tool_result_omits (CcpToolResultFlags flags, const CcpBlock *media);

G_END_DECLS
