/* ccp-block-queue.c: blocks that wait until a tool call is complete
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-block-queue"

#include "private/ccp-block-queue.h"

static CcpWaitingBlock *
append (CcpBlockQueue *self, CcpWaitingKind kind)
{
  CcpWaitingBlock *block = g_new0 (CcpWaitingBlock, 1);

  block->kind = kind;
  g_queue_push_tail (&self->blocks, block);
  return block;
}

/* the last block if more can be added to it, else a new one */
static CcpWaitingBlock *
continue_last (CcpBlockQueue *self, CcpWaitingKind kind)
{
  CcpWaitingBlock *last = g_queue_peek_tail (&self->blocks);

  if (last == NULL || last->kind != kind || last->signature != NULL)
    last = append (self, kind);
  return last;
}

/*
 * ccp_block_queue_free_block:
 * @self: (transfer full): a block
 *
 * Frees a block.
 */
void
ccp_block_queue_free_block (CcpWaitingBlock *self)
{
  ccp_json_buffer_clear (&self->raw);
  g_clear_pointer (&self->signature, g_free);
  g_clear_pointer (&self->block, ccp_json_unref);
  g_free (self);
}

/*
 * ccp_block_queue_clear:
 * @self: a queue
 *
 * Drops all blocks.
 */
void
ccp_block_queue_clear (CcpBlockQueue *self)
{
  g_queue_clear_full (&self->blocks, (GDestroyNotify) ccp_block_queue_free_block);
}

/*
 * ccp_block_queue_add_text:
 * @self: a queue
 * @raw: text, as it stands between the quotes of a JSON string
 * @length: its length
 *
 * Adds text to the last block if it is text, else as a new one.
 */
void
ccp_block_queue_add_text (CcpBlockQueue *self, const char *raw, gsize length)
{
  ccp_json_buffer_add (&continue_last (self, CCP_WAITING_TEXT)->raw, raw, length);
}

/*
 * ccp_block_queue_add_thinking:
 * @self: a queue
 * @raw: thinking, as it stands between the quotes of a JSON string
 * @length: its length
 *
 * Adds thinking to the last block if it is thinking without a signature, else as a new
 * one.
 */
void
ccp_block_queue_add_thinking (CcpBlockQueue *self, const char *raw, gsize length)
{
  ccp_json_buffer_add (&continue_last (self, CCP_WAITING_THINKING)->raw, raw, length);
}

/*
 * ccp_block_queue_add_signature:
 * @self: a queue
 * @signature: a signature
 *
 * Signs the last block if it is thinking without a signature, else adds a block that is
 * nothing but signed.
 */
void
ccp_block_queue_add_signature (CcpBlockQueue *self, const char *signature)
{
  continue_last (self, CCP_WAITING_THINKING)->signature = g_strdup (signature);
}

/*
 * ccp_block_queue_add_tool:
 * @self: a queue
 * @tool: the call of a tool, which must live as long as the queue
 *
 * Adds the call of a tool.
 */
void
ccp_block_queue_add_tool (CcpBlockQueue *self, CcpToolCall *tool)
{
  append (self, CCP_WAITING_TOOL)->tool = tool;
}

/*
 * ccp_block_queue_add_block:
 * @self: a queue
 * @block: a whole block
 *
 * Adds a whole block.
 */
void
ccp_block_queue_add_block (CcpBlockQueue *self, CcpJson *block)
{
  append (self, CCP_WAITING_BLOCK)->block = ccp_json_ref (block);
}

/*
 * ccp_block_queue_pop:
 * @self: a queue
 *
 * Takes the block that waits longest.
 *
 * Returns: (transfer full) (nullable): a block, or %NULL if none waits
 */
CcpWaitingBlock *
ccp_block_queue_pop (CcpBlockQueue *self)
{
  return g_queue_pop_head (&self->blocks);
}
