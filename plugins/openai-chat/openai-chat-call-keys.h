/* openai-chat-call-keys.h: finds out which pieces belong to the same tool call
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *calls; /* (element-type Call) */
} OpenaiChatCallKeys;

void openai_chat_call_keys_init (OpenaiChatCallKeys *self);
void openai_chat_call_keys_clear (OpenaiChatCallKeys *self);
/* @piece: an element of "tool_calls". @whole: nothing of it came before and nothing
 * follows. Returns: the key of the call for the emitter. */
guint openai_chat_call_keys_find (OpenaiChatCallKeys *self,
                                  const CcpJsonValue *piece,
                                  gboolean whole);

G_END_DECLS
