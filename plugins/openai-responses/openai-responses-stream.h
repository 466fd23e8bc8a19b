/* openai-responses-stream.h: converts a stream of events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _OpenaiResponsesStream OpenaiResponsesStream;

OpenaiResponsesStream *openai_responses_stream_new (CcpExchange *exchange);
void openai_responses_stream_free (OpenaiResponsesStream *self);
/* Returns: (transfer full): events of the Messages API */
CcpEventBatch *openai_responses_stream_feed (OpenaiResponsesStream *self,
                                             CcpEventBatch *batch,
                                             CcpTransformFlags flags);
/* Returns: when it wants to be fed again at the latest, in monotonic time, or 0 */
gint64 openai_responses_stream_get_deadline (OpenaiResponsesStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OpenaiResponsesStream, openai_responses_stream_free)

G_END_DECLS
