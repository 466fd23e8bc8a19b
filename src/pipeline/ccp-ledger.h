/* ccp-ledger.h: the exchanges under way, and what all of them took and cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ledger-entry.h"
#include "ccp-session-totals.h"
#include "ccp-stats.h"

G_BEGIN_DECLS

#define CCP_TYPE_LEDGER (ccp_ledger_get_type ())

/* One for the life of the daemon, whatever the configuration is.
 *
 * Signals "started" (CcpLedgerEntry) and "finished" (CcpLedgerEntry). An exchange that
 * nobody listens to costs nothing but its entry. */
G_DECLARE_FINAL_TYPE (CcpLedger, ccp_ledger, CCP, LEDGER, GObject)

CcpLedger *ccp_ledger_new (void);
/* @cancellable: (nullable): ends the exchange when it is cancelled, and is cancelled with
 * the entry
 * Returns: (transfer full): the entry, which is to be closed */
CcpLedgerEntry *
ccp_ledger_open (CcpLedger *self, CcpExchange *exchange, GCancellable *cancellable);
/* The exchange has ended: it is counted. A count of tokens is not, as it has neither
 * tokens nor costs, and would spoil the times of the others.
 * @status: what the client was told
 * @error_type: (nullable): likewise, of the Messages API */
void ccp_ledger_close (CcpLedger *self,
                       CcpLedgerEntry *entry,
                       guint status,
                       const char *error_type);

/* Returns: (transfer none) (element-type CcpLedgerEntry): in no order; it changes with
 * every exchange that begins or ends */
GPtrArray *ccp_ledger_get_entries (CcpLedger *self);
/* Returns: (transfer none) (nullable): the exchange under way with that id */
CcpLedgerEntry *ccp_ledger_find (CcpLedger *self, const char *id);
guint ccp_ledger_get_in_flight (CcpLedger *self);
gint64 ccp_ledger_get_since (CcpLedger *self); /* µs since 1970 */
CcpStats *ccp_ledger_get_stats (CcpLedger *self);
/* Returns: (nullable): what a session of the client took; valid until the next exchange
 * ends */
const CcpSessionTotal *ccp_ledger_find_session (CcpLedger *self, const char *id);

G_END_DECLS
