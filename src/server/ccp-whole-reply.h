/* ccp-whole-reply.h: answers that are there at once
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-connection.h"
#include "ccp-reply-head.h"

G_BEGIN_DECLS

/* Writes the reply that was begun, and ends it. What @head says of the body and of the
 * connection is filled in. */
void ccp_whole_reply_send (CcpConnection *connection, CcpReplyHead head, CcpJson *body);
/* begins it as well; @refusal NULL for 200 */
void ccp_whole_reply_send_at_once (CcpConnection *connection,
                                   const CcpRefusal *refusal,
                                   CcpJson *body);

G_END_DECLS
