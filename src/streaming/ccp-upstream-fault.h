/* ccp-upstream-fault.h: says whose fault it is that there is no answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* how much of a foreign answer is shown */
#define CCP_UPSTREAM_FAULT_SHOWN 120

/* @error: (transfer full)
 *
 * Returns: (transfer full): @error with the name of the provider that @exchange was sent
 * to (protocol E.7); a cancellation is nobody's fault and stays as it is */
GError *ccp_upstream_fault_sign (GError *error, CcpExchange *exchange);
/* @start: what the answer begins with
 *
 * Returns: (transfer full): the error for an answer that is neither JSON nor events, most
 * often a web page (T85). Of the provider's URL what may be a secret is not shown. */
GError *
ccp_upstream_fault_new_foreign (CcpExchange *exchange, const guint8 *start, gsize length);

G_END_DECLS
