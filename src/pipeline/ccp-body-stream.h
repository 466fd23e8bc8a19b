/* ccp-body-stream.h: the body of a provider's answer, which owns its connection
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-session-pool.h"

G_BEGIN_DECLS

#define CCP_TYPE_BODY_STREAM (ccp_body_stream_get_type ())

/* A pollable stream. When the body was read to its end the connection goes back to the
 * pool; when the stream is closed, dropped or cancelled before that, the connection ends
 * at once. A read that waits longer than the idle timeout fails with
 * %G_IO_ERROR_TIMED_OUT; time in which nobody reads does not count.
 *
 * As with every stream of libsoup, read until %G_IO_ERROR_WOULD_BLOCK before asking for a
 * source: one that is made while bytes are buffered fires at once, again and again. */
G_DECLARE_FINAL_TYPE (CcpBodyStream,
                      ccp_body_stream,
                      CCP,
                      BODY_STREAM,
                      GFilterInputStream)

GInputStream *ccp_body_stream_new (GInputStream *stream,
                                   SoupMessage *message,
                                   CcpSessionPool *pool,
                                   CcpUpstreamConnection *connection,
                                   guint idle_timeout,
                                   GCancellable *cancellable);

G_END_DECLS
