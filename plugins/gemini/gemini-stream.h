/* gemini-stream.h: converts a stream of chunks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _GeminiStream GeminiStream;

GeminiStream *gemini_stream_new (CcpExchange *exchange);
void gemini_stream_free (GeminiStream *self);
/* Returns: (transfer full): events of the Messages API, maybe none */
CcpEventBatch *
gemini_stream_feed (GeminiStream *self, CcpEventBatch *batch, CcpTransformFlags flags);
/* Returns: when it wants to be fed with CCP_TRANSFORM_TICK, 0 for never */
gint64 gemini_stream_get_deadline (GeminiStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GeminiStream, gemini_stream_free)

G_END_DECLS
