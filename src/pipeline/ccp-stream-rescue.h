/* ccp-stream-rescue.h: goes on with a stream when a transformer of it fails
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Stands beside one transformer and sees what goes into it and what comes out. If it
 * fails, what it holds back is known, as long as it was not put together with what it let
 * through. Pure: no main loop. */
typedef struct _CcpStreamRescue CcpStreamRescue;

/* @side: where the transformer works; what a message is made of is known on the anthropic
 * side alone */
CcpStreamRescue *ccp_stream_rescue_new (CcpSide side);
void ccp_stream_rescue_free (CcpStreamRescue *self);
/* the transformer made @out of @in */
void
ccp_stream_rescue_watch (CcpStreamRescue *self, CcpEventBatch *in, CcpEventBatch *out);
/* the transformer fails at @in.
 * Returns: (transfer full) (nullable): what goes on in its stead; NULL if it has changed
 * something of which the rest is not known, so that no whole message can come of it */
CcpEventBatch *ccp_stream_rescue_take_over (CcpStreamRescue *self, CcpEventBatch *in);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpStreamRescue, ccp_stream_rescue_free)

G_END_DECLS
