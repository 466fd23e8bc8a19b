/* ccp-attempt.h: what one attempt to have an exchange answered holds
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-chain.h"
#include "ccp-reply-source.h"
#include "ccp-snapshot.h"

G_BEGIN_DECLS

/* A plain record of the run; a new attempt starts with a new one. */
typedef struct
{
  CcpTarget *target;
  CcpChain *chain;
  CcpJson *body;                 /* (nullable): in the provider's format */
  CcpUpstreamRequest *request;   /* (nullable) */
  CcpUpstreamResponse *response; /* (nullable) */
  GBytes *bytes;                 /* (nullable): the whole answer, if it is not streamed */
  CcpJson *json;                 /* (nullable): @bytes, if they are JSON */
  CcpReplySource *events;        /* (nullable) */
} CcpAttempt;

/* Returns: (transfer full): an attempt on the route of @exchange */
CcpAttempt *
ccp_attempt_new (CcpSnapshot *snapshot, CcpExchange *exchange, GError **error);
void ccp_attempt_free (CcpAttempt *self);

/* Makes the body and the HTTP request, unless a transformer answers the exchange itself.
 * @self must live until @callback was called. */
void ccp_attempt_prepare_async (CcpAttempt *self,
                                CcpExchange *exchange,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ccp_attempt_prepare_finish (GAsyncResult *result, GError **error);

/* the events of the answer as the client is to see them; a body that was read whole can
 * hold a stream all the same, and a stream one document */
CcpEventSource *ccp_attempt_open_events (CcpAttempt *self, CcpExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpAttempt, ccp_attempt_free)

G_END_DECLS
