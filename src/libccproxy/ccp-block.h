/* ccp-block.h: one piece of what a message says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-writer.h"

G_BEGIN_DECLS

/**
 * CcpBlockKind:
 * @CCP_BLOCK_NONE: of no use outside Anthropic's own models
 * @CCP_BLOCK_TEXT: a text; the value is the string
 * @CCP_BLOCK_REMINDER: what the system says in the midst of a conversation; the value is
 *   the content of the message
 * @CCP_BLOCK_ORPHAN: the result of a call that is not there; the value is the block
 * @CCP_BLOCK_SEARCH_RESULT: a source that the client found
 * @CCP_BLOCK_WEB_SEARCH: what Anthropic's web search found; the value is the block, the
 *   detail the query
 * @CCP_BLOCK_TOOL_REFERENCE: the name of a tool that has become available
 * @CCP_BLOCK_IMAGE: an image
 * @CCP_BLOCK_DOCUMENT: a document
 * @CCP_BLOCK_THINKING: reasoning
 * @CCP_BLOCK_REDACTED_THINKING: reasoning that nobody can read
 * @CCP_BLOCK_TOOL_USE: the call of a tool
 * @CCP_BLOCK_TOOL_RESULT: what came of a call
 *
 * What a block is. Where nothing else is said, the value is the block itself.
 */
typedef enum
{
  CCP_BLOCK_NONE,
  CCP_BLOCK_TEXT,
  CCP_BLOCK_REMINDER,
  CCP_BLOCK_ORPHAN,
  CCP_BLOCK_SEARCH_RESULT,
  CCP_BLOCK_WEB_SEARCH,
  CCP_BLOCK_TOOL_REFERENCE,
  CCP_BLOCK_IMAGE,
  CCP_BLOCK_DOCUMENT,
  CCP_BLOCK_THINKING,
  CCP_BLOCK_REDACTED_THINKING,
  CCP_BLOCK_TOOL_USE,
  CCP_BLOCK_TOOL_RESULT,
} CcpBlockKind;

/**
 * CcpSourceKind:
 * @CCP_SOURCE_NONE: from nowhere, or from where nobody knows
 * @CCP_SOURCE_BASE64: the bytes are in the request
 * @CCP_SOURCE_URL: somewhere on the web
 * @CCP_SOURCE_FILE: among the files that Anthropic keeps for the client
 * @CCP_SOURCE_TEXT: the text is in the request
 * @CCP_SOURCE_CONTENT: texts and images are in the request
 *
 * Where an image or a document comes from.
 */
typedef enum
{
  CCP_SOURCE_NONE,
  CCP_SOURCE_BASE64,
  CCP_SOURCE_URL,
  CCP_SOURCE_FILE,
  CCP_SOURCE_TEXT,
  CCP_SOURCE_CONTENT,
} CcpSourceKind;

/**
 * CcpBlock: (skip)
 * @kind: what it is
 * @value: where it stands in the request
 * @detail: something more about it, for the kinds that have such a thing
 *
 * One piece of what a message says. It owns nothing.
 */
struct _CcpBlock
{
  CcpBlockKind kind;
  CcpJsonValue value;
  CcpJsonValue detail;
};

/**
 * CcpBlockIter: (skip)
 *
 * Walks over the blocks of a content, which may also be a string.
 */
struct _CcpBlockIter
{
  /*< private >*/
  CcpJsonValue string;
  CcpJsonIter elements;
};

CCP_AVAILABLE_IN_1_0
void ccp_block_init (CcpBlock *self, const CcpJsonValue *value);
CCP_AVAILABLE_IN_1_0
CcpSourceKind ccp_block_get_source (const CcpBlock *self, CcpJsonValue *source);
CCP_AVAILABLE_IN_1_0
gboolean ccp_block_is_media (const CcpBlock *self);
CCP_AVAILABLE_IN_1_0
void ccp_block_append_text (const CcpBlock *self, CcpJsonWriter *writer);

CCP_AVAILABLE_IN_1_0
void
ccp_block_append_texts (const CcpBlock *blocks, guint n_blocks, CcpJsonWriter *writer);
CCP_AVAILABLE_IN_1_0
void ccp_block_append_media_type (const CcpBlock *self, CcpJsonWriter *writer);
CCP_AVAILABLE_IN_1_0
void ccp_block_append_uri (const CcpBlock *self, CcpJsonWriter *writer);
CCP_AVAILABLE_IN_1_0
void ccp_block_append_file_name (const CcpBlock *self, CcpJsonWriter *writer);

CCP_AVAILABLE_IN_1_0
void ccp_block_iter_init (CcpBlockIter *self, const CcpJsonValue *content);
CCP_AVAILABLE_IN_1_0
gboolean ccp_block_iter_next (CcpBlockIter *self, CcpBlock *block);

G_END_DECLS
