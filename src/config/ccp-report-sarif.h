/* ccp-report-sarif.h: diagnostics for tools that show those of many programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-diagnostics.h"

G_BEGIN_DECLS

/* Returns: a log of SARIF 2.1.0 */
CcpJson *ccp_report_sarif_write (CcpDiagnostics *diagnostics);

G_END_DECLS
