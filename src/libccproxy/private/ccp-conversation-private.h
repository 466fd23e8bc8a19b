/* ccp-conversation-private.h: the inside of a conversation, for what builds it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-conversation.h"

G_BEGIN_DECLS

/* A turn as ranges of the arrays that hold the blocks and results of all turns. */
typedef struct
{
  CcpRole role;
  guint first_result;
  guint n_results;
  guint first_block;
  guint n_blocks;
} CcpTurnRange;

struct _CcpConversation
{
  gatomicrefcount references;

  CcpJson *body;
  GPtrArray *documents; /* (element-type CcpJson): texts that are not as in the body */
  GArray *system;       /* (element-type CcpBlock) */
  GArray *turns;        /* (element-type CcpTurnRange) */
  GArray *blocks;       /* (element-type CcpBlock) */
  GArray *results;      /* (element-type CcpToolResult) */
  GArray *media;        /* (element-type CcpBlock) */
  guint loop_start;     /* the first turn of the tool loop that the model is in */
};

void ccp_conversation_build (CcpConversation *self, CcpConversationFlags flags);

G_END_DECLS
