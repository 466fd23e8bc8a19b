/* ccp-framed-source.h: cuts the bytes of an answer into events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_FRAMED_SOURCE (ccp_framed_source_get_type ())

/* A CcpEventSource over the bytes of an upstream's answer: server-sent events, a JSON
 * array or one document. All that has arrived is read (to WOULD_BLOCK) and becomes one
 * batch. "[DONE]" ends the stream. A clean end is NULL without an error; a connection
 * that broke, a limit that was passed, and what is no answer at all, are errors that name
 * the provider. */
G_DECLARE_FINAL_TYPE (CcpFramedSource, ccp_framed_source, CCP, FRAMED_SOURCE, GObject)

CcpEventSource *ccp_framed_source_new (GInputStream *stream,
                                       CcpFraming framing,
                                       const char *content_type,
                                       CcpExchange *exchange);

G_END_DECLS
