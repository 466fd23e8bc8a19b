/* ccp-failover.h: the way of a run along the chain of its route
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-attempt.h"
#include "ccp-target-picker.h"

G_BEGIN_DECLS

/* A plain part of a run, zero at its start. It knows how far the run is, and of what
 * failed on the way that which the client is told if nothing else comes. */
typedef struct
{
  CcpRoute *first; /* (nullable): where the chain begins */
  guint position;  /* of the target, from 1 on */
  guint length;    /* of the chain */
  CcpTargetPicker picker;
  gint64 overflowed;   /* tokens: the largest window that was too small, or 0 */
  CcpVerdict *told;    /* (nullable) */
  CcpHeaders *headers; /* (nullable): of the answer that @told is about */
} CcpFailover;

void ccp_failover_init (CcpFailover *self, CcpRoute *route);
void ccp_failover_clear (CcpFailover *self);
/* Chooses with which target of the chain the run begins: the route of @exchange from now
 * on. Returns: whether there is one; else the run ends with @self->told */
gboolean
ccp_failover_begin (CcpFailover *self, CcpSnapshot *snapshot, CcpExchange *exchange);
/* Takes note of @verdict, the last word of the target that @exchange was sent to.
 * @attempt: (nullable): at which it was given
 * Returns: whether there is a target to go on with, which is the exchange's route now;
 * else the run ends with @self->told */
gboolean ccp_failover_go_on (CcpFailover *self,
                             CcpVerdict *verdict,
                             CcpAttempt *attempt,
                             CcpExchange *exchange);
/* what the header x-ccproxy-route says */
char *ccp_failover_describe (const CcpFailover *self, CcpExchange *exchange);
/* Says in the header x-ccproxy-route of @reply how far the run is, if there is a route.
 */
void ccp_failover_mark_reply (CcpFailover *self, CcpExchange *exchange, CcpReply *reply);
/* Adds to @reply the headers of the answer that it is made of, as far as the client is to
 * see them. @attempt: (nullable): the last one */
void ccp_failover_pass_headers (CcpFailover *self,
                                CcpAttempt *attempt,
                                CcpExchange *exchange,
                                CcpReply *reply);

G_END_DECLS
