/* reasoning-tag-stream.h: makes thinking blocks of what stands between tags in the text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _ReasoningTagStream ReasoningTagStream;

/* @tags: pairs of an opening and a closing one */
ReasoningTagStream *reasoning_tag_stream_new (CcpThinkTagsMode mode,
                                              const char *const *tags);
void reasoning_tag_stream_free (ReasoningTagStream *self);
/* @batch: events of the Messages API. What is not text passes as it is, but for the index
 * of its block.
 * Returns: (transfer full): the batch in its place */
CcpEventBatch *reasoning_tag_stream_feed (ReasoningTagStream *self,
                                          CcpExchange *exchange,
                                          CcpEventBatch *batch,
                                          CcpTransformFlags flags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReasoningTagStream, reasoning_tag_stream_free)

G_END_DECLS
