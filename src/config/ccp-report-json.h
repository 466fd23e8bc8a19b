/* ccp-report-json.h: diagnostics for a script
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-diagnostics.h"

G_BEGIN_DECLS

/* Returns: {"diagnostics": [{file, line, column, path, severity, code, message,
 * suggestion}], "errors": N, "warnings": N}; what is not known is null */
CcpJson *ccp_report_json_write (CcpDiagnostics *diagnostics);
/* the name of a severity, as scripts know it */
const char *ccp_report_json_name_severity (CcpSeverity severity);

G_END_DECLS
