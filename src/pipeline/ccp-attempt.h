/* ccp-attempt.h: one attempt to have an exchange answered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-chain.h"
#include "ccp-provider-visit.h"
#include "ccp-reply-source.h"
#include "ccp-reply.h"
#include "ccp-snapshot.h"

G_BEGIN_DECLS

/* A plain record of the run, with the steps that fill it in; a new attempt starts with a
 * new one. */
typedef struct
{
  CcpTarget *target;
  CcpChain *chain;
  CcpJson *body;                 /* (nullable): in the provider's format */
  CcpUpstreamRequest *request;   /* (nullable) */
  CcpSecret *key;                /* (nullable): what it was sent with */
  CcpUpstreamResponse *response; /* (nullable) */
  GBytes *bytes;                 /* (nullable): the whole answer, if it is not streamed */
  CcpJson *json;                 /* (nullable): @bytes, if they are JSON */
  CcpReplySource *events;        /* (nullable) */
  CcpProviderVisit *visit;       /* (nullable): from when it is sent */
} CcpAttempt;

/* Returns: (transfer full): an attempt on the route of @exchange */
CcpAttempt *
ccp_attempt_new (CcpSnapshot *snapshot, CcpExchange *exchange, GError **error);
/* the same, at a target that is known */
CcpAttempt *ccp_attempt_new_at (CcpTarget *target, CcpExchange *exchange, GError **error);
void ccp_attempt_free (CcpAttempt *self);

/* Makes the body and the HTTP request, unless a transformer answers the exchange itself.
 * @self must live until @callback was called. */
void ccp_attempt_prepare_async (CcpAttempt *self,
                                CcpExchange *exchange,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ccp_attempt_prepare_finish (GAsyncResult *result, GError **error);

/* Sends the request, and knows the answer's head when it is done. @self must live until
 * @callback was called. */
void ccp_attempt_send_async (CcpAttempt *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ccp_attempt_send_finish (GAsyncResult *result, GError **error);

/* Reads a whole answer, up to a limit. That of an error may be cut: its status says
 * enough. @self must live until @callback was called. */
void ccp_attempt_read_async (CcpAttempt *self,
                             CcpExchange *exchange,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ccp_attempt_read_finish (GAsyncResult *result, GError **error);

/* Has the provider judge an answer that was read. */
void ccp_attempt_judge_async (CcpAttempt *self,
                              CcpExchange *exchange,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
CcpVerdict *ccp_attempt_judge_finish (GAsyncResult *result, GError **error);

/* the events of the answer as the client is to see them; a body that was read whole can
 * hold a stream all the same, and a stream one document */
CcpEventSource *ccp_attempt_open_events (CcpAttempt *self, CcpExchange *exchange);

/* whether the client's own credentials are sent in place of a key of the configuration */
gboolean ccp_attempt_has_own_credentials (CcpAttempt *self);

/* Adds to @passed the headers of the answer, as far as there is one, that the client is
 * to see. @self: (nullable) */
void
ccp_attempt_pass_headers (CcpAttempt *self, CcpExchange *exchange, CcpHeaders *passed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpAttempt, ccp_attempt_free)

G_END_DECLS
