/* ccp-answer.h: what an upstream's answer is, and what is to be read out of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-reply.h"

G_BEGIN_DECLS

/* Returns: TRUE if the answer is to be passed on as it comes, FALSE if it is to be read
 * whole first */
gboolean ccp_answer_is_stream (CcpExchange *exchange, CcpUpstreamResponse *response);
/* Returns: (transfer full) (nullable): a whole answer as JSON, if it is that. RFC 8259
 * lets a reader pass over the byte order mark that a writer must not send. */
CcpJson *ccp_answer_parse (GBytes *body);
/* Returns: (transfer full) (nullable): why the stream fails, if it does so in @first
 * before it says anything */
CcpVerdict *ccp_answer_find_failure (CcpEventBatch *first);
/* "max_tokens": 0 asks to warm a cache and to generate nothing (protocol E.3). It goes
 * upstream where the dialect's option cache_warming says that this is known there. */
gboolean ccp_answer_is_wanted (CcpExchange *exchange);
/* the reply to such a request */
CcpReply *ccp_answer_nothing (CcpExchange *exchange);
/* Returns: (transfer full): the reply that gives @message as the client wants it, or NULL
 * with an error if it is no message */
CcpReply *ccp_answer_give (CcpExchange *exchange, CcpJson *message, GError **error);
void ccp_answer_note_usage (CcpExchange *exchange, CcpJson *message);

G_END_DECLS
