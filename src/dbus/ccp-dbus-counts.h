/* ccp-dbus-counts.h: counts of exchanges as values of the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ledger.h"

G_BEGIN_DECLS

/* @series: (element-type CcpStatsSeries)
 * Returns: (transfer floating): aa{sv} */
GVariant *ccp_dbus_counts_new_series (GPtrArray *series);
/* @unpublished: exchanges that the bus did not hear of
 * Returns: (transfer floating): a{sv}: all series added up */
GVariant *ccp_dbus_counts_new_totals (CcpLedger *ledger, guint64 unpublished);
/* Returns: (transfer floating): a{sv} */
GVariant *ccp_dbus_counts_new_session (const CcpSessionTotal *session);
/* Returns: (transfer floating): a{sv}: what a monitor wants to know of an exchange that
 * is over */
GVariant *ccp_dbus_counts_new_finished (CcpLedgerEntry *entry);

G_END_DECLS
