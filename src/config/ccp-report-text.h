/* ccp-report-text.h: diagnostics for a person, with the lines of the file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-diagnostics.h"

G_BEGIN_DECLS

/* @sources: (element-type utf8 CcpMaskedSource): by the names of the files; what is wrong
 * with another is told without the line
 * Returns: each diagnostic in a line, and the line of the file with a caret under it */
char *ccp_report_text_write (CcpDiagnostics *diagnostics, GHashTable *sources);

G_END_DECLS
