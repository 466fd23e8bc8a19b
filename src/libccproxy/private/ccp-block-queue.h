/* ccp-block-queue.h: blocks that wait until a tool call is complete
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json.h"
#include "ccp-json-buffer.h"
#include "ccp-tool-call.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_WAITING_TEXT,
  CCP_WAITING_THINKING,
  CCP_WAITING_TOOL,
  CCP_WAITING_BLOCK,
} CcpWaitingKind;

typedef struct
{
  CcpWaitingKind kind;
  CcpJsonBuffer raw; /* of text and thinking, as it stands in a JSON string */
  char *signature;   /* (nullable): of thinking, which is complete then */
  CcpToolCall *tool; /* (unowned) */
  CcpJson *block;
} CcpWaitingBlock;

typedef struct
{
  GQueue blocks; /* (element-type CcpWaitingBlock) */
} CcpBlockQueue;

void ccp_block_queue_free_block (CcpWaitingBlock *self);

void ccp_block_queue_clear (CcpBlockQueue *self);
void ccp_block_queue_add_text (CcpBlockQueue *self, const char *raw, gsize length);
void ccp_block_queue_add_thinking (CcpBlockQueue *self, const char *raw, gsize length);
void ccp_block_queue_add_signature (CcpBlockQueue *self, const char *signature);
void ccp_block_queue_add_tool (CcpBlockQueue *self, CcpToolCall *tool);
void ccp_block_queue_add_block (CcpBlockQueue *self, CcpJson *block);
CcpWaitingBlock *ccp_block_queue_pop (CcpBlockQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpWaitingBlock, ccp_block_queue_free_block)

G_END_DECLS
