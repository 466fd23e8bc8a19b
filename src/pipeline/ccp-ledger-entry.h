/* ccp-ledger-entry.h: one exchange under way, as others see it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-phase.h"
#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_LEDGER_ENTRY (ccp_ledger_entry_get_type ())

/* Signal "changed" (): the phase, the route or the attempt is another one. */
G_DECLARE_FINAL_TYPE (CcpLedgerEntry, ccp_ledger_entry, CCP, LEDGER_ENTRY, GObject)

/* @cancellable: (nullable): what ends the exchange in every phase; one is made if there
 * is none */
CcpLedgerEntry *ccp_ledger_entry_new (CcpExchange *exchange, GCancellable *cancellable);
CcpExchange *ccp_ledger_entry_get_exchange (CcpLedgerEntry *self);
GCancellable *ccp_ledger_entry_get_cancellable (CcpLedgerEntry *self);

/* as in the log and the header request-id */
const char *ccp_ledger_entry_get_id (CcpLedgerEntry *self);
/* what the client named; empty if it named none */
const char *ccp_ledger_entry_get_asked_model (CcpLedgerEntry *self);
gint64 ccp_ledger_entry_get_started_at (CcpLedgerEntry *self); /* µs since 1970 */
/* (nullable) each: until it is routed */
const char *ccp_ledger_entry_get_stage (CcpLedgerEntry *self);
const char *ccp_ledger_entry_get_provider (CcpLedgerEntry *self);
const char *ccp_ledger_entry_get_model (CcpLedgerEntry *self);
CcpPhase ccp_ledger_entry_get_phase (CcpLedgerEntry *self);
guint ccp_ledger_entry_get_attempt (CcpLedgerEntry *self); /* from 1 */
/* Returns: (transfer none): the counts as far as they are known. While the provider has
 * not told the tokens of a stream, they are estimated from the text that passed. */
const CcpUsage *ccp_ledger_entry_get_usage (CcpLedgerEntry *self);
/* The first call looks it up, which takes milliseconds where it has to be searched for.
 * Returns: the process that asked, 0 if it is not known */
guint ccp_ledger_entry_get_client_pid (CcpLedgerEntry *self);

gboolean ccp_ledger_entry_is_finished (CcpLedgerEntry *self);
guint ccp_ledger_entry_get_status (CcpLedgerEntry *self); /* 0 until it is finished */
/* Returns: (nullable): of the Messages API, if the client was told an error */
const char *ccp_ledger_entry_get_error_type (CcpLedgerEntry *self);
/* microseconds from the start; 0 if there is none */
gint64 ccp_ledger_entry_get_first_token (CcpLedgerEntry *self);
/* microseconds; so far, or of all of it */
gint64 ccp_ledger_entry_get_duration (CcpLedgerEntry *self);

/* Ends the exchange, whatever it waits for: the connection to the provider is closed, and
 * the client is told so. Once it is finished nothing is done. */
void ccp_ledger_entry_cancel (CcpLedgerEntry *self);

/* for those who run the exchange: takes note of the phase, and with it of the route and
 * the attempt */
void ccp_ledger_entry_enter (CcpLedgerEntry *self, CcpPhase phase);
/* something that the client can show has come; only the first call counts */
void ccp_ledger_entry_mark_first (CcpLedgerEntry *self);
/* @length: bytes of text that have passed so far
 * @counted: whether the provider has told how many tokens the answer has */
void ccp_ledger_entry_note_text (CcpLedgerEntry *self, gsize length, gboolean counted);
/* for the ledger alone */
void ccp_ledger_entry_finish (CcpLedgerEntry *self, guint status, const char *error_type);

G_END_DECLS
