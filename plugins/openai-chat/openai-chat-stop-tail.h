/* openai-chat-stop-tail.h: ends a text at a stop sequence where the provider cannot
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *sequences; /* (element-type utf8) */
  gsize longest;        /* of them, in bytes */
  GString *tail;        /* may be the beginning of one of them */
  const char *matched;  /* (nullable): the one that was found */
} OpenaiChatStopTail;

/* @body: the client's request */
void
openai_chat_stop_tail_init (OpenaiChatStopTail *self, CcpJson *body, gboolean active);
void openai_chat_stop_tail_clear (OpenaiChatStopTail *self);
gboolean openai_chat_stop_tail_is_idle (const OpenaiChatStopTail *self);
/* Is it one of the client's stop sequences? */
gboolean openai_chat_stop_tail_has (CcpJson *body, const CcpJsonValue *text);
/* Gives @emitter what can be given; after a match nothing more. */
void openai_chat_stop_tail_feed (OpenaiChatStopTail *self,
                                 const char *text,
                                 gsize length,
                                 CcpMessageEmitter *emitter);
void openai_chat_stop_tail_flush (OpenaiChatStopTail *self, CcpMessageEmitter *emitter);

G_END_DECLS
