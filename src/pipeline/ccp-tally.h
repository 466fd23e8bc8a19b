/* ccp-tally.h: what one exchange took and cost, noted once at its end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_TALLY (ccp_tally_get_type ())

/* Writes the exchange's line to the log when it ends; an exchange whose tally is dropped
 * before that was abandoned. */
G_DECLARE_FINAL_TYPE (CcpTally, ccp_tally, CCP, TALLY, GObject)

CcpTally *ccp_tally_new (CcpExchange *exchange);
/* @decision: the route whose chain the exchange goes along
 * @target: how far it is, from 1 on */
void
ccp_tally_set_target (CcpTally *self, CcpRoute *decision, guint target, guint n_targets);
/* something that the client can show has come; only the first call counts */
void ccp_tally_mark_first (CcpTally *self);
/* @error: (nullable): the error of the Messages API that the client was told */
void ccp_tally_finish (CcpTally *self, guint status, CcpJson *error);

G_END_DECLS
