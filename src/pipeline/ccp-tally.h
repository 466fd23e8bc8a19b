/* ccp-tally.h: what one exchange took and cost, noted once at its end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ledger.h"

G_BEGIN_DECLS

#define CCP_TYPE_TALLY (ccp_tally_get_type ())

/* The exchange is in the ledger from the tally's beginning to its end, when its line is
 * written to the log as well; an exchange whose tally is dropped before that was
 * abandoned. */
G_DECLARE_FINAL_TYPE (CcpTally, ccp_tally, CCP, TALLY, GObject)

/* @cancellable: (nullable): ends the exchange when it is cancelled */
CcpTally *
ccp_tally_new (CcpLedger *ledger, CcpExchange *exchange, GCancellable *cancellable);
CcpLedgerEntry *ccp_tally_get_entry (CcpTally *self);
/* @decision: the route whose chain the exchange goes along
 * @target: how far it is, from 1 on */
void
ccp_tally_set_target (CcpTally *self, CcpRoute *decision, guint target, guint n_targets);
/* @error: (nullable): the error of the Messages API that the client was told */
void ccp_tally_finish (CcpTally *self, guint status, CcpJson *error);

G_END_DECLS
