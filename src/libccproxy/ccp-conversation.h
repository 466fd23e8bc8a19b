/* ccp-conversation.h: what was said so far, in the order that any provider takes it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-tool-result.h"

G_BEGIN_DECLS

#define CCP_TYPE_CONVERSATION (ccp_conversation_get_type ())

/**
 * CcpRole:
 * @CCP_ROLE_USER: the user, and the results of tools
 * @CCP_ROLE_ASSISTANT: the model
 * @CCP_ROLE_SYSTEM: the system, in the midst of a conversation
 *
 * Whose turn it is.
 */
typedef enum
{
  CCP_ROLE_USER,
  CCP_ROLE_ASSISTANT,
  CCP_ROLE_SYSTEM,
} CcpRole;

/**
 * CcpConversationFlags:
 * @CCP_CONVERSATION_DEFAULT: nothing of these
 * @CCP_CONVERSATION_SYSTEM_IN_PLACE: what the system says in the midst is a turn of its
 *   own, and not a reminder in the user's
 * @CCP_CONVERSATION_KEEP_THINKING: a turn with nothing but thinking in it stays
 *
 * How to read a conversation.
 */
typedef enum /*< flags >*/
{
  CCP_CONVERSATION_DEFAULT = 0,
  CCP_CONVERSATION_SYSTEM_IN_PLACE = 1 << 0,
  CCP_CONVERSATION_KEEP_THINKING = 1 << 1,
} CcpConversationFlags;

/**
 * CcpTurn: (skip)
 * @role: whose turn it is
 * @results: (array length=n_results): what came of the calls of the turn before, one for
 *   each call and in their order
 * @n_results: how many there are
 * @blocks: (array length=n_blocks): what else is said, after the results
 * @n_blocks: how many there are
 *
 * One turn of a conversation. It is good as long as the conversation lives.
 */
struct _CcpTurn
{
  CcpRole role;
  const CcpToolResult *results;
  guint n_results;
  const CcpBlock *blocks;
  guint n_blocks;
};

CCP_AVAILABLE_IN_1_0
GType ccp_conversation_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpConversation *ccp_conversation_new (CcpJson *body, CcpConversationFlags flags);
CCP_AVAILABLE_IN_1_0
CcpConversation *ccp_conversation_ref (CcpConversation *self);
CCP_AVAILABLE_IN_1_0
void ccp_conversation_unref (CcpConversation *self);
CCP_AVAILABLE_IN_1_0
const CcpBlock *ccp_conversation_get_system (CcpConversation *self, guint *n_blocks);
CCP_AVAILABLE_IN_1_0
guint ccp_conversation_get_length (CcpConversation *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_conversation_check (CcpConversation *self, GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_conversation_get_turn (CcpConversation *self, guint index, CcpTurn *turn);
CCP_AVAILABLE_IN_1_0
guint ccp_conversation_get_loop_start (CcpConversation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpConversation, ccp_conversation_unref)

G_END_DECLS
