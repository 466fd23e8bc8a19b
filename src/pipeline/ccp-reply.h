/* ccp-reply.h: what the client is answered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_REPLY (ccp_reply_get_type ())

/* Status and headers, with a whole body or a stream of events that is still to be pulled.
 */
G_DECLARE_FINAL_TYPE (CcpReply, ccp_reply, CCP, REPLY, GObject)

CcpReply *ccp_reply_new (guint status, CcpJson *body);
CcpReply *ccp_reply_new_stream (CcpEventSource *events);
CcpReply *ccp_reply_new_error (const GError *error, const char *request_id);
/* @milliseconds: 0 for none */
void ccp_reply_set_retry_after (CcpReply *self, guint64 milliseconds);
guint ccp_reply_get_status (CcpReply *self);
CcpHeaders *
ccp_reply_get_headers (CcpReply *self);       /* (transfer none): to read and to add to */
CcpJson *ccp_reply_get_body (CcpReply *self); /* (nullable) */
CcpEventSource *
ccp_reply_get_events (CcpReply *self); /* (nullable): never fails but by cancellation */

G_END_DECLS
