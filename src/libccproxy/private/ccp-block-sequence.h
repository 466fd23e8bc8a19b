/* ccp-block-sequence.h: puts what a model says into blocks, one after the other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-tool-names.h"
#include "ccp-block-queue.h"
#include "ccp-message-writer.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_OPEN_NOTHING,
  CCP_OPEN_TEXT,
  CCP_OPEN_THINKING,
  CCP_OPEN_TOOL,
} CcpOpenBlock;

/* The state machine of protocol E.6.3. A tool that is open is never complete: it is
 * closed at once when it is, and as long as it is open everything else waits in the
 * queue. */
typedef struct
{
  CcpMessageWriter writer;
  CcpToolNames *names; /* to change back; set by the owner */
  CcpJson *request;    /* (nullable): has optional strings to drop; set by the owner */
  char *default_signature;
  CcpOpenBlock open;
  CcpToolCall *open_tool; /* (unowned) (nullable) */
  CcpBlockQueue queue;
  GPtrArray *tools; /* (element-type CcpToolCall): in the order of their first mention */
  GHashTable *by_key;   /* (element-type guint CcpToolCall) */
  GHashTable *used_ids; /* (element-type utf8 utf8) */
  gboolean has_tools;   /* a tool_use block was started */
} CcpBlockSequence;

void ccp_block_sequence_init (CcpBlockSequence *self);
void ccp_block_sequence_clear (CcpBlockSequence *self);
void ccp_block_sequence_set_default_signature (CcpBlockSequence *self,
                                               const char *signature);
void ccp_block_sequence_text (CcpBlockSequence *self, const char *raw, gsize length);
void ccp_block_sequence_thinking (CcpBlockSequence *self, const char *raw, gsize length);
void ccp_block_sequence_signature (CcpBlockSequence *self, const char *signature);
void ccp_block_sequence_block (CcpBlockSequence *self, CcpJson *block);
void ccp_block_sequence_tool_begin (CcpBlockSequence *self,
                                    guint key,
                                    const char *id,
                                    const char *name);
void ccp_block_sequence_tool_arguments (CcpBlockSequence *self,
                                        guint key,
                                        const char *raw,
                                        gsize length);
void ccp_block_sequence_tool_end (CcpBlockSequence *self, guint key);
void ccp_block_sequence_finish (CcpBlockSequence *self);

G_END_DECLS
