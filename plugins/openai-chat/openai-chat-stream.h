/* openai-chat-stream.h: converts a stream of chunks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct _OpenaiChatStream OpenaiChatStream;

OpenaiChatStream *openai_chat_stream_new (CcpExchange *exchange);
void openai_chat_stream_free (OpenaiChatStream *self);
/* Returns: (transfer full): events of the Messages API, maybe none */
CcpEventBatch *openai_chat_stream_feed (OpenaiChatStream *self,
                                        CcpEventBatch *batch,
                                        CcpTransformFlags flags,
                                        GError **error);
/* Returns: when it wants to be fed with CCP_TRANSFORM_TICK, 0 for never */
gint64 openai_chat_stream_get_deadline (OpenaiChatStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OpenaiChatStream, openai_chat_stream_free)

G_END_DECLS
