/* ccp-attempt-note.h: tells the state of a provider what became of an attempt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-attempt.h"

G_BEGIN_DECLS

/* The first word on an attempt counts. @attempt: (nullable): nothing is noted of one that
 * was not sent. */
void ccp_attempt_note_success (CcpAttempt *attempt, CcpExchange *exchange);
/* @is_allowed: whether the retry policy has another attempt for it */
void ccp_attempt_note_verdict (CcpAttempt *attempt,
                               CcpExchange *exchange,
                               CcpVerdict *verdict,
                               gboolean is_allowed);
/* @verdict: of an error, which may as well be a plugin's or the client's */
void ccp_attempt_note_error (CcpAttempt *attempt, CcpVerdict *verdict);
/* What breaks the answer off from now on is noted as well.
 * @begun: (nullable): the events of a reply that began before those of the attempt */
void ccp_attempt_note_breaks (CcpAttempt *attempt, CcpReplySource *begun);

G_END_DECLS
