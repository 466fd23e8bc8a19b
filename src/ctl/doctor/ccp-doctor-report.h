/* ccp-doctor-report.h: what the doctor found, for people and for programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-finding.h"
#include "ccp-terminal.h"
#include "ccp.h"

G_BEGIN_DECLS

/* @findings: (element-type CcpFinding) */
guint ccp_doctor_report_count (GPtrArray *findings, CcpFindingState state);
char *ccp_doctor_report_format (GPtrArray *findings, const CcpTerminal *terminal);
void ccp_doctor_report_write (GPtrArray *findings, CcpJsonWriter *writer);

G_END_DECLS
