/* ccp-settings-fault.h: shows where in the configuration is what a plugin refuses
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-class-lookup.h"
#include "ccp-config-context.h"

G_BEGIN_DECLS

/* @source: whose settings they are
 * @settings: where they stand
 * @message: why they were refused. If it begins with the place of a setting and a colon,
 * as in "do[1].to: expected …", that is where the fault is reported: at its value, or at
 * its key if "unknown" follows */
void ccp_settings_fault_report (const CcpConfigContext *context,
                                const CcpClassLookup *source,
                                CcpConfigNode *settings,
                                const char *message);
/* shows one of @findings at its place in @settings */
void ccp_settings_fault_report_finding (const CcpConfigContext *context,
                                        CcpConfigNode *settings,
                                        CcpFindings *findings,
                                        guint index);

G_END_DECLS
