/* openai-chat-finish.h: why a provider says that an answer ended
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct
{
  CcpStopReason reason;
  gboolean failed; /* the answer is not complete, through the provider's fault */
  CcpError code;   /* if it failed */
} OpenaiChatFinish;

OpenaiChatFinish openai_chat_finish_parse (const CcpJsonValue *finish_reason);

G_END_DECLS
