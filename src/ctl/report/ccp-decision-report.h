/* ccp-decision-report.h: says which way a request would go, and why
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* for a person. @exchange: one that has a route */
char *ccp_decision_report_text (CcpExchange *exchange, CcpCatalog *catalog);
/* for programs: {"operation", "asked", "estimate", "stage", "rule", "provider", "model",
 * "model_id", "long_context", "tokens", "header", "steps", "chain"} */
CcpJson *ccp_decision_report_json (CcpExchange *exchange, CcpCatalog *catalog);
const char *ccp_decision_report_get_operation (CcpExchange *exchange);

G_END_DECLS
