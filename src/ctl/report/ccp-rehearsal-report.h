/* ccp-rehearsal-report.h: shows what would be sent to the targets of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-rehearsal.h"

G_BEGIN_DECLS

/* For a person. @targets: (element-type CcpRehearsal)
 * @only: the number of the target that is wanted, 0 for all
 * @is_raw: whether bodies are shown byte for byte */
char *ccp_rehearsal_report_text (GPtrArray *targets, guint only, gboolean is_raw);
/* For programs: {"operation", "asked", "attempts": [{"target", "stage", "provider",
 * "model", "note", "method", "url", "headers", "body", "answer", "error"}]} */
CcpJson *
ccp_rehearsal_report_json (CcpExchange *exchange, GPtrArray *targets, guint only);

G_END_DECLS
